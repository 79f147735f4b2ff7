"""Checks that the program never succeeds if any one call of the crypto library fails.

The environment variable FLAGHOOK_FAILING_MBEDTLS names the library that makes a call fail.
"""

import os
import unittest

from running import GOOD, Outcome, ToolTest, digest


class CryptoFailure(ToolTest):
    """Makes every call of the hash fail in turn."""

    def run_failing(self, number: int, *arguments: str) -> tuple[Outcome, int]:
        """Returns the outcome with one call failing, and the number of calls."""
        calls = self.folder / "calls"
        calls.unlink(missing_ok=True)
        outcome = self.run_tool(
            *arguments, "-", "--secret-file", self.write_secret(), stdin=GOOD, variables={
                "LD_PRELOAD": os.environ["FLAGHOOK_FAILING_MBEDTLS"],
                "FLAGHOOK_FAIL_AT": str(number), "FLAGHOOK_CALLS_FILE": str(calls),
            },
        )
        return outcome, int(calls.read_text(encoding="ascii"))

    def fail_everywhere(self, *arguments: str) -> list[Outcome]:
        """Returns the outcomes with each call failing."""
        good, calls = self.run_failing(0, *arguments)
        self.assertEqual(good.status, 0, good)
        self.assertGreaterEqual(calls, 8, "two states of a key and two of a message")
        return [self.run_failing(number, *arguments)[0] for number in range(1, calls + 1)]

    def test_nothing_is_signed(self) -> None:
        for outcome in self.fail_everywhere("sign"):
            self.assert_unusable(outcome, "the crypto library reported a failure")

    def test_nothing_is_verified(self) -> None:
        signature = digest(GOOD)
        for command in ("verify", "check"):
            with self.subTest(command):
                for outcome in self.fail_everywhere(command, "--signature", signature):
                    self.assertIn(outcome.status, (1, 2), outcome)


if __name__ == "__main__":
    unittest.main()
