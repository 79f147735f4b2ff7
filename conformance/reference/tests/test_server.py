"""The reference behind HTTP: the vectors over a connection, and what only HTTP has."""

import http.client
import io
import json
import logging
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reference_path import CONFORMANCE, REFERENCE
import endpoint
import server
import server_rules
from cases.case import body_bytes
from good_changes import a_body, a_change, a_row

SECRET = "a-secret-for-the-live-server"
SLUG = "acme"
PATH = f"/api/0/organizations/{SLUG}/flags/hooks/provider/generic/"

NOT_SENT = {"signature-receive-trailing-newline"}
"""A newline ends a header: no request can carry this one."""

STRIPPED = {"signature-receive-leading-space"}
"""White space around a header's value is not part of it (RFC 9110, 5.5): this one fits."""

Header = tuple[str, str | bytes]


class Answer:
    """What came back; `decoded` is the JSON of the body, or `None` when there is none."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def decoded(self) -> Any:
        return json.loads(self.body) if self.body else None


def setUpModule() -> None:
    logging.disable(logging.CRITICAL)
    unittest.addModuleCleanup(logging.disable, logging.NOTSET)


class Live(unittest.TestCase):
    """A server in this process, and one connection to it."""

    def setUp(self) -> None:
        self.maxDiff = None
        self.organization = endpoint.Organization(SLUG, [SECRET])
        stack_bytes = threading.stack_size()
        self.addCleanup(threading.stack_size, stack_bytes)
        self.server = server.Server(self.organization)
        self.addCleanup(self.server.server_close)
        serving = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        serving.start()
        self.addCleanup(serving.join)
        self.addCleanup(self.server.shutdown)
        self.connection = http.client.HTTPConnection(
            server.HOST, self.server.server_port, timeout=30
        )
        self.addCleanup(self.connection.close)

    def ask(
        self, body: bytes, headers: Iterable[Header], path: str = PATH, method: str = "POST"
    ) -> Answer:
        """Sends exactly these headers, and the body's length."""
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers:
            self.connection.putheader(name, value)
        self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body)
        return Answer(self.connection.getresponse())

    def post(self, body: bytes, *signatures: str | bytes, **options: Any) -> Answer:
        """Posts JSON with these signature headers; without any, with the right one."""
        signatures = signatures or (server_rules.sign(SECRET, body),)
        headers = [(endpoint.SIGNATURE_HEADER, signature) for signature in signatures]
        return self.ask(body, [("Content-Type", "application/json"), *headers], **options)

    def assert_unauthorized(self, answer: Answer) -> None:
        self.assertEqual((answer.status, answer.body), (401, b'"Not authorized."'))
        self.assertEqual(self.organization.rows.written, [])


def vectors(operation: str) -> Iterator[dict[str, Any]]:
    """The cases of an operation, of every level."""
    for file in sorted((CONFORMANCE / "vectors").glob("*.json")):
        for case in json.loads(file.read_bytes()).get("cases", []):
            if case["op"] == operation:
                yield case


class Vectors(Live):
    def check(self, case: dict[str, Any], signature: str | None) -> None:
        """The case over HTTP: the same status, answer and records."""
        headers: list[Header] = [("Content-Type", "application/json")]
        if signature is not None:
            headers.append((endpoint.SIGNATURE_HEADER, signature.encode()))
        self.organization.index_keyed = case["input"].get("index_keyed", False)
        self.organization.rows.written.clear()
        answer = self.ask(body_bytes(case["input"]["body"]), headers)
        expected = case["expected"]
        self.assertEqual(answer.status, expected["status"])
        self.assertEqual(self.organization.rows.written, expected["rows"])
        if answer.status == 400:
            # The wording of a syntax error is the parser's own.
            self.assertRegex(answer.decoded["detail"], "^JSON parse error - ")
        elif answer.status != 500:
            # What Django shows of a failure is a page; there is no answer to compare.
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
        for depth, status in ((5_000, 200), (20_000, 500)):
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
                connection.request("POST", PATH, each, {
                    "Content-Type": "application/json",
                    endpoint.SIGNATURE_HEADER: server_rules.sign(SECRET, each),
                })
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


class Framing(Live):
    """What HTTP says about where a body ends."""

    def exchange(self, *headers: str, body: bytes = b"") -> bytes:
        """Everything that comes back for one request, sent as it stands."""
        head = "\r\n".join([f"POST {PATH} HTTP/1.1", "Host: x", *headers, "", ""])
        with socket.create_connection((server.HOST, self.server.server_port), 30) as peer:
            peer.sendall(head.encode() + body)
            peer.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: peer.recv(65_536), b""))

    def signed(self, body: bytes) -> list[str]:
        signature = server_rules.sign(SECRET, body)
        return ["Content-Type: application/json", f"{endpoint.SIGNATURE_HEADER}: {signature}"]

    def test_reads_a_chunked_body(self) -> None:
        body = a_body()
        parts = [body[:1], body[1:17], body[17:]]
        right = [*self.signed(body), "Transfer-Encoding: Chunked"]
        plain = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
        self.assertIn(b"200 OK", self.exchange(*right, body=plain + b"0\r\n\r\n"))
        adorned = plain.replace(b"1\r\n", b"01 ;x=y\r\n", 1)
        self.assertIn(b"200 OK", self.exchange(*right, body=adorned + b"0\r\nX: y\r\n\r\n"))
        self.assertEqual(self.organization.rows.written, [a_row(), a_row()])

    def test_keeps_the_connection_behind_a_chunked_body(self) -> None:
        for _ in range(2):
            self.connection.request("POST", PATH, iter([a_body()]), dict(
                line.split(": ") for line in self.signed(a_body())
            ))
            first = self.connection.sock
            self.assertEqual(Answer(self.connection.getresponse()).status, 200)
        self.assertIs(self.connection.sock, first)
        self.assertEqual(len(self.organization.rows.written), 2)

    def test_answers_a_broken_frame_and_writes_nothing(self) -> None:
        chunked = [*self.signed(a_body()), "Transfer-Encoding: chunked"]
        for body in (
            b"", b"x\r\n", b"5\r\nabc", b"3\r\nabcd\r\n0\r\n\r\n", b"-1\r\n", b"3\nabc\n0\n\n",
            b"\r\n", b"0\r\n", b"1" * 17 + b"\r\n", b"1;" + b"x" * 5_000 + b"\r\n",
        ):
            with self.subTest(body[:20]):
                self.assertIn(b" 400 ", self.exchange(*chunked, body=body))
        for status, headers in (
            (400, [*chunked, "Content-Length: 3"]),
            (501, [*self.signed(b""), "Transfer-Encoding: gzip, chunked"]),
            (400, [*self.signed(b""), "Content-Length: -1"]),
            (400, [*self.signed(b""), "Content-Length: " + "9" * 5000]),
            (413, [*self.signed(b""), f"Content-Length: {server.LARGEST_BODY + 1}"]),
        ):
            with self.subTest(headers[-1]):
                self.assertIn(b" %d " % status, self.exchange(*headers, body=b"0\r\n\r\n"))
        self.assertEqual(self.organization.rows.written, [])

    def test_says_go_on_when_asked(self) -> None:
        length = f"Content-Length: {len(a_body())}"
        right = [*self.signed(a_body()), length]
        answer = self.exchange(*right, "Expect: 100-continue", body=a_body())
        self.assertTrue(answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
        self.assertTrue(self.exchange(*right, body=a_body()).startswith(b"HTTP/1.1 200 OK\r\n"))

    def test_bounds_a_chunked_body(self) -> None:
        source = io.BytesIO(b"5\r\nabcde\r\n5\r\nabcde\r\n0\r\n\r\n")
        self.assertEqual(server.read_chunked(source, largest=10), b"abcdeabcde")
        source.seek(0)
        with self.assertRaises(server.BadFrame) as bad:
            server.read_chunked(source, largest=9)
        self.assertEqual(bad.exception.status, 413)


class Program(unittest.TestCase):
    """`server.py` as a process."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="flaghook-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def start(self, *words: str, variable: str = "") -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-B", str(REFERENCE / "server.py"), *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.folder,
            env=os.environ | {server.SECRET_VARIABLE: variable},
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def post(self, url: str, body: bytes, secret: str) -> Answer:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        self.addCleanup(connection.close)
        connection.request("POST", parts.path, body, {
            "Content-Type": "application/json",
            endpoint.SIGNATURE_HEADER: server_rules.sign(secret, body),
        })
        return Answer(connection.getresponse())

    def url_of(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        line = process.stdout.readline()
        self.assertRegex(line, r"^listening on http://127\.0\.0\.1:\d+/api/0/organizations/")
        return line.removeprefix("listening on ").rstrip("\n")

    def test_serves_with_secrets_from_files_and_adds_rows_to_a_file(self) -> None:
        (self.folder / "first").write_bytes(b"the-first-secret\r\n")
        (self.folder / "second").write_bytes(b"the-second-secret")
        (self.folder / "rows").write_text("{}\n")
        process = self.start(
            "--secret-file", "first", "--secret-file", "second", "--organization", "some-org",
            "--rows", "rows", "--index-keyed", variable="not-this-secret",
        )
        url = self.url_of(process)
        self.assertIn("/organizations/some-org/flags/hooks/provider/generic/", url)
        for number, secret in enumerate(("the-first-secret", "the-second-secret")):
            answer = self.post(url, a_body(a_change(change_id=number, flag="\u00e9")), secret)
            self.assertEqual((answer.status, answer.body), (200, b""))
        self.assertEqual(self.post(url, a_body(), "not-this-secret").status, 401)
        refused = self.post(url, a_body(None), "the-first-secret")
        self.assertEqual(refused.decoded, {"data": {"0": ["This field may not be null."]}})
        lines = (self.folder / "rows").read_text().splitlines()
        self.assertEqual(
            [json.loads(line) for line in lines],
            [{}, *(a_row(change_id=number, flag="\u00e9") for number in "01")],
        )

    def test_serves_with_the_secret_of_the_environment(self) -> None:
        url = self.url_of(self.start(variable="the-variable's-secret"))
        self.assertEqual(self.post(url, a_body(), "the-variable's-secret").status, 200)

    def test_ends_cleanly_when_told_to(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                process = self.start(variable=SECRET)
                url = urlsplit(self.url_of(process))
                with socket.create_connection((url.hostname, url.port), 30) as idle:
                    idle.sendall(b"POST ")
                    process.send_signal(number)
                    self.assertEqual(process.wait(timeout=30), 0)
                assert process.stderr is not None
                self.assertNotIn("Traceback", process.stderr.read())

    def test_reads_deep_bodies_whatever_the_shell_s_limit_of_the_stack(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_STACK, (soft, hard))
        resource.setrlimit(resource.RLIMIT_STACK, (1024 * 1024, hard))
        url = self.url_of(self.start(variable=SECRET))
        deep = a_body()[:-1] + b',"note":' + b"[" * 9_000 + b"]" * 9_000 + b"}"
        self.assertEqual(self.post(url, deep, SECRET).status, 200)

    def test_does_not_start_without_a_secret_or_a_port(self) -> None:
        (self.folder / "empty").write_bytes(b"\n")
        (self.folder / "binary").write_bytes(b"\xff" * 20)
        with socket.create_server((server.HOST, 0)) as taken:
            for words, variable in (
                ([], ""), (["--secret-file", "empty"], SECRET),
                (["--secret-file", "absent"], SECRET), (["--secret-file", "binary"], SECRET),
                (["--port", str(taken.getsockname()[1])], SECRET), (["--port", "x"], SECRET),
            ):
                with self.subTest(words):
                    output, errors = self.start(*words, variable=variable).communicate(timeout=30)
                    self.assertEqual(output, "")
                    self.assertIn("server.py: ", errors)
                    self.assertNotIn("Traceback", errors)


if __name__ == "__main__":
    unittest.main()
