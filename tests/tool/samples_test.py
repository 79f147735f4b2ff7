"""Tests bodies of real senders: the tool's results equal conformance/samples/expected.json."""

import json
import unittest

from running import CONFORMANCE, ToolTest

SAMPLES = CONFORMANCE / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


class Samples(ToolTest):
    """Checks and signs every sample."""

    def test_every_sample_is_expected_and_there(self) -> None:
        names = {path.name for path in SAMPLES.glob("*.json")} - {"expected.json"}
        self.assertEqual(names, set(EXPECTED["samples"]))
        self.assertGreaterEqual(len(names), 7)

    def test_verdicts(self) -> None:
        secret = EXPECTED["secret"]
        for name, expected in EXPECTED["samples"].items():
            with self.subTest(name):
                outcome = self.run_tool(
                    "check", "--format", "json", "--signature", expected["signature"],
                    str(SAMPLES / name), secret=secret,
                )
                (verdict,) = outcome.document
                accepted = expected["status"] == 200 and expected["answer"] is None
                self.assertEqual(outcome.status, 0 if accepted else 1)
                self.assertIs(verdict["signature"]["matches"], True)
                self.assertIs(verdict["accepted"], accepted)
                for member in ("status", "answer", "rows"):
                    self.assertEqual(verdict[member], expected[member])

    def test_signatures(self) -> None:
        for name, expected in EXPECTED["samples"].items():
            with self.subTest(name):
                outcome = self.run_tool("sign", str(SAMPLES / name), secret=EXPECTED["secret"])
                self.assertEqual(outcome.output, expected["signature"] + "\n")


if __name__ == "__main__":
    unittest.main()
