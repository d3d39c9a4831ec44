#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad files: each is refused with its file, line and column, and the database stays as it was."""
import hashlib
import json
import os
import re
import resource
import subprocess
import threading
import unittest

from support import ANSWERED, COMMAND, FAILED, SANITIZED, CommandTest, environment, main, run

# name: (content, line, column or None, words in the message)
JSON = {
    "empty": (b"", 1, None, None),
    "truncated in a string": (b'{"entente": 1,\n "nodes": [{"key": "a', 2, None, None),
    "truncated in an array": (b'{"entente": 1,\n "nodes": [{"key": "a"},\n', 3, None, None),
    "not json at all": (b"hello", 1, 1, None),
    "another thing": (b'[1, 2]', 1, None, None),
    "trailing text": (b'{"entente": 1, "nodes": []}\n{"entente": 1}', 2, 1, None),
    "trailing comma": (b'{"entente": 1, "nodes": [{"key": "a"},]}', 1, None, None),
    "single quotes": (b"{'entente': 1}", 1, 2, None),
    "not a number": (b'{"entente": NaN}', 1, None, None),
    "a control character": (b'{"entente": 1, "name": "a\x01b"}', 1, None, None),
    "not utf-8": (b'{"entente": 1,\n "nodes": [{"key": "a", "name": "\xff"}]}', 2, None, "UTF-8"),
    "overlong utf-8": (b'{"entente": 1, "name": "\xc0\xaf"}', 1, None, "UTF-8"),
    "surrogate in utf-8": (b'{"entente": 1, "name": "\xed\xa0\x80"}', 1, None, "UTF-8"),
    "half a surrogate pair": (b'{"entente": 1, "name": "\\ud800"}', 1, None, None),
    "utf-16": ('\ufeff{"entente": 1}'.encode("utf-16-le"), 1, None, None),
    "a member twice": (b'{"entente": 1, "nodes": [\n{"key": "a", "key": "b"}]}', 2, None, "key"),
    "an unknown member": (b'{"entente": 1, "nodes": [\n{"key": "a", "colour": "red"}]}', 2, None, "colour"),
    "no key": (b'{"entente": 1, "nodes": [\n{"name": "a"}]}', 2, None, "key"),
    "a key of another kind": (b'{"entente": 1, "nodes": [\n{"key": 7}]}', 2, None, "key"),
    "a key twice": (b'{"entente": 1, "nodes": [\n{"key": "a"},\n{"key": "a", "name": "b"}]}', 3, None, "a"),
    "a tie to nobody": (b'{"entente": 1, "nodes": [{"key": "a"}], "ties": [\n{"from": "a", "type": "T", "to": "zz"}]}',
                        2, None, "zz"),
    "a tie from nowhere": (b'{"entente": 1, "ties": [\n{"type": "T", "to": "a"}]}', 2, None, "from"),
    "a citation of nobody": (b'{"entente": 1, "nodes": [\n{"key": "a", "citations": [{"source": "zz"}]}]}', 2, None,
                             "zz"),
    "no date": (b'{"entente": 1, "nodes": [{"key": "a"}], "ties": [\n'
                b'{"from": "a", "type": "T", "to": "a", "valid": "soon"}]}', 2, None, "soon"),
    "the 30th of February": (b'{"entente": 1, "nodes": [{"key": "a"}], "ties": [\n'
                             b'{"from": "a", "type": "T", "to": "a", "valid": "2021-02-30"}]}', 2, None, "2021-02-30"),
    "an end before the start": (b'{"entente": 1, "nodes": [{"key": "a"}], "ties": [\n'
                                b'{"from": "a", "type": "T", "to": "a", "valid": "2021/2019"}]}', 2, None, "2021/2019"),
    "an unknown status": (b'{"entente": 1, "nodes": [{"key": "a"}], "ties": [\n'
                          b'{"from": "a", "type": "T", "to": "a", "status": "maybe"}]}', 2, None, "maybe"),
    "a label that is its own ancestor": (b'{"entente": 1, "labels": [{"name": "A", "parent": "B"},'
                                         b'{"name": "B", "parent": "A"}]}', None, None, None),
    "deep nesting": (b'{"entente": 1, "nodes": [{"key": "a", "properties": {"x": ' + b"[" * 100000, 1, None, None),
    "another version": (b'{"entente": 99, "nodes": []}', 1, None, None),
}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Hostile(CommandTest):
    def refuse(self, database, path, line, column, words):
        before = digest(database)
        said = self.refused(FAILED, "import", path, "--db", database)
        self.assertEqual(digest(database), before, "the database has changed")
        if line:
            place = f"entente: {path}:{line}:" + (f"{column}: " if column else "")
            self.assertTrue(said.err.startswith(place), f"{said.err!r} does not begin with {place!r}")
            if column is None:
                self.assertRegex(said.err[len(place):], r"^\d+: ", "no column")
        if words:
            self.assertIn(words, said.err)
        self.assertLess(len(said.err), 3000)
        self.assertNotIn("\x01", said.err)

    def test_bad_json(self):
        database = self.database(self.file("good.json", {"entente": 1, "nodes": [{"key": "good"}]}))
        for name, (content, line, column, words) in JSON.items():
            with self.subTest(name):
                self.refuse(database, self.file("bad.json", content), line, column, words)
        self.answered("check", "--db", database)

    def exported_csv(self):
        network = {"entente": 1, "nodes": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}],
                   "ties": [{"from": "a", "type": "T", "to": "b", "valid": "2001/2005"}]}
        database = self.database(self.file("n.json", network), name="n.db")
        return [self.answered("export", "--db", database, "--format", "csv", "--part", part).out
                for part in ("nodes", "ties")]

    def test_bad_csv(self):
        nodes, ties = self.exported_csv()
        database = self.database(self.file("good.json", {"entente": 1, "nodes": [
            {"key": "a", "name": "A"}, {"key": "b", "name": "B"}]}))
        last = ties.rstrip("\n").split("\n")[-1]
        header = ties.split("\n")[0]
        cases = {
            "empty": ("", None, None),
            "a header alone that is none": ("one,two,three\n1,2,3\n", 1, None),
            "too many fields": (header + "\n" + last + ",extra,extra,extra\n", 2, None),
            "a quote that never ends": (header + "\n" + '"' + last + "\n", None, None),
            "a tie to nobody": (header + "\n" + last.replace("b", "zz", 1) + "\n", 2, "zz"),
            "an end before the start": (header + "\n" + last.replace("2001/2005", "2005/2001") + "\n", 2, "2005/2001"),
            "no date": (header + "\n" + last.replace("2001/2005", "soon") + "\n", 2, "soon"),
            "a key twice": (nodes + nodes.split("\n")[1] + "\n", 4, "a"),
        }
        for name, (content, line, words) in cases.items():
            with self.subTest(name):
                self.refuse_csv(database, self.file("bad.csv", content), line, words)
        with self.subTest("not utf-8"):
            path = self.file("bad.csv", (header + "\n" + last + "\n").encode().replace(b"T", b"\xff", 1)
                             if "T" not in header else header.encode() + b"\n" + last.encode().replace(b"T", b"\xff"))
            self.refuse_csv(database, path, 2, "UTF-8")

    def refuse_csv(self, database, path, line, words):
        before = digest(database)
        said = self.refused(FAILED, "import", path, "--db", database)
        self.assertEqual(digest(database), before)
        self.assertTrue(said.err.startswith(f"entente: {path}:" + (f"{line}:" if line else "")), said.err)
        if words:
            self.assertIn(words, said.err)

    def test_a_file_that_is_not_there_or_cannot_be_read(self):
        database = self.database()
        self.assertIn("none.json", self.refused(FAILED, "import", self.folder / "none.json", "--db", database).err)
        folder = self.folder / "folder.json"
        folder.mkdir()
        self.assertIn("folder.json", self.refused(FAILED, "import", folder, "--db", database).err)

    def test_an_unknown_extension_lists_the_formats(self):
        said = self.refused(2, "import", self.file("x.xyz", "x"), "--db", self.database())
        self.assertIn("json", said.err)
        self.assertIn("csv", said.err)

    def test_one_line_of_a_gigabyte_takes_bounded_memory(self):
        """Through a pipe, never stored: the record is refused when it exceeds the limit of one record."""
        database = self.database(self.file("good.json", {"entente": 1, "nodes": [{"key": "good"}]}))
        before = digest(database)
        for begin in (b'{"entente": 1, "nodes": [{"key": "a", "name": "', b'{"entente": 1, "name": "', b" "):
            process = subprocess.Popen([COMMAND, "import", "-", "--format", "json", "--db", database],
                                       stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
            def feed():
                try:
                    process.stdin.write(begin)
                    block = begin[-1:].replace(b'"', b"x") * (1 << 20)
                    for _ in range(1024):
                        process.stdin.write(block)
                    process.stdin.close()
                except BrokenPipeError:
                    pass
            thread = threading.Thread(target=feed)
            thread.start()
            error = process.stderr.read().decode()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            thread.join()
            process.stderr.close()
            try:
                process.stdin.close()
            except BrokenPipeError:
                pass
            self.assertEqual(process.returncode, FAILED, error)
            self.assertTrue(error.startswith("entente: "), error)
            self.assertNotIn("out of memory", error)
            if not SANITIZED:
                self.assertLess(usage.ru_maxrss, 400 * 1024, "kilobytes at the peak")
            self.assertEqual(digest(database), before)

    def test_names_that_look_like_commands_to_a_database_or_a_shell(self):
        names = ["'; DROP TABLE nodes; --", "$(touch x)", "%s%n%d", "../../etc", "a\nb", '"quoted"', "null", "\u202etxt"]
        network = {"entente": 1, "nodes": [{"key": f"k{i}", "name": name} for i, name in enumerate(names)], "ties": [
            {"from": f"k{i}", "type": "KNOWS", "to": "k0"} for i in range(len(names))]}
        database = self.database(self.file("n.json", network))
        exported = self.answered("export", "--db", database).json()
        self.assertEqual([n["name"] for n in exported["nodes"]], names)
        for i, name in enumerate(names):
            self.answered("show", name, "--db", database)
            self.answered("ego", f"k{i}", "--db", database, "--format", "csv")
            self.answered("ego", f"k{i}", "--db", database, "--format", "svg")
        self.assertFalse(os.path.exists("x"))

    def test_the_edge_of_nesting_is_where_it_is_said_to_be(self):
        database = self.database()
        def nested(depth):
            return ('{"entente": 1, "nodes": [{"key": "a", "properties": {"x": ' + "[" * depth + "]" * depth + "}}]}")
        self.answered("import", self.file("ok.json", nested(400)), "--db", database)
        self.refused(FAILED, "import", self.file("deep.json", nested(600)), "--db", database)


if __name__ == "__main__":
    main()
