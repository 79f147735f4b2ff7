"""Tests `flaghook suite`: which results equal the expected ones."""

import base64
import json
import unittest
from typing import Any

from tool import Folder, implementation, made_up_case, script

ROW = {"action": "created", "change_id": "1", "created_at": "2024-12-12T00:02:00.000000+00:00",
       "created_by": "a", "created_by_type": "name", "flag": "f"}
ACCEPTED = {"status": 200, "answer": None, "rows": [ROW]}
REFUSED = {"status": 200, "answer": {"data": [{}, {"flag": ["a", "b"]}]}, "rows": []}


class Comparison(Folder, unittest.TestCase):
    def verdict(self, op: str, expected: dict[str, Any], result: Any) -> tuple[str, str]:
        """Returns the outcome of a case if this JSON text or value is the testee's result."""
        text = result if isinstance(result, str) else json.dumps(result)
        self.write_vectors(made_up_case(op=op, input={"body": {"text": ""}}, expected=expected))
        command = script(self.folder, f"""
            import json, sys
            sys.stdin.readline()
            print(json.dumps({{"protocol": 1, "implementation": "x", "capabilities": [{op!r}]}}))
            for line in sys.stdin:
                print('{{"id": %d, "result": %s}}' % (json.loads(line)["id"], {text!r}))
        """)
        (one,) = implementation("--vectors", str(self.folder), "--testee", command)["results"]
        return one["verdict"], one.get("reason", "")

    def assert_passes(self, op: str, expected: dict[str, Any], result: Any) -> None:
        self.assertEqual(self.verdict(op, expected, result), ("passed", ""))

    def assert_fails(self, op: str, expected: dict[str, Any], result: Any, reason: str) -> None:
        self.assertEqual(self.verdict(op, expected, result), ("failed", reason))

    def test_members_count_in_any_order_and_items_in_theirs(self) -> None:
        self.assert_passes("parse", ACCEPTED, dict(reversed(ACCEPTED.items())))
        self.assert_passes("parse", ACCEPTED,
                           ACCEPTED | {"rows": [dict(reversed(ROW.items()))]})
        self.assert_fails("parse", REFUSED,
                          REFUSED | {"answer": {"data": [{}, {"flag": ["b", "a"]}]}},
                          'answer.data[1].flag[0]: expected "a", got "b"')

    def test_a_result_may_have_more_members_but_its_rows_may_not(self) -> None:
        self.assert_passes("parse", ACCEPTED, ACCEPTED | {"note": "x"})
        self.assert_fails("parse", ACCEPTED, ACCEPTED | {"rows": [ROW | {"note": "x"}]},
                          'rows[0].note: expected nothing, got "x"')

    def test_missing_and_surplus_parts_are_named(self) -> None:
        self.assert_fails("parse", ACCEPTED, {"status": 200, "rows": [ROW]},
                          "answer: expected null, got nothing")
        self.assert_fails("parse", ACCEPTED, ACCEPTED | {"rows": []},
                          f"rows[0]: expected {json.dumps(ROW, separators=(',', ':'))[:120]}... "
                          f"({len(json.dumps(ROW, separators=(',', ':')))} bytes in all), "
                          "got nothing")
        self.assert_fails("parse", REFUSED, REFUSED | {"rows": [1]},
                          "rows[0]: expected nothing, got 1")
        self.assert_fails("parse", REFUSED, REFUSED | {"answer": {"data": [{}, {}]}},
                          'answer.data[1].flag: expected ["a","b"], got nothing')

    def test_numbers_are_compared_as_the_numbers_they_are(self) -> None:
        for equal in ("200", "200.0", "2e2", "20000E-2"):
            self.assert_passes("parse", ACCEPTED, json.dumps(ACCEPTED).replace("200", equal, 1))
        for other in ("200.00000000001", "201", '"200"', "true", "1e400", "-200", "[200]"):
            verdict, reason = self.verdict(
                "parse", ACCEPTED, json.dumps(ACCEPTED).replace("200", other, 1))
            self.assertEqual(verdict, "failed", msg=other)
            self.assertTrue(reason.startswith("status: expected 200, got "), msg=reason)

    def test_large_numbers_are_not_rounded(self) -> None:
        for number, near in [
            (2**53 + 1, str(2**53)), (2**53 + 1, f"{2**53}.0"), (2**53, f"{2**53 + 1}.0"),
            (2**63 - 1, str(2**63)), (2**64 - 1, str(2**64)), (2**64 - 1, str(2**64 - 2)),
            (-(2**63), str(-(2**63) - 1)), (2**63, str(-(2**63))),
        ]:
            self.assert_passes("parse", {"n": number}, {"n": number})
            verdict, reason = self.verdict("parse", {"n": number}, '{"n":' + near + "}")
            self.assertEqual(verdict, "failed", msg=f"{number} and {near}")
            self.assertTrue(reason.startswith(f"n: expected {number}, got "), msg=reason)

    def test_the_words_of_a_syntax_error_count(self) -> None:
        words = "JSON parse error - Expecting value: line 1 column 9 (char 8)"
        expected = {"status": 400, "answer": {"detail": words}, "rows": []}
        self.assert_passes("parse", expected, expected)
        for other in (words.replace("9", "8"), words[:-1], "JSON parse error - ", words + "\n"):
            self.assert_fails("parse", expected, expected | {"answer": {"detail": other}},
                              f"answer.detail: expected {json.dumps(words)}, "
                              f"got {json.dumps(other)}")
        self.assert_fails("parse", expected, expected | {"answer": words},
                          f'answer: expected {{"detail":"{words}"}}, got "{words}"')
        self.assert_fails("parse", expected, {"status": 400, "rows": []},
                          f'answer: expected {{"detail":"{words}"}}, got nothing')

    def test_a_body_to_send_is_compared_byte_by_byte(self) -> None:
        def body(text: str) -> dict[str, str]:
            return {"body": base64.b64encode(text.encode()).decode()}

        expected = body('{"data":[],"meta":{"version":1}}')
        self.assert_passes("emit", expected, expected)
        verdict, reason = self.verdict("emit", expected, body('{"data": [],"meta":{"version":1}}'))
        self.assertEqual(verdict, "failed")
        self.assertTrue(reason.startswith("body: differs from byte 8 on: expected "), msg=reason)
        self.assertTrue(reason.endswith("(the same JSON in another spelling)"), msg=reason)
        verdict, reason = self.verdict("emit", expected, body('{"data":[],"meta":{"version":2}}'))
        self.assertEqual(reason,
                         "body: differs from byte 29 on, at meta.version: expected 1, got 2")
        verdict, reason = self.verdict("emit", expected, body(""))
        self.assertIn('got ""', reason)
        self.assert_fails("emit", expected, {"body": "e30"}, 'body: expected base64, got "e30"')
        self.assert_fails("emit", expected, {}, "body: expected base64, got nothing")

    def test_bytes_that_are_no_text_are_shown_as_such(self) -> None:
        expected = {"body": base64.b64encode(b"{}").decode()}
        got = {"body": base64.b64encode(b"\xff\x1b[31m").decode()}
        self.assert_fails("emit", expected, got,
                          'body: differs from byte 0 on: expected "{}", got "\\xff\\u001b[31m"')

    def test_issues_of_a_delivery_count_in_order_where_they_are_expected(self) -> None:
        first = {"path": "data", "message": "a"}
        second = {"path": "meta", "message": "b"}
        expected = {"outcome": "refused", "issues": [first, second]}
        self.assert_passes("delivery", expected, expected)
        self.assert_fails("delivery", expected, expected | {"issues": [second, first]},
                          'issues[0].path: expected "data", got "meta"')
        self.assert_passes("delivery", {"outcome": "malformed"},
                           {"outcome": "malformed", "issues": [first]})
        self.assert_passes("delivery", {"outcome": "malformed"}, {"outcome": "malformed"})
        self.assert_fails("delivery", {"outcome": "malformed"}, {"outcome": "refused"},
                          'outcome: expected "malformed", got "refused"')

    def test_values_that_could_act_on_a_terminal_are_made_visible(self) -> None:
        self.assert_fails("sign", {"signature": "aa"}, {"signature": "\x1b[2J\u202e"},
                          'signature: expected "aa", got "\\u001b[2J\\u202e"')


if __name__ == "__main__":
    unittest.main()
