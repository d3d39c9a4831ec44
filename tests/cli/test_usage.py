#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The command line: help, options, what is refused and how."""
import os
import re
import subprocess
import unittest

from support import ANSWERED, COMMAND, MISUSED, CommandTest, environment, main, run

COMMANDS = ["link", "ego", "path", "rank", "describe", "groups", "similar", "compare", "diff", "timeline", "show", "find", "info", "sources", "draw", "query", "shell", "init", "import", "export",
            "check", "help", "version"]


class Help(CommandTest):
    def test_without_arguments_it_introduces_itself_and_returns_2(self):
        said = run()
        self.assertEqual(said.status, MISUSED)
        self.assertEqual(said.err, "")
        for command in COMMANDS:
            self.assertRegex(said.out, rf"(?m)^  {command}\b")
        self.assertLessEqual(said.out.count("\n"), 40)

    def test_help_lists_exactly_the_commands_there_are(self):
        out = self.answered("help").out
        listed = re.findall(r"(?m)^  ([a-z]+)(?: \S.*?)?  ", out)
        self.assertEqual(listed, COMMANDS)
        self.assertEqual(out, self.answered("--help").out)
        self.assertEqual(out, self.answered("-h").out)

    def test_every_command_has_help_in_three_ways(self):
        for command in COMMANDS:
            said = self.answered("help", command)
            self.assertEqual(said.err, "")
            self.assertIn(f"usage: entente {command}", said.out)
            self.assertIn("Examples", said.out)
            self.assertEqual(said.out, self.answered(command, "--help").out)
            self.assertEqual(said.out, self.answered("-h", command).out)

    def test_help_names_the_kinds_presets_themes_and_formats(self):
        drawing = self.answered("help", "link").out
        for word in ("matrix", "slide", "light"):
            self.assertIn(word, drawing)
        self.assertIn("csv", self.answered("help", "import").out)

    def test_version(self):
        for arguments in (["version"], ["--version"], ["-V"]):
            self.assertRegex(self.answered(*arguments).out, r"\Aentente \d+\.\d+(\.\d+)?\n(Built without .*\n)*\Z")

    def test_completion_is_a_valid_script_that_completes(self):
        script = self.file("completion", self.answered("help", "--completion", "bash").out)
        def complete(*words):
            line = " ".join(f"'{word}'" for word in words)
            shell = (f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _entente; "
                     "printf '%s\\n' \"${COMPREPLY[@]}\"")
            finished = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
            self.assertEqual(finished.stderr, "")
            return finished.stdout.split()
        self.assertEqual(complete("entente", "li"), ["link"])
        self.assertIn("--via", complete("entente", "link", "--v"))
        self.assertNotIn("--via", complete("entente", "rank", "--"))
        self.assertEqual(complete("entente", "rank", "--weight-as", "s"), ["strength"])
        self.assertIn("matrix", complete("entente", "link", "--kind", ""))
        self.assertIn(str(script), complete("entente", "import", str(self.folder) + "/"))
        self.assertIn("_entente", self.answered("help", "--completion", "zsh").out)
        self.assertIn("complete -c entente", self.answered("help", "--completion", "fish").out)


class Refusal(CommandTest):
    def test_an_unknown_command_offers_the_nearest(self):
        self.assertIn("did you mean link?", self.refused(MISUSED, "lnik", "India").err)
        self.assertIn("did you mean export?", self.refused(MISUSED, "exprot").err)
        self.assertNotIn("did you mean", self.refused(MISUSED, "xyzzy").err)
        self.assertIn("did you mean show?", self.refused(MISUSED, "help", "shwo").err)

    def test_an_unknown_option_offers_the_nearest(self):
        self.assertIn("did you mean --as-of?", self.refused(MISUSED, "info", "--asof", "2020").err)
        self.assertIn("did you mean --format?", self.refused(MISUSED, "--fromat=json", "info").err)
        self.refused(MISUSED, "info", "-x")

    def test_an_option_of_others_says_whose_it_is(self):
        self.assertIn("link does", self.refused(MISUSED, "rank", "--via", "Forum").err)
        self.assertRegex(self.refused(MISUSED, "info", "--kind", "matrix").err, "link, ego, path, .*draw and query do")
        self.assertIn("import does", self.refused(MISUSED, "export", "--existing", "keep").err)

    def test_values_are_checked_before_any_work(self):
        for arguments in (["ego", "India", "--hops", "two"], ["ego", "India", "--hops", "0"],
                          ["ego", "India", "--hops", "-1"], ["ego", "India", "--hops", ""],
                          ["ego", "India", "--hops", "99999999999999999999999"], ["rank", "--top", "1.5"],
                          ["rank", "--weight-as", "heavy"], ["rank", "--weight", "value"],
                          ["rank", "--with", "damping"], ["rank", "--with", "=1"], ["rank", "--shared-as", "count"],
                          ["rank", "--onto", "State", "--directed"], ["rank", "--alpha", "0.1"],
                          ["rank", "--onto", "State", "--backbone", "sdsm", "--alpha", "2"],
                          ["rank", "--onto", "State", "--backbone", "none"],
                          ["info", "--color", "mauve"], ["link", "India", "China", "--kind", "pie"],
                          ["link", "India", "China", "--format", "svg", "--theme", "neon"],
                          ["info", "--format", "svg"], ["info", "--format", "xml"], ["info", "-o", "x.svg"],
                          ["info", "-o", "x"], ["info", "-o", "folder.svg/x"], ["info", "-o", ""],
                          ["import", "x.json", "--existing", "merge", "--db", "x.db"], ["rank", "--by", "betweeness"],
                          ["rank", "--by", ""], ["link", "India", "Russia", "--title", "a title without a drawing"],
                          ["path", "India", "Iran", "--limit", "3"], ["export", "--format", "csv"],
                          ["export", "--part", "nodes"], ["export", "-o", "x.docx"]):
            with self.subTest(arguments=arguments):
                self.refused(MISUSED, *arguments, cwd=self.folder)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_misspelt_measure_is_offered_the_nearest(self):
        self.assertIn("betweenness", self.refused(MISUSED, "rank", "--by", "betweeness").err)

    def test_an_unknown_extension_lists_the_known_ones(self):
        said = self.refused(MISUSED, "link", "India", "China", "-o", "x.jpg")
        for extension in (".json", ".csv", ".svg", ".dot"):
            self.assertIn(extension, said.err)

    def test_options_that_exclude_each_other(self):
        self.refused(MISUSED, "info", "--certain", "--possible")
        self.refused(MISUSED, "info", "--all-dates", "--as-of", "2020")

    def test_missing_values_and_values_of_flags(self):
        self.assertIn("--as-of DATE", self.refused(MISUSED, "info", "--as-of").err)
        self.refused(MISUSED, "info", "-o")
        self.assertIn("takes no value", self.refused(MISUSED, "info", "--certain=yes").err)

    def test_too_many_and_too_few_names(self):
        self.assertIn("A B [C...]", self.refused(MISUSED, "link", "India").err)
        self.assertIn("quote a name of several words", self.refused(MISUSED, "show", "Security", "Council").err)
        self.assertIn("takes no arguments", self.refused(MISUSED, "info", "India").err)
        self.refused(MISUSED, "path", "India")

    def test_every_usage_error_says_where_help_is(self):
        for arguments in (["rank", "--via", "x"], ["lnik"], ["show"], ["info", "--frmat", "x"]):
            self.assertIn("entente help", self.refused(MISUSED, *arguments).err)


class Line(CommandTest):
    def test_options_may_stand_anywhere_and_in_both_forms(self):
        plain = self.answered("link", "India", "Russia", "--via", "Forum", "--as-of", "2021", "--format", "json").out
        for arguments in (["--as-of=2021", "link", "--via=Forum", "India", "--format=json", "Russia"],
                          ["--format", "json", "--as-of", "2021", "link", "India", "Russia", "--via", "Forum"],
                          ["link", "--via", "Forum", "--as-of", "2021", "--format", "json", "--", "India", "Russia"]):
            self.assertEqual(self.answered(*arguments).out, plain)

    def test_after_two_dashes_nothing_is_an_option(self):
        self.assertIn("--via", self.refused(1, "show", "--", "--via").err)

    def test_the_last_of_two_values_counts(self):
        self.assertIn('"as_of":"2010-12-31"',
                      self.answered("info", "--as-of", "2020", "--as-of", "2010", "--format", "json").out.replace(": ", ":"))

    def test_short_forms(self):
        path = self.folder / "x.json"
        self.assertEqual(self.answered("info", "-qo", path).out, "")
        self.assertTrue(path.exists())
        self.answered("info", f"-o{path}", "-q")

    def test_a_name_that_is_not_utf8_is_refused_not_obeyed(self):
        finished = subprocess.run([COMMAND.encode(), b"show", b"\xff\xfe\x1b[31m"], capture_output=True,
                                  env=environment())
        self.assertNotEqual(finished.returncode, ANSWERED)
        self.assertNotIn(b"\x1b", finished.stderr)
        self.assertNotIn(b"\xff", finished.stderr)


if __name__ == "__main__":
    main()
