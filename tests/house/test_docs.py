#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The documents say what the command does: every command and option is in the man page and the manual, every
answer shown is the answer given, every drawing is the one its command makes.

test_docs.py --write makes the shown answers and the drawings anew."""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COMMAND = os.environ["ENTENTE_COMMAND"]
ROOT = Path(os.environ.get("ENTENTE_SOURCE", Path(__file__).resolve().parents[2]))
DOCUMENTS = ["README.md", "docs/manual.md", "docs/plans.md"]
# Drawings without Graphviz, whose places may differ between its versions.
DRAWINGS = {
    "docs/images/forums.svg": ["link", "India", "Russia", "China", "--via", "Forum"],
    "docs/images/sco.svg": ["ego", "SCO"],
}
ENVIRONMENT = {**{k: v for k, v in os.environ.items() if k != "ENTENTE_DB"}, "LC_ALL": "C.UTF-8"}


def answer(*arguments):
    result = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, env=ENVIRONMENT)
    return result.returncode, result.stdout, result.stderr


def commands():
    return re.findall(r"(?m)^  ([a-z]+)(?: \S.*?)?  ", answer("help")[1])


def options():
    found = set()
    for command in commands():
        found |= set(re.findall(r"(?m)^  (?:-\w, |    )--([a-z-]+)", answer("help", command)[1]))
    return found


def shown(text):
    """(whole block, shell line, shown answer) of every console block that asks the command."""
    for block in re.finditer(r"```console\n\$ (entente [^\n]*)\n(.*?)```\n", text, re.DOTALL):
        yield block.group(0), block.group(1), block.group(2)


def real(line):
    import shlex
    status, out, err = answer(*shlex.split(line)[1:])
    return status, out + ("\n" if out and err else "") + err


class Documents(unittest.TestCase):
    maxDiff = None

    def test_the_man_page_has_every_command_and_option(self):
        page = (ROOT / "docs/entente.1").read_text(encoding="utf-8").replace("\\-", "-")
        self.assertGreater(len(commands()), 10)
        for command in commands():
            self.assertRegex(page, rf"(?m)^\.It Cm {command}\b")
        self.assertGreater(len(options()), 20)
        for option in options():
            self.assertRegex(page, rf"(?m)^\.It Fl (\w , )?-{option}\b")

    def test_the_man_page_has_no_option_that_is_not_there(self):
        page = (ROOT / "docs/entente.1").read_text(encoding="utf-8").replace("\\-", "-")
        for option in re.findall(r"(?m)^\.It Fl (?:\w , )?-([a-z-]+)", page):
            self.assertIn(option, options() | {"version"})

    def test_manual_and_man_page_have_every_command_of_the_shell(self):
        manual = (ROOT / "docs/manual.md").read_text(encoding="utf-8")
        page = (ROOT / "docs/entente.1").read_text(encoding="utf-8")
        said = subprocess.run([COMMAND, "shell"], input=":help\n", capture_output=True, text=True, check=True).stdout
        names = re.findall(r"(?m)^  (:[a-z]+) ", said)
        self.assertGreater(len(names), 10)
        for name in names:
            self.assertRegex(manual, rf"`{name}\b")
            self.assertRegex(page, rf"(?m)^\.It Cm \\&{name}\b")

    def test_the_manual_has_every_command_and_option(self):
        manual = (ROOT / "docs/manual.md").read_text(encoding="utf-8")
        for command in commands():
            self.assertIn(f"`{command}", manual)
        for option in options():
            self.assertIn(f"--{option}", manual)

    def test_every_answer_shown_is_the_answer_given(self):
        count = 0
        for document in DOCUMENTS:
            for _, line, text in shown((ROOT / document).read_text(encoding="utf-8")):
                count += 1
                with self.subTest(document=document, line=line):
                    status, given = real(line)
                    self.assertEqual(status, 0, given)
                    self.assertEqual(text, given)
        self.assertGreater(count, 4)

    def test_every_command_line_in_the_documents_is_understood(self):
        for document in DOCUMENTS + ["CONTRIBUTING.md"]:
            for line in re.findall(r"(?m)^\$ entente ([a-z]+)", (ROOT / document).read_text(encoding="utf-8")):
                self.assertIn(line, commands())

    def test_the_drawings_are_what_their_commands_make(self):
        with tempfile.TemporaryDirectory() as folder:
            for path, question in DRAWINGS.items():
                drawn = Path(folder, Path(path).name)
                status, _, err = answer(*question, "-o", str(drawn))
                self.assertEqual(status, 0, err)
                self.assertEqual(drawn.read_bytes(), (ROOT / path).read_bytes(),
                                 f"{path} is not what entente {' '.join(question)} draws; "
                                 "run tests/house/test_docs.py --write")

    def test_every_local_link_leads_somewhere(self):
        for document in DOCUMENTS + ["CONTRIBUTING.md", "CHANGELOG.md"]:
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / document).read_text(encoding="utf-8")):
                self.assertTrue(((ROOT / document).parent / target).exists(), f"{document}: {target}")


def write():
    for path, question in DRAWINGS.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        status, _, err = answer(*question, "-o", str(ROOT / path))
        if status:
            sys.exit(err)
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for block, line, _ in shown(text):
            text = text.replace(block, f"```console\n$ {line}\n{real(line)[1]}```\n")
        (ROOT / document).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        unittest.main()
