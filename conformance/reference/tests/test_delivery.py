"""Tests how a sender reads an answer."""

import json
import unittest

import reference_path  # noqa: F401
import server_rules
from good_changes import a_body, a_change
from delivery import parse_delivery


class Delivery(unittest.TestCase):
    def outcome(self, status: int, body: bytes = b"") -> str:
        return parse_delivery(status, body)["outcome"]

    def test_is_accepted_only_with_an_empty_body(self) -> None:
        self.assertEqual(parse_delivery(200, b""), {"outcome": "accepted", "issues": []})
        self.assertEqual(self.outcome(201), "accepted")
        self.assertEqual(self.outcome(200, b"{}"), "unexpected")

    def test_has_an_outcome_for_each_status(self) -> None:
        for status, expected in (
            (401, "unauthorized"), (404, "not_found"), (413, "too_large"),
            (415, "unsupported_media_type"), (429, "throttled"),
            (500, "server_error"), (503, "server_error"), (599, "server_error"),
            (204, "unexpected"), (302, "unexpected"), (400, "unexpected"), (403, "unexpected"),
            (600, "unexpected"), (0, "unexpected"),
        ):
            with self.subTest(status):
                self.assertEqual(self.outcome(status), expected)

    def test_of_what_is_not_json_is_malformed(self) -> None:
        answer = server_rules.parse(b"{")["answer"]
        self.assertEqual(parse_delivery(400, json.dumps(answer).encode()), {
            "outcome": "malformed", "issues": [{"path": "", "message": answer["detail"]}],
        })

    def test_finds_the_issues_that_the_server_had(self) -> None:
        bodies = (
            b"null", b"[]", b"{}", a_body(meta={}), a_body(meta=[]),
            a_body(None, a_change(), {}, 7, a_change(created_by={"id": "\0" * 101})),
            b'{"data":{},"meta":null}',
        )
        for body in bodies:
            for index_keyed in (False, True):
                with self.subTest(body=body, index_keyed=index_keyed):
                    verdict = server_rules.parse(body, index_keyed=index_keyed)
                    answer = json.dumps(verdict["answer"]).encode()
                    expected = [
                        {"path": issue["path"], "message": issue["message"]}
                        for issue in verdict["issues"]
                    ]
                    self.assertEqual(
                        parse_delivery(200, answer), {"outcome": "refused", "issues": expected}
                    )

    def test_of_anything_else_is_unexpected(self) -> None:
        for body in (
            b"<html>", b'{"data":["x"]', b'{"data":["x"]}{}', b"[]", b"null", b'"x"', b"1",
            b'{"data":[]}', b'{"data":[{}]}', b'{"data":"x"}', b'{"data":[1]}', b'{"data":null}',
            b'{"data":["x",{}]}', b'{"data":NaN}', b'\xff', b"\xef\xbb\xbf{}",
            b'{"data":' + b"[" * 100_000,
        ):
            with self.subTest(body[:40]):
                self.assertEqual(
                    parse_delivery(200, body), {"outcome": "unexpected", "issues": []}
                )


if __name__ == "__main__":
    unittest.main()
