"""Tests the reference over HTTP: the vectors, and features of HTTP only."""

import http.client
import json
import threading
import unittest
from collections.abc import Iterator
from typing import Any

from reference_path import CONFORMANCE
import endpoint
import server
import server_rules
from cases.case import body_bytes
from good_changes import a_body, a_change, a_row
from json_parser import DEEPEST_NESTING
from live_server import PATH, SECRET, SLUG, Header, Live, signed

NOT_SENT = {"signature-receive-trailing-newline"}
"""A line feed ends a header, so no request can have this one."""

STRIPPED = {"signature-receive-leading-space"}
"""White space around a header's value is not part of it (RFC 9110, 5.5), so this one fits."""


def vectors(operation: str) -> Iterator[dict[str, Any]]:
    """Yields the cases of an operation, of all levels."""
    for file in sorted((CONFORMANCE / "vectors").glob("*.json")):
        for case in json.loads(file.read_bytes()).get("cases", []):
            if case["op"] == operation:
                yield case


class Vectors(Live):
    def check(self, case: dict[str, Any], signature: str | None) -> None:
        """Checks the case over HTTP: same status, answer and records."""
        content_type = case["input"].get("content_type", "application/json")
        headers: list[Header] = []
        if content_type is not None:
            headers.append(("Content-Type", content_type))
        if signature is not None:
            headers.append((endpoint.SIGNATURE_HEADER, signature.encode()))
        self.organization.index_keyed = case["input"].get("index_keyed", False)
        self.organization.rows.written.clear()
        answer = self.ask(body_bytes(case["input"]["body"]), headers)
        expected = case["expected"]
        self.assertEqual(answer.status, expected["status"])
        self.assertEqual(self.organization.rows.written, expected["rows"])
        if answer.status != 500:
            # Django answers a failure with an HTML page, which is not compared.
            self.assertEqual(answer.decoded, expected["answer"])

    def test_parse(self) -> None:
        count = 0
        for count, case in enumerate(vectors("parse"), start=1):
            with self.subTest(case["id"]):
                body = body_bytes(case["input"]["body"])
                self.check(case, server_rules.sign(SECRET, body))
        self.assertGreater(count, 500)

    def test_receive(self) -> None:
        seen = set()
        for case in vectors("receive"):
            seen.add(case["id"])
            if case["id"] in NOT_SENT | STRIPPED:
                continue
            with self.subTest(case["id"]):
                self.organization.secrets = case["input"]["secrets"]
                self.check(case, case["input"]["signature"])
        self.assertGreater(len(seen), 30)
        self.assertLessEqual(NOT_SENT | STRIPPED, seen)

    def test_receive_without_the_white_space_that_http_drops(self) -> None:
        for case in vectors("receive"):
            if case["id"] in STRIPPED:
                self.organization.secrets = case["input"]["secrets"]
                signature = case["input"]["signature"]
                answer = self.ask(body_bytes(case["input"]["body"]), [
                    ("Content-Type", "application/json"), (endpoint.SIGNATURE_HEADER, signature),
                ])
                self.assertEqual((answer.status, answer.body), (200, b""))


class Endpoint(Live):
    def test_answers_an_accepted_payload_with_nothing(self) -> None:
        answer = self.post(a_body())
        self.assertEqual((answer.status, answer.body), (200, b""))
        self.assertEqual(answer.headers["Content-Length"], "0")
        self.assertEqual(self.organization.rows.written, [a_row()])

    def test_answers_a_refused_payload_with_200_and_the_errors(self) -> None:
        answer = self.post(a_body(a_change(), a_change(flag="")))
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        blank = {"flag": ["This field may not be blank."]}
        self.assertEqual(answer.decoded, {"data": [{}, blank]})
        self.assertEqual(self.organization.rows.written, [])
        self.organization.index_keyed = True
        answer = self.post(a_body(a_change(), a_change(flag="")))
        self.assertEqual(answer.decoded, {"data": {"1": blank}})

    def test_wants_one_signature_that_fits(self) -> None:
        right = server_rules.sign(SECRET, a_body())
        without = self.ask(a_body(), [("Content-Type", "application/json")])
        self.assert_unauthorized(without)
        for signatures in (
            [right.upper()], [server_rules.sign("another-secret", a_body())], [""], ["x"],
            [right, right], [right, "x"], [f"sha256={right}"],
        ):
            with self.subTest(signatures):
                self.assert_unauthorized(self.post(a_body(), *signatures))

    def test_takes_no_underscores_for_hyphens(self) -> None:
        right = server_rules.sign(SECRET, a_body())
        self.assert_unauthorized(self.ask(a_body(), [("X_Sentry_Signature", right)]))

    def test_looks_at_the_signature_before_anything_else(self) -> None:
        self.assert_unauthorized(self.post(b"{", "wrong"))
        self.assert_unauthorized(self.ask(a_body(), [("Content-Type", "text/plain")]))
        self.assertEqual(self.post(b"{").status, 400)

    def test_knows_one_organization(self) -> None:
        self.assert_unauthorized(self.post(a_body(), path=PATH.replace(SLUG, "other")))
        self.organization.secrets = []
        self.assert_unauthorized(self.post(a_body()))

    def test_is_at_one_path_only(self) -> None:
        for path in (
            PATH[:-1], PATH + "/", "/", PATH.replace("generic", "launchdarkly"),
            PATH.replace("generic", "unleash"), PATH.replace("generic", "other"),
            PATH.replace("/0/", "/1/"), PATH.upper(),
        ):
            with self.subTest(path):
                self.assertEqual(self.post(a_body(), path=path).status, 404)
        self.assertEqual(self.post(a_body(), path=PATH + "?x=1").status, 200)

    def test_only_takes_post(self) -> None:
        for method in ("GET", "PUT", "DELETE"):
            with self.subTest(method):
                answer = self.post(a_body(), method=method)
                self.assertEqual(answer.status, 405)
                self.assertIn("POST", answer.headers["Allow"])
        self.assertEqual(self.organization.rows.written, [])

    def test_only_takes_json(self) -> None:
        right = (endpoint.SIGNATURE_HEADER, server_rules.sign(SECRET, a_body()))
        for media_type, status in (
            ("application/json; charset=utf-8", 200), ("APPLICATION/JSON", 200),
            ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
            ("multipart/form-data; boundary=x", 415), ("application/vnd.api+json", 415),
        ):
            with self.subTest(media_type):
                answer = self.ask(a_body(), [("Content-Type", media_type), right])
                self.assertEqual(answer.status, status)
        self.assertEqual(self.ask(a_body(), [right]).status, 415)

    def test_reads_large_bodies_and_deep_ones(self) -> None:
        large = a_body()[:-1] + b',"note":"' + b"x" * 5_000_000 + b'"}'
        self.assertEqual(self.post(large).status, 200)
        for depth, status in ((DEEPEST_NESTING - 1, 200), (DEEPEST_NESTING, 500)):
            deep = a_body()[:-1] + b',"note":' + b"[" * depth + b"]" * depth + b"}"
            self.assertEqual(self.post(deep).status, status)

    def test_keeps_the_connection(self) -> None:
        self.post(a_body())
        first = self.connection.sock
        self.assertIsNotNone(first)
        self.post(b"{")
        self.assertIs(self.connection.sock, first)

    def test_writes_all_rows_of_requests_at_the_same_time(self) -> None:
        def post(number: int) -> None:
            connection = http.client.HTTPConnection(server.HOST, self.server.server_port)
            body = a_body(a_change(change_id=number), a_change(flag=""))
            good = a_body(a_change(change_id=number), a_change(change_id=number + 100))
            for each in (body, good):
                connection.request("POST", PATH, each, signed(each))
                connection.getresponse().read()
            connection.close()

        threads = [threading.Thread(target=post, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ids = [int(row["change_id"]) for row in self.organization.rows.written]
        self.assertEqual(sorted(ids), [*range(20), *range(100, 120)])
        self.assertTrue(all(ids[at] + 100 == ids[at + 1] for at in range(0, 40, 2)))


if __name__ == "__main__":
    unittest.main()
