"""Tests the published JavaScript SDK with the golden vectors of evaluations.

The environment variables FLAGHOOK_NODE and FLAGHOOK_NPM name Node.js and npm. FLAGHOOK_JAVASCRIPT
names the folder where the SDK is installed once.
"""

import json
import os
import shlex
import subprocess
import sys
import unittest
from pathlib import Path

from tool import CONFORMANCE, cases, implementation, not_passed

SCRIPT = CONFORMANCE / "reference" / "javascript_sdk.py"
NODE = os.environ["FLAGHOOK_NODE"]
FOLDER = Path(os.environ["FLAGHOOK_JAVASCRIPT"])


def check() -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, SCRIPT, FOLDER, "--check", "--node", NODE,
         "--npm", os.environ["FLAGHOOK_NPM"]],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )


class JavaScriptSdk(unittest.TestCase):
    def setUp(self) -> None:
        self.checked = check()

    def test_it_still_gives_what_was_recorded(self) -> None:
        self.assertEqual(self.checked.returncode, 0,
                         msg=self.checked.stdout + self.checked.stderr)
        asked = [case for case in cases() if case["op"] in ("evaluate", "span_evaluate")]
        self.assertRegex(self.checked.stdout, r"^\d+ results match the recording\n$")
        self.assertGreaterEqual(int(self.checked.stdout.split()[0]), len(asked))
        self.assertGreater(len(asked), 35)

    def test_it_passes_the_suite(self) -> None:
        command = shlex.join([NODE, str(FOLDER / "testee.mjs")])
        sdk = implementation("--testee", command, "--level", "may", "--filter", "evaluate-*",
                             "--filter", "span-*")
        self.assertEqual(not_passed(sdk), {}, msg=json.dumps(not_passed(sdk), indent=1))
        wanted = json.loads((FOLDER / "package.json").read_text())["dependencies"]["@sentry/core"]
        self.assertTrue(sdk["implementation"].startswith(f"@sentry/core {wanted} "))


if __name__ == "__main__":
    unittest.main()
