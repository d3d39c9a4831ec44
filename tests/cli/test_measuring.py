#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""rank over time, describe, parameters of measures, projections onto a label."""
import unittest

from support import FAILED, MISUSED, CommandTest, main


class Measuring(CommandTest):
    def test_a_series_is_wide_for_people_and_long_for_programs(self):
        question = ["rank", "--by", "degree", "--series", "2000..2020", "--step", "10Y", "--top", "3"]
        table = self.answered(*question).out
        self.assertRegex(table, r"NODE +LABEL +2000 +2010 +2020")
        self.assertIn("formed", table)
        answer = self.answered(*question, "--format", "json").json()
        self.assertEqual(answer["as_of"], "2000-12-31/2020-12-31")
        self.assertEqual([column["name"] for column in answer["columns"]][:5], ["date", "node", "label", "measure", "value"])
        self.assertEqual({row["date"] for row in answer["rows"]}, {"2000-12-31", "2010-12-31", "2020-12-31"})

    def test_parameters_reach_the_measure(self):
        usual = self.answered("rank", "--by", "pagerank", "--format", "csv").out
        self.assertEqual(self.answered("rank", "--by", "pagerank", "--with", "damping=0.85", "--format", "csv").out, usual)
        self.assertNotEqual(self.answered("rank", "--by", "pagerank", "--with", "damping=0.5", "--format", "csv").out, usual)
        self.assertIn("none of these measures takes", self.refused(MISUSED, "rank", "--with", "damping=0.5").err)
        self.refused(MISUSED, "rank", "--by", "pagerank", "--with", "damping=2")
        self.refused(MISUSED, "rank", "--by", "pagerank", "--with", "damping")
        self.refused(MISUSED, "rank", "--by", "pagerank", "--with", "=1")

    def test_onto_a_label(self):
        rows = self.answered("rank", "--onto", "State", "--shared-as", "count", "--by", "strength", "--type", "MEMBER_OF",
                             "--format", "json").json()["rows"]
        self.assertTrue(all(row["label"] == "State" for row in rows))
        self.answered("describe", "--onto", "State", "--backbone", "sdsm", "--alpha", "0.1", "--type", "MEMBER_OF", "--by",
                      "density")
        self.assertIn("goes with --onto", self.refused(MISUSED, "rank", "--shared-as", "count").err)
        self.refused(MISUSED, "rank", "--onto", "State", "--alpha", "0.1")
        self.refused(MISUSED, "rank", "--onto", "State", "--backbone", "sdsm", "--alpha", "1.5")
        self.refused(MISUSED, "rank", "--onto", "State", "--directed")
        self.refused(FAILED, "rank", "--onto", "Nowhere")

    def test_describe_has_a_number_for_each_thing_it_says(self):
        rows = self.answered("describe", "--type", "MEMBER_OF", "--format", "json").json()["rows"]
        self.assertEqual(sum(row["unit"] is not None and row["name"] is not None for row in rows), len(rows))
        census = [row["value"] for row in rows if row["definition"] and "three nodes" in row["definition"].lower()]
        nodes = 86
        if census:
            self.assertEqual(sum(census), nodes * (nodes - 1) * (nodes - 2) // 6)
        one = self.answered("describe", "--by", "centralisation", "--with", "of=closeness", "--format", "json").json()
        self.assertEqual(len({row["definition"] for row in one["rows"]}), 1)

    def test_ego_measures(self):
        rows = self.answered("ego", "SCO", "--measures", "--format", "json").json()["rows"]
        values = {row["name"]: row["value"] for row in rows}
        self.assertEqual(values["brokerage"], values["size"] * (values["size"] - 1) / 2 - values["ties"])
        self.assertLessEqual(values["ego_betweenness"], values["brokerage"])
        roles = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
        self.assertEqual(sum(values[role] for role in roles), 2 * values["brokerage"])
        self.refused(MISUSED, "ego", "SCO", "--measures", "--hops", "2")
        self.refused(MISUSED, "ego", "SCO", "--measures", "--format", "svg")

    def test_wrong_usage(self):
        for series in ("2000", "..", "2000..", "2000..x", "2010..2000", "2000/..2001", "..2000"):
            self.refused(MISUSED, "rank", "--series", series)
        self.refused(MISUSED, "rank", "--series", "2000..2010", "--step", "1Q")
        self.refused(MISUSED, "rank", "--series", "2000..2010", "--as-of", "2005")
        self.refused(MISUSED, "rank", "--series", "2000..2010", "--by", "degree,betweenness")
        self.refused(MISUSED, "rank", "--step", "1Y")
        self.refused(MISUSED, "describe", "--by", "degree")
        self.refused(MISUSED, "describe", "--top", "3")
        self.refused(FAILED, "describe", "--by", "balance")


if __name__ == "__main__":
    main()
