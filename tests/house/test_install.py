#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Install into an empty folder, then build and run a program against what was installed."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BUILD = Path(os.environ["ENTENTE_BUILD"])
SOURCE = Path(os.environ["ENTENTE_SOURCE"])
PREFIX = os.environ["ENTENTE_PREFIX"]
SANITIZE = os.environ.get("ENTENTE_SANITIZE", "none")
PROGRAM = r"""
#include <stdio.h>
#include <entente.h>
int main(void)
{
    ent_error error = { 0 };
    ent_graph *graph = NULL;
    ent_view *view = NULL;
    ent_link *link = NULL;
    ent_node nodes[3];
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2021-12-31";
    if (ent_graph_bundled(&graph, &error) < 0 || ent_view_new(graph, &filter, &view, &error) < 0 ||
        ent_graph_lookup(graph, "India", &nodes[0], &error) < 0 ||
        ent_graph_lookup(graph, "Russia", &nodes[1], &error) < 0 ||
        ent_graph_lookup(graph, "China", &nodes[2], &error) < 0 ||
        ent_link_ask(view, nodes, 3, ent_graph_find_label(graph, "Forum"), &link, &error) < 0) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    printf("%s %zu\n", ent_version(), link->all_count);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
    return 0;
}
"""


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        result = subprocess.run(["meson", "install", "-C", str(BUILD), "--no-rebuild", "--destdir", str(cls.folder)],
                                capture_output=True, text=True)
        if result.returncode != 0:
            raise AssertionError(result.stdout + result.stderr)
        cls.prefix = cls.folder / PREFIX.lstrip("/")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def one(self, pattern):
        found = list(self.prefix.rglob(pattern))
        self.assertEqual(len(found), 1, f"{pattern}: {found}")
        return found[0]

    def test_everything_is_there(self):
        self.assertTrue(os.access(self.one("bin/entente"), os.X_OK))
        self.assertTrue((self.prefix / "share/man/man1/entente.1").exists())
        self.assertTrue((self.prefix / "share/bash-completion/completions/entente").exists())
        self.assertTrue(self.one("libentente.so").is_symlink())
        headers = {p.relative_to(SOURCE / "include") for p in (SOURCE / "include").rglob("*.h")}
        installed = {p.relative_to(self.prefix / "include") for p in (self.prefix / "include").rglob("*.h")}
        self.assertEqual(installed, headers)

    def build_and_run(self, static):
        packages = self.one("entente.pc").parent
        environment = dict(os.environ, PKG_CONFIG_SYSROOT_DIR=str(self.folder),
                           PKG_CONFIG_PATH=str(packages))
        def ask(*question, env=environment):
            answer = subprocess.run(["pkg-config", *question], env=env, capture_output=True, text=True)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            return answer.stdout.split()
        flags = ask("--cflags", "--libs", "entente")
        if static:  # ours alone: distributions do not ship all the others as static libraries
            flags = [str(self.one("libentente.a")) if flag == "-lentente" else flag for flag in flags]
            needed = [name for name in ask("--print-requires-private", "entente") if name[0].isalpha()]
            self.assertIn("igraph", needed)
            flags += ask("--libs", *needed, env=os.environ)
            flags += re.search(r"(?m)^Libs\.private: (.*)", self.one("entente.pc").read_text())[1].split()
        sanitize = [] if SANITIZE == "none" else [f"-fsanitize={SANITIZE}"]
        source, program = self.folder / "program.c", self.folder / "program"
        source.write_text(PROGRAM, encoding="utf-8")
        compiler = os.environ.get("ENTENTE_CC", "cc").split()
        # The system's own libraries stand outside the sysroot.
        flags = [flag for flag in flags if not flag.startswith("-I") or (Path(flag[2:]).exists())]
        result = subprocess.run([*compiler, "-std=c17", "-Wall", "-Wextra", "-Werror", *sanitize, str(source), "-o",
                                 str(program), *flags], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)
        library = self.one("libentente.so").parent
        result = subprocess.run([str(program)], capture_output=True, text=True,
                                env=dict(os.environ, LD_LIBRARY_PATH=str(library)))
        self.assertEqual(result.returncode, 0, result.stderr)
        version, forums = result.stdout.split()
        self.assertEqual(version, os.environ["ENTENTE_VERSION"])
        self.assertGreaterEqual(int(forums), 3)

    def test_a_program_builds_against_the_shared_library(self):
        self.build_and_run(static=False)

    def test_a_program_builds_against_the_static_library(self):
        if not list(self.prefix.rglob("libentente.a")):
            self.skipTest("built without a static library")
        self.build_and_run(static=True)

    def test_the_installed_command_answers(self):
        library = self.one("libentente.so").parent
        result = subprocess.run([str(self.prefix / "bin/entente"), "info"], capture_output=True, text=True,
                                env=dict(os.environ, LD_LIBRARY_PATH=str(library)))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Forum", result.stdout)


if __name__ == "__main__":
    if not shutil.which("pkg-config") or not shutil.which("meson"):
        print("no pkg-config or no meson")
        sys.exit(77)
    unittest.main()
