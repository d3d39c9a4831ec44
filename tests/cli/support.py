# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the command share: running it as a person does, and looking at what it said."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COMMAND = os.environ["ENTENTE_COMMAND"]
SOURCE = Path(os.environ["ENTENTE_SOURCE"])
SANITIZED = os.environ.get("ENTENTE_SANITIZE", "none") != "none"
ANSWERED, FAILED, MISUSED = 0, 1, 2


def environment(**changes):
    kept = {k: v for k, v in os.environ.items() if k not in ("ENTENTE_DB", "NO_COLOR", "LANG", "LANGUAGE", "LC_ALL",
                                                             "COLUMNS", "TERM", "ENTENTE_SNAPSHOT")}
    kept.update(LC_ALL="C.UTF-8", TERM="xterm")
    kept.update(changes)
    return kept


class Said:
    """What a run of the command returned and said."""

    def __init__(self, finished):
        self.status = finished.returncode
        self.out_bytes, self.err_bytes = finished.stdout, finished.stderr
        self.out = finished.stdout.decode("utf-8")
        self.err = finished.stderr.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.out)


def run(*arguments, stdin=None, timeout=60, env=None, **options):
    finished = subprocess.run([COMMAND, *map(str, arguments)], input=stdin, capture_output=stdin is not None or True,
                              timeout=timeout, env=env or environment(), **options)
    return Said(finished)


class CommandTest(unittest.TestCase):
    """A test with a folder of its own."""

    maxDiff = None

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="entente-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def file(self, name, content):
        path = self.folder / name
        if isinstance(content, (dict, list)):
            content = json.dumps(content, indent=1)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def answered(self, *arguments, **options):
        said = run(*arguments, **options)
        self.assertEqual(said.status, ANSWERED, f"{arguments}: {said.err}")
        return said

    def refused(self, status, *arguments, **options):
        """The command returned status, answered nothing, and said why in its own name."""
        said = run(*arguments, **options)
        self.assertEqual(said.status, status, f"{arguments}: {said.out[:500]}{said.err}")
        self.assertEqual(said.out, "", f"{arguments} answered although it failed")
        self.assertTrue(said.err.startswith("entente: "), said.err)
        return said

    def database(self, *files, name="test.db"):
        path = self.folder / name
        self.answered("init", path)
        if files:
            self.answered("import", *files, "--db", path)
        return path


def main():
    program = unittest.main(exit=False, verbosity=1)
    result = program.result
    if result.wasSuccessful() and result.testsRun and len(result.skipped) == result.testsRun:
        sys.exit(77)
    sys.exit(0 if result.wasSuccessful() else 1)
