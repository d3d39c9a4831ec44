# SPDX-License-Identifier: GPL-2.0-or-later
"""Answers and drawings do not depend on the order in which the data was given."""
import json
import random
import unittest

from support import CommandTest

QUESTIONS = [
    ["link", "India", "Russia", "China", "--format", "json"],
    ["link", "India", "Russia", "China", "--via", "Forum", "--format", "svg"],
    ["ego", "India", "--format", "json"],
    ["ego", "India", "--format", "svg"],
    ["path", "India", "Iran", "--format", "json"],
    ["path", "India", "Iran", "--all", "--format", "json"],
    ["path", "India", "Belarus", "--format", "svg"],
    ["show", "RELOS", "--format", "json"],
    ["show", "India", "--format", "csv"],
    ["find", "--label", "Figure", "--by", "period", "--format", "json"],
    ["draw", "--type", "MEMBER_OF", "--format", "svg"],
    ["draw", "--as-of", "1990", "--format", "dot"],
]


class Order(CommandTest):
    def test_shuffled_input_gives_the_same_answers(self):
        data = json.loads(self.answered("export").out)
        expected = [self.answered(*question).out for question in QUESTIONS]
        for seed in (1, 2):
            chance = random.Random(seed)
            shuffled = json.loads(json.dumps(data))
            for part in ("labels", "types", "nodes", "ties"):
                chance.shuffle(shuffled[part])
            database = self.database(self.file(f"{seed}.json", shuffled), name=f"{seed}.db")
            for question, answer in zip(QUESTIONS, expected):
                self.assertEqual(self.answered(*question, "--db", database).out, answer, question)


if __name__ == "__main__":
    unittest.main()
