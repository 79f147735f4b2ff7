"""Tests the library's Unicode tables against the running Python of any release."""

import contextlib
import io
import sys
import unicodedata
import unittest
from unittest import mock

import reference_path  # noqa: F401
import unicode_tables
import unicode_versions

ADDED = {"14.0.0": 4_489 + 627, "15.0.0": 627, "15.1.0": 0, "16.0.0": 5_185,
         "17.0.0": 5_185 + 4_803}
"""The number of characters that differ between a Unicode version and 15.1
(https://www.unicode.org/versions/Unicode15.0.0/ and the pages of the other versions)."""


class Tables(unittest.TestCase):
    text = unicode_tables.HEADER.read_text(encoding="ascii")

    def mistakes(self, before: str, after: str) -> list[str]:
        self.assertEqual(self.text.count(before), 1)
        return list(unicode_tables.differences(self.text.replace(before, after)))

    def test_are_the_running_python_s(self) -> None:
        self.assertEqual(unicode_tables.check(), [])

    def test_leave_out_what_only_one_version_knows_and_nothing_else(self) -> None:
        decided = unicode_versions.decided_by_release()
        self.assertEqual(len(decided), ADDED[unicodedata.unidata_version])
        if decided:
            self.assertIn(f"{len(decided):,} code points", unicode_versions.left_out())
            self.assertIn(unicodedata.unidata_version, unicode_versions.left_out())
        else:
            self.assertEqual(unicode_versions.left_out(), "")

    def test_are_wrong_where_a_character_of_both_versions_is(self) -> None:
        # U+00AD, a soft hyphen, is not printable; U+0378 is unassigned in every version so far.
        self.assertEqual(self.mistakes("0x000AD, 0x000AE, ", ""), ["U+00AD: printable is True"])
        self.assertEqual(self.mistakes("0x00378, ", "0x00379, "), ["U+0378: printable is True"])
        wrong = self.mistakes("0x00660, ", "0x00661, ")
        self.assertEqual(wrong[0], "U+0660: digit is None")
        self.assertEqual(len(wrong), 11)

    def test_are_wrong_where_the_version_is(self) -> None:
        wrong = self.mistakes('unicode_version[] = "15.1.0"', 'unicode_version[] = "14.0.0"')
        self.assertEqual(wrong, [f"{unicode_tables.HEADER} is not of Unicode 15.1.0"])

    def test_are_written_by_the_server_s_python_alone(self) -> None:
        with mock.patch.object(unicodedata, "unidata_version", "99.0.0"):
            with mock.patch.object(sys, "argv", ["unicode_tables.py"]):
                with contextlib.redirect_stderr(io.StringIO()) as errors:
                    self.assertEqual(unicode_tables.main(), 2)
        self.assertIn("needs a Python with Unicode 15.1.0, not 99.0.0", errors.getvalue())


class Text(unittest.TestCase):
    def test_keeps_what_both_versions_know(self) -> None:
        text = "a\u00e4\ud800\U0001f600\u0378\U000e0001"
        self.assertEqual(unicode_versions.known_to_both(text), text)

    def test_loses_what_one_version_knows(self) -> None:
        # U+1E4F0, a digit, is in Unicode since 15.0, and U+2FFC since 15.1.
        known = {"14.0.0": "a\ue000\ue000", "15.0.0": "a\U0001e4f0\ue000"}
        self.assertEqual(unicode_versions.known_to_both("a\U0001e4f0\u2ffc"),
                         known.get(unicodedata.unidata_version, "a\U0001e4f0\u2ffc"))


if __name__ == "__main__":
    unittest.main()
