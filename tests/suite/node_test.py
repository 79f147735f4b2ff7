"""`flaghook suite` with the testee that is written in JavaScript.

The environment variable FLAGHOOK_NODE names Node.js.
"""

import json
import os
import shlex
import subprocess
import unittest

from tool import CONFORMANCE, implementation, not_passed, results_by_id


RECORDED = CONFORMANCE / "reference" / "recorded" / "json_errors.jsonl"


class Words(unittest.TestCase):
    def test_are_those_that_the_server_s_stack_was_seen_to_use(self) -> None:
        recorded = [json.loads(line) for line in RECORDED.read_text().splitlines()]
        self.assertGreater(len(recorded), 500)
        requests = "".join(
            json.dumps({"id": number, "op": "parse", "body": one["body"]}) + "\n"
            for number, one in enumerate(recorded)
        )
        done = subprocess.run(
            [os.environ["FLAGHOOK_NODE"], str(CONFORMANCE / "testees" / "node.mjs")],
            input=requests, capture_output=True, text=True, timeout=60, check=True,
        )
        for one, line in zip(recorded, done.stdout.splitlines(), strict=True):
            expected = {"status": 400, "answer": {"detail": one["detail"]}, "rows": []}
            self.assertEqual(json.loads(line)["result"], expected, msg=one["body"])


class NodeTestee(unittest.TestCase):
    def setUp(self) -> None:
        command = [os.environ["FLAGHOOK_NODE"], str(CONFORMANCE / "testees" / "node.mjs")]
        self.node = implementation("--testee", shlex.join(command), "--level", "may")

    def test_it_is_right_wherever_it_says_anything(self) -> None:
        self.assertEqual(self.node["failed"], 0, msg=json.dumps(not_passed(self.node), indent=1))
        self.assertEqual(self.node["restarts"], 0)
        self.assertGreater(self.node["counts"]["passed"], 800)

    def test_it_leaves_open_only_how_python_reads_integers_and_date_times(self) -> None:
        # Where JavaScript has the same means, nothing may hide behind `skipped`.
        for id, one in not_passed(self.node).items():
            self.assertEqual(one["verdict"], "skipped", msg=id)
        results = results_by_id(self.node).values()
        for group in ("signature", "json", "emit", "delivery", "versions", "evaluate", "span"):
            passed = [one["verdict"] == "passed" for one in results if one["group"] == group]
            self.assertTrue(passed and all(passed), msg=group)


if __name__ == "__main__":
    unittest.main()
