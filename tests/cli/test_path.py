#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""path by weight, the k shortest, and in time, as a person asks them."""
import unittest

from support import FAILED, MISUSED, CommandTest, main

NETWORK = {"as_of": "2020-12-31", "nodes": [{"key": key, "labels": ["Person"]} for key in "abcd"],
           "ties": [{"from": "a", "type": "KNOWS", "to": "b", "valid": "2000/..", "properties": {"weight": 5, "cost": 1}},
                    {"from": "a", "type": "KNOWS", "to": "c", "valid": "2001/..", "properties": {"weight": 1, "cost": 4}},
                    {"from": "c", "type": "KNOWS", "to": "b", "valid": "2003/2004", "properties": {"weight": 1, "cost": 4}}]}


class Ways(CommandTest):
    def setUp(self):
        super().setUp()
        self.db = self.database(self.file("network.json", NETWORK))

    def steps(self, *arguments):
        rows = self.answered("path", *arguments, "--db", self.db, "--all-dates", "--format", "json").json()["rows"]
        paths = {}
        for row in rows:
            paths.setdefault(row["path"], [row["from"]["key"]]).append(row["to"]["key"])
        return ["".join(path) for path in paths.values()]

    def test_weights_decide(self):
        self.assertEqual(self.steps("a", "b"), ["ab"])
        self.assertEqual(self.steps("a", "b", "--weight-as", "distance"), ["acb"])
        self.assertEqual(self.steps("a", "b", "--weight-as", "strength"), ["ab"])
        self.assertEqual(self.steps("a", "b", "--weight", "cost", "--weight-as", "distance"), ["ab"])
        self.assertEqual(self.steps("a", "b", "--k", "5"), ["ab", "acb"])
        self.assertEqual(self.steps("b", "a", "--k", "5", "--directed"), [])

    def test_in_time(self):
        rows = self.answered("path", "a", "--temporal", "--from", "2002", "--db", self.db, "--format", "json").json()["rows"]
        self.assertEqual({row["node"]["key"]: row["day"] for row in rows}, {"b": "2002-01-01", "c": "2002-01-01"})
        said = self.answered("path", "b", "c", "--temporal", "--from", "2003-05", "--db", self.db)
        self.assertIn("reaches c by 1 May 2003 over 1 tie", said.out)
        self.assertIn("does not reach d", self.answered("path", "a", "d", "--temporal", "--db", self.db).out)

    def test_wrong_usage(self):
        for arguments in (["a"], ["a", "a"], ["a", "b", "--from", "2000"], ["a", "b", "--temporal", "--k", "2"],
                          ["a", "b", "--temporal", "--weight-as", "distance"], ["a", "b", "--k", "2", "--all"],
                          ["a", "b", "--k", "0"], ["a", "b", "--weight", "cost"], ["a", "b", "--limit", "3"],
                          ["a", "b", "--temporal", "--from", "x"], ["a", "b", "--temporal", "--from", ""],
                          ["a", "b", "--temporal", "--from", "2030"], ["a", "b", "--temporal", "--format", "svg"],
                          ["a", "b", "--k", "2", "--format", "svg"], ["a", "b", "c"]):
            with self.subTest(arguments=arguments):
                self.refused(MISUSED, "path", *arguments, "--db", self.db)
        self.refused(FAILED, "path", "a", "b", "--weight", "none", "--weight-as", "distance", "--db", self.db)


if __name__ == "__main__":
    main()
