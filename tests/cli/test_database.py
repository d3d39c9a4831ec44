#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""init, import, export, check: databases made, filled, read back, shared and spoilt."""
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from support import ANSWERED, COMMAND, FAILED, MISUSED, SANITIZED, CommandTest, environment, main, run

NETWORK = {
    "entente": 1, "name": "Three rivers", "as_of": "2020-06-30",
    "nodes": [
        {"key": "a", "name": "Älva", "labels": ["State"], "aliases": ["River A"]},
        {"key": "b", "name": "Bécs", "labels": ["State"], "properties": {"length": 12.5}},
        {"key": "c", "name": "Compact", "labels": ["Agreement"], "short": "C"},
        {"key": "s", "name": "The chronicle", "labels": ["Source"], "properties": {"as_of": "2019"}}],
    "ties": [
        {"from": "a", "type": "PARTY_TO", "to": "c", "valid": "2001-02-03/..",
         "citations": [{"source": "s", "page": "12"}]},
        {"from": "b", "type": "PARTY_TO", "to": "c", "valid": "2007~/2018", "properties": {"weight": 0.1}},
        {"from": "b", "type": "PARTY_TO", "to": "c", "valid": "2019/.."}]}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Made(CommandTest):
    def test_init_makes_a_database_that_sql_tools_read(self):
        path = self.folder / "x.db"
        said = self.answered("init", path, "--name", "My network")
        self.assertEqual(said.out, "")
        self.assertIn("entente import", said.err)
        self.assertEqual(self.answered("info", "--db", path, "--format", "json").json()["data"]["name"], "My network")
        with sqlite3.connect(path) as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            self.assertNotEqual(connection.execute("PRAGMA application_id").fetchone(), (0,))

    def test_init_never_overwrites(self):
        path = self.file("x.db", "precious")
        self.assertIn(str(path), self.refused(FAILED, "init", path).err)
        self.assertEqual(path.read_text(), "precious")
        self.refused(FAILED, "init", self.folder / "no such folder" / "x.db")

    def test_quiet_says_nothing(self):
        said = self.answered("init", self.folder / "x.db", "-q")
        self.assertEqual(said.out + said.err, "")

    def test_an_empty_database_answers(self):
        path = self.database()
        for question in (["info"], ["sources"], ["find", "x"], ["rank"], ["draw", "--format", "json"], ["check"]):
            self.answered(*question, "--db", path)

    def test_import_needs_a_database_and_says_how_to_make_one(self):
        path = self.file("n.json", NETWORK)
        self.assertIn("--db", self.refused(MISUSED, "import", path).err)
        self.assertIn("entente init", self.refused(FAILED, "import", path, "--db", self.folder / "none.db").err)
        self.assertFalse((self.folder / "none.db").exists())
        self.refused(MISUSED, "check")

    def test_the_environment_names_a_database_and_the_option_beats_it(self):
        path = self.database(self.file("n.json", NETWORK))
        env = environment(ENTENTE_DB=str(path))
        self.assertEqual(self.answered("info", "--format", "json", env=env).json()["data"]["name"], "Three rivers")
        self.refused(FAILED, "info", "--db", self.folder / "none.db", env=env)
        self.answered("show", "India", env=environment(ENTENTE_DB=""))


class RoundTrip(CommandTest):
    def test_a_snapshot_changes_no_answer(self):
        path = self.database(self.file("n.json", NETWORK))
        snapshot = path.with_name(path.name + "-graph")
        questions = (("show", "a"), ("show", "RIVER A"), ("ego", "b", "--hops", "2"), ("link", "a", "b"), ("rank",), ("info",),
                     ("sources",), ("find", "e"), ("export", "--format", "json"), ("draw", "--format", "svg"),
                     ("query", "MATCH (x {key: 'c'})<-[r]-(y) RETURN y.name, r.valid ORDER BY r.valid"))
        rows = [self.answered(*q, "--db", path).out for q in questions]
        self.assertFalse(snapshot.exists())
        for use in ("always", "always", "never", "auto"):
            told = environment(ENTENTE_SNAPSHOT=use)
            self.assertEqual([self.answered(*q, "--db", path, env=told).out for q in questions], rows)
        damaged = bytearray(snapshot.read_bytes())
        for at in range(700, len(damaged), 97):
            damaged[at] ^= 0x20
        snapshot.write_bytes(damaged)
        self.assertEqual([self.answered(*q, "--db", path).out for q in questions], rows)
        said = self.refused(MISUSED, "info", "--db", path, env=environment(ENTENTE_SNAPSHOT="sometimes"))
        self.assertIn("auto, never or always", said.err)

    def test_what_was_imported_is_exported_again(self):
        path = self.database(self.file("n.json", NETWORK))
        exported = self.answered("export", "--db", path).json()
        self.assertEqual({n["key"] for n in exported["nodes"]}, {"a", "b", "c", "s"})
        self.assertEqual([t["valid"] for t in exported["ties"]], [t["valid"] for t in NETWORK["ties"]])
        self.assertEqual(exported["name"], "Three rivers")
        self.assertEqual(exported["ties"][0]["citations"][0]["page"], "12")

    def test_json_goes_around_without_change(self):
        """Bundled data out, in, out: the same bytes."""
        first = self.answered("export").out_bytes
        database = self.database(self.file("all.json", first))
        self.assertEqual(self.answered("export", "--db", database).out_bytes, first)
        for question in (["link", "India", "Russia", "China", "--via", "Forum"], ["ego", "India"], ["rank"]):
            ours = self.answered(*question, "--format", "json", "--db", database).json()
            theirs = self.answered(*question, "--format", "json").json()
            self.assertEqual(ours["rows"], theirs["rows"])
        self.answered("check", "--db", database)

    def test_what_statements_left_out_stays_out_of_what_goes_around(self):
        """No name, short name or status: not in the file either, nor in the database made of it."""
        first, second = self.folder / "first.db", self.folder / "second.db"
        self.answered("init", first)
        self.answered("query", "CREATE (:A)-[:R]->(:A {key: 'k', p: 1})-[:R {status: 'in-force'}]->(:A {name: 'N'})"
                               "-[:R {status: 'planned'}]->(:A {key: 's', name: 's', short: 's'})", "--db", first)
        exported = self.answered("export", "--db", first).out
        self.answered("init", second)
        self.answered("import", self.file("first.json", exported), "--db", second)
        self.answered("check", "--db", second)
        for question in ("MATCH (n) RETURN properties(n), n.name, n.short", "MATCH ()-[r]->() RETURN properties(r), status(r)"):
            rows = [self.answered("query", question, "--db", path, "--format", "json").json()["rows"] for path in (first, second)]
            self.assertEqual(*rows)
        self.assertEqual(self.answered("export", "--db", second).out, exported)
        # A node or tie that is there is the same one, and a key given later does not become a name.
        self.answered("import", self.file("again.json", exported), "--db", second)
        self.answered("query", "MATCH (n:A) WHERE n.key IS NULL AND n.name IS NULL SET n.key = 'late'", "--db", second)
        said = self.answered("query", "MATCH (n:A {key: 'late'}) RETURN keys(n) AS k, size([(n)--() | 1]) AS ties", "--db", second)
        self.assertRegex(said.out, r"(?m)^  key +1$")

    def test_ties_that_are_alike_are_told_apart_in_any_order_of_their_rows(self):
        nodes = self.file("alike-nodes.csv", "key,labels\na,\nb,\nx,Source\n")
        for rows, ties in (("1 2", 2), ("2 1", 2), ("3 1 2", 3), ("3 2 1 2 3", 3), ("2 2", 1), ("5 5 2", 2), ("2 1 2 1", 2), ("1 1", 1),
                           ("10 20 10", 2)):
            table = "from,type,to,copy,source\n" + "".join("a,R,b,%s,x\n" % copy for copy in rows.split())
            with self.subTest(rows=rows):
                name = rows.replace(" ", "") + ".db"
                database = self.database(nodes, self.file("alike.csv", table), name=name)
                count = ("query", "MATCH ()-[r]->() RETURN count(r) AS n", "--db", database, "--format", "json")
                self.assertEqual(self.answered(*count).json()["rows"][0]["n"], ties)
                exported = self.folder / "alike.json"
                self.answered("export", "--db", database, "-o", exported)
                self.answered("import", exported, "--db", database)
                self.assertEqual(self.answered(*count).json()["rows"][0]["n"], ties)

    def test_ties_that_are_alike_go_around_in_both_formats(self):
        """Statements make ties that differ in rank alone, or in nothing; files number them, and tell "normal" from no rank."""
        first = self.folder / "first.db"
        self.answered("init", first)
        self.answered("query", "CREATE (a:A {key: 'a', name: 'Ada'}), (b:A {key: 'b'}), (a)-[:R {valid: '2001', rank: 'normal'}]->(b), "
                               "(a)-[:R {valid: '2001'}]->(b), (a)-[:R {valid: '2001', rank: 'preferred'}]->(b), (b)-[:R {valid: '2001'}]->(a), "
                               "(a)-[:R {valid: '2001', status: 'in-force'}]->(b), (a)-[:Q]->(b), (a)-[:Q]->(b)", "--db", first)
        question = "MATCH (a)-[r]->(b) RETURN properties(a) AS a, type(r) AS t, properties(r) AS p ORDER BY id(r)"
        rows = self.answered("query", question, "--db", first, "--format", "json").json()["rows"]
        self.assertEqual(len(rows), 7)
        for files in (("ties.json",), ("ties-nodes.csv", "ties-ties.csv")):
            paths = [self.folder / name for name in files]
            self.answered("export", "--db", first, "-o", self.folder / ("ties" + paths[0].suffix))
            second = self.database(*paths, name=paths[0].suffix[1:] + ".db")
            self.answered("import", *paths, "--db", second) # they are the same ones, each
            self.assertEqual(self.answered("query", question, "--db", second, "--format", "json").json()["rows"], rows)
        self.assertEqual([tie.get("copy") for tie in self.answered("export", "--db", first).json()["ties"]],
                         [None, 2, 3, None, 4, None, 2])
        for copy in ("0", "-1", '"two"', "1.5"):
            broken = self.file("broken.json", '{"entente": 1, "nodes": [{"key": "a"}, {"key": "b"}], "ties": '
                                              '[{"from": "a", "type": "R", "to": "b", "copy": %s}]}' % copy)
            self.assertIn('"copy" is a whole number from 1', self.refused(FAILED, "import", broken, "--db", first).err)

    def test_csv_goes_around_in_two_files(self):
        database = self.database(self.file("n.json", NETWORK))
        said = self.answered("export", "--db", database, "-o", self.folder / "out.csv")
        self.assertEqual(said.out, "")
        nodes, ties = self.folder / "out-nodes.csv", self.folder / "out-ties.csv"
        self.assertFalse((self.folder / "out.csv").exists())
        for part, path in (("nodes", nodes), ("ties", ties)):
            self.assertEqual(self.answered("export", "--db", database, "--format", "csv", "--part", part).out_bytes,
                             path.read_bytes())
            alone = self.folder / "alone.csv"
            self.answered("export", "--db", database, "--part", part, "-o", alone)
            self.assertEqual(alone.read_bytes(), path.read_bytes())
        again = self.database(nodes, ties, name="again.db")
        self.assertEqual(self.answered("export", "--db", again, "--format", "csv", "--part", "nodes").out_bytes,
                         nodes.read_bytes())
        self.assertEqual(self.answered("export", "--db", again, "--format", "csv", "--part", "ties").out_bytes,
                         ties.read_bytes())

    def test_standard_input(self):
        database = self.database()
        data = json.dumps(NETWORK).encode()
        self.refused(MISUSED, "import", "-", "--db", database, stdin=data)
        self.answered("import", "-", "--format", "json", "--db", database, stdin=data)
        self.assertEqual(len(self.answered("export", "--db", database).json()["nodes"]), 4)
        self.refused(MISUSED, "import", "-", "-", "--format", "json", "--db", database, stdin=data)


class Twice(CommandTest):
    def test_the_same_again_changes_nothing(self):
        path = self.file("n.json", NETWORK)
        database = self.database(path)
        before = self.answered("export", "--db", database).out
        said = self.answered("import", path, "--db", database)
        self.assertIn("Added 0 nodes, 0 ties and 0 citations", said.err)
        self.assertEqual(self.answered("export", "--db", database).out, before)

    def test_an_answer_never_replaces_the_database(self):
        database = self.database(self.file("n.json", NETWORK))
        link = self.folder / "link.json"
        link.symlink_to(database)
        before = digest(database)
        for question in (["export"], ["info"], ["link", "a", "b"]):
            for output in (database, link):
                self.refused(MISUSED, *question, "--db", database, "--format", "json", "-o", output)
                self.refused(MISUSED, *question, "--format", "json", "-o", output, env={"ENTENTE_DB": str(database)})
        self.assertEqual(digest(database), before)

    def test_names_that_sqlite_reads_otherwise_are_names_of_files(self):
        for name in (":memory:", "file:x?mode=memory", "a%20b#c?d.db"):
            self.answered("init", name, cwd=self.folder)
            self.assertTrue((self.folder / name).is_file())
            self.answered("import", self.file("n.json", NETWORK), "--db", name, cwd=self.folder)
            self.assertIn("4 nodes", self.answered("info", "--db", name, cwd=self.folder).out)

    def test_advice_is_given_only_where_it_helps(self):
        database = self.database(self.file("n.json", NETWORK))
        stored = self.file("m.json", '{"nodes": [{"key": "a", "name": "Elbe"}]}')
        self.assertIn("--existing", self.refused(FAILED, "import", stored, "--db", database).err)
        for text in ('{"nodes": [{"key": "x", "key": "x"}]}', '{"nodes": [{"key": "x"}, {"key": "x"}]}'):
            twice = self.file("t.json", text)
            self.assertNotIn("--existing", self.refused(FAILED, "import", twice, "--db", database).err)
        nowhere = self.folder / "no such folder" / "x.db"
        self.assertNotIn("entente init", self.refused(FAILED, "init", nowhere).err)
        self.assertIn("entente import", self.refused(FAILED, "info", "--db", stored).err)

    def test_a_difference_is_an_error_kept_or_updated(self):
        database = self.database(self.file("n.json", NETWORK))
        other = self.file("m.json", {"entente": 1, "nodes": [{"key": "a", "name": "Elbe"}], "ties": []})
        before = digest(database)
        said = self.refused(FAILED, "import", other, "--db", database)
        self.assertIn(f"{other}:", said.err)
        self.assertEqual(digest(database), before)
        def name():
            return next(n for n in self.answered("export", "--db", database).json()["nodes"] if n["key"] == "a")["name"]
        self.answered("import", other, "--db", database, "--existing", "keep")
        self.assertEqual(name(), "Älva")
        self.answered("import", other, "--db", database, "--existing", "update")
        self.assertEqual(name(), "Elbe")

    def test_a_first_import_that_fails_leaves_an_empty_database(self):
        database = self.database()
        before = digest(database)
        self.refused(FAILED, "import", self.file("n.json", NETWORK), self.file("m.json", "{"), "--db", database)
        self.assertEqual(digest(database), before)
        self.answered("import", self.file("n.json", NETWORK), "--db", database)
        self.answered("check", "--db", database)

    def test_several_files_are_one_import(self):
        database = self.database(self.file("first.json", {"entente": 1, "nodes": [{"key": "first"}]}))
        good = self.file("good.json", NETWORK)
        ties = self.file("ties.json", {"entente": 1, "ties": [{"from": "a", "type": "KNOWS", "to": "b"}]})
        bad = self.file("bad.json", {"entente": 1, "ties": [{"from": "a", "type": "KNOWS", "to": "nobody"}]})
        before = digest(database)
        self.assertIn("nobody", self.refused(FAILED, "import", good, bad, "--db", database).err)
        self.assertEqual(digest(database), before)
        said = self.answered("import", ties, good, "--db", database)  # a tie may come before its nodes
        self.assertIn("Added 4 nodes, 4 ties and 1 citation", said.err)


class Trouble(CommandTest):
    def refuses_all(self, database, word):
        path = self.file("n.json", NETWORK)
        for question in (["info"], ["show", "a"], ["export"], ["check"], ["import", path]):
            said = self.refused(FAILED, *question, "--db", database)
            self.assertIn(database.name, said.err)
            self.assertRegex(said.err, word)

    def test_a_file_that_is_no_database_of_ours(self):
        text = self.file("text.db", "not a database at all\n" * 100)
        before = digest(text)
        self.refuses_all(text, "not|Entente")
        self.assertEqual(digest(text), before)
        foreign = self.folder / "foreign.db"
        with sqlite3.connect(foreign) as connection:
            connection.execute("CREATE TABLE nodes (id, name)")
        before = digest(foreign)
        self.refuses_all(foreign, "not|Entente")
        self.assertEqual(digest(foreign), before)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["foreign.db", "n.json", "text.db"])

    def test_an_empty_file_and_a_folder(self):
        empty = self.file("empty.db", b"")
        self.refuses_all(empty, ".")
        self.assertEqual(empty.read_bytes(), b"")
        folder = self.folder / "folder.db"
        folder.mkdir()
        self.refuses_all(folder, ".")

    def test_a_truncated_database_is_damaged_not_ours_to_guess(self):
        database = self.database(self.file("n.json", self.answered("export").out))
        whole = database.read_bytes()
        database.write_bytes(whole[:len(whole) // 2])
        said = run("check", "--db", database)
        self.assertEqual(said.status, FAILED)
        self.assertTrue(said.out or said.err)
        said = run("info", "--db", database)
        self.assertEqual(said.status, FAILED, said.out)

    def test_check_prints_findings(self):
        database = self.database(self.file("n.json", NETWORK))
        said = self.answered("check", "--db", database)
        self.assertEqual(said.out, "")
        with sqlite3.connect(database) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
            nodes = next(t for t in tables if t in ("node", "nodes"))
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute(f"DELETE FROM {nodes} WHERE key='c'")
            connection.commit()
        said = run("check", "--db", database)
        self.assertEqual(said.status, FAILED)
        self.assertTrue(said.out.strip(), "no finding")
        self.assertIn("finding", said.err)

    def test_a_read_only_database_is_read_but_not_written(self):
        if os.geteuid() == 0 and not shutil.which("setpriv"):
            self.skipTest("root may write everywhere and there is no setpriv")
        database = self.database(self.file("n.json", NETWORK))
        path = self.file("m.json", {"entente": 1, "nodes": [{"key": "new"}], "ties": []})
        before = digest(database)
        os.chmod(database, 0o444)
        os.chmod(path, 0o444)
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        drop = []
        if os.geteuid() == 0:
            os.chmod(self.folder, 0o555)
            drop = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all"]
            if subprocess.run([*drop, COMMAND, "version"], capture_output=True, env=environment()).returncode != 0:
                self.skipTest("the command cannot be run by another user here")
        def run_dropped(*arguments):
            return subprocess.run([*drop, COMMAND, *map(str, arguments)], capture_output=True, text=True,
                                  env=environment())
        said = run_dropped("show", "a", "--db", database)
        self.assertEqual(said.returncode, ANSWERED, said.stderr)
        said = run_dropped("import", path, "--db", database)
        self.assertEqual(said.returncode, FAILED)
        self.assertIn("test.db", said.stderr)
        self.assertEqual(digest(database), before)

    def test_a_database_that_another_process_writes(self):
        database = self.database(self.file("n.json", NETWORK))
        path = self.file("m.json", {"entente": 1, "nodes": [{"key": "new"}], "ties": []})
        connection = sqlite3.connect(database, isolation_level=None)
        self.addCleanup(connection.close)
        connection.execute("BEGIN IMMEDIATE")
        self.answered("show", "a", "--db", database)  # readers are not disturbed
        begun = time.monotonic()
        said = self.refused(FAILED, "import", path, "--db", database)
        self.assertLess(time.monotonic() - begun, 30)
        self.assertRegex(said.err, "lock|another|busy")
        connection.execute("ROLLBACK")
        self.answered("import", path, "--db", database)

    def test_a_full_disk_leaves_the_database_as_it_was(self):
        mount = self.folder / "small"
        mount.mkdir()
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mount)],
                                               capture_output=True).returncode != 0:
            self.skipTest("only root may mount a small disk, and not everywhere")
        try:
            database = mount / "x.db"
            self.answered("init", database)
            self.answered("import", self.file("n.json", NETWORK), "--db", database)
            before = self.answered("export", "--db", database).out
            big = self.file("big.json", {"entente": 1, "ties": [], "nodes": [
                {"key": f"n{i}", "name": "x" * 200} for i in range(20000)]})
            said = self.refused(FAILED, "import", big, "--db", database)
            self.assertRegex(said.err, "space|full")
            self.assertEqual(self.answered("export", "--db", database).out, before)
            self.answered("check", "--db", database)
            self.refused(FAILED, "export", "-o", mount / "x.json") if mount_full(mount) else None
            self.assertEqual([p.name for p in mount.iterdir() if p.name.startswith("x.json")], [])
        finally:
            subprocess.run(["umount", "-l", str(mount)], capture_output=True)


def mount_full(mount):
    """Fill what is left; is there really nothing?"""
    try:
        with open(mount / "filler", "wb") as filler:
            while True:
                filler.write(b"x" * 4096)
                filler.flush()
    except OSError:
        return True


class Interrupted(CommandTest):
    def big(self, count=150000):
        path = self.folder / "big.json"
        with open(path, "w", encoding="utf-8") as file:
            file.write('{"entente": 1, "nodes": [\n')
            file.write(",\n".join(f'{{"key": "n{i}", "name": "Node {i}", "labels": ["State"]}}' for i in range(count)))
            file.write('\n], "ties": [\n')
            file.write(",\n".join(f'{{"from": "n{i}", "type": "KNOWS", "to": "n{(i * 7919 + 1) % count}", '
                                  f'"valid": "20{i % 30:02d}/.."}}' for i in range(count)))
            file.write("\n]}\n")
        return path

    def test_an_import_that_is_stopped_imports_nothing(self):
        small = self.database(self.file("n.json", NETWORK))
        before = self.answered("export", "--db", small).out
        path = self.big()
        database = self.folder / "whole.db"
        shutil.copy(small, database)
        begun = time.monotonic()
        self.answered("import", path, "--db", database)
        seconds = time.monotonic() - begun
        after = self.answered("export", "--db", database).out
        stopped = 0
        for number, part in ((signal.SIGINT, 0.1), (signal.SIGINT, 0.5), (signal.SIGTERM, 0.8), (signal.SIGKILL, 0.3),
                             (signal.SIGKILL, 0.7), (signal.SIGKILL, 0.9)):
            database = self.folder / f"{number}-{part}.db"
            shutil.copy(small, database)
            process = subprocess.Popen([COMMAND, "import", path, "--db", database], stderr=subprocess.PIPE,
                                       env=environment())
            time.sleep(seconds * part)
            process.send_signal(number)
            error = process.stderr.read().decode()
            process.stderr.close()
            status = process.wait()
            if status == 0:
                continue  # it was quicker
            stopped += 1
            now = self.answered("export", "--db", database).out
            if now == after:
                continue  # ended after the commit
            self.assertTrue(now == before, f"signal {number} at {part} left {len(now)} bytes")
            if number != signal.SIGKILL:
                self.assertIn("nothing was imported", error)
            self.answered("check", "--db", database)
        self.assertGreaterEqual(stopped, 2)

    def test_progress_is_shown_on_a_terminal_for_long_work_only(self):
        from test_output import on_terminal
        database = self.database()
        path = self.big(400000)
        status, text = on_terminal("import", path, "--db", database, "--color", "never")
        self.assertEqual(status, ANSWERED)
        self.assertIn("\r", text)
        self.assertIn("%", text)
        last = text.split("\r")[-1]
        self.assertIn("Added 400000 nodes, 400000 ties", last.replace("\x1b[K", "").replace("\n", " "))


if __name__ == "__main__":
    main()
