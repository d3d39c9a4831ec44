#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""similar and compare, as a person asks them."""
import unittest

from support import FAILED, MISUSED, CommandTest, main


class Pairs(CommandTest):
    def test_similar(self):
        answer = self.answered("similar", "India", "--type", "MEMBER_OF", "--by", "jaccard,cosine", "--format", "json").json()
        scores = [row["jaccard"] for row in answer["rows"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertTrue(all(row["label"] == "State" and 0 <= row["cosine"] <= 1 for row in answer["rows"]))
        self.assertEqual(len(answer["rows"]), 20)
        untied = self.answered("similar", "India", "--untied", "--format", "json").json()["rows"]
        self.assertTrue(all(row["tied"] is False for row in untied))

    def test_compare_is_the_same_for_the_same_seed(self):
        question = ["compare", "2000", "2020", "--type", "MEMBER_OF", "--with", "permutations=50", "--format", "json"]
        first = self.answered(*question).json()
        self.assertEqual(first, self.answered(*question).json())
        self.assertEqual(first["as_of"], "2000-12-31/2020-12-31")
        types = self.answered("compare", "--type", "MEMBER_OF", "--type", "PARTY_TO", "--with", "permutations=5")
        self.assertIn("MEMBER_OF and PARTY_TO compared as of", types.out)

    def test_wrong_usage(self):
        self.refused(MISUSED, "similar", "India", "--by", "degree")
        self.refused(MISUSED, "similar", "India", "China")
        self.refused(FAILED, "similar", "nobody")
        self.refused(MISUSED, "compare")
        self.refused(MISUSED, "compare", "2000")
        self.refused(MISUSED, "compare", "--type", "MEMBER_OF")
        self.refused(MISUSED, "compare", "2000", "2010", "--as-of", "2005")
        self.refused(FAILED, "compare", "2000", "x")
        self.refused(MISUSED, "compare", "2000", "2010", "--with", "permutations=0")
        self.refused(MISUSED, "compare", "2000", "2010", "--by", "degree")


if __name__ == "__main__":
    main()
