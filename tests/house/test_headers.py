#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every public header compiles alone, strictly, as C and as C++."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("ENTENTE_SOURCE", Path(__file__).resolve().parents[2]))
HEADERS = sorted((ROOT / "include").rglob("*.h"))
STRICT = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
COMPILERS = [(name, language, standard) for name, language, standard in (
    ("gcc", "c", "c17"), ("clang", "c", "c17"), ("gcc", "c", "c99"), ("g++", "c++", "c++17"),
    ("clang++", "c++", "c++17")) if shutil.which(name)]


def system_flags(header):
    """Flags for the one header that needs another library."""
    if header.name != "igraph.h":
        return []
    flags = subprocess.run(["pkg-config", "--cflags", "igraph"], capture_output=True, text=True, check=True).stdout
    return [flag.replace("-I", "-isystem", 1) for flag in flags.split()]


class Headers(unittest.TestCase):
    def test_each_header_compiles_alone(self):
        self.assertGreaterEqual(len(HEADERS), 12)
        self.assertTrue(COMPILERS, "no compiler")
        for compiler, language, standard in COMPILERS:
            for header in HEADERS:
                name = header.relative_to(ROOT / "include")
                with self.subTest(compiler=compiler, standard=standard, header=str(name)):
                    with tempfile.NamedTemporaryFile("w", suffix="." + language) as source:
                        source.write(f"#include <{name}>\n#include <{name}>\nint main(void) {{ return 0; }}\n")
                        source.flush()
                        result = subprocess.run(
                            [compiler, "-x", language, f"-std={standard}", *STRICT, f"-I{ROOT / 'include'}",
                             *system_flags(header), source.name], capture_output=True, text=True)
                        self.assertEqual(result.returncode, 0, result.stderr)

    def test_every_public_function_says_that_it_is(self):
        for header in HEADERS:
            code = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.DOTALL)
            for line in code.splitlines():
                if re.match(r"(?!typedef|extern|struct|static)[a-z].*\bent_\w+\(", line):
                    self.fail(f"{header.name}: no ENT_API before: {line}")


if __name__ == "__main__":
    unittest.main()
