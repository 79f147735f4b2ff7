"""Tests which changes are not written; the golden vectors have the form of a body."""

import unittest

import reference_path  # noqa: F401
import emission
from good_changes import a_row


class Emission(unittest.TestCase):
    def test_is_refused_where_the_server_would_refuse_it(self) -> None:
        for row, complaint in (
            (a_row(flag=" "), "data[0].flag: This field may not be blank."),
            (a_row(created_by="a" * 101), "no more than 100 characters"),
            (a_row(action="made"), '"made" is not a valid choice.'),
            (a_row(flag="a\0"), "Null characters"),
            (a_row(flag="\ud800"), "surrogates"),
            (a_row(change_id="1.5"), "invalid literal"),
            (a_row(created_at="now"), "isoformat"),
            (a_row(created_at="0001-01-01T00:00:00+01:00"), "out of range"),
            ({"action": "created"}, "without change_id"),
            (7, "not subscriptable"),
        ):
            with self.subTest(complaint):
                with self.assertRaisesRegex(emission.Refused, complaint.replace("[", r"\[")):
                    emission.emit([row])

    def test_knows_only_the_published_version(self) -> None:
        with self.assertRaisesRegex(emission.Refused, "version 2"):
            emission.emit([], version=2)


if __name__ == "__main__":
    unittest.main()
