"""Tests each complaint of compile_case.py, without a compiler."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from compile_case import complaints

CASE = "// A case.\n// expected: what was expected,\n// what to do\n#include <a>\nint a = b; // here\n"
SAID = "case.cpp:5:9: error: static assertion failed: what was expected,  what to do\n"


class Complaints(unittest.TestCase):
    """Tests the complaints about a case and a compiler's output."""

    def said_of(self, output: str, case: str = CASE, status: int = 1, correct: str = "") -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "case.cpp")
            path.write_text(case, encoding="utf-8")
            accepted = (1 if correct else 0, correct)
            return "\n".join(complaints(path, (status, output), accepted))

    def test_a_good_case(self) -> None:
        self.assertEqual(self.said_of(SAID), "")
        leading = "In file included from case.cpp:5:\na.hpp:1:2: error: what was expected, what to do"
        self.assertEqual(self.said_of(leading), "")

    def test_a_case_that_compiles(self) -> None:
        self.assertIn("compiles, and should not", self.said_of("", status=0))

    def test_a_case_that_never_compiles(self) -> None:
        self.assertIn("does not compile with CORRECT", self.said_of(SAID, correct="error: no"))

    def test_another_text(self) -> None:
        self.assertIn("not said: what was", self.said_of("case.cpp:5:9: error: what to do"))

    def test_a_text_that_is_not_the_first_error(self) -> None:
        self.assertIn("not said: what was", self.said_of("case.cpp:5:1: error: other\n" + SAID))

    def test_another_place(self) -> None:
        self.assertIn("does not lead to line 5", self.said_of(SAID.replace(":5:", ":4:")))

    def test_a_case_without_expectations(self) -> None:
        for case in ("int a; // here\n", "// expected: a\nint a;\n"):
            self.assertIn("the case has no", self.said_of(SAID, case=case))


if __name__ == "__main__":
    unittest.main()
