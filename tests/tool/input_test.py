"""Tests unusable inputs, limits, and bytes that could harm a terminal."""

import json
import os
import pty
import subprocess
import threading
import time
import unittest

from running import GOOD, TOOL, ToolTest, environment


class UnusableInput(ToolTest):
    """Each message names the expected input, the actual one, and the remedy."""

    def test_a_missing_file(self) -> None:
        self.assert_unusable(
            self.run_tool("check", "no/such.json"),
            "cannot open no/such.json: No such file or directory; check its name and its "
            "permissions",
        )

    def test_a_file_that_cannot_be_opened(self) -> None:
        (self.folder / "circle").symlink_to("circle")
        self.assert_unusable(
            self.run_tool("check", "circle"),
            "cannot open circle: Too many levels of symbolic links",
        )

    def test_a_file_that_cannot_be_read(self) -> None:
        self.assert_unusable(
            self.run_tool("check", "/proc/self/mem"),
            "cannot read /proc/self/mem: Input/output error; give a readable file",
        )

    def test_a_directory(self) -> None:
        (self.folder / "payloads").mkdir()
        for command in ("check", "sign"):
            self.assert_unusable(
                self.run_tool(command, "payloads", secret="a-secret-of-enough-length"),
                "payloads is a directory; give a file in it",
            )

    def test_empty_standard_input(self) -> None:
        self.assert_unusable(
            self.run_tool("check", "-"),
            "standard input is empty, expected the bytes of a body; did the command before the "
            "pipe fail?",
        )

    def test_standard_input_that_is_closed(self) -> None:
        done = subprocess.run(
            ["sh", "-c", '"$0" check - <&-', TOOL],
            capture_output=True, env=environment(), timeout=60, check=False,
        )
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot read standard input: Bad file descriptor", done.stderr)

    def test_standard_input_twice(self) -> None:
        self.assert_unusable(
            self.run_tool("check", "-", "-", stdin=GOOD),
            "standard input (-) is given twice, but can be read only once",
        )

    def test_more_bytes_than_the_limit(self) -> None:
        for command in ("check", "sign"):
            with self.subTest(command):
                self.assert_unusable(
                    self.run_tool(
                        command, "--max-body", "10", self.write("body", b" " * 11),
                        secret="a-secret-of-enough-length",
                    ),
                    "body has more than 10 bytes; if it really is a payload, raise the limit "
                    "with --max-body",
                )

    def test_an_endless_file_is_read_up_to_the_limit(self) -> None:
        self.assert_unusable(
            self.run_tool("check", "/dev/zero"), "/dev/zero has more than 16777216 bytes"
        )

    def test_more_changes_than_the_limit_are_not_judged(self) -> None:
        content = GOOD.replace(b"}],", b"},{},{}],")
        self.assert_unusable(
            self.check(content, "--max-items", "2"),
            "standard input is over the limit of 2 changes and was not judged, since Sentry's own "
            "limits are wider; raise the limit with --max-items",
        )

    def test_output_that_cannot_be_written(self) -> None:
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [TOOL, "check", "-"], input=GOOD, stdout=full, stderr=subprocess.PIPE,
                env=environment(), timeout=60, check=False,
            )
        self.assertEqual(done.returncode, 2)
        self.assertIn(
            b"flaghook: cannot write the output; is the disk full, or the pipe closed?", done.stderr
        )


class Limits(ToolTest):
    """Input at the limit is judged."""

    def test_a_body_of_exactly_the_limit(self) -> None:
        self.assertEqual(self.check(GOOD, "--max-body", str(len(GOOD))).status, 0)
        self.assertEqual(self.check(GOOD, "--max-body", str(len(GOOD) - 1)).status, 2)

    def test_a_limit_at_the_end_of_a_read(self) -> None:
        limit = 65_536
        full = GOOD + b" " * (limit - len(GOOD))
        self.assertEqual(self.check(full, "--max-body", str(limit)).status, 0)
        self.assertEqual(self.check(full + b"x", "--max-body", str(limit)).status, 2)

    def test_a_body_of_many_reads(self) -> None:
        padded = GOOD + b" " * 1_000_000
        self.assertEqual(self.check(padded).status, 0)

    def test_changes_of_exactly_the_limit(self) -> None:
        self.assertEqual(self.check(GOOD, "--max-items", "1").status, 0)

    def test_the_deepest_nesting_that_sentry_reads(self) -> None:
        for levels, status in ((9_983, 0), (9_984, 1)):
            deep = b"[" * levels + b"]" * levels
            verdict = self.check(
                GOOD.replace(b'{"version":1}', b'{"version":1},"other":' + deep)
            )
            self.assertEqual((verdict.status, verdict.errors), (status, ""))
        self.assertIn("Sentry would fail to read the body, answer 500", verdict.output)

    def test_a_refused_body_of_the_deepest_nesting(self) -> None:
        deep = b"[" * 9_982 + b"]" * 9_982
        content = GOOD.replace(b'"version":1', b'"version":' + deep)
        verdict = self.check(content)
        self.assertEqual(verdict.status, 1)
        self.assertIn("got a list", verdict.output)


class HarmfulText(ToolTest):
    """Bytes of a body or a file's name never reach a terminal unchanged."""

    HARMFUL = "x\x1b[31m\r\b\x7f\x9b\u202e\u2028\U000e0001\ufeff\u00ad y\u00e9\U0001f600"
    SHOWN = (
        "x\\u001b[31m\\r\\b\\u007f\\u009b\\u202e\\u2028\\U000e0001\\ufeff\\u00ad y\u00e9\U0001f600"
    )

    def setUp(self) -> None:
        super().setUp()
        # JSON escapes only the characters below U+0020.
        quoted = json.dumps(self.HARMFUL, ensure_ascii=False).encode()
        self.accepted = GOOD.replace(b'"hello.world"', quoted)
        self.refused = GOOD.replace(b'"created"', quoted)

    def assert_harmless(self, text: str) -> None:
        harmful = [c for c in text if c != "\n" and not c.isprintable()]
        self.assertEqual(harmful, [])

    def test_in_reports(self) -> None:
        accepted = self.check(self.accepted)
        self.assertEqual(accepted.status, 0)
        self.assert_harmless(accepted.output)
        self.assertIn(f'"{self.SHOWN}" was created', accepted.output)
        refused = self.check(self.refused)
        self.assertEqual(refused.status, 1)
        self.assert_harmless(refused.output)
        self.assertIn(f'got "{self.SHOWN}"', refused.output)

    def test_in_documents_which_keep_the_meaning(self) -> None:
        outcome = self.check(self.accepted, "--format", "json")
        self.assertTrue(outcome.output.isascii())
        self.assert_harmless(outcome.output)
        self.assertEqual(outcome.document[0]["rows"][0]["flag"], self.HARMFUL)

    def test_in_names_of_files(self) -> None:
        name = b"\x1b[31m\xff\n.json"
        (self.folder / os.fsdecode(name)).write_bytes(GOOD)
        report = self.run_tool("check", name)
        self.assert_harmless(report.output)
        self.assertTrue(report.output.startswith("\\u001b[31m\\xff\\u000a.json: accepted"))
        (verdict,) = self.run_tool("check", "--format", "json", name).document
        self.assertEqual(os.fsencode(verdict["file"]), name)

    def test_in_messages(self) -> None:
        for arguments in (("check", "\x1b[31m"), ("\x1b[31m",), ("check", "x", "--format", "\x1b[31m")):
            outcome = self.run_tool(*arguments)
            self.assertEqual(outcome.status, 2)
            self.assert_harmless(outcome.errors)
            self.assertIn("\\u001b[31m", outcome.errors)
        # CLI11 2.3 takes this for an option, whose name is not repeated, since it could be a secret.
        # Later releases take it for a file.
        outcome = self.run_tool("check", "--\x1b[31m", "x")
        self.assertEqual(outcome.status, 2)
        self.assert_harmless(outcome.errors)
        if "cannot open --" not in outcome.errors:
            self.assertNotIn("[31m", outcome.errors)

    def test_any_bytes_at_all(self) -> None:
        for content in (bytes(range(256)), b"\x00", b'{"\xff": 1}', b"\x00" * 100_000,
                        b'{"data":[{"action":"\x00"}]}', GOOD + b"\xe2\x82"):
            with self.subTest(content[:20]):
                outcome = self.check(content)
                self.assertIn(outcome.status, (0, 1))
                self.assertEqual(outcome.errors, "")
                self.assert_harmless(outcome.output)

    def test_a_character_cut_off_by_the_end(self) -> None:
        verdict = self.check_json(GOOD + b"\xe2\x82")
        self.assertEqual([one["code"] for one in verdict["deviations"]], ["cut_character"])


class Terminal(ToolTest):
    """Tests colour, and the hint that the program waits for input; both appear on terminals
    only."""

    def run_on_terminal(self, *arguments: str, typed: bytes = b"", **variables: str) -> str:
        """Returns the output on a terminal in which the program runs."""
        ours, theirs = pty.openpty()
        shown = bytearray()

        def collect() -> None:
            try:
                while part := os.read(ours, 65536):
                    shown.extend(part)
            except OSError:
                pass  # The terminal closes with its last user.

        reader = threading.Thread(target=collect, daemon=True)
        reader.start()
        with subprocess.Popen(
            [TOOL, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=self.folder,
            env=environment(**variables),
        ) as process:
            os.close(theirs)
            deadline = time.monotonic() + 30
            while typed and b"Ctrl-D" not in shown and time.monotonic() < deadline:
                time.sleep(0.01)
            os.write(ours, typed)
            process.wait(timeout=60)
        reader.join(timeout=60)
        os.close(ours)
        return shown.decode()

    def test_colour(self) -> None:
        self.write("good", GOOD)
        self.write("bad", b"[]")
        shown = self.run_on_terminal("check", "good", "bad", TERM="xterm")
        self.assertIn("good: \x1b[1;32maccepted\x1b[0m: ", shown)
        self.assertIn("bad: \x1b[1;31mrefused\x1b[0m: ", shown)
        self.assertIn("\x1b[1missues\x1b[0m", shown)

    def test_no_colour_where_it_is_not_wanted(self) -> None:
        self.write("good", GOOD)
        for variables in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}, {}):
            with self.subTest(variables):
                shown = self.run_on_terminal("check", "good", **variables)
                self.assertIn("good: accepted: ", shown)
                self.assertNotIn("\x1b", shown)

    def test_an_empty_no_color_does_not_count(self) -> None:
        self.write("good", GOOD)
        self.assertIn("\x1b", self.run_on_terminal("check", "good", TERM="xterm", NO_COLOR=""))

    def test_no_colour_in_documents(self) -> None:
        self.write("good", GOOD)
        self.assertNotIn(
            "\x1b", self.run_on_terminal("check", "--format", "json", "good", TERM="xterm")
        )

    def test_who_types_a_body_is_told_how_to_end_it(self) -> None:
        shown = self.run_on_terminal("check", "-", typed=b"[]\n\x04", TERM="xterm")
        self.assertIn("flaghook: reading a body from the terminal; end it with Ctrl-D", shown)
        self.assertIn("standard input: \x1b[1;31mrefused", shown)


if __name__ == "__main__":
    unittest.main()
