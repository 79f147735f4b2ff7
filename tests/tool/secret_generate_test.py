"""Tests `flaghook secret generate`: where the secret goes, and that it goes nowhere else."""

import os
import re
import stat
import subprocess
import unittest

from running import GOOD, TOOL, Outcome, ToolTest, environment


class Generate(ToolTest):
    def generate(self, *arguments: str) -> Outcome:
        return self.run_tool("secret", "generate", *arguments)

    def test_prints_32_hex_digits_and_a_line_end(self) -> None:
        for arguments in ((), ("--output", "-")):
            outcome = self.generate(*arguments)
            self.assertEqual((outcome.status, outcome.errors), (0, ""))
            self.assertRegex(outcome.output, r"\A[0-9a-f]{32}\n\Z")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_each_is_another(self) -> None:
        made = {self.generate().output for _ in range(20)}
        self.assertEqual(len(made), 20)
        # A digit of a random secret has 16 values, so no place stays the same in 20 secrets.
        for place in range(32):
            self.assertGreater(len({one[place] for one in made}), 1)

    def test_a_file_is_new_and_for_its_owner_alone(self) -> None:
        for mask in (0o000, 0o022, 0o277, 0o777):
            with self.subTest(oct(mask)):
                name = f"secret-{mask:o}"
                before = os.umask(mask)
                try:
                    self.assertEqual(self.generate("--output", name), Outcome(0, "", ""))
                finally:
                    os.umask(before)
                mode = stat.S_IMODE((self.folder / name).stat().st_mode)
                self.assertEqual(mode, 0o600)
                self.assertRegex((self.folder / name).read_text(), r"\A[0-9a-f]{32}\n\Z")

    def test_the_file_signs_as_it_is(self) -> None:
        self.generate("--output", "secret")
        outcome = self.run_tool("sign", "-", "--secret-file", "secret", stdin=GOOD)
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        by_environment = self.run_tool(
            "sign", "-", stdin=GOOD, secret=(self.folder / "secret").read_text().strip()
        )
        self.assertEqual(outcome.output, by_environment.output)

    def test_a_file_that_is_there_is_not_overwritten(self) -> None:
        self.write("secret", b"in use")
        (self.folder / "link").symlink_to("elsewhere")
        (self.folder / "folder").mkdir()
        for name in ("secret", "link", "folder"):
            with self.subTest(name):
                self.assert_unusable(self.generate("--output", name),
                                     f"{name} already exists and is not overwritten")
        self.assertEqual((self.folder / "secret").read_bytes(), b"in use")
        self.assertFalse((self.folder / "elsewhere").exists())

    def test_a_place_that_cannot_be_written_to(self) -> None:
        self.assert_unusable(self.generate("--output", "no/such"),
                             "cannot write no/such: No such file or directory; give a new file")

    def test_standard_output_that_is_full(self) -> None:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([TOOL, "secret", "generate"], stdout=full,
                                  stderr=subprocess.PIPE, env=environment(), timeout=60,
                                  check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write the output", done.stderr)

    def test_a_file_that_cannot_be_written_whole_is_taken_away(self) -> None:
        done = subprocess.run(
            ["sh", "-c", 'ulimit -f 0; trap "" XFSZ; "$0" secret generate --output new', TOOL],
            cwd=self.folder, capture_output=True, env=environment(), timeout=60, check=False,
        )
        self.assertEqual(done.returncode, 2, done)
        self.assertIn(b"cannot write new: File too large", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])


class Usage(ToolTest):
    def test_help(self) -> None:
        outcome = self.run_tool("secret", "generate", "--help")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertIn("Exit status: 0 generated, 2 ", outcome.output)
        self.assertEqual([line for line in outcome.output.split("\n") if len(line) > 80], [])
        self.assertIn("generate", self.run_tool("secret", "--help").output)
        self.assertTrue(re.search(r"(?m)^  secret +\S", self.run_tool("--help").output))

    def test_mistakes(self) -> None:
        for arguments, message, command in (
            (("secret",), "there is no command; expected one of generate", "secret"),
            (("secret", "make"), "there is no command 'make'; expected one of generate", "secret"),
            (("secret", "generate", "file"), "not expected: file", "secret generate"),
            (("secret", "generate", "--length"), "not expected: --length", "secret generate"),
        ):
            with self.subTest(arguments):
                self.assert_unusable(self.run_tool(*arguments), message,
                                     f"Run 'flaghook {command} --help' for usage.")


if __name__ == "__main__":
    unittest.main()
