"""Tests the date-time field against the documented rules."""

import unittest

import reference_path  # noqa: F401
import server_rules
from good_changes import a_body, a_change

WRONG_FORMAT = (
    "Datetime has wrong format. Use one of these formats instead: "
    "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)

# The text and the row's time without the zone, which is always +00:00.
ACCEPTED = {
    "2024-12-12T00:02:00+00:00": "2024-12-12T00:02:00.000000",
    "2024-12-12T00:02:00Z": "2024-12-12T00:02:00.000000",
    "2024-12-12T00:02:00": "2024-12-12T00:02:00.000000",
    "2024-12-12T00:02:00+05:30": "2024-12-11T18:32:00.000000",
    "2024-12-12T00:02:00-0800": "2024-12-12T08:02:00.000000",
    "2024-12-12T00:02:00.1234569Z": "2024-12-12T00:02:00.123456",
    "2024-12-12": "2024-12-12T00:00:00.000000",
    "20241212": "2024-12-12T00:00:00.000000",
    "2024-W50-4": "2024-12-12T00:00:00.000000",
    "2024W504T0002": "2024-12-12T00:02:00.000000",
    "2024-W50": "2024-12-09T00:00:00.000000",
    "2024-12-12x07": "2024-12-12T07:00:00.000000",
    "2024-12-12\n07:08": "2024-12-12T07:08:00.000000",
    "2024-12-12\ud80007:08": "2024-12-12T07:08:00.000000",
    "2024-12-12T00:02:00,5+01:02:03.5": "2024-12-11T22:59:57.000000",
    "2024-12-12T00:02:00+00:99": "2024-12-11T22:23:00.000000",
    "2024-1-2T3:4:5": "2024-01-02T03:04:05.000000",
    "2024-1-2 3:4": "2024-01-02T03:04:00.000000",
    "2024-1-2T3:4:5.123456789012 +01": "2024-01-02T02:04:05.123456",
    "2024-1-2T3:4:5,5\t-0130\n": "2024-01-02T04:34:05.500000",
    "2024-12-12T00:02:00 \u2003": "2024-12-12T00:02:00.000000",
    "\u0662\u0660\u0662\u0664-\u0661-\u0662T\u0663:\u0664": "2024-01-02T03:04:00.000000",
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00.000000",
    "9999-12-31T23:59:59.999999Z": "9999-12-31T23:59:59.999999",
    "iso-8601": "1900-01-01T00:00:00.000000",
    "ISO-8601": "1900-01-01T00:00:00.000000",
}

REFUSED = (
    "", "now", "2024-12-12T00:02:00z", "2024-12-12T24:00:00", "2024-12-12T00:60:00",
    "2016-12-31T23:59:60Z", "2024-347", "0000-01-01", "2024-13-01", "2023-02-29", "2021-W53-1",
    "2024-12-12T00:02:00+24:00", "2024-12-12T00:02:00+23:60", "2024-1-2", "2024-1-2t3:4:5",
    "2024-1-2T3:4:5.1234567890123", "2024-1-2T3:4:5Z\n\n", " 2024-12-12", "1733961720",
    "iso-8601 ", "iso8601",
)

# Older parsers of Python accept these, contrary to the documentation.
STRAY_FORMS = (
    "2024-12-12T00:02:00.Z", "2024-12-12T00:02.5", "2024-12-12T00.5", "2024-12-12T00:02:00Z\0",
    "2024-12-12T000200500", "20241212T0002 Z", "2024-12-12T00:02:Z", "2024-12-12T00:02:00:5",
    "2024-12-12T00:02\0", "2020-W53-11005959",
)

OUT_OF_RANGE = ("0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01")


class CreatedAt(unittest.TestCase):
    def parsed(self, value: object) -> server_rules.Verdict:
        return server_rules.parse(a_body(a_change(created_at=value)))

    def assert_complaint(self, value: object, code: str, message: str) -> None:
        issue = {"path": "data[0].created_at", "code": code, "message": message}
        self.assertEqual(self.parsed(value)["issues"], [issue])

    def test_is_converted_to_utc(self) -> None:
        for text, expected in ACCEPTED.items():
            with self.subTest(text):
                rows = self.parsed(text)["rows"]
                self.assertEqual([row["created_at"] for row in rows], [f"{expected}+00:00"])

    def test_is_refused_when_it_is_no_date_time(self) -> None:
        for text in REFUSED:
            with self.subTest(text):
                self.assert_complaint(text, "invalid", WRONG_FORMAT)

    def test_is_refused_in_forms_that_python_does_not_document(self) -> None:
        for text in STRAY_FORMS:
            with self.subTest(text):
                self.assert_complaint(text, "invalid", WRONG_FORMAT)

    def test_is_refused_when_it_is_no_text(self) -> None:
        for value in (0, 1733961720, 1.5, True, [], {}):
            with self.subTest(value):
                self.assert_complaint(value, "invalid", WRONG_FORMAT)

    def test_is_refused_beyond_the_years_of_utc(self) -> None:
        for text in OUT_OF_RANGE:
            with self.subTest(text):
                self.assert_complaint(text, "overflow", "Datetime value out of range.")


if __name__ == "__main__":
    unittest.main()
