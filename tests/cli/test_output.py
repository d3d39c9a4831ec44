#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the answer goes: terminals, pipes, files; colour, locale, width."""
import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import termios
import time
import unicodedata
import unittest

from support import ANSWERED, COMMAND, FAILED, CommandTest, environment, main, run

LINK = ["link", "India", "Russia", "China", "--via", "Forum"]


def columns(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def on_terminal(*arguments, width=80, env=None, stderr=None):
    """Run with standard output (and error) on a terminal of so many columns; returns status and text."""
    try:
        master, slave = pty.openpty()
    except OSError as error:
        raise unittest.SkipTest(f"no terminals here: {error.strerror or error}")
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    settings = termios.tcgetattr(slave)
    settings[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, settings)
    process = subprocess.Popen([COMMAND, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=slave,
                               stderr=stderr or slave, env=env or environment())
    os.close(slave)
    text = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(master)
    return process.wait(), text.decode("utf-8")


class Terminal(CommandTest):
    def test_lines_fit_the_terminal(self):
        for width in (60, 80, 120):
            for question in (LINK, ["show", "SCO"], ["ego", "India"], ["sources"], ["rank", "--list"]):
                status, text = on_terminal(*question, "--color", "never", width=width)
                self.assertEqual(status, ANSWERED)
                for line in text.splitlines():
                    if len(line.split()) > 1:  # a long address is not broken
                        self.assertLessEqual(columns(line), width, f"{question} at {width}: {line!r}")
                    self.assertEqual(line, line.rstrip())

    def test_what_is_cut_is_marked_and_dates_never_are(self):
        whole, narrow = self.answered(*LINK).out, on_terminal(*LINK, "--color", "never", "-q", width=90)[1]
        self.assertIn("...", narrow)
        self.assertNotIn("...", whole)
        for row, cut in zip(whole.splitlines()[3:], narrow.splitlines()[3:]):
            self.assertEqual(row.split()[:2], cut.split()[:2])
        blocks = on_terminal(*LINK, "--color", "never", "-q", width=50)[1]
        for date in ("2017-06-09", "2001-06-15"):
            self.assertIn(date, narrow)
            self.assertIn(date, blocks)

    def test_a_pipe_gets_everything(self):
        wide = self.answered("show", "SCO").out
        self.assertGreater(max(columns(line) for line in wide.splitlines()), 100)
        self.assertEqual(wide, self.answered("show", "SCO", env=environment(COLUMNS="20")).out)

    def test_colour_only_on_a_terminal_and_only_when_wanted(self):
        self.assertIn("\x1b[", on_terminal(*LINK)[1])
        self.assertNotIn("\x1b", self.answered(*LINK).out)
        self.assertNotIn("\x1b", on_terminal(*LINK, env=environment(NO_COLOR="1"))[1])
        self.assertIn("\x1b[", on_terminal(*LINK, env=environment(NO_COLOR=""))[1])
        self.assertNotIn("\x1b", on_terminal(*LINK, "--color", "never")[1])
        self.assertIn("\x1b[", self.answered(*LINK, "--color", "always").out)
        self.assertIn("\x1b[", self.answered(*LINK, "--color=always", env=environment(NO_COLOR="1")).out)
        dumb = environment()
        dumb["TERM"] = "dumb"
        self.assertNotIn("\x1b", on_terminal(*LINK, env=dumb)[1])

    def test_a_drawing_is_not_poured_over_a_terminal(self):
        status, text = on_terminal("draw")
        self.assertEqual(status, 2)
        self.assertIn("-o", text)
        self.assertNotIn("<svg", text)

    def test_control_characters_in_the_data_are_shown_not_obeyed(self):
        path = self.file("evil.json", {"entente": 1, "nodes": [
            {"key": "evil", "name": "red \u001b[31m bell \u0007 csi \u009b31m"}, {"key": "other"}],
            "ties": [{"from": "evil", "type": "KNOWS", "to": "other"}]})
        database = self.database(path)
        for question in (["show", "evil"], ["find", "evil"], ["ego", "other"], ["show", "no \x1b[31m such"]):
            for text in (on_terminal(*question, "--db", database, "--color", "never")[1],
                         run(*question, "--db", database).out + run(*question, "--db", database).err):
                for control in ("\x1b", "\x07", "\x9b"):
                    self.assertNotIn(control, text, question)

    def test_no_progress_for_short_work(self):
        path = self.file("small.json", {"entente": 1, "nodes": [{"key": "a"}], "ties": []})
        database = self.folder / "x.db"
        self.answered("init", database)
        status, text = on_terminal("import", path, "--db", database, "--color", "never")
        self.assertEqual(status, ANSWERED)
        self.assertNotIn("\r", text.replace("\r\n", "\n"))


class Locale(CommandTest):
    def test_the_locale_changes_no_byte(self):
        questions = [LINK, ["rank", "--by", "betweenness,closeness"], ["ego", "India"],
                     ["rank", "--by", "closeness", "--format", "json"], ["rank", "--by", "closeness", "--format", "csv"],
                     LINK + ["--format", "svg"], ["export"]]
        plain = [self.answered(*question).out_bytes for question in questions]
        for name in ("C", "POSIX", "no_SUCH.UTF-8"):
            env = environment()
            env["LC_ALL"] = name
            for question, expected in zip(questions, plain):
                self.assertEqual(self.answered(*question, env=env).out_bytes, expected, f"{name} {question}")

    def locale(self, name):
        if not shutil.which("localedef") or not os.path.exists(f"/usr/share/i18n/locales/{name}"):
            self.skipTest("no sources of locales")
        made = subprocess.run(["localedef", "-i", name, "-f", "UTF-8", str(self.folder / f"{name}.UTF-8")],
                              capture_output=True)
        if not (self.folder / f"{name}.UTF-8").exists():
            self.skipTest(f"localedef: {made.stderr.decode()}")
        env = environment(LOCPATH=str(self.folder), LC_NUMERIC=f"{name}.UTF-8")
        env["LC_ALL"] = f"{name}.UTF-8"
        return env

    def test_a_comma_locale_changes_no_byte(self):
        env = self.locale("de_DE")
        for question in (["rank", "--by", "betweenness,closeness"], ["rank", "--by", "closeness", "--format", "json"],
                         ["ego", "India"], LINK + ["--format", "svg"], ["ego", "India", "--format", "svg"], ["export"]):
            self.assertEqual(self.answered(*question, env=env).out_bytes, self.answered(*question).out_bytes)

    def test_a_turkish_locale_changes_no_byte(self):
        """There toupper('i') is not 'I' and tolower('I') not 'i'."""
        env = self.locale("tr_TR")
        network = self.file("n.json", {"labels": [{"name": "InItial", "plural": "InItials"}],
                                       "nodes": [{"key": "IIi", "labels": ["InItial"]}, {"key": "b"}],
                                       "ties": [{"from": "IIi", "type": "INITIAL_IN", "to": "b"}]})
        database = self.folder / "n.db"
        self.answered("init", database, env=env)
        self.answered("import", network, "--db", database, env=env)
        for question in (["show", "iiI"], ["find", "--label", "initial"], ["export"], ["info"], ["draw", "--format", "svg"],
                         ["link", "iii", "b", "--via", "InItial", "--format", "json"], ["ego", "b", "--format", "dot"]):
            question += ["--db", database]
            self.assertEqual(self.answered(*question, env=env).out_bytes, self.answered(*question).out_bytes)
        for question in (LINK, ["draw", "--format", "svg"], ["rank", "--format", "csv"], ["ego", "India"]):
            self.assertEqual(self.answered(*question, env=env).out_bytes, self.answered(*question).out_bytes)


class Files(CommandTest):
    def test_a_file_holds_what_standard_output_would(self):
        for form, extension in (("json", "json"), ("csv", "csv"), ("table", "txt"), ("svg", "svg"), ("dot", "dot")):
            path = self.folder / f"answer.{extension}"
            said = self.answered(*LINK, "-o", path)
            self.assertEqual(said.out, "")
            self.assertEqual(path.read_bytes(), self.answered(*LINK, "--format", form).out_bytes)

    def test_the_format_given_beats_the_extension(self):
        path = self.folder / "answer.xyz"
        self.answered(*LINK, "-o", path, "--format", "json")
        self.assertEqual(path.read_bytes(), self.answered(*LINK, "--format", "json").out_bytes)
        self.assertEqual(self.answered(*LINK, "-o", "-", "--format", "csv").out, self.answered(*LINK, "--format", "csv").out)

    def test_a_failure_leaves_the_old_file_and_nothing_else(self):
        path = self.file("answer.json", "precious")
        for question in (["show", "no such thing"], ["info", "--as-of", "never"], ["info", "--frmat", "x"]):
            self.assertNotEqual(run(*question, "-o", path).status, ANSWERED)
            self.assertEqual(path.read_text(), "precious")
            self.assertEqual(os.listdir(self.folder), ["answer.json"])

    def test_an_old_file_is_replaced_and_keeps_its_permissions(self):
        path = self.file("answer.json", "old" * 100000)
        path.chmod(0o640)
        self.answered("info", "-o", path)
        self.assertTrue(path.read_text().startswith("{"))
        self.assertEqual(path.stat().st_mode & 0o777, 0o640)

    def test_a_symbolic_link_stays_one(self):
        target, link = self.file("target.json", "old"), self.folder / "link.json"
        link.symlink_to(target)
        self.answered("info", "-o", link)
        self.assertTrue(link.is_symlink())
        self.assertTrue(target.read_text().startswith("{"))

    def test_a_symbolic_link_that_leads_nowhere_is_not_replaced(self):
        for target in ("link.json", "nowhere.json", "no such folder/x.json"):
            link = self.folder / "link.json"
            link.symlink_to(target)
            self.assertIn(str(link), self.refused(FAILED, "info", "-o", link).err)
            self.assertTrue(link.is_symlink())
            link.unlink()

    def test_what_cannot_be_written_is_said(self):
        for path in (self.folder, self.folder / "no such folder" / "x.json"):
            self.assertIn(str(path), self.refused(FAILED, "info", "--format", "json", "-o", path).err)

    def test_a_device_is_written_to_not_replaced(self):
        self.answered("info", "--format", "json", "-o", "/dev/null")
        self.assertFalse(os.path.isfile("/dev/null"))

    def test_a_full_device_is_an_error(self):
        for question in (["info"], ["export"], LINK + ["--format", "svg"], ["help"], ["version"]):
            with open("/dev/full", "wb") as full:
                finished = subprocess.run([COMMAND, *question], stdout=full, stderr=subprocess.PIPE, env=environment())
            self.assertEqual(finished.returncode, FAILED, question)
            self.assertTrue(finished.stderr.startswith(b"entente: "), question)

    def test_a_reader_that_leaves_is_no_error_to_speak_of(self):
        for ignored in (False, True):
            process = subprocess.Popen([COMMAND, "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       env=environment(), restore_signals=not ignored)
            process.stdout.read(100)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(), -signal.SIGPIPE)
            process.stderr.close()


if __name__ == "__main__":
    main()
