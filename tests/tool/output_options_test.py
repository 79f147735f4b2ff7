"""Tests `--color`, `--quiet` and `--list`."""

import unittest

from running import GOOD, ToolTest, digest

SECRET_OPTIONS = ("--secret-file", "secret")
URL = "http://127.0.0.1:9/api/0/organizations/acme/flags/hooks/provider/generic/"


class Color(ToolTest):
    """`--color` decides without regard to the terminal and NO_COLOR."""

    def test_always(self) -> None:
        for variables in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
            outcome = self.run_tool("check", "--color", "always", "-", stdin=GOOD,
                                    variables=variables)
            self.assertIn("\x1b[1;32maccepted\x1b[0m", outcome.output)

    def test_never_and_auto(self) -> None:
        for when in ("never", "auto"):
            outcome = self.run_tool("check", f"--color={when}", "-", stdin=GOOD,
                                    variables={"TERM": "xterm"})
            self.assertNotIn("\x1b", outcome.output)

    def test_each_command_with_colours_takes_it(self) -> None:
        for command in ("check", "verify", "send", "log", "listen", "suite", "probe"):
            self.assertIn("--color auto|always|never", self.run_tool(command, "--help").output)

    def test_of_the_suite(self) -> None:
        arguments = ("suite", "--filter", "signature-*", "--color")
        self.assertIn("\x1b", self.run_tool(*arguments, "always").output)
        self.assertNotIn("\x1b", self.run_tool(*arguments, "never").output)

    def test_a_report_in_a_file_has_none(self) -> None:
        self.run_tool("suite", "--filter", "signature-*", "--color", "always", "--output", "report")
        self.assertNotIn(b"\x1b", (self.folder / "report").read_bytes())

    def test_unknown(self) -> None:
        self.assert_unusable(self.run_tool("check", "--color", "green", "-"),
                             "--color: expected auto, always or never, not 'green'")


class Quiet(ToolTest):
    """`--quiet` prints the verdict in one line, and leaves errors and the exit status as they are."""

    def test_of_a_check(self) -> None:
        self.write("good", GOOD)
        self.write("bad", b"{}")
        for option in ("-q", "--quiet"):
            outcome = self.run_tool("check", option, "good", "bad", "missing")
            self.assertEqual(outcome.status, 2)
            self.assertEqual(
                [line.partition(": Sentry")[0] for line in outcome.output.splitlines()],
                ["good: accepted", "bad: refused"],
            )
            self.assertIn("flaghook: ", outcome.errors)

    def test_of_a_signature(self) -> None:
        self.write_secret()
        for header, status, words in ((digest(GOOD), 0, "the signature fits"),
                                      ("abc", 1, "the signature does not fit")):
            outcome = self.run_tool("verify", "-q", "--signature", header, *SECRET_OPTIONS, "-",
                                    stdin=GOOD)
            self.assertEqual(outcome.status, status)
            self.assertRegex(outcome.output, rf"\A[^\n:]*: {words}\n\Z")

    def test_of_the_suite(self) -> None:
        outcome = self.run_tool("suite", "-q", "--filter", "signature-*")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertRegex(outcome.output, r"\A\d+ passed, 0 failed\n\Z")

    def test_of_what_is_not_sent(self) -> None:
        self.write_secret()
        self.write("bad", b"{}")
        outcome = self.run_tool("send", "-q", URL, "bad", *SECRET_OPTIONS)
        self.assertEqual(outcome.status, 1)
        self.assertRegex(outcome.output, r"\Abad: refused[^\n]*\nNothing was sent.\n\Z")

    def test_it_excludes_another_format(self) -> None:
        self.assert_unusable(self.run_tool("check", "-q", "--format", "json", "-", stdin=GOOD),
                             "--format excludes --quiet")


class List(ToolTest):
    """`--list` prints the selected cases."""

    def ids(self, *arguments: str) -> list[str]:
        """Returns the listed ids."""
        outcome = self.run_tool(*arguments, "--list")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        for line in outcome.output.splitlines():
            self.assertRegex(line, r"^[a-z0-9-]+ {2,}\S")
        return [line.split()[0] for line in outcome.output.splitlines()]

    def test_of_the_suite(self) -> None:
        every = self.ids("suite")
        self.assertGreater(len(every), 800)
        self.assertEqual(len(set(every)), len(every))
        some = self.ids("suite", "--filter", "signature-*")
        self.assertEqual(some, [one for one in every if one.startswith("signature-")])
        self.assertLess(len(self.ids("suite", "--level", "must")), len(every))

    def test_it_runs_nothing(self) -> None:
        self.assertEqual(self.ids("suite", "--testee", "touch started"), self.ids("suite"))
        self.assertFalse((self.folder / "started").exists())

    def test_of_probe_needs_neither_receiver_nor_secret(self) -> None:
        self.assertIn("probe-signature-right", self.ids("probe"))

    def test_it_excludes_the_options_of_a_report(self) -> None:
        for command in ("suite", "probe"):
            for option, value in (("--format", "json"), ("--output", "report")):
                outcome = self.run_tool(command, "--list", option, value)
                self.assert_unusable(outcome, f"{option} excludes --list")

    def test_nothing_is_selected(self) -> None:
        for command in ("suite", "probe"):
            self.assert_unusable(self.run_tool(command, "--list", "--filter", "nothing"),
                                 "no case is selected")


if __name__ == "__main__":
    unittest.main()
