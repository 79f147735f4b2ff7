"""Tests the messages for malformed bodies against recorded answers of the server's stack."""

import contextlib
import io
import json
import re
import unittest
from unittest import mock

import reference_path  # noqa: F401
import json_parser
import record_json_errors
import server_rules

KINDS = {
    "Expecting value: line N column N (char N)",
    "Expecting property name enclosed in double quotes: line N column N (char N)",
    "Expecting ':' delimiter: line N column N (char N)",
    "Expecting ',' delimiter: line N column N (char N)",
    "Illegal trailing comma before end of object: line N column N (char N)",
    "Illegal trailing comma before end of array: line N column N (char N)",
    "Unterminated string starting at: line N column N (char N)",
    "Invalid control character at: line N column N (char N)",
    r"Invalid \escape: line N column N (char N)",
    r"Invalid \uXXXX escape: line N column N (char N)",
    "Extra data: line N column N (char N)",
    "Unexpected UTF-8 BOM (decode using utf-8-sig): line N column N (char N)",
    "Out of range float values are not JSON compliant: 'NaN'",
    "Out of range float values are not JSON compliant: 'Infinity'",
    "Out of range float values are not JSON compliant: '-Infinity'",
    "Exceeds the limit (N digits) for integer string conversion: value has N digits; "
    "use sys.set_int_max_str_digits() to increase the limit",
    "'utf-8' codec can't decode byte 0xXX in position N: invalid start byte",
    "'utf-8' codec can't decode byte 0xXX in position N: invalid continuation byte",
    "'utf-8' codec can't decode bytes in position N-N: invalid continuation byte",
}


def kind(detail: str) -> str:
    """Returns the message without positions and amounts."""
    said = re.sub(r"0x[0-9a-f]{2}", "0xXX", detail.removeprefix(json_parser.PREFIX))
    return re.sub(r"(?<!utf-)(?<!UTF-)\b\d+\b", "N", said)


class Recorded(unittest.TestCase):
    def test_answers_are_the_reference_s_on_every_release_of_python(self) -> None:
        for body, detail in record_json_errors.recorded():
            with self.subTest(body):
                verdict = server_rules.parse(body)
                self.assertEqual((verdict["status"], verdict["answer"]), (400, {"detail": detail}))

    def test_answers_are_of_every_kind(self) -> None:
        kinds = {kind(detail) for _, detail in record_json_errors.recorded()}
        self.assertEqual(kinds, KINDS)

    def test_answers_are_the_stack_s_where_this_is_the_stack(self) -> None:
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            with mock.patch("sys.argv", ["record_json_errors.py", "--check"]):
                status = record_json_errors.main()
        if record_json_errors.is_server_s_stack():
            self.assertEqual(status, 0, output.getvalue())
        else:
            self.assertEqual(status, 2)
            self.assertIn(f"needs {record_json_errors.STACK}", output.getvalue())


class Words(unittest.TestCase):
    def of(self, message: str, text: str, place: int) -> str:
        return json_parser.words(json.JSONDecodeError(message, text, place))

    def test_python_before_3_13_complains_of_the_bracket_behind_a_comma(self) -> None:
        self.assertEqual(self.of("Expecting value", "[1,\n ]", 5),
                         "Illegal trailing comma before end of array: line 1 column 3 (char 2)")
        self.assertEqual(
            self.of("Expecting property name enclosed in double quotes", '{"a":1 ,}', 8),
            "Illegal trailing comma before end of object: line 1 column 8 (char 7)",
        )

    def test_all_other_words_stay(self) -> None:
        for message, text, place in (
            ("Expecting value", "[1,}", 3), ("Expecting value", "[1,", 3),
            ("Expecting value", "]", 0), ("Expecting value", '{"a":]', 5),
            ("Expecting value", "[,1]", 1), ("Expecting value", "[1,,]", 3),
            ("Expecting property name enclosed in double quotes", '{"a":1,]', 7),
            ("Expecting property name enclosed in double quotes", "{,}", 1),
            ("Expecting ',' delimiter", "[1}", 2), ("Extra data", "1,]", 1),
        ):
            with self.subTest(text):
                error = json.JSONDecodeError(message, text, place)
                self.assertEqual(json_parser.words(error), str(error))


if __name__ == "__main__":
    unittest.main()
