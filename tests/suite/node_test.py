"""`flaghook suite` with the testee that is written in JavaScript.

The environment variable FLAGHOOK_NODE names Node.js.
"""

import json
import os
import shlex
import unittest

from tool import CONFORMANCE, implementation, not_passed, results_by_id


class NodeTestee(unittest.TestCase):
    def setUp(self) -> None:
        command = [os.environ["FLAGHOOK_NODE"], str(CONFORMANCE / "testees" / "node.mjs")]
        self.node = implementation("--testee", shlex.join(command), "--level", "may")

    def test_it_is_right_wherever_it_says_anything(self) -> None:
        self.assertEqual(self.node["failed"], 0, msg=json.dumps(not_passed(self.node), indent=1))
        self.assertEqual(self.node["restarts"], 0)
        self.assertGreater(self.node["counts"]["passed"], 600)

    def test_it_leaves_open_only_how_python_reads_and_prints(self) -> None:
        # Where JavaScript has the same means, nothing may hide behind `skipped`.
        for id, one in not_passed(self.node).items():
            self.assertEqual(one["verdict"], "skipped", msg=id)
        results = results_by_id(self.node).values()
        for group in ("signature", "emit", "delivery", "versions", "evaluate", "span"):
            passed = [one["verdict"] == "passed" for one in results if one["group"] == group]
            self.assertTrue(passed and all(passed), msg=group)


if __name__ == "__main__":
    unittest.main()
