"""Tests the additions of `flaghook check` to an issue or a deviation: the value, and its likely
cause."""

import gzip
import json
import time
import unittest

from payloads import body, change
from running import GOOD, ToolTest


class FieldsTest(ToolTest):
    """A test that checks bodies."""

    def assert_cause(self, content: bytes, path: str, cause: str | None, kind: str = "issues"
                     ) -> None:
        """Checks that the finding at a path has this cause, in JSON and for people."""
        (finding, *_) = [one for one in self.check_json(content)[kind] if one["path"] == path]
        self.assertEqual(finding["cause"], cause)
        output = self.check(content).output
        self.assertLessEqual(max(map(len, output.splitlines())), 300)
        if cause is None:
            self.assertNotIn("likely cause", output)
        else:
            self.assertIn(f"      likely cause: {cause}\n", output)

    def assert_field(self, name: str, *rows: tuple[object, str | None]) -> None:
        for value, cause in rows:
            with self.subTest(value):
                self.assert_cause(body(change(**{name: value})), f"data[0].{name}", cause)


class Times(FieldsTest):
    def test_since_1970(self) -> None:
        send = 'since 1970: send "2024-12-12T00:02:00'
        self.assert_field(
            "created_at",
            (1733961720, f'it looks like seconds {send}+00:00"'),
            ("1733961720", f'it looks like seconds {send}+00:00"'),
            (1733961720.25, f'it looks like seconds {send}+00:00"'),
            (1733961720250, f'it looks like milliseconds {send}.250000+00:00"'),
            (1733961720250123, f'it looks like microseconds {send}.250123+00:00"'),
            (1733961720250123999, f'it looks like nanoseconds {send}.250123+00:00"'),
            (5, None), (9999999999999999999, None), (True, None), (1e300, None), ({}, None),
        )

    def test_texts_of_other_forms(self) -> None:
        iso = "send ISO 8601, as from toISOString()"
        local = f"it looks like the result of toLocaleString(), a local date without a zone: {iso}"
        self.assert_field(
            "created_at",
            ("Thu, 12 Dec 2024 00:02:00 GMT", "it is an RFC 2822 date, as in HTTP headers and from "
             f"toUTCString(): {iso}"),
            ("Thu Dec 12 2024 01:02:00 GMT+0100", "it looks like the result of a date's "
             f"toString(): {iso}"),
            ("12/12/2024, 12:02:00 AM", local),
            ("12.12.2024, 00:02:00", local),
            ("2024-12-12 00:02:00 +0000 UTC", "it looks like the result of Go's Time.String() or "
             "Ruby's Time#to_s: send ISO 8601 (time.RFC3339, iso8601)"),
            ("2024-12-12T01:02+01:00[Europe/Berlin]", "it names a time zone, as Java's "
             "ZonedDateTime does: send only the offset, as OffsetDateTime does"),
            ("2024-12-12T00:02:00z", "the Z for UTC must be upper case"),
            ("yesterday", None), ("", None),
        )


class Numbers(FieldsTest):
    def test_change_ids(self) -> None:
        rounded = "it is a floating-point number, which rounds integers beyond 2^53: send the " \
                  "integer itself, or its digits as text"
        self.assert_field(
            "change_id",
            (1.7339617202501235e18, rounded), (1e22, rounded),
            (1.5, "it is a floating-point number: send it without a fraction"),
            ("1.5", "it has a fraction: send a whole number"),
            ("1e3", "it is in scientific notation: send all digits"),
            ("1,000", "it has separators between digits: send only the digits"),
            ("0x1F", "it is in hexadecimal: send decimal digits"),
            ("123e4567-e89b-12d3-a456-426614174000", "a UUID is not a number: derive a 64-bit "
             "number from it"),
            ("", "it is empty"), ("abc", None), (True, None), (2**64, None),
        )


class Words(FieldsTest):
    def test_actions(self) -> None:
        self.assert_field(
            "action",
            ("Created", 'the letter case matters: send "created"'),
            ("updated ", 'the white space around it matters: send "updated"'),
            ("toggled", 'the documented word is "updated"'),
            ("remove", 'the documented word is "deleted"'),
            ("craeted", 'it resembles "created"'),
            ("nothing like it", None), ("x" * 1000, None),
            ("\ud83d", "it has a lone surrogate, half of a character beyond U+FFFF: Sentry cannot "
             "write an answer that repeats it, and gives status 500"),
        )

    def test_types(self) -> None:
        content = body(change(created_by={"id": "jane", "type": "username"}))
        self.assert_cause(content, "data[0].created_by.type", 'the documented word is "name"')

    def test_flags(self) -> None:
        self.assert_field(
            "flag",
            ("\ud800", "it has a lone surrogate: the text was cut inside a character beyond "
             "U+FFFF, such as an emoji"),
            ("a\0", "it has a NUL, for example from the end of a buffer: send only the "
             "text"),
            ("  ", "it is only white space, which Sentry trims"), ("", None), ([], None),
        )


class Keys(FieldsTest):
    def test_keys_that_resemble_a_documented_one(self) -> None:
        for name, key in (("change_id", "changeId"), ("change_id", "ChangeID"),
                          ("change_id", "change-id"), ("created_at", "createdAt"),
                          ("created_at", "timestamp"), ("created_by", "createdBy"),
                          ("created_by", "created_buy"), ("flag", "flags"), ("flag", "flag_key"),
                          ("action", "Action"), ("change_id", "id")):
            with self.subTest(key):
                one = change()
                one[key] = one.pop(name)
                self.assert_cause(body(one), f"data[0].{name}",
                                  f'the key "{key}" resembles it: the name is "{name}"')
                self.assert_cause(body(one), "data[0]", f'it resembles "{name}"', "deviations")

    def test_keys_that_resemble_none(self) -> None:
        one = change(environment="production", flag=None)
        self.assert_cause(body(one), "data[0].flag", None)
        self.assert_cause(body(one), "data[0]", None, "deviations")

    def test_a_change_that_is_not_in_a_list(self) -> None:
        self.assert_cause(json.dumps(change()).encode(), "data",
                          'this is a single change: put it into the list "data"')
        self.assert_cause(body(data=change()), "data",
                          "a single change must be in a list, too: put it into [ ]")
        self.assert_cause(b"[]", "", 'this is only the list of changes: send {"data": [...], '
                          '"meta": {"version": 1}}')

    def test_json_in_a_text(self) -> None:
        twice = "it is JSON inside a string: it was serialized twice"
        self.assert_cause(json.dumps(GOOD.decode()).encode(), "", twice)
        self.assert_cause(body(data="[]"), "data", twice)

    def test_no_body_at_all(self) -> None:
        (verdict,) = self.run_tool("check", "--format", "json", self.write("empty", b"")).document
        self.assertEqual({one["cause"] for one in verdict["issues"]}, {"the body is empty"})


class Malformed(FieldsTest):
    def test_causes(self) -> None:
        for content, cause in (
            (gzip.compress(GOOD), "the body is compressed, but Sentry does not decompress a "
             "body: send it uncompressed, without Content-Encoding"),
            (b"\xef\xbb\xbf" + GOOD, "the body begins with a byte-order mark: write it as UTF-8 "
             "without one"),
            (GOOD.decode().encode("utf-16"), "the body is in UTF-16 or UTF-32: send UTF-8"),
            (b'{"a":"\xfc"}', "the body is not UTF-8, but perhaps ISO-8859-1 or Windows-1252, or "
             "was cut inside a character"),
            (b"<html>", "the body is HTML or XML"),
            (b"{'data': []}", "the body is a Python object converted with str(): use "
             "json.dumps"),
            (b"[object Object]", "the body is a JavaScript object converted to text: use "
             "JSON.stringify"),
            (b"payload=%7B%22data%22", "the body looks like a form: send the JSON text itself"),
            (GOOD + b"\n" + GOOD, "more data follows the first JSON text: send one document, with "
             'all changes in its list "data"'),
            (GOOD[:-1], "the body ends too early: it was cut, or Content-Length is too small (it "
             "counts bytes, not characters)"),
            (GOOD[:40], "the body ends too early: it was cut, or Content-Length is too small (it "
             "counts bytes, not characters)"),
            (b'{"data":[],}', "JSON does not allow trailing commas"),
            (b'{"a":"\n"}', "a line feed or another control character in a string is not "
             "escaped"),
            (b"nonsense", None),
        ):
            with self.subTest(content[:20]):
                self.assert_cause(content, "", cause)


class Deviations(FieldsTest):
    def test_what_came(self) -> None:
        verdict = self.check_json(body(change(flag=" checkout\u00a0", change_id="7")))
        self.assertEqual([(one["path"], one["came"]) for one in verdict["deviations"]],
                         [("data[0].change_id", '"7"'), ("data[0].flag", '" checkout\\u00a0"')])

    def test_are_shown_beside_refusals(self) -> None:
        output = self.check(body(change(change_id="7", flag=""))).output
        self.assertIn("  issues\n    data[0].flag: ", output)
        self.assertIn("  deviations from the documentation\n    data[0].change_id: ", output)


class Lines(FieldsTest):
    """Checks that no line is longer than 300 characters."""

    def test_however_long_the_input(self) -> None:
        long = "x" * 5000
        for content in (
            body(change(action=long)), body(change(action=[long])), body(change(flag=long)),
            body(change(change_id=long)), body(change(created_at=long)), body({long: 1}),
            body(change(**{long: 1})), body(long), b'{"' + long.encode(), b"1" * 4000,
            body(change(action="\u0001" * 5000)), body(change(action="\u00fc " * 5000)),
            body(change(flag="f" * 256, created_by={"id": "b" * 100, "type": "id"})),
        ):
            with self.subTest(content[:60]):
                for line in self.check(content).output.splitlines():
                    self.assertLessEqual(len(line), 300)

    def test_many_issues_of_a_large_body_are_all_explained_soon(self) -> None:
        content = body(*({"flags": "x" * 1000} for _ in range(10_000)))
        begin = time.monotonic_ns()
        verdict = self.check_json(content, "--max-issues", "60000")
        self.assertLess(time.monotonic_ns() - begin, 20e9)
        flags = [one for one in verdict["issues"] if one["path"].endswith("].flag")]
        self.assertEqual(len(flags), 10_000)
        cause = 'the key "flags" resembles it: the name is "flag"'
        self.assertEqual({(one["came"], one["cause"]) for one in flags}, {("nothing", cause)})


if __name__ == "__main__":
    unittest.main()
