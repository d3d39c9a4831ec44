#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""--status: only ties stated so, in every question about ties."""
import re
import unittest

from support import MISUSED, CommandTest, main

STATUSES = ["in-force", "signed", "ratified", "adopted", "planned", "proposed", "negotiating", "sought", "suspended",
            "stalled", "ended"]
GROUPS = {"in-force": ["in-force", "adopted"],
          "planned": ["signed", "ratified", "planned", "proposed", "negotiating", "sought"],
          "ended": ["suspended", "stalled", "ended"]}
NETWORK = {
    "name": "Test", "as_of": "2014-12-31",
    "nodes": [{"key": "a", "labels": ["State"]}, {"key": "b", "labels": ["State"]}, {"key": "book", "labels": ["Source"]}] +
             [{"key": "f" + s, "labels": ["Forum"]} for s in STATUSES],
    "ties": [{"from": who, "type": "MEMBER_OF", "to": "f" + s, "valid": "2005-03-01/..", "status": s}
             for who in "ab" for s in STATUSES],
}


class Status(CommandTest):
    def setUp(self):
        super().setUp()
        self.db = self.database(self.file("network.json", NETWORK))

    def ask(self, *arguments):
        return self.answered(*arguments, "--db", self.db, "--format", "json").json()

    def drawn(self, status):
        answer = self.ask("draw", "--status", status)
        return {row["to"]["key"][1:] for row in answer["rows"]}, answer["notes"]

    def test_a_group_is_all_that_is_counted_so(self):
        for group, members in GROUPS.items():
            self.assertEqual(self.drawn(group)[0], set(members), group)

    def test_any_other_is_itself_and_commas_add(self):
        for status in set(STATUSES) - set(GROUPS):
            self.assertEqual(self.drawn(status)[0], {status})
        self.assertEqual(self.drawn("signed,sought")[0], {"signed", "sought"})
        self.assertEqual(self.drawn("In Force,stalled")[0], {"in-force", "adopted", "stalled"})
        self.assertEqual(self.ask("draw", "--status", "signed", "--status", "sought")["rows"],
                         self.ask("draw", "--status", "signed,sought")["rows"])

    def test_the_answer_says_so(self):
        self.assertIn("Only ties stated as signed or sought (--status).", self.drawn("signed,sought")[1])
        self.assertIn("Only ties stated as planned, in talks or signed (--status).", self.drawn("planned")[1])
        self.assertFalse([n for n in self.ask("draw")["notes"] if "--status" in n])
        text = self.answered("draw", "--db", self.db, "--status", "signed", "--format", "svg").out
        self.assertIn("Only ties stated as signed.", text)
        self.assertEqual(len(re.findall('class="edge ', text)), 2)

    def test_every_question_about_ties_takes_it(self):
        self.assertEqual(len(self.ask("link", "a", "b", "--status", "planned")["rows"]), 6)
        self.assertEqual(len(self.ask("ego", "a", "--status", "sought")["rows"]), 1)
        self.assertEqual(len(self.ask("timeline", "a", "b", "--status", "sought,signed")["rows"]), 4)
        self.assertEqual(len(self.ask("show", "a")["rows"]) - len(self.ask("show", "a", "--status", "sought")["rows"]), 10)
        self.assertEqual(len(self.ask("diff", "2000", "2010", "--status", "in-force")["rows"]), 4)
        self.assertEqual(self.ask("path", "a", "b", "--status", "sought")["rows"][0]["status"], "sought")
        # Who asks for what is planned wants it measured.
        self.assertEqual({row["degree"] for row in self.ask("rank", "--by", "degree", "--status", "sought")["rows"]}, {1, 2})
        self.assertEqual(self.ask("groups", "--method", "components", "--status", "sought")["rows"][0]["size"], 3)

    def test_what_is_no_status_is_refused_with_those_there_are(self):
        for wrong in ("frog", "", "signed,", ",signed", "signed,,sought", "x" * 5000):
            said = self.refused(MISUSED, "draw", "--status", wrong, "--db", self.db)
            self.assertIn("groups in-force, planned and ended, and in them signed, ", said.err)


if __name__ == "__main__":
    main()
