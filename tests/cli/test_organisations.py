#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The Correlates of War's organisations by year: small tables, and the real one where it is at hand
(ENTENTE_SHARED, or ../shared beside the source), counted a second time here without Entente."""
import csv
import os
import time
import unittest
from collections import defaultdict
from pathlib import Path

from support import FAILED, SANITIZED, SOURCE, CommandTest, main

SHARED = Path(os.environ.get("ENTENTE_SHARED", SOURCE.parent / "shared"))
TABLE = SHARED / "datasets/cow_igo_v3/igo_year_format3.csv"
HEADER = "ioname,orgname,year,india,soafrica,sdate,deaddate,longorgname,ionum,accuracyofpre1965membershipdates,imputed\n"


def table(*rows):
    return HEADER + "".join(",".join(map(str, row)) + "\n" for row in rows)


def rows(name, years, india, africa="0", founded=1990, dead="", accuracy=""):
    """One organisation: a code a year."""
    africa = africa if isinstance(africa, list) else [africa] * len(years)
    return [(name, name + " long", year, i, a, founded, dead, f"The {name}", 7, accuracy, 0)
            for year, i, a in zip(years, india, africa)]


class Periods(CommandTest):
    def ties(self, text, **options):
        db = self.database(self.file("table.csv", text))
        said = self.answered("timeline", "India", "--db", db, "--format", "json", **options).json()
        return {(row["with"]["key"], row["type"], row["valid"]) for row in said["rows"]}, db

    def test_years_become_periods(self):
        ties, _ = self.ties(table(*rows("ONE", range(1990, 1996), [0, 0, 1, 1, 0, 0]),
                                  *rows("TWO", range(1990, 1996), [1, 1, 3, 3, 2, 1])))
        self.assertEqual(ties, {("one", "MEMBER_OF", "1992/1994-01-01"), ("two", "MEMBER_OF", "1990/1992-01-01"),
                                ("two", "OBSERVER_OF", "1992/1994-01-01"), ("two", "ASSOCIATE_OF", "1994/1995-01-01"),
                                ("two", "MEMBER_OF", "1995/")})

    def test_missing_is_neither_a_start_nor_an_end(self):
        ties, db = self.ties(table(*rows("ONE", range(1990, 2001), [-9, -9, 1, 1, -9, -9, 1, 0, 0, 0, 0])))
        self.assertEqual(ties, {("one", "MEMBER_OF", "/"), ("one", "MEMBER_OF", "/1997-01-01")})
        for year, standing in ((1990, "not known"), (1991, "not known"), (1992, "in force"), (1993, "in force"),
                               (1994, "not known"), (1995, "not known"), (1996, "in force"), (1997, "ended"),
                               (1999, "ended")):
            said = self.answered("timeline", "India", "--db", db, "--as-of", year, "--format", "json").json()
            found = {row["standing"] for row in said["rows"]}
            self.assertIn(standing, found, year)
            self.assertEqual("in force" in found, standing == "in force", year)

    def test_a_hole_in_the_years_is_missing_too(self):
        ties, _ = self.ties(table(*rows("ONE", [1990, 1991, 1995, 1996], [1, 1, 1, 0])))
        self.assertEqual(ties, {("one", "MEMBER_OF", "1990/"), ("one", "MEMBER_OF", "/1996-01-01")})

    def test_what_is_no_more_ends(self):
        ties, db = self.ties(table(*rows("ONE", range(1990, 1993), [1, 1, 1], "", dead=1992),
                                   *rows("TWO", range(1990, 1996), [0] * 6, [1, 1, "", -1, "", "NA"])))
        self.assertEqual(ties, {("one", "MEMBER_OF", "1990/1993-01-01")})
        africa = self.answered("show", "South Africa", "--db", db, "--format", "json").json()["rows"]
        self.assertIn("../1992-01-01", [row.get("period") for row in africa])
        self.assertIn("1990/1992-01-01", [row.get("period") for row in africa])

    def test_what_was_coded_to_within_years_is_approximate(self):
        ties, _ = self.ties(table(*rows("ONE", range(1950, 1956), [0, 1, 1, 0, 0, 0], founded=1950, accuracy="Within 5 years")))
        self.assertEqual(ties, {("one", "MEMBER_OF", "1951~/1953~")})

    def test_names_people_use(self):
        _, db = self.ties(table(*rows("ONE", [1990], [1], [1])))
        for name in ("South Africa", "soafrica", "one", "ONE", "The ONE", "ONE long"):
            self.answered("show", name, "--db", db)

    def test_the_same_table_twice_changes_nothing(self):
        path = self.file("table.csv", table(*rows("ONE", [1990, 1991], [1, 0], [1, 1])))
        db = self.database(path)
        before = self.answered("export", "--db", db).out
        self.answered("import", path, "--db", db)
        self.assertEqual(self.answered("export", "--db", db).out, before)

    def test_what_the_database_says_of_itself_stays(self):
        db = self.folder / "named.db"
        self.answered("init", db, "--name", "Mine")
        self.answered("import", self.file("table.csv", table(*rows("ONE", [1990], [1]))), "--db", db)
        self.assertEqual(self.answered("info", "--db", db, "--format", "json").json()["data"]["name"], "Mine")


class Hostile(CommandTest):
    def test_what_is_wrong_is_named_with_its_line(self):
        good = rows("ONE", [1990], [1])
        for text, words in (
                (table(*rows("ONE", [1990], [4])), ["table.csv:2", '"4" is not a code']),
                (table(*rows("ONE", [1990], ["member"])), ["table.csv:2", "is not a code"]),
                (table(*rows("ONE", ["MCM"], [1])), ["table.csv:2", "is not a year"]),
                (table(*rows("ONE", [19900], [1])), ["table.csv:2", "is not a year"]),
                (table(*rows("ONE", [""], [1])), ["table.csv:2", '"year"']),
                (table(*rows("", [1990], [1])), ["table.csv:2", '"ioname"']),
                (table(*rows("...", [1990], [1])), ["table.csv:2", "no letter or digit"]),
                (table(*good, *good), ["table.csv:3", "twice with the year 1990"]),
                (table(*good, ("ONE", "x", 1991)), ["table.csv:3", "3 fields"]),
                ("ioname,orgname,year\n", ["a column for each state"]),
                ("ioname,orgname,year,sdate\n", ["a column for each state"]),
                ("ioname,orgname,year,india,india,sdate\n", ["twice"])):
            with self.subTest(words=words):
                db = self.database(name=f"{len(os.listdir(self.folder))}.db")
                said = self.refused(FAILED, "import", self.file("table.csv", text), "--db", db)
                for word in words:
                    self.assertIn(word, said.err)

    def test_a_table_without_rows_is_an_empty_import(self):
        db = self.database(self.file("table.csv", HEADER))
        self.assertEqual(self.answered("info", "--db", db, "--format", "json").json()["rows"][0]["count"], 0)


@unittest.skipUnless(TABLE.exists(), f"{TABLE} is not there")
class RealTable(CommandTest):
    ASKED = ("india", "russia", "china")

    @classmethod
    def setUpClass(cls):
        cls.codes = defaultdict(dict)  # (organisation, state, year) by the table itself
        with TABLE.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for state in cls.ASKED:
                    cls.codes[int(row["year"])][row["ioname"].lower(), state] = row[state]

    def setUp(self):
        super().setUp()
        self.db = self.folder / "organisations.db"
        self.answered("init", self.db)
        begun = time.monotonic()
        self.answered("import", TABLE, "--db", self.db)
        self.seconds = time.monotonic() - begun

    def members(self, year, state):
        return {o for (o, s), code in self.codes[year].items() if s == state and code == "1"}

    def test_it_is_fast(self):
        if not SANITIZED:
            self.assertLess(self.seconds, 5)

    def test_who_holds_india_russia_and_china(self):
        for year in (1950, 1975, 2000, 2014):
            rows = self.answered("link", "India", "Russia", "China", "--as-of", year, "--db", self.db, "--format",
                                 "json").json()["rows"]
            told = defaultdict(set)
            for row in rows:
                told[row.get("section") or "held"].add(row["organisation" if "organisation" in row else "thing"]["key"])
            held, unknown = told["held"], told["Not known of all"]
            expected = set.intersection(*(self.members(year, state) for state in self.ASKED))
            self.assertEqual(held, expected, year)
            self.assertGreater(len(expected), 0 if year == 1950 else 5)
            if year == 2014:  # every state's code is -9, after years of membership
                self.assertEqual(unknown, {"icao", "icmmp"})

    def test_what_changed_is_what_the_table_says(self):
        rows = self.answered("diff", "2000", "2014", "India", "Russia", "China", "--type", "MEMBER_OF", "--db", self.db,
                             "--format", "json").json()["rows"]
        told = defaultdict(set)
        for row in rows:
            told[row["change"]].add((row["to"]["key"], row["from"]["key"]))
        pairs = {pair for year in (2000, 2014) for pair in self.codes[year]}
        known = {"0", "2", "3"}
        alive = lambda year, pair: self.codes[year].get(pair)
        added, ended, unknown = set(), set(), set()
        for pair in pairs:
            before, after = alive(2000, pair), alive(2014, pair)
            if before != "1" and after == "1":
                (added if before in known or before is None else unknown).add(pair)
            if before == "1" and after != "1":
                (ended if after in known or after is None else unknown).add(pair)
        # An organisation that is not coded for 2000 because it was not there yet began later: known. One that was
        # founded before and is missing is not.
        self.assertEqual(told["ended"], ended)
        self.assertLessEqual(told["added"], added)
        self.assertLessEqual(unknown, told["not-known"])
        for pair in added - told["added"]:
            self.assertIn(pair, told["not-known"])  # its first years are missing, or its founding year is
        self.assertGreater(len(told["added"]), 20)

    def test_no_member_year_is_lost_or_made_up(self):
        """The tie holds on the last day of a year exactly when the table codes it, for every year."""
        rows = self.answered("timeline", "India", "--type", "MEMBER_OF", "--db", self.db, "--format", "json").json()["rows"]
        for year in range(1947, 2015):
            day = f"{year}-12-31"
            held = {row["with"]["key"] for row in rows if (row["nominal_from"] or "0") <= day < (row["nominal_until"] or "9")}
            self.assertEqual(held, self.members(year, "india"), year)


if __name__ == "__main__":
    main()
