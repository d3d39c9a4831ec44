#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""entente query -o FILE.svg: a result with nodes, ties and paths as a drawing."""
import re
import unittest
import xml.etree.ElementTree as tree

from support import FAILED, MISUSED, CommandTest, main

SCO = "MATCH p = (:State)-[:MEMBER_OF]->(:Forum {key: 'sco'}) AS OF date('%s') RETURN p"


class QueryDrawing(CommandTest):
    def drawing(self, text, *options, name="x.svg"):
        path = self.folder / name
        said = self.answered("query", text, "-o", path, *options)
        self.assertEqual(said.out, "")
        return path.read_text(encoding="utf-8")

    def test_the_members_of_a_day_are_drawn(self):
        then = self.drawing(SCO % "2016-12-31")
        self.assertIn(">7 nodes, 6 ties, 31 December 2016</title>", then)
        self.assertIn(">Uzbekistan<", then)
        self.assertNotIn(">India<", then)
        self.assertIn(">India<", self.drawing(SCO % "2018-12-31"))
        self.assertEqual(then, self.drawing(SCO % "2016-12-31"))
        tree.fromstring(then)

    def test_other_formats_themes_and_sizes(self):
        self.assertTrue(self.drawing(SCO % "2016", name="x.dot").startswith("digraph"))
        self.assertTrue(self.drawing(SCO % "2016", name="x.gv").startswith("digraph"))
        self.assertNotEqual(self.drawing(SCO % "2016"), self.drawing(SCO % "2016", "--theme", "dark"))
        text = self.drawing(SCO % "2016", "--preset", "slide43", "--title", "Members & more", "--id-prefix", "m")
        self.assertIn("Members &amp; more</title>", text)
        self.assertIn('width="1440"', text)
        said = self.answered("query", SCO % "2016", "--format", "svg")
        self.assertTrue(said.out.startswith("<?xml"), said.out[:80])

    def test_a_result_too_large_says_what_is_left_out(self):
        said = self.answered("query", "MATCH (a)-[r]->(b) RETURN r", "-o", self.folder / "x.svg")
        self.assertIn("WHERE and LIMIT", said.err)
        title = re.search(r"<title[^>]*>([^<]*)", (self.folder / "x.svg").read_text()).group(1)
        self.assertRegex(title, r"^\d+ of \d+ nodes, \d+ ties$")

    def test_what_cannot_be_drawn_says_why(self):
        said = self.refused(FAILED, "query", "RETURN 1", "-o", self.folder / "x.svg")
        self.assertIn("RETURN p", said.err)
        said = self.refused(FAILED, "query", "MATCH (n:Nothing) RETURN n", "-o", self.folder / "x.svg")
        self.assertIn("empty", said.err)
        said = self.refused(MISUSED, "query", "MATCH (n) RETURN n LIMIT 3", "-o", self.folder / "x.svg", "--kind", "ring")
        self.assertIn("network", said.err)
        self.refused(MISUSED, "query", "MATCH (n) RETURN n LIMIT 3", "--theme", "dark")
        self.assertFalse((self.folder / "x.svg").exists())


if __name__ == "__main__":
    main()
