#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""entente shell: statements and commands from a pipe, and from a person at a terminal."""
import json
import os
import pty
import re
import select
import signal
import subprocess
import time
import unittest

from support import ANSWERED, COMMAND, FAILED, MISUSED, CommandTest, environment, main, run

NETWORK = {
    "entente": 1,
    "labels": [{"name": "Person"}], "types": [{"name": "KNOWS"}],
    "nodes": [{"key": "ada", "labels": ["Person"], "name": "Ada"},
              {"key": "bob", "labels": ["Person"], "name": "Bob"}],
    "ties": [{"from": "ada", "type": "KNOWS", "to": "bob", "valid": "2001/2005"}],
}
LONG = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a WHERE a < 0 RETURN count(a);"


def shell(text, *options, **others):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return run("shell", *options, stdin=data, **others)


class Piped(CommandTest):
    def said(self, text, *options):
        said = shell(text, *options)
        self.assertEqual(said.status, ANSWERED, said.err)
        return said

    def test_statements_end_with_a_semicolon_and_nothing_else_does(self):
        said = self.said("RETURN ';' AS a; // one; two\n/* ; \n ; */ RETURN `;` + \"';\\\";\" AS b\nFROM_HERE;".replace(
            "\nFROM_HERE", "").replace("`;` + ", "") + "\nRETURN 'it\\'s;' AS c", "--format", "csv")
        self.assertEqual(said.out, "a\n;\nb\n\"';\"\";\"\nc\nit's;\n")
        self.assertEqual(said.err, "")
        self.assertNotIn("entente>", said.out)

    def test_the_last_statement_needs_no_semicolon_and_nothing_is_nothing(self):
        self.assertEqual(self.said("RETURN 1 AS x", "--format", "csv").out, "x\n1\n")
        for empty in ("", "\n\n", ";;;\n", "// a comment\n", "/* a\n; */", " \t\r\n"):
            self.assertEqual(self.said(empty).out, "", empty)

    def test_the_first_error_ends_it_unless_it_is_to_go_on(self):
        text = "RETURN 1 AS a;\n  RETURN x; RETURN 2 AS b;\nRETURN 3 AS c;"
        said = shell(text, "--format", "csv")
        self.assertEqual((said.status, said.out), (FAILED, "a\n1\n"))
        self.assertTrue(said.err.startswith("entente: standard input:2:10: "), said.err)
        self.assertIn("\n  RETURN x\n         ^\n", said.err)
        said = shell(text, "--format", "csv", "--continue")
        self.assertEqual((said.status, said.out), (FAILED, "a\n1\nb\n2\nc\n3\n"))

    def test_an_error_s_place_counts_from_the_beginning_of_the_input(self):
        self.assertIn("input:3:2:", shell("/* one\n*/ RETURN 1,\n x;").err)
        self.assertIn("input:1:21:", shell("RETURN 'é'; RETURN x;").err)
        self.assertIn("input:2:8:", shell("// x\nRETURN y;").err)

    def test_commands(self):
        said = self.said(":param who \"ada\"\n:param n=3\n:format json\n:limit 2\n  :timing on  \n"
                         "UNWIND range(1, $n) AS i RETURN $who AS w, i;\n:format csv\n:params\n:param n\n:params\n")
        first, rest = said.out.split("name,value\n", 1)
        answer = json.loads(first)
        self.assertEqual(answer["rows"], [{"w": "ada", "i": 1}, {"w": "ada", "i": 2}])
        self.assertEqual(len(answer["notes"]), 1)
        self.assertEqual(rest, "who,\"\"\"ada\"\"\"\nn,3\nname,value\nwho,\"\"\"ada\"\"\"\n")
        self.assertRegex(said.err, r"Time: \d+\.\d ms|Time: \d+\.\d\d s")
        self.assertEqual(self.said(":param a 1\n:quit\nRETURN 1;").out, "")
        self.assertEqual(self.said(":forma csv\nRETURN $p AS p;", "--param", "p=[1]").out, "p\n1\n")

    def test_commands_that_are_wrong_say_what_is_right(self):
        for line, part in ((":shema", ":schema"), (":xyzzy", ":help"), (":format svg", "table, json or csv"),
                           (":limit 0", "1 up"), (":limit x", "1 up"), (":timing maybe", "on or off"),
                           (":param", "JSON"), (":param a b", "quotes"), (":source", "file"), (":quit now", "no argument"),
                           (":source /nowhere/x", "/nowhere/x"), (":draw x.png", ".svg"), (":draw x.svg", "nothing to draw"),
                           (":param nothing", "nothing"), (":", ":help"), (":commit", "no transaction"),
                           (":begin 1", "no argument")):
            said = shell(line + "\nRETURN 1;")
            self.assertEqual((said.status, said.out), (FAILED, ""), line)
            self.assertIn(part, said.err, line)
        self.refused(MISUSED, "shell", "--param", "x", stdin=b"")
        self.refused(MISUSED, "shell", "--format", "svg", stdin=b"")
        self.refused(MISUSED, "shell", "more", stdin=b"")

    def test_help_lists_every_command(self):
        out = self.said(":help\n").out
        for name in ("help", "schema", "begin", "commit", "rollback", "param", "params", "format", "limit", "timing",
                     "draw", "source", "quit"):
            self.assertRegex(out, rf"\n  :{name} ", out)
        self.assertEqual(len(self.said(":help limit\n").out.splitlines()), 1)

    def test_the_schema_counts_what_there_is(self):
        database = self.database(self.file("network.json", NETWORK))
        said = self.said("CREATE (:Robot {model: 7});\n:format csv\n:schema\n", "--db", database)
        rows = [line.split(",") for line in said.out.splitlines()]
        self.assertIn(["Labels of nodes", "Person", "2", ""], rows)
        self.assertIn(["Labels of nodes", "Robot", "1", ""], rows)
        self.assertIn(["Types of relationships", "KNOWS", "1", "knows; state"], rows)
        self.assertIn(["Properties of nodes", "model", "1", ""], rows)
        self.assertIn(["Properties of relationships", "valid", "1", ""], rows)

    def test_what_is_written_is_in_the_database(self):
        database = self.database(self.file("network.json", NETWORK))
        said = self.said("CREATE (:Person {key: 'eve', name: 'Eve'});\nMATCH (n:Person) RETURN count(n) AS c;",
                         "--db", database, "--format", "csv")
        self.assertEqual(said.out, "c\n3\n")
        self.assertIn("Created 1 node; set 2 properties.", said.err)
        again = self.answered("query", "MATCH (n:Person) RETURN n.name AS n ORDER BY n", "--db", database, "--format", "csv")
        self.assertEqual(again.out, "n\nAda\nBob\nEve\n")

    def test_transactions_are_kept_or_undone(self):
        database = self.database(self.file("network.json", NETWORK))
        count = "MATCH (n) RETURN count(n) AS c;"
        said = self.said(f":begin\nCREATE (:A); {count} ROLLBACK; {count} BEGIN; CREATE (:B); :commit\n".replace(
            " :commit", "\n:commit"), "--db", database, "--format", "csv")
        self.assertEqual(said.out, "c\n3\nc\n2\n")
        self.assertEqual(self.said(count, "--db", database, "--format", "csv").out, "c\n3\n")
        said = shell("BEGIN; CREATE (:C);", "--db", database)
        self.assertEqual(said.status, FAILED)
        self.assertIn("rolled back", said.err)
        self.assertEqual(self.said(count, "--db", database, "--format", "csv").out, "c\n3\n")

    def test_files_run_in_place_and_their_errors_name_them(self):
        inner = self.file("inner.cypher", "RETURN 2 AS b;\n")
        outer = self.file("outer file.cypher", f"RETURN 1 AS a;\n:source {inner}\nRETURN oops;\nRETURN 3 AS c;")
        said = shell(f":source {outer}\n:x", "--format", "csv")
        self.assertEqual((said.status, said.out), (FAILED, "a\n1\nb\n2\n"))
        self.assertIn(f"{outer}:3:8: ", said.err)
        endless = self.folder / "endless.cypher"
        endless.write_text(f":source {endless}\n")
        self.assertIn("deep", shell(f":source {endless}\n").err)

    def test_the_last_answer_is_drawn(self):
        path = self.folder / "x y.svg"
        self.said(f"MATCH p = ()-[:MEMBER_OF]->({{key: 'ric'}}) RETURN p;\n:draw {path}\n")
        self.assertIn("</svg>", path.read_text())
        said = shell(f"RETURN 1;\n:draw {path}\n")
        self.assertEqual(said.status, FAILED)
        self.assertIn("RETURN p", said.err)

    def test_explain_is_a_statement(self):
        self.assertIn("operator", self.said("EXPLAIN MATCH (n:Forum) RETURN n;", "--format", "csv").out.splitlines()[0])

    def test_hostile_input_is_harmless(self):
        long = "RETURN '" + "x" * 1000000 + "' AS x;"
        self.assertEqual(len(self.said(long, "--format", "csv").out), 1000003)
        for text in (b"RETURN '\xff\xfe';", b"RETURN 1\0;", b"\0\0\0;", b":\xff\n", b"'" * 1001, b"/*", b":" + b"x" * 100000,
                     b"RETURN " + b"(" * 100000 + b";", b"\x1b[31m;", b":param \xff 1\n", b":source \0\n"):
            said = shell(text)
            self.assertEqual(said.status, FAILED if text != b"/*" else ANSWERED, text[:40])
            self.assertNotIn("\033", said.err)
        said = shell(b"RETURN '\xff';\nRETURN 1 AS x;", "--continue", "--format", "csv")
        self.assertEqual(said.out, "x\n1\n")

    def test_a_query_may_be_given_up(self):
        said = shell(LONG + "\nRETURN 1 AS x;", "--timeout", "1", "--continue", "--format", "csv")
        self.assertEqual((said.status, said.out), (FAILED, "x\n1\n"))


class Terminal:
    """A person at a shell: what they type and what they see."""

    def __init__(self, state, *options, **changes):
        self.screen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(COMMAND, [COMMAND, "shell", *map(str, options)],
                      environment(XDG_STATE_HOME=str(state), HOME=str(state), **changes))

    def type(self, text):
        data = text.encode("utf-8")
        while data:
            data = data[os.write(self.fd, data):]

    def read(self, patience):
        ready, _, _ = select.select([self.fd], [], [], patience)
        if not ready:
            return None
        try:
            return os.read(self.fd, 65536)
        except OSError:
            return b""

    def see(self, pattern, patience=6):
        """Wait until the screen shows the pattern after what was seen before."""
        until = time.monotonic() + patience
        pending = getattr(self, "pending", b"")
        while True:
            found = re.search(pattern, self.screen)
            if found:
                seen, self.screen = self.screen[:found.end()], self.screen[found.end():]
                return seen
            data = self.read(until - time.monotonic()) if time.monotonic() < until else None
            if not data:
                raise AssertionError(f"{pattern!r} is not on the screen:\n{self.screen}")
            pending += data
            text = pending.decode("utf-8", "ignore")
            pending = b""
            self.screen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()=>][0-9A-B]?|\r", "", text)

    def end(self):
        until = time.monotonic() + 20
        while self.read(1) != b"" and time.monotonic() < until:
            pass
        if time.monotonic() >= until:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return status


class Typed(CommandTest):
    def start(self, *options, **changes):
        terminal = Terminal(self.folder, *options, **changes)
        self.addCleanup(lambda: terminal.pid and self.reap(terminal))
        terminal.see("entente> ")
        return terminal

    @staticmethod
    def reap(terminal):
        try:
            os.kill(terminal.pid, signal.SIGKILL)
            os.waitpid(terminal.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def leave(self, terminal, keys="\x04"):
        terminal.see(r"entente[>*] ")
        terminal.type(keys)
        self.assertEqual(terminal.end(), 0)

    def edited(self):
        return "Built without libedit" not in self.answered("version").out

    def test_a_statement_over_lines_and_an_error(self):
        it = self.start()
        it.type("RETURN 40 +\n")
        it.see(r"\.\.\. ")
        it.type("2 AS answer;\n")
        it.see(r"answer\n +42\n")
        it.see("entente> ")
        it.type("RETURN nothing;\n")
        it.see(r"statement:1:8: there is no variable")
        it.see(r"\^")
        it.see("entente> ")
        it.type("help\n")
        it.see(":schema")
        self.leave(it)

    def test_an_open_transaction_shows_and_is_undone_at_the_end(self):
        database = self.database(self.file("network.json", NETWORK))
        it = self.start("--db", database)
        it.type("BEGIN;\n")
        it.see(r"entente\* ")
        it.type("CREATE (:Gone);\n")
        it.see(r"Created 1 node")
        it.see(r"entente\* ")
        it.type("\x04")
        it.see("rolled back")
        self.assertEqual(it.end(), 0)
        said = self.answered("query", "MATCH (n) RETURN count(n) AS c", "--db", database, "--format", "csv")
        self.assertEqual(said.out, "c\n2\n")

    def test_control_c_stops_a_query_and_clears_a_line(self):
        it = self.start()
        it.type(LONG + "\n")
        time.sleep(0.7)
        os.kill(it.pid, signal.SIGINT)
        it.see("interrupted")
        it.see("entente> ")
        it.type("RETURN 'half")
        it.see("half")
        it.type("\x03")
        it.see(r"\^C\s+entente> ")
        it.type("RETURN\n")
        it.see(r"\.\.\. ")
        it.type("\x03")
        it.see(r"\^C\s+entente> ")
        it.type("RETURN 7 AS seven;\n")
        it.see(r"seven\n +7\n")
        self.leave(it, ":quit\n")

    def test_control_c_again_and_again_does_not_end_it(self):
        it = self.start()
        script = self.file("long.cypher", LONG + "\nRETURN 'not reached' AS x;\n")
        for what in (LONG, f":source {script}"):
            it.type(what + "\n")
            time.sleep(0.9)
            for _ in range(5):
                os.kill(it.pid, signal.SIGINT)
                time.sleep(0.01)
            it.see("interrupted")
            self.assertNotIn("not reached", it.see("entente> "))
        it.type("RETURN 9 AS nine;\n")
        it.see(r"nine\n +9\n")
        self.leave(it)

    def test_tab_completes(self):
        if not self.edited():
            self.skipTest("built without libedit")
        database = self.database(self.file("network.json", NETWORK))
        it = self.start("--db", database)
        it.type("mat\t(f:pe\t {ke\t'a\t})-[r:K\t]->() ret\tf.na\t as n, typ\tr) as t;\n")
        it.see(r"n +t\n +Ada +KNOWS\n")
        it.see("entente> ")
        it.type("MATCH (f {key:\n")
        it.see(r"\.\.\. ")
        it.type("'b\t}) RETURN f.key AS k;\n")
        it.see(r"k\n +bob\n")
        it.see("entente> ")
        it.type("MATCH (n) RETURN n.s\t\t")
        it.see(r"short +status|short")
        it.type("\x03")
        it.see(r"\^C\s+entente> ")
        it.type("RETURN toS\t\t")
        it.see(r"toString\(")
        it.type("\x03")
        it.see(r"\^C\s+entente> ")
        it.type("call db.rel\tYIELD relationshipType AS only;\n")
        it.see(r"only\n +KNOWS\n")
        it.see("entente> ")
        it.type(":form\tcs\t\n")
        it.see("entente> ")
        it.type("RETURN 1 AS x;\n")
        it.see(r"\nx\n1\n")
        self.leave(it)

    def test_the_history_is_kept_with_every_character(self):
        if not self.edited():
            self.skipTest("built without libedit")
        it = self.start()
        it.type("RETURN 'é日本 \\\\' AS `two words`;\n")
        it.see(r"two words\n +é日本 \\\n")
        it.see("entente> ")
        it.type("RETURN\n")
        it.see(r"\.\.\. ")
        it.type("8 AS eight;\n")
        it.see(r"eight\n +8\n")
        it.see("entente> ")
        it.type("RETURN size('" + "x" * 3000 + "') AS long;\n")
        it.see(r"long\n +3000\n", 60)
        self.leave(it)
        path = self.folder / "entente" / "history"
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        it = self.start()
        it.type("\x10\x10")
        it.see("RETURN 8 AS eight;")
        it.type("\n")
        it.see(r"eight\n +8\n")
        it.see("entente> ")
        it.type("\x10\x10\x10\x10\n")
        it.see(r"two words\n +é日本 \\\n")
        self.leave(it)
        path.write_bytes(b"_HiStOrY_V2_\n\xff\xfe\0\\x\n" + b"\\040" * 100000 + b"\nRETURN\\0409;\n")
        it = self.start()
        it.type("RETURN 1 AS one;\n")
        it.see(r"one\n +1\n")
        self.leave(it)

    def test_without_a_place_for_the_history_it_works(self):
        blocked = self.file("blocked", "a file")
        it = Terminal(blocked)
        it.see("entente> ")
        it.type("RETURN 5 AS five;\n")
        it.see(r"five\n +5\n")
        self.leave(it)

    def test_bytes_that_are_no_characters_do_not_confuse_it(self):
        it = self.start()
        os.write(it.fd, b"RETURN '\xff\xfe\xc3' AS x;\n")
        it.see("entente> ")
        it.type("\x03")
        it.see(r"\^C\s+entente> ")
        it.type("RETURN 6 AS six;\n")
        it.see(r"six\n +6\n")
        self.leave(it)

    def test_a_terminal_that_knows_nothing(self):
        it = self.start(TERM="dumb")
        it.type("RETURN 3 AS three;\n")
        it.see(r"three\n +3\n")
        self.leave(it)


if __name__ == "__main__":
    main()
