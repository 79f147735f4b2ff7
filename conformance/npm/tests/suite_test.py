"""Tests that `flaghook suite` gives the same verdicts with the package as the testee.

FLAGHOOK_TOOL names the tool, FLAGHOOK_NODE Node.js, FLAGHOOK_PACKAGE the package's folder.
"""

import json
import os
import shlex
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tests/suite"))
from tool import CONFORMANCE, KNOWN_FAILURES, cases, implementation, suite  # noqa: E402

RECORDED = CONFORMANCE / "reference" / "recorded" / "json_errors.jsonl"
COMMAND = [os.environ["FLAGHOOK_NODE"], str(CONFORMANCE / "testees" / "npm.mjs")]
TESTEE = shlex.join(COMMAND)
ENTRIES = ("lib/node.js", "lib/browser.js")
"""The entry for Node.js, and the one for browsers."""
OPERATIONS = {"parse", "receive", "sign", "emit", "delivery"}


class Testee(unittest.TestCase):
    def assert_conforms(self, entry: str, *arguments: str) -> str:
        done = suite(
            "--testee", TESTEE, *arguments, env=os.environ | {"FLAGHOOK_ENTRY": entry}
        )
        self.assertEqual(done.returncode, 0, msg=done.stdout + done.stderr)
        return done.stdout.splitlines()[-1]

    def test_it_passes_whole(self) -> None:
        for entry in ENTRIES:
            with self.subTest(entry):
                answered = sum(case["op"] in OPERATIONS for case in cases())
                self.assertEqual(self.assert_conforms(entry),
                                 f"{answered} passed, 0 failed, {len(cases()) - answered} skipped")

    def test_it_passes_with_error_lists_keyed_by_index(self) -> None:
        for entry in ENTRIES:
            with self.subTest(entry):
                self.assert_conforms(entry, "--index-keyed")

    def test_it_has_the_library_s_known_failures_and_no_others(self) -> None:
        for entry in ENTRIES:
            with self.subTest(entry):
                self.assert_conforms(
                    entry, "--level", "may", "--known-failures", str(KNOWN_FAILURES)
                )

    def test_it_skips_only_evaluations(self) -> None:
        one = implementation("--testee", TESTEE, "--level", "may")
        skipped = {result["id"].partition("-")[0] for result in one["results"]
                   if result["verdict"] == "skipped"}
        self.assertEqual(skipped, {"evaluate", "span"})
        self.assertEqual(one["restarts"], 0)
        self.assertEqual(set(one["capabilities"]), OPERATIONS)


class Words(unittest.TestCase):
    def test_are_those_that_the_server_s_stack_was_seen_to_use(self) -> None:
        recorded = [json.loads(line) for line in RECORDED.read_text().splitlines()]
        self.assertGreater(len(recorded), 500)
        requests = "".join(
            json.dumps({"id": number, "op": "parse", "body": one["body"]}) + "\n"
            for number, one in enumerate(recorded)
        )
        done = subprocess.run(
            COMMAND, input=requests, capture_output=True, text=True, timeout=60, check=True,
        )
        for one, line in zip(recorded, done.stdout.splitlines(), strict=True):
            expected = {"status": 400, "answer": {"detail": one["detail"]}, "rows": []}
            self.assertEqual(json.loads(line)["result"], expected, msg=one["body"])


if __name__ == "__main__":
    unittest.main()
