#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""entente query: openCypher from the command line, as table, JSON and CSV, and what it refuses."""
import csv
import io
import json
import signal
import subprocess
import time
import unittest

from support import COMMAND, FAILED, MISUSED, CommandTest, environment, main

MEMBERS = ("MATCH (s:State)-[:MEMBER_OF]->(:Forum {key: 'sco'}) AS OF date('%s') "
           "RETURN DISTINCT s ORDER BY s.key")

NETWORK = {
    "entente": 1,
    "labels": [{"name": "Person"}], "types": [{"name": "KNOWS"}],
    "nodes": [{"key": "ada", "labels": ["Person"], "name": "Ada", "properties": {"age": 36}},
              {"key": "bob", "labels": ["Person"], "name": "B\u001b[31mob", "properties": {"age": 41}}],
    "ties": [{"from": "ada", "type": "KNOWS", "to": "bob", "valid": "2001/2005"}],
}


class Query(CommandTest):
    def rows(self, text, *options):
        return self.answered("query", text, "--format", "json", *options).json()["rows"]

    def test_a_label_and_a_property_choose(self):
        said = self.answered("query", "MATCH (f:Forum {key: 'sco'}) RETURN f, f.name AS name, 1 + 1 AS two")
        lines = [line.split() for line in said.out.splitlines()]
        self.assertEqual(lines, [["1", "row"], [], ["f", "name", "two"],
                                 ["SCO", "Shanghai", "Cooperation", "Organisation", "2"]])
        self.assertEqual(said.err, "")

    def test_as_of_a_day_only_its_members_answer(self):
        then = {row["s"]["key"] for row in self.rows(MEMBERS % "2016-12-31")}
        later = {row["s"]["key"] for row in self.rows(MEMBERS % "2018-12-31")}
        self.assertEqual(then, {"china", "kazakhstan", "kyrgyzstan", "russia", "tajikistan", "uzbekistan"})
        self.assertEqual(later - then, {"india", "pakistan"})
        self.assertEqual(then - later, set())

    def test_json_has_keys_and_kinds(self):
        text = ("MATCH (n {key: 'india'}) RETURN n, n.name AS name, [n, 1, [2]] AS list, null AS nothing, 1.5 AS number,"
                " true AS yes, date('2021-12-06') AS day, {a: n} AS map")
        found = self.answered("query", text, "--format", "json").json()
        self.assertEqual(found["question"], text)
        self.assertEqual(found["data"]["name"], "India, Russia, China and their forums")
        self.assertEqual(found["title"], "1 row")
        self.assertEqual([column["kind"] for column in found["columns"]],
                         ["node", "text", "list", "text", "number", "boolean", "text", "text"])
        self.assertEqual(found["rows"], [{
            "n": {"key": "india", "name": "India"}, "name": "India", "list": [{"key": "india", "name": "India"}, 1, "[2]"],
            "nothing": None, "number": 1.5, "yes": True, "day": "2021-12-06", "map": "{a: (:State {key: 'india'})}"}])

    def test_values_of_several_kinds_in_a_column_are_texts(self):
        rows = self.rows("UNWIND [1, 'x', 2.0, true, null] AS v RETURN v")
        self.assertEqual([row["v"] for row in rows], ["1", "x", "2.0", "true", None])

    def test_a_path_says_its_nodes_and_dates(self):
        rows = self.rows("MATCH p = ({key: 'india'})-[:MEMBER_OF]->({key: 'sco'}) AS OF date('2018-01-01') RETURN p")
        self.assertEqual([row["p"] for row in rows],
                         ["(:State {key: 'india'})-[:MEMBER_OF {valid: '2017-06-09/..'}]->(:Forum {key: 'sco'})"])

    def test_csv(self):
        said = self.answered("query", "MATCH (n {key: 'india'}) RETURN n, 'a,\"b' AS text, [1, 2] AS list",
                             "--format", "csv")
        self.assertEqual(list(csv.reader(io.StringIO(said.out))),
                         [["n", "n_key", "text", "list"], ["India", "india", "a,\"b", "1; 2"]])

    def test_output_goes_to_a_file(self):
        path = self.folder / "answer.json"
        said = self.answered("query", "RETURN 1 AS one", "-o", path)
        self.assertEqual(said.out, "")
        self.assertEqual(json.loads(path.read_text())["rows"], [{"one": 1}])

    def test_parameters(self):
        rows = self.rows("RETURN $who AS who, $n AS n, $list[1] AS second", "--param", "who=\"x=y\"",
                         "--param", "$n=-7", "--param", "list=[1, null, {}]")
        self.assertEqual(rows, [{"who": "x=y", "n": -7, "second": None}])
        said = self.refused(MISUSED, "query", "RETURN $who", "--param", "who=india")
        self.assertIn("--param 'who=\"text\"'", said.err)
        for wrong in ["who", "=1", "$=1", ""]:
            self.assertIn("NAME=JSON", self.refused(MISUSED, "query", "RETURN 1", "--param", wrong).err)
        self.assertIn("$who", self.refused(FAILED, "query", "RETURN $who").err)

    def test_the_query_comes_from_a_file_or_standard_input(self):
        path = self.file("question.cypher", "// two\nRETURN 2 AS n;\n")
        for said in [self.answered("query", "--file", path), self.answered("query", "--file", "-", stdin=b"RETURN 2 AS n")]:
            self.assertEqual(said.out.split(), ["1", "row", "n", "2"])
        self.assertIn("not both", self.refused(MISUSED, "query", "RETURN 1", "--file", path).err)
        self.refused(MISUSED, "query")
        self.assertIn("missing.cypher", self.refused(FAILED, "query", "--file", self.folder / "missing.cypher").err)
        self.assertIn("cannot read", self.refused(FAILED, "query", "--file", self.folder).err)

    def test_a_syntax_error_points_at_its_place(self):
        said = self.refused(FAILED, "query", "MATCH (s:State)\nRETURN s ORDER s")
        lines = said.err.splitlines()
        self.assertTrue(lines[0].startswith("entente: query:2:16: "), said.err)
        self.assertEqual(lines[1], "  RETURN s ORDER s")
        self.assertEqual(lines[2].index("^"), 2 + 15)
        path = self.file("question.cypher", "RETURN 1 +")
        self.assertTrue(self.refused(FAILED, "query", "--file", path).err.startswith(f"entente: {path}:1:"))

    def test_an_unknown_variable_points_at_it(self):
        said = self.refused(FAILED, "query", "MATCH (s:State) RETURN t")
        self.assertTrue(said.err.startswith("entente: query:1:24: "), said.err)
        self.assertIn("\"t\"", said.err)

    def test_errors_of_a_run_fail(self):
        for text in ["RETURN 1 / 0", "UNWIND [[1]] AS list RETURN toInteger(list)", "EXPLAIN RETURN x",
                     "PROFILE RETURN 1 / 0", "", "MATCH (n) AS OF date('2021-13-01') RETURN n"]:
            with self.subTest(text=text):
                self.refused(FAILED, "query", text)

    def test_the_bundled_data_is_not_changed(self):
        for text in ["CREATE (n:Person {key: 'eve'})", "MATCH (n) SET n.age = 1 RETURN n", "MATCH (n) DETACH DELETE n",
                     "BEGIN", "COMMIT", "RETURN 1; MATCH (n) REMOVE n.age"]:
            said = self.refused(FAILED, "query", text)
            self.assertIn("only read", said.err)
            self.assertIn("entente init", said.err)

    def test_what_is_written_stays(self):
        database = self.database(self.file("network.json", NETWORK))
        said = self.answered("query", "CREATE (n:Person {key: 'eve'})-[:KNOWS {valid: '2001/..'}]->(:Person)", "--db", database)
        self.assertEqual(said.out, "")
        self.assertEqual(said.err, "Created 2 nodes, 1 relationship; set 2 properties.\n")
        self.assertEqual(self.rows("MATCH (e {key: 'eve'})-[r]->(o) RETURN e, r.valid AS v, o.key AS k", "--db", database),
                         [{"e": {"key": "eve", "name": "eve"}, "v": "2001/..", "k": None}])
        found = self.answered("query", "MATCH (n:Person) SET n.age = 1 RETURN count(n) AS n", "--db", database,
                              "--format", "json").json()
        self.assertEqual((found["rows"], found["notes"]), ([{"n": 4}], ["Set 4 properties."]))
        said = self.answered("query", "MATCH (n {key: 'nobody'}) DELETE n", "--db", database)
        self.assertEqual((said.out, said.err), ("", "Nothing was changed.\n"))
        self.answered("check", "--db", database)

    def test_statements_run_one_after_another(self):
        database = self.database(self.file("network.json", NETWORK))
        text = ("// a text with ; in it\nCREATE (:Note {text: 'a;b'});\nBEGIN; CREATE (:Note {text: \"c\"});\nCOMMIT;\n"
                "MATCH (n:Note) RETURN n.text AS text ORDER BY text;\n/* ; */\n")
        found = self.answered("query", "--file", self.file("x.cypher", text), "--db", database, "--format", "json").json()
        self.assertEqual(found["rows"], [{"text": "a;b"}, {"text": "c"}])
        self.assertIn("Created 2 nodes", found["notes"][0])
        said = self.refused(FAILED, "query", "CREATE (:Note); \n  CREATE (:Note) RETURN x", "--db", database)
        self.assertTrue(said.err.startswith("entente: query:2:25: "), said.err)
        self.assertIn("before it were carried out", said.err)
        said = self.refused(FAILED, "query", "BEGIN; CREATE (:Note); CREATE (:Note)", "--db", database)
        self.assertIn("not committed", said.err)
        self.assertEqual(self.rows("MATCH (n:Note) RETURN count(n) AS n", "--db", database), [{"n": 3}])

    def test_what_is_no_claim_is_refused_where_it_stands(self):
        database = self.database(self.file("network.json", NETWORK))
        before = self.rows("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, n.age AS a, r", "--db", database)
        for text, place, word in [("MATCH (n {key: 'ada'}) SET n.valid = 'soon'", ":1:28: ", "EDTF"),
                                  ("CREATE (:Person {key: 'bob'})", ":1:1: ", "\"bob\" already"),
                                  ("MATCH ()-[r]->() SET r.status = 'over'", ":1:22: ", "in-force"),
                                  ("MATCH ()-[r]->() SET r.citations = [{source: 'ada'}]", ":1:22: ", "Source")]:
            with self.subTest(text=text):
                said = self.refused(FAILED, "query", text, "--db", database)
                self.assertIn("query" + place, said.err)
                self.assertIn(word, said.err)
        self.assertEqual(self.rows("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, n.age AS a, r", "--db", database), before)

    def test_a_read_only_file_is_read(self):
        database = self.database(self.file("network.json", NETWORK))
        database.chmod(0o400)
        self.assertEqual(self.rows("MATCH (n) RETURN count(n) AS n", "--db", database), [{"n": 2}])

    def test_nodes_without_a_key_go_out_and_in_again(self):
        database = self.database(self.file("network.json", NETWORK))
        self.answered("query", "CREATE ({day: date('2021-12-06'), name: 5})-[:T {n: 0.0 / 0.0}]->({key: 7})", "--db", database)
        path = self.folder / "out.json"
        self.answered("export", "--db", database, "-o", path)
        again = self.database(path, name="again.db")
        text = "MATCH (a)-[r:T]->(b) RETURN a.day AS day, a.name AS name, a.key AS key, r.n AS n, b.key AS other"
        self.assertEqual(self.rows(text, "--db", again), self.rows(text, "--db", database))

    def test_a_limit_stops_with_a_note(self):
        found = self.answered("query", "UNWIND range(1, 10) AS n RETURN n", "--limit", "3", "--format", "json").json()
        self.assertEqual([row["n"] for row in found["rows"]], [1, 2, 3])
        self.assertEqual(found["title"], "The first 3 rows")
        self.assertEqual(len(found["notes"]), 1)
        whole = self.answered("query", "UNWIND range(1, 3) AS n RETURN n", "--limit", "3", "--format", "json").json()
        self.assertEqual((whole["title"], whole["notes"]), ("3 rows", []))
        self.refused(MISUSED, "query", "RETURN 1", "--limit", "0")

    def test_rows_without_end_stop_at_a_million(self):
        said = self.answered("query", "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a + b", "-o", self.folder / "x.csv",
                             timeout=200)
        self.assertIn("more rows", said.err)
        with open(self.folder / "x.csv") as lines:
            self.assertEqual(sum(1 for _ in lines), 1000001)

    ENDLESS = "UNWIND range(1, 100000000) AS a UNWIND range(1, 100000000) AS b RETURN count(*)"

    def test_the_time_is_limited(self):
        said = self.refused(FAILED, "query", self.ENDLESS, "--timeout", "1")
        self.assertIn("1000 ms", said.err)
        self.refused(MISUSED, "query", "RETURN 1", "--timeout", "soon")

    def test_the_memory_is_limited(self):
        said = self.refused(FAILED, "query", "UNWIND range(1, 100000000) AS a RETURN collect(a)", "--memory", "20")
        self.assertIn("20000000 bytes", said.err)
        said = self.refused(FAILED, "query", "UNWIND range(1, 100000000) AS a RETURN a", "--memory", "20")
        self.assertIn("20000000 bytes", said.err)
        self.refused(MISUSED, "query", "RETURN 1", "--memory", "much")

    def test_an_interrupt_stops_it(self):
        process = subprocess.Popen([COMMAND, "query", self.ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=environment())
        deadline = time.monotonic() + 50
        while time.monotonic() < deadline and not self.catches(process.pid):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (FAILED, b""), err)
        self.assertIn(b"interrupted", err)

    @staticmethod
    def catches(pid):
        with open(f"/proc/{pid}/status") as status:
            caught = next(line for line in status if line.startswith("SigCgt"))
        return int(caught.split()[1], 16) >> (signal.SIGINT - 1) & 1

    def test_hostile_text_is_harmless(self):
        database = self.database(self.file("network.json", NETWORK))
        said = self.answered("query", "MATCH (n) RETURN n.name, n.age ORDER BY n.age", "--db", database)
        self.assertNotIn("\033", said.out)
        self.assertIn("\\x1b", said.out)
        said = self.refused(FAILED, "query", "RETURN \033[31m")
        self.assertNotIn("\033", said.err)
        rows = self.answered("query", "RETURN 'a\\u0000b' AS text, 'é' AS `\033[31m`", "--format", "json").json()
        self.assertEqual(rows["rows"], [{"text": "a\ufffdb", "\033[31m": "é"}])
        self.assertEqual(len(rows["notes"]), 1)
        self.refused(FAILED, "query", "--file", self.file("bytes", b"RETURN '\xff'"))
        self.refused(FAILED, "query", "--file", self.file("deep", "RETURN " + "(" * 100000))
        self.refused(FAILED, "query", "--file", self.file("nul", b"RETURN 1\0 + 1"))

    def test_a_query_without_rows_or_columns_answers(self):
        said = self.answered("query", "MATCH (n:Nothing) RETURN n")
        self.assertEqual(said.out.strip(), "0 rows")
        self.assertEqual(self.rows("MATCH (n:Nothing) RETURN n"), [])


if __name__ == "__main__":
    main()
