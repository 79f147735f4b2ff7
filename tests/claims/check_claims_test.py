"""Tests check_claims.py: it finds each kind of mistake."""

from __future__ import annotations

import unittest

from check_claims import mistakes

HEAD = "# Page\n\n| promise | shown by |\n|---|---|\n"
TESTS = {"json.limits.on_depth", "tool.core.Core.test_it"}


class Mistakes(unittest.TestCase):
    """Each test checks one page."""

    def found(self, page: str) -> list[str]:
        return list(mistakes(page, TESTS))

    def test_none_where_every_promise_names_tests_that_exist(self) -> None:
        page = HEAD + "| deep | `json.limits.on_depth`, `tool.core.Core.test_it`, `x/y.hpp` |\n"
        self.assertEqual(self.found(page), [])

    def test_a_promise_without_a_test(self) -> None:
        (mistake,) = self.found(HEAD + "| deep | our word |\n")
        self.assertIn("5: nothing shows that 'deep'", mistake)

    def test_a_test_that_does_not_exist(self) -> None:
        page = HEAD + "| deep | `json.limits.on_width` |\n\nAnd `tool.core.Core.test_that`.\n"
        self.assertEqual([mistake.rpartition(" ")[2] for mistake in self.found(page)],
                         ["json.limits.on_width", "tool.core.Core.test_that"])

    def test_a_page_without_promises(self) -> None:
        self.assertEqual(len(self.found("# Page\n")), 1)


if __name__ == "__main__":
    unittest.main()
