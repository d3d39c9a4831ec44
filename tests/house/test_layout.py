#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules of the house that a machine can check: who includes whom, what every folder and file has."""
import os
import re
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("ENTENTE_SOURCE", Path(__file__).resolve().parents[2]))

# The stages of a query, lower ones first; only the last one writes to a store.
STAGES = ["syntax", "bind", "overlay", "evaluate", "match", "count", "operators", "session"]
# The parts of the analysis, lower ones first.
PARTS = ["view", "network", "kernels", "igraph", "measures", "groups", "questions"]
BELOW_QUERIES = ["graph/base", "graph/time", "graph/model"]
# A folder may include itself and those named here.
MAY_INCLUDE = {
    "graph/base": [],
    "graph/time": ["graph/base"],
    "graph/model": ["graph/base", "graph/time"],
    "graph/store": ["graph/base", "graph/time", "graph/model"],
    **{f"graph/query/{stage}": BELOW_QUERIES + [f"graph/query/{below}" for below in STAGES[:i]]
       for i, stage in enumerate(STAGES)},
    "loaders": ["graph"],
    **{f"analysis/{part}": ["graph"] + [f"analysis/{below}" for below in PARTS[:i]] for i, part in enumerate(PARTS)},
    "render": ["graph", "analysis"],
    "cli": [],
}
MAY_INCLUDE["graph/query/session"].append("graph/store")
# What only files that match may include: one door for each dependency.
DOORS = [
    (r"sqlite3\.h", r"graph/store/"),
    (r"igraph/.*", r"analysis/igraph/|include/entente/igraph\.h|tests/"),
    (r"(graphviz/)?(gvc|cgraph|gvplugin.*)\.h", r"render/graphviz_"),
    (r"utf8proc\.h", r"graph/base/utf8\.c"),
    (r"libsmartcols(/libsmartcols)?\.h", r"cli/table\.c"),
    (r"histedit\.h", r"cli/shell_edit\.c"),
    (r"(cjson/)?cJSON\.h", r".*"),
    (r"csv\.h", r".*"),
]
ONE_FILE = [r"(cjson/)?cJSON\.h", r"csv\.h"]
SOURCE = (".c", ".h", ".py", ".sh")
LONGEST = 800


def files():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(f for f in folders if f not in (".git", "__pycache__") and not f.startswith("build"))
        for name in sorted(set(names) - {".git"}):
            yield Path(folder, name).relative_to(ROOT)


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def includes(path):
    return re.findall(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', text_of(path), re.MULTILINE)


def folder_of(path):
    name = path.as_posix()
    return next((folder for folder in MAY_INCLUDE if name.startswith(folder + "/")), None)


class Layout(unittest.TestCase):
    def sources(self):
        found = [path for path in files() if path.suffix in (".c", ".h")]
        self.assertGreater(len(found), 30, "the sources were not found")
        return found

    def test_includes_go_down_the_list_of_folders(self):
        for path in self.sources():
            folder = folder_of(path)
            if not folder:
                continue
            for kind, name in includes(path):
                if kind == '"' or name.startswith(("graph/", "loaders/", "analysis/", "render/", "cli/")):
                    allowed = [folder] + MAY_INCLUDE[folder]
                    self.assertTrue(any(name.startswith(a + "/") for a in allowed),
                                    f"{path} includes {name}; {folder}/ may include {', '.join(allowed)}")

    def test_only_the_graph_sees_the_inside_of_the_graph(self):
        for path in self.sources():
            if path.parts[0] in ("loaders", "analysis", "render", "cli"):
                for _, name in includes(path):
                    self.assertNotEqual(name, "graph/model/graph.h", f"{path} looks into the graph")

    def test_public_headers_include_public_headers_only(self):
        for path in self.sources():
            if path.parts[0] == "include":
                for kind, name in includes(path):
                    self.assertEqual(kind, "<", f"{path} includes {name}")

    def test_one_door_for_each_dependency(self):
        for pattern, door in DOORS:
            users = [path for path in self.sources() if path.parts[0] not in ("tests", "bench") and
                     any(re.fullmatch(pattern, name) for _, name in includes(path))]
            for path in users:
                self.assertRegex(path.as_posix(), door, f"{path} uses {pattern}, whose door is {door}")
            if pattern in ONE_FILE:
                self.assertLessEqual(len(users), 1, f"{pattern} is used by {[str(u) for u in users]}")

    def test_every_folder_has_a_short_readme(self):
        folders = {path.parent for path in files() if path.name != "meson.build"} - {Path("."), Path(".ci")}
        folders |= {Path(*folder.parts[:i]) for folder in folders for i in range(1, len(folder.parts))}
        needing = [f for f in folders if f.parts[0] in
                   ("graph", "loaders", "analysis", "render", "cli", "data", "bench", "docs", "script")
                   or f == Path("tests")]
        self.assertGreater(len(needing), 8)
        for folder in sorted(needing):
            if folder == Path("docs/images"):
                continue
            readme = ROOT / folder / "README.md"
            self.assertTrue(readme.exists(), f"{folder} has no README.md")
            lines = readme.read_text(encoding="utf-8").rstrip("\n").count("\n") + 1
            self.assertLessEqual(lines, 15, f"{folder}/README.md has {lines} lines, more than 15")

    def test_every_source_names_its_licence(self):
        for path in files():
            script = path.parts[0] in ("script", ".ci") and path.suffix == ""
            if path.suffix in SOURCE or path.name == "meson.build" or script:
                head = "\n".join(text_of(path).splitlines()[:3])
                if text_of(path).strip():
                    self.assertIn("SPDX-License-Identifier: GPL-2.0-or-later", head, f"{path} names no licence")

    def test_no_source_is_too_long(self):
        for path in files():
            if path.suffix in SOURCE:
                lines = text_of(path).count("\n")
                self.assertLessEqual(lines, LONGEST, f"{path} has {lines} lines")

    def test_nothing_names_a_place_on_one_machine(self):
        local = re.compile("|".join(["/" + "home/[a-z]", "/" + "work/", "/" + "root/", "bash" + "_jobs", "C:" + r"\\Users"]))
        for path in files():
            if path.suffix in SOURCE + (".md", ".build", ".1", ".svg", ".json", ".supp") or path.suffix == "":
                try:
                    found = local.search(text_of(path))
                except UnicodeDecodeError:
                    continue
                self.assertIsNone(found, f"{path} holds {found.group(0) if found else ''}")

    def test_no_function_prints_or_ends_the_process_in_the_library(self):
        forbidden = re.compile(r"\b(printf|puts|putchar|exit|abort|_exit|perror|strcpy|strcat|sprintf|setlocale|strtod|gets)\s*\(")
        for path in self.sources():
            if path.name == "number.c":
                continue  # where strtod is made to forget the locale
            if path.suffix == ".c" and path.parts[0] in ("graph", "loaders", "analysis", "render"):
                code = re.sub(r'/\*.*?\*/|"(\\.|[^"\\])*"', "", text_of(path), flags=re.DOTALL)
                found = forbidden.search(code)
                self.assertIsNone(found, f"{path} calls {found.group(1) if found else ''}")


if __name__ == "__main__":
    unittest.main()
