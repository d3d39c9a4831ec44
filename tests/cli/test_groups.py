#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""groups, as a person asks it."""
import time
import unittest

from support import FAILED, MISUSED, CommandTest, main

METHODS = ["louvain", "leiden", "label-propagation", "cdlp", "infomap", "walktrap", "edge-betweenness", "k-core", "cliques",
           "components"]
TWO = {"nodes": [{"key": key, "labels": ["State"]} for key in "abcdefx"],
       "ties": [{"from": a, "type": "ALLIED_WITH", "to": b, "valid": "2000/2010", "properties": {"weight": 2}}
                for a, b in ("ab", "bc", "ca", "de", "ef", "fd", "cd")]}

# a, b, c share p and q; d, e, f share r and s; all six share u.
SHARING = {"nodes": [{"key": key, "labels": ["State"]} for key in "abcdef"] + [{"key": key, "labels": ["Forum"]} for key in "pqrsu"],
           "ties": [{"from": state, "type": "MEMBER_OF", "to": forum, "valid": "2000/.."}
                    for states, forums in (("abc", "pqu"), ("def", "rsu")) for state in states for forum in forums]}


class Groups(CommandTest):
    def parts(self, *arguments):
        rows = self.answered("groups", *arguments, "--format", "json").json()["rows"]
        parts = {}
        for row in rows:
            parts.setdefault(row["group"], []).append(row["node"]["key"])
        return sorted("".join(sorted(part)) for part in parts.values())

    def test_two_triangles_and_a_bridge(self):
        db = self.database(self.file("two.json", TWO))
        for method in METHODS[:7]:
            if method not in ("label-propagation", "cdlp"):
                self.assertEqual(self.parts("--method", method, "--db", db, "--as-of", "2005"), ["abc", "def"], method)
        self.assertEqual(self.parts("--method", "cliques", "--db", db, "--as-of", "2005"), ["abc", "def"])
        self.assertEqual(self.parts("--method", "components", "--db", db, "--as-of", "2005", "--isolates"), ["abcdef", "x"])
        self.assertEqual(self.parts("--method", "k-core", "--db", db, "--as-of", "2005"), ["abcdef"])
        self.assertEqual(self.parts("--db", db, "--as-of", "2012"), [])
        self.assertEqual(self.parts("--db", db, "--as-of", "2005", "--least", "4"), [])
        self.assertEqual(self.parts("--db", db, "--as-of", "2005", "--weight-as", "strength"), ["abc", "def"])

    def test_every_method_answers_and_says_what_it_did(self):
        for method in METHODS:
            said = self.answered("groups", "--method", method, "--label", "State", "--label", "Forum")
            self.assertIn(method, said.out.splitlines()[0])
            self.assertIn("Loops are left out", said.err)
            self.assertIn("network of", said.err)

    def test_the_same_seed_gives_the_same_answer_another_second(self):
        before = {method: self.answered("groups", "--method", method).out for method in METHODS[:4]}
        time.sleep(1.1)
        for method, answer in before.items():
            self.assertEqual(self.answered("groups", "--method", method, "--seed", "1").out, answer)

    def test_the_list_is_the_methods(self):
        rows = self.answered("groups", "--list", "--format", "json").json()["rows"]
        self.assertEqual([row["method"] for row in rows], METHODS)
        self.assertTrue(all(row["definition"] and row["source"] for row in rows))

    def test_labels_are_passed_on_as_often_as_asked(self):
        chain = {"nodes": [{"key": key, "labels": ["State"]} for key in "abcd"],
                 "ties": [{"from": a, "type": "ALLIED_WITH", "to": b, "valid": "2000/.."} for a, b in ("ab", "bc", "cd")]}
        db = self.database(self.file("chain.json", chain))
        asked = ["--method", "cdlp", "--db", db, "--as-of", "2005"]
        # After one step b, a, b, c stand at a, b, c, d: each took the label of the neighbour that comes first.
        self.assertEqual(self.parts(*asked, "--iterations", "1"), ["ac", "b", "d"])
        # After two: a, b, a, b; and so on, for neighbours swap what they have.
        self.assertEqual(self.parts(*asked, "--iterations", "2"), ["ac", "bd"])
        self.assertEqual(self.parts(*asked), ["ac", "bd"])

    def test_one_mode_of_two(self):
        db = self.database(self.file("sharing.json", SHARING))
        said = self.answered("groups", "--onto", "State", "--shared-as", "count", "--db", db, "--as-of", "2005")
        self.assertIn("2 groups of 6 nodes by louvain", said.out)
        self.assertIn("two are tied that share one of 5 other nodes, weighted by count", said.err)
        self.assertNotIn("parallel ties", said.err)
        self.assertEqual(self.parts("--onto", "State", "--shared-as", "count", "--db", db, "--as-of", "2005"), ["abc", "def"])
        # Every two share u: without weights nothing tells them apart.
        self.assertEqual(self.parts("--onto", "State", "--db", db, "--as-of", "2005"), ["abcdef"])
        drawn = self.answered("groups", "--onto", "State", "--shared-as", "count", "--db", db, "--as-of", "2005", "--format", "svg")
        self.assertIn("a shares others with b: strength 3", drawn.out)
        self.assertIn("Share others", drawn.out)
        self.assertNotIn("undated", drawn.out)

    def test_wrong_usage(self):
        self.refused(MISUSED, "groups", "--onto", "State", "--directed")
        self.refused(MISUSED, "groups", "--shared-as", "count")
        self.refused(MISUSED, "groups", "--onto", "State", "--shared-as", "count", "--method", "k-core")
        self.refused(FAILED, "groups", "--onto", "Planet")
        self.assertIn("--method takes", self.refused(MISUSED, "groups", "--method", "louvian").err)
        self.assertIn("direction", self.refused(MISUSED, "groups", "--directed").err)
        self.refused(MISUSED, "groups", "--method", "k-core", "--weight-as", "strength")
        self.refused(MISUSED, "groups", "--weight-as", "distance")
        for number in ("0", "-1", "x", "1e3", "", "nan", "."):
            self.refused(MISUSED, "groups", "--resolution", number)
        self.refused(MISUSED, "groups", "--iterations", "0", "--method", "cdlp")
        self.assertIn("cdlp does", self.refused(MISUSED, "groups", "--iterations", "3").err)
        self.assertIn("louvain and leiden", self.refused(MISUSED, "groups", "--method", "infomap", "--resolution", "2").err)
        self.refused(MISUSED, "groups", "--seed", "-1")
        self.refused(MISUSED, "groups", "--least", "0")
        self.refused(MISUSED, "groups", "India")
        self.refused(FAILED, "groups", "--weight-as", "strength")  # the bundled ties have no weight


if __name__ == "__main__":
    main()
