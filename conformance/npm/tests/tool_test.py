"""Tests that the package's command behaves like the tool of the same name.

FLAGHOOK_TOOL names the tool, FLAGHOOK_PACKAGE_COMMAND the package's command. FLAGHOOK_PART, such as
0/2, chooses a part of the tests. FLAGHOOK_THOROUGH adds tests that take a minute or two.
"""

import base64
import importlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
TOOL = os.environ["FLAGHOOK_TOOL"]
PACKAGE = os.environ["FLAGHOOK_PACKAGE_COMMAND"]
SAMPLES = sorted((ROOT / "conformance/samples").glob("*-*.json")) + sorted(
    (ROOT / "conformance/samples").glob("[bf]*.json")
)

sys.path.insert(0, str(ROOT / "tests/suite"))
sys.path.insert(0, str(ROOT / "tests/tool"))
from tool import body_bytes  # noqa: E402

THE_TOOLS_TESTS = (
    "check_test", "emit_test", "input_test", "samples_test", "schema_test", "signature_test",
)
LONG_TESTS = ("diagnosis_fields_test", "diagnosis_signature_test")
"""Tests that start Node.js several hundred times."""

OTHERWISE = {
    # Node.js reads arguments as UTF-8 and drops other bytes.
    "test_in_names_of_files",
    # Node.js opens an empty file in place of a closed standard input.
    "test_standard_input_that_is_closed",
}
"""Tests that Node.js prevents the package from passing."""


def tests_in(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    """Returns the tests of a suite and of nested suites."""
    found: list[unittest.TestCase] = []
    for test in suite:
        found += tests_in(test) if isinstance(test, unittest.TestSuite) else [test]
    return found


def load_tests(
    loader: unittest.TestLoader, own: unittest.TestSuite, _pattern: str | None
) -> unittest.TestSuite:
    """Returns this file's tests and the tool's, with the package's command as the tool."""
    os.environ["FLAGHOOK_TOOL"] = PACKAGE
    tests = tests_in(own)
    for name in THE_TOOLS_TESTS + (LONG_TESTS if "FLAGHOOK_THOROUGH" in os.environ else ()):
        tests += tests_in(loader.loadTestsFromModule(importlib.import_module(name)))
    names = {test.id().rpartition(".")[2] for test in tests}
    if not names >= OTHERWISE:
        raise AssertionError(f"the tool has no tests {OTHERWISE - names}")
    chosen = [test for test in tests if test.id().rpartition(".")[2] not in OTHERWISE]
    part, _, parts = os.environ.get("FLAGHOOK_PART", "0/1").partition("/")
    return unittest.TestSuite(chosen[int(part)::int(parts)])


class Same(unittest.TestCase):
    """Compares standard output, standard error and exit status, byte by byte."""

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        (self.folder / "secret").write_text("a-secret-that-is-used-in-tests\n")
        (self.folder / "secret").chmod(0o600)
        (self.folder / "open").write_text("a-secret-that-is-used-in-tests\n")
        (self.folder / "open").chmod(0o644)
        (self.folder / "long").write_text("x" * 5000)
        (self.folder / "long").chmod(0o600)
        (self.folder / "short").write_text("short")
        (self.folder / "short").chmod(0o600)
        for name, content in (
            ("quotes", b'"a-secret-in-quotes"'), ("name", b"SECRET=a-secret-with-a-name"),
            ("mark", b"\xef\xbb\xbfa-secret-after-a-mark"), ("lines", b"a-secret-and\nmore"),
            ("invisible", "a-secret-\u200b-and-more".encode()),
            ("utf-16", b"\xff\xfe" + "a-secret".encode("utf-16-le")),
        ):
            (self.folder / name).write_bytes(content)
            (self.folder / name).chmod(0o600)
        (self.folder / "body.json").write_bytes(
            (ROOT / "conformance/samples/documented-example.json").read_bytes()
        )

    def run_one(self, program: str, *arguments: str) -> tuple[int, bytes, bytes]:
        environment = {
            name: value for name, value in os.environ.items()
            if name not in ("FLAGHOOK_SECRET", "NO_COLOR", "TERM")
        }
        done = subprocess.run(
            [program, *arguments], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=300, check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def assert_same(self, *arguments: str) -> tuple[int, bytes, bytes]:
        expected = self.run_one(TOOL, *arguments)
        got = self.run_one(PACKAGE, *arguments)
        self.assertEqual(got[0], expected[0], msg=str(arguments))
        self.assertEqual(got[1].splitlines(), expected[1].splitlines(), msg=str(arguments))
        self.assertEqual(got, expected, msg=str(arguments))
        return got

    def test_samples(self) -> None:
        self.assertGreater(len(SAMPLES), 5)
        files = [str(path) for path in SAMPLES]
        for options in ([], ["--format", "json"], ["--strict"], ["--index-keyed"], ["-q"],
                        ["--color", "always"], ["--color=never", "--quiet"]):
            self.assertIn(self.assert_same("check", *options, *files)[0], (0, 1))

    def test_the_body_of_every_vector(self) -> None:
        names = []
        for path in sorted((ROOT / "conformance/vectors").glob("*.json")):
            for case in json.loads(path.read_text()).get("cases", []):
                if case["op"] in ("parse", "receive", "sign"):
                    name = f"{case['id']}.json"
                    (self.folder / name).write_bytes(body_bytes(case["input"]["body"]))
                    names.append(name)
        self.assertGreater(len(names), 700)
        for options in ([], ["--format", "json"], ["--format", "json", "--index-keyed"]):
            self.assertEqual(self.assert_same("check", *options, *names)[0], 1)

    def test_every_body_whose_words_were_recorded(self) -> None:
        recorded = ROOT / "conformance/reference/recorded/json_errors.jsonl"
        names = []
        for number, line in enumerate(recorded.read_text().splitlines()):
            name = f"{number}.json"
            (self.folder / name).write_bytes(base64.b64decode(json.loads(line)["body"]))
            names.append(name)
        self.assertGreater(len(names), 500)
        self.assertEqual(self.assert_same("check", "--format", "json", *names)[0], 1)

    def test_secrets_that_look_like_a_mistake_are_accepted_on_request(self) -> None:
        for name in ("quotes", "name", "mark", "lines", "invisible"):
            got = self.assert_same("sign", "body.json", "--secret-file", name, "--any-secret-text")
            self.assertEqual(got[0], 0)

    def test_signatures(self) -> None:
        secret = ("--secret-file", "secret")
        status, digest, _ = self.assert_same("sign", "body.json", *secret)
        self.assertEqual(status, 0)
        text = digest.decode().strip()
        for header, expected in (
            (text, 0), (text.upper(), 1), (f"sha256={text}", 1), (text[1:], 1), ("", 1), ("é", 1),
        ):
            for options in (["--format", "text"], ["--format", "json"], ["-q"],
                            ["--color", "always"], ["--quiet", "--color", "always"]):
                for command in ("verify", "check"):
                    got = self.assert_same(
                        command, "--signature", header, *secret, *options, "body.json"
                    )
                    self.assertEqual(got[0], expected)

    def test_changes(self) -> None:
        change = ("--action", "updated", "--flag", "checkout", "--by", "email:jane@example.com")
        for more in (
            ("--at", "2024-12-12T00:02:00Z"), ("--at", "2024-12-12 00:02", "--change-id", "-5"),
            ("--at", "2024-12-12", "--key", "checkout:17"), ("--at=2024-12-12T01:02:00.5+05:30",),
            ("--at", "20241212", "--change-id=18446744073709551615"),
        ):
            self.assert_same("emit", *change, *more)
        self.assert_same("schema")

    def test_the_version(self) -> None:
        self.assert_same("-V")
        self.assert_same("--version")

    def test_help_as_a_command(self) -> None:
        for command in ((), ("check",), ("verify",), ("help",)):
            self.assertEqual(self.run_one(PACKAGE, "help", *command),
                             self.run_one(PACKAGE, *command, "--help"))

    def test_mistakes(self) -> None:
        change = ("--action", "updated", "--flag", "checkout", "--by", "email:jane@example.com")
        mistakes: tuple[tuple[Any, ...], ...] = (
            ("check",), ("check", "--bogus", "x"), ("check", "-x", "body.json"),
            ("check", "--format", "xml", "x"), ("check", "--color", "green", "x"),
            ("check", "-q", "--format", "json", "x"), 
            ("verify", "--signature", "a", "--format", "text", "--quiet", "x"),
            ("check", "--formta", "json", "x"), ("check", "x", "--max-boddy=1"), ("check", "x", "--"),
            ("check", "x", "--colour"), ("check", "x", "--quit"), ("sign", "x", "--secret-flie=y"),
            ("check", "x", "---", "-y"), ("check", "x", "--\u00e9"),
            ("chek", "x"), ("Verify",), ("--hlep",), ("--verison",), ("help", "chek"),
            ("help", "check", "more"), ("help", "help", "more"), ("help", "--hlep"),
            ("check", "--max-body", "0", "x"), ("check", "--max-body", "many", "x"),
            ("check", "--max-items", "100000001", "x"), ("check", "--signature"),
            ("check", "--signature", "a", "--signature", "b", "x"),
            ("check", "--signature", "a", "x", "y"), ("check", "--secret-file", "secret", "x"),
            ("check", "-", "-"), ("check", "-"), ("check", "missing", "body.json", "/"),
            ("check", "--max-body", "10", "body.json"), ("check", "--max-items", "1", "batch"),
            ("sign",), ("sign", "body.json"), ("sign", "body.json", "--secret-file", "missing"),
            ("sign", "body.json", "--secret-file", "open"),
            ("sign", "body.json", "--secret-file", "open", "--allow-readable-secret"),
            ("sign", "body.json", "--secret-file", "long"),
            ("sign", "body.json", "--secret-file", "short"),
            ("sign", "body.json", "--secret-file", "short", "--any-secret-length"),
            ("sign", "body.json", "--secret-file", "secret", "--secret-file", "secret"),
            ("sign", "body.json", "other.json", "--secret-file", "secret"),
            *(("sign", "body.json", "--secret-file", name) for name in (
                "a-text-that-is-no-file", "/a-text-that-is-no-file", "./a-text-that-is-no-file",
                "secret/and-more-of-it", "x" * 300, "quotes", "name", "mark", "invisible", "lines",
                "utf-16", "/run/a-text-that-is-no-file",
            )),
            *(("sign", "body.json", *words) for words in (
                ("--secret", "a-text-of-some-length"), ("--secret=a-text-of-some-length",),
                ("-s", "short"), ("-sa-text-of-some-length",), ("a-text-of-some-length",),
                ("--Secret", "x", "y"), ("\u00e9" * 5,), ("-\u00e9",),
                ("--any-secret-length=a-text-of-some-length",),
            )),
            ("help", "check", "a-text-of-some-length"),
            ("verify", "body.json"), ("verify", "--signature", "a"),
            ("verify", "--signature", "a", "body.json", *(["--secret-file", "secret"] * 17)),
            ("check", "--format", "json"), ("verify", "--format=json", "body.json"),
            ("verify", "--signature", "a", "--format", "json", "--secret-file", "secret", "\u00e9"),
            ("check", "--format", "json", "--max-body", "0", "x"),
            ("schema", "--version", "2"), ("schema", "--version", "x"), ("schema", "more"),
            ("emit",), ("emit", *change[2:]), ("emit", *change[:4]), ("emit", *change, "more"),
            ("emit", *change, "--at", "yesterday"), ("emit", *change, "--change-id", "x"),
            ("emit", *change, "--change-id", "18446744073709551616"),
            ("emit", *change, "--change-id", "1", "--key", "k"),
            ("emit", "--action", "archived", *change[2:]),
            ("emit", *change[:4], "--by", "jane"), ("emit", *change[:2], "--flag", "", *change[4:]),
        )
        (self.folder / "batch").write_bytes((ROOT / "conformance/samples/batch.json").read_bytes())
        for arguments in mistakes:
            with self.subTest(arguments):
                self.assert_same(*arguments)


if __name__ == "__main__":
    unittest.main()
