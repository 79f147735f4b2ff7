"""Tests the command line: help, version, and errors."""

import re
import subprocess
import unittest

from running import CONFORMANCE, GOOD, TOOL, ToolTest

COMMANDS = ("check", "sign", "verify", "emit", "send", "log", "listen", "secret", "probe", "schema",
            "suite", "testee", "help")
"""In the order of `flaghook --help`."""
WORKING = tuple((name,) for name in COMMANDS if name != "secret") + (("secret", "generate"),)
"""The commands that do something."""


class Help(ToolTest):
    """Help goes to standard output and ends with success."""

    def test_the_program(self) -> None:
        outcome = self.run_tool("--help")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        listed = re.findall(r"(?m)^  (\w+) +\S", outcome.output.partition("Examples:")[0])
        self.assertEqual(tuple(listed), COMMANDS)
        self.assertIn("Examples:\n", outcome.output)
        self.assertIn("Exit status: 0 ", outcome.output)

    def test_each_command_has_examples_and_says_its_exit_statuses(self) -> None:
        for command in WORKING:
            with self.subTest(command):
                outcome = self.run_tool(*command, "--help")
                self.assertEqual((outcome.status, outcome.errors), (0, ""))
                words = " ".join(command)
                self.assertRegex(outcome.output, rf"Examples?:\n(  .*\n)*?  .*flaghook {words}")
                self.assertIn("Exit status: 0 ", outcome.output)
                self.assertRegex(outcome.output, r"[,;]\s+2\s+(the\s+command\s+line|it\s+cannot)")

    def test_lines_fit_a_terminal(self) -> None:
        for command in ((), ("secret",), *WORKING):
            lines = self.run_tool(*command, "--help").output.split("\n")
            self.assertEqual([line for line in lines if len(line) > 80], [], command)

    def test_no_option_takes_a_secret_itself(self) -> None:
        for command in WORKING:
            options = re.findall(r"--[a-z-]+", self.run_tool(*command, "--help").output)
            self.assertTrue({"--secret", "--token"}.isdisjoint(options), command)

    def test_help_that_cannot_be_written(self) -> None:
        for arguments in (("--help",), ("check", "--help"), ("--version",)):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                done = subprocess.run([TOOL, *arguments], stdout=full, stderr=subprocess.PIPE,
                                      check=False)
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"cannot write the output", done.stderr)

    def test_the_version_is_that_of_the_library(self) -> None:
        header = (CONFORMANCE.parent / "include/flaghook/version.hpp").read_text(encoding="ascii")
        version = re.search(r'define FLAGHOOK_VERSION "(.+)"', header)
        assert version is not None
        for option in ("--version", "-V"):
            outcome = self.run_tool(option)
            self.assertEqual((outcome.status, outcome.output), (0, f"flaghook {version[1]}\n"))

    def test_help_as_a_command(self) -> None:
        for command in ((), ("secret",), *WORKING):
            expected = self.run_tool(*command, "--help")
            self.assertEqual(self.run_tool("help", *command), expected)

    def test_help_for_what_is_no_command(self) -> None:
        for words, message in (
            (("chek",), "there is no command 'chek'; did you mean 'check'?\n"),
            (("secret", "generat"), "there is no command 'generat'; did you mean 'generate'?\n"),
            (("check", "other"), "there is no command 'other'\n"),
            (("something",), "there is no command 'something'; expected one of check, "),
        ):
            self.assert_unusable(self.run_tool("help", *words), message)

    def test_a_value_shows_its_bounds_and_default(self) -> None:
        text = re.sub(r"\s+", " ", self.run_tool("check", "--help").output)
        self.assertRegex(text, r"--max-body NUMBER [^()]*\(1 to 1073741824, default 16777216\)")
        self.assertRegex(text, r"--format text\|json [^()]*\(default text\)")
        self.assertRegex(self.run_tool("emit", "--help").output, r"--by TYPE:ID ")


class Mistakes(ToolTest):
    """Every error ends with status 2, a message, and the way to help."""

    def assert_usage(self, arguments: tuple[str, ...], message: str, help_command: str) -> None:
        outcome = self.run_tool(*arguments, stdin=GOOD)
        self.assert_unusable(outcome, message, f"Run '{help_command}' for usage.")

    def test_no_command(self) -> None:
        self.assert_usage((), "there is no command; expected one of check, ", "flaghook --help")

    def test_an_unknown_command(self) -> None:
        self.assert_usage(("something", "-"),
                          "there is no command 'something'; expected one of check, ",
                          "flaghook --help")

    def test_a_mistyped_command(self) -> None:
        for word, meant in (("chek", "check"), ("chcek", "check"), ("Verify", "verify"),
                            ("suites", "suite"), ("--hlep", "--help"), ("--verison", "--version")):
            self.assert_usage((word, "-"),
                              f"there is no command '{word}'; did you mean '{meant}'?\n",
                              "flaghook --help")
        self.assert_usage(("secret", "genrate"),
                          "there is no command 'genrate'; did you mean 'generate'?\n",
                          "flaghook secret --help")

    def test_a_mistyped_option(self) -> None:
        for word, meant in (("--formta", "--format"), ("--formt=json", "--format"),
                            ("--colour", "--color"), ("--max-boddy", "--max-body")):
            self.assert_usage(("check", "-", word),
                              f"not expected: {word.partition('=')[0]}; did you mean '{meant}'?\n",
                              "flaghook check --help")

    def test_a_word_that_resembles_nothing(self) -> None:
        for word in ("--", "---", "-x", "--" + "format" * 1000):
            self.assertNotIn("did you mean", self.run_tool("check", "-", word, stdin=GOOD).errors)
        self.assertNotIn("did you mean", self.run_tool("\u00e9" * 2000).errors)

    def test_an_unknown_option(self) -> None:
        self.assert_usage(("check", "-", "--verbose"), "not expected: --verbose",
                          "flaghook check --help")

    def test_a_flag_with_a_value(self) -> None:
        self.assert_usage(("check", "-", "--strict=maybe"), "--strict takes no value",
                          "flaghook check --help")

    def test_no_file(self) -> None:
        for command in ("check", "sign"):
            self.assert_usage((command,), "FILE is required", f"flaghook {command} --help")

    def test_two_files_where_one_is_taken(self) -> None:
        self.assert_usage(("sign", "a", "b"), "not expected: b", "flaghook sign --help")

    def test_an_unknown_format(self) -> None:
        self.assert_usage(("check", "-", "--format", "xml"),
                          "--format: expected text or json, not 'xml'",
                          "flaghook check --help")

    def test_a_port_that_is_none(self) -> None:
        for value in ("-1", "65536", "http", "1.5", "99999999"):
            self.assert_usage(("listen", "--port", value),
                              f"--port: expected a whole number from 0 to 65535, not '{value}'",
                              "flaghook listen --help")

    def test_a_time_that_is_none(self) -> None:
        self.assert_usage(("listen", "--idle-timeout", "0"),
                          "--idle-timeout: expected a number from 0.001 to 86400, not '0'",
                          "flaghook listen --help")

    def test_an_option_without_its_value(self) -> None:
        for arguments in (("suite", "--testee"), ("suite", "--testee", "a", "--testee"),
                          ("listen", "--port"), ("check", "--secret-file")):
            self.assert_usage(arguments, f"{arguments[-1]} needs a value",
                              f"flaghook {arguments[0]} --help")

    def test_an_option_twice_that_has_one_value(self) -> None:
        self.assert_usage(("check", "-", "--format", "text", "--format", "json"),
                          "--format may be given only once", "flaghook check --help")

    def test_no_signature_to_verify(self) -> None:
        self.assert_usage(("verify", "-"), "--signature is required", "flaghook verify --help")

    def test_limits_out_of_range(self) -> None:
        for option, most in (("--max-body", 2**30), ("--max-items", 100_000_000), ("--max-issues", 100_000_000)):
            for value in ("0", "-1", "many", str(most + 1), "9" * 40):
                with self.subTest(option=option, value=value):
                    self.assert_usage(("check", "-", option, value),
                                      f"{option}: expected a whole number from 1 to {most}, "
                                      f"not '{value}'",
                                      "flaghook check --help")

    def test_a_version_that_is_no_number(self) -> None:
        self.assert_usage(("schema", "--version", "one"), "--version",
                          "flaghook schema --help")


if __name__ == "__main__":
    unittest.main()
