"""Tests `flaghook suite` with correct implementations."""

import unittest

from tool import KNOWN_FAILURES, OURS, REFERENCE, cases, implementation, suite


class Right(unittest.TestCase):
    def assert_conforms(self, *arguments: str) -> None:
        done = suite(*arguments)
        self.assertEqual(done.returncode, 0, msg=done.stdout + done.stderr)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout.splitlines()[-1], f"{len(cases())} passed, 0 failed")

    def test_this_library_in_process(self) -> None:
        self.assert_conforms()

    def test_this_library_over_the_pipe(self) -> None:
        self.assert_conforms("--testee", OURS)

    def test_the_reference(self) -> None:
        self.assert_conforms("--testee", REFERENCE)

    def test_this_library_with_error_lists_keyed_by_index(self) -> None:
        self.assert_conforms("--index-keyed")

    def test_the_reference_with_error_lists_keyed_by_index(self) -> None:
        self.assert_conforms("--testee", REFERENCE, "--index-keyed")

    def test_the_reference_up_to_may(self) -> None:
        self.assertEqual(suite("--testee", REFERENCE, "--level", "may").returncode, 0)

    def test_this_library_up_to_may_but_for_the_known_failures(self) -> None:
        done = suite("--level", "may", "--known-failures", str(KNOWN_FAILURES))
        self.assertEqual(done.returncode, 0, msg=done.stdout + done.stderr)

    def test_in_process_and_over_the_pipe_give_the_same(self) -> None:
        here = implementation("--level", "may")
        there = implementation("--level", "may", "--testee", OURS)
        self.assertEqual([one["got"] for one in here["results"]],
                         [one["got"] for one in there["results"]])


if __name__ == "__main__":
    unittest.main()
