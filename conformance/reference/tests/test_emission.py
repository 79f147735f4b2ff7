"""Tests the body that a sender builds."""

import unittest

import reference_path  # noqa: F401
import emission
import server_rules
from good_changes import a_row


class Emission(unittest.TestCase):
    def test_has_the_documented_form(self) -> None:
        self.assertEqual(
            emission.emit([a_row(change_id="93899375123")]),
            b'{"data":[{"action":"created","change_id":93899375123,'
            b'"created_at":"2024-12-12T00:02:00+00:00",'
            b'"created_by":{"id":"jane@example.com","type":"email"},"flag":"hello.world"}],'
            b'"meta":{"version":1}}',
        )

    def test_writes_decimals_only_where_there_are_any(self) -> None:
        body = emission.emit([a_row(created_at="2024-12-12T00:02:00.000001+00:00")])
        self.assertIn(b'"2024-12-12T00:02:00.000001+00:00"', body)

    def test_takes_a_time_without_zone_for_utc(self) -> None:
        body = emission.emit([a_row(created_at="2024-12-12T00:02:00")])
        self.assertIn(b'"2024-12-12T00:02:00+00:00"', body)

    def test_escapes_only_what_must_be(self) -> None:
        body = emission.emit([a_row(flag='"\\\n\x01/\x7f\u00e9\u2028\U0001f6a9.')])
        self.assertIn(
            '"flag":"\\"\\\\\\n\\u0001/\x7f\u00e9\u2028\U0001f6a9."'.encode(), body
        )

    def test_is_what_the_server_reads_back(self) -> None:
        rows = [
            a_row(change_id=str(-(2**63)), action="deleted"),
            a_row(change_id=str(2**64 - 1), created_by_type="name", created_by="J\u00fcrgen"),
        ]
        self.assertEqual(server_rules.parse(emission.emit(rows))["rows"], rows)

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
