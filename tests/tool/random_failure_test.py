"""Tests `flaghook secret generate` with a random source that returns few bytes, or none.

The environment variable FLAGHOOK_FAILING_RANDOM names the library that replaces the source.
"""

import os
import unittest

from running import Outcome, ToolTest


class RandomFailure(ToolTest):
    def generate(self, how: str, *arguments: str) -> Outcome:
        return self.run_tool("secret", "generate", *arguments, variables={
            "LD_PRELOAD": os.environ["FLAGHOOK_FAILING_RANDOM"], "FLAGHOOK_RANDOM": how,
        })

    def test_bytes_that_come_one_by_one_between_signals_are_all_waited_for(self) -> None:
        self.assertEqual(self.generate("piecemeal"),
                         Outcome(0, "000102030405060708090a0b0c0d0e0f\n", ""))

    def test_without_random_bytes_there_is_no_secret(self) -> None:
        for how in ("unavailable", "empty"):
            with self.subTest(how):
                self.assert_unusable(self.generate(how), "the operating system provides no random bytes: ")
                self.assert_unusable(self.generate(how, "--output", "new"))
                self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
