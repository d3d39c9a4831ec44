#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""diff and timeline, as a person asks them."""
import unittest

from support import FAILED, MISUSED, CommandTest, main, run

NETWORK = {
    "name": "Test", "as_of": "2014-12-31", "coverage_end": "2014-12-31",
    "nodes": [{"key": "a", "labels": ["State"]}, {"key": "b", "labels": ["State"]}, {"key": "o", "labels": ["Forum"]},
              {"key": "p", "labels": ["Forum"]},
              {"key": "book", "labels": ["Source"], "properties": {"as_of": "1999"}}],
    "ties": [{"from": "a", "type": "MEMBER_OF", "to": "o", "valid": "2005-03-01/.."},
             {"from": "a", "type": "MEMBER_OF", "to": "p", "valid": "1990/", "citations": [{"source": "book"}]},
             {"from": "b", "type": "MEMBER_OF", "to": "o", "valid": "1990/2003"}],
}


class Diff(CommandTest):
    def setUp(self):
        super().setUp()
        self.db = self.database(self.file("network.json", NETWORK))

    def rows(self, *arguments):
        answer = self.answered("diff", *arguments, "--db", self.db, "--format", "json").json()
        return {(row["from"]["key"], row["to"]["key"]): row for row in answer["rows"]}, answer

    def test_added_ended_and_not_known_are_told_apart(self):
        rows, answer = self.rows("2000", "2010")
        self.assertEqual({pair: row["change"] for pair, row in rows.items()},
                         {("a", "o"): "added", ("b", "o"): "ended", ("a", "p"): "not-known"})
        self.assertEqual(answer["as_of"], "2000-12-31/2010-12-31")
        self.assertEqual(rows["a", "p"]["after"], "not known after 1999-12-31")
        self.assertIn("neither as added nor as ended", " ".join(answer["notes"]))

    def test_the_filters_are_those_of_every_question(self):
        self.assertEqual(set(self.rows("2000", "2010", "b")[0]), {("b", "o")})
        self.assertEqual(set(self.rows("2000", "2010", "--source", "book")[0]), {("a", "p")})
        self.assertEqual(self.rows("2000", "2010", "--type", "MEMBER_OF", "--label", "State", "--label", "Forum")[0].keys(),
                         self.rows("2000", "2010")[0].keys())
        self.assertEqual(self.rows("2002", "2003-06", "o")[0]["b", "o"]["change"], "ended")
        possible, answer = self.rows("2002", "2003-06", "o", "--possible")
        self.assertEqual((possible, answer["reading"]), ({}, "possible"))

    def test_every_change_can_be_asked_the_other_way_round(self):
        """What link holds on both days is what diff leaves out."""
        before = self.answered("draw", "--db", self.db, "--as-of", "2000", "--format", "json").json()["rows"]
        after = self.answered("draw", "--db", self.db, "--as-of", "2010", "--format", "json").json()["rows"]
        pairs = [{(row["from"]["key"], row["to"]["key"]) for row in rows} for rows in (before, after)]
        rows, _ = self.rows("2000", "2010")
        added = {pair for pair, row in rows.items() if row["change"] == "added"}
        gone = {pair for pair, row in rows.items() if row["change"] in ("ended", "not-known")}
        self.assertEqual(pairs[1] - pairs[0], added)
        self.assertLessEqual(pairs[0] - pairs[1], gone)

    def test_wrong_usage(self):
        self.assertIn("earlier day first", self.refused(MISUSED, "diff", "2010", "2000", "--db", self.db).err)
        self.assertIn("wants D1 D2", self.refused(MISUSED, "diff", "2010").err)
        self.assertIn("does not take --as-of", self.refused(MISUSED, "diff", "2000", "2010", "--as-of", "2005").err)
        self.assertIn("not an EDTF date", self.refused(FAILED, "diff", "yesterday", "today", "--db", self.db).err)
        self.refused(FAILED, "diff", "2000/2001", "2010", "--db", self.db)
        self.refused(MISUSED, "diff", "", "2010", "--db", self.db)
        self.refused(FAILED, "diff", "2000", "2010", "nobody", "--db", self.db)
        self.refused(MISUSED, "diff", "2000", "2010", "--kind", "network", "--db", self.db)
        self.refused(MISUSED, "diff", "2000", "2010", "--kind", "timeline", "--format", "svg", "--db", self.db)

    def test_as_a_drawing(self):
        text = self.answered("diff", "2000", "2010", "--format", "svg", "--db", self.db).out
        self.assertIn(">2000 to 2010: 1 added, 1 ended, 1 not known</title>", text)
        self.assertIn("31 December 2000 compared with 31 December 2010.", text)

    def test_the_same_node_named_twice_counts_once(self):
        self.assertEqual(self.rows("2000", "2010", "b", "b", "o")[0], self.rows("2000", "2010", "b", "o")[0])


class Timeline(CommandTest):
    def test_a_forum_s_members_in_order(self):
        rows = self.answered("timeline", "SCO", "--format", "json").json()["rows"]
        members = [row for row in rows if row["type"] == "MEMBER_OF" and row.get("since")]
        self.assertEqual([row["since"] for row in members], sorted(row["since"] for row in members))
        india = [row for row in rows if row["with"]["key"] == "india" and row.get("since")]
        self.assertEqual([(row["valid"], row["type"]) for row in india],
                         [("2005-07-05/2017-06-09", "OBSERVER_OF"), ("2017-06-09/..", "MEMBER_OF")])

    def test_room_in_the_dates_is_shown(self):
        db = self.database(self.file("network.json", NETWORK))
        said = self.answered("timeline", "b", "--db", db)
        self.assertIn("1990-12-31 to 2003-01-01", said.out)
        self.assertIn("1990-01-01 to 2003-12-31", said.out)
        self.assertIn("leaves room", said.err)

    def test_wrong_usage(self):
        self.refused(MISUSED, "timeline")
        self.refused(MISUSED, "timeline", "SCO", "--certain")
        self.refused(FAILED, "timeline", "nobody at all")
        self.assertEqual(run("timeline", "SCO", "--label", "State", "--format", "csv").out.count("Treaty"), 0)


if __name__ == "__main__":
    main()
