"""Tests `flaghook probe`: a good receiver passes, and each bad one fails for its own reason.

The receivers are the Python reference behind a small HTTP server, each with one mistake.
"""

import itertools
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
import unittest
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from xml.etree import ElementTree

from running import CONFORMANCE, SECRET, TOOL, Outcome, digest, environment
from scripted_server import Answer, Request, ServerTest

sys.path.insert(0, str(CONFORMANCE / "reference"))

import server_rules  # noqa: E402

Judge = Callable[[bytes, str | None], Answer]


def rendered(verdict: server_rules.Verdict) -> Answer:
    """Returns the HTTP answer to a verdict."""
    answer = verdict["answer"]
    return Answer(verdict["status"], b"" if answer is None else json.dumps(answer).encode())


def good(body: bytes, signature: str | None) -> Answer:
    return rendered(server_rules.receive(body, signature, [SECRET.decode()]))


def any_case(body: bytes, signature: str | None) -> Answer:
    return good(body, None if signature is None else signature.lower())


def no_signature_needed(body: bytes, signature: str | None) -> Answer:
    return rendered(server_rules.parse(body)) if signature is None else good(body, signature)


def body_first(body: bytes, signature: str | None) -> Answer:
    verdict = server_rules.parse(body)
    return rendered(verdict) if verdict["status"] == 400 else good(body, signature)


def bad_request(body: bytes, signature: str | None) -> Answer:
    """Answers 400 to bad fields, which Sentry does not."""
    answer = good(body, signature)
    return Answer(400, answer.body) if answer.status == 200 and answer.body else answer


def created(body: bytes, signature: str | None) -> Answer:
    """Answers 201, as the documentation says."""
    answer = good(body, signature)
    return Answer(201) if answer.status == 200 and not answer.body else answer


def yes(body: bytes, signature: str | None) -> Answer:
    return Answer()


class Probe(ServerTest):
    path = "/anywhere"

    def receive(self, judge: Judge) -> str:
        """Starts a receiver with this judge, and returns its URL."""
        def script(request: Request) -> Answer:
            if request.method != "POST":
                return Answer(405)
            return judge(request.body, request.headers["X-Sentry-Signature"])

        return self.serve_by(script).url

    def probe(self, url: str, *arguments: str) -> Outcome:
        return self.run_tool("probe", url, *arguments, secret=SECRET.decode())

    def failures(self, judge: Judge, *arguments: str) -> set[str]:
        """Returns the ids of the cases that did not pass."""
        outcome = self.probe(self.receive(judge), "--format", "json", *arguments)
        self.assertEqual(outcome.status, 1, outcome.errors)
        (implementation,) = outcome.document["implementations"]
        return {
            case["id"] for case in implementation["results"] if case["verdict"] != "passed"
        }

    def test_the_reference_passes_every_case(self) -> None:
        outcome = self.probe(self.receive(good), "--level", "may")
        self.assertEqual(outcome.status, 0, outcome.output[-3000:])
        self.assertRegex(outcome.output, r"\n7\d\d passed, 0 failed\n$")

    def test_says_what_it_sends_and_that_it_may_be_recorded(self) -> None:
        errors = self.probe(self.receive(good), "--filter", "probe-signature-right").errors
        self.assertIn("2 requests with made-up flags", errors)
        self.assertIn("it will record those that conform", errors)

    def test_capital_digits_that_are_taken_are_found(self) -> None:
        self.assertEqual(self.failures(any_case, "--filter", "probe-*"),
                         {"probe-signature-upper-case"})

    def test_a_receiver_that_needs_no_signature_is_found(self) -> None:
        self.assertEqual(self.failures(no_signature_needed, "--filter", "probe-*"),
                         {"probe-signature-missing"})

    def test_reading_the_body_before_the_signature_is_found(self) -> None:
        self.assertEqual(self.failures(body_first, "--filter", "probe-*"),
                         {"probe-signature-before-json"})

    def test_answering_400_to_bad_fields_is_found(self) -> None:
        found = self.failures(bad_request)
        self.assertIn("probe-signature-right-refused", found)
        self.assertGreater(sum(case.startswith("fields-") for case in found), 100)
        self.assertFalse(any(case.startswith("json-control") for case in found))
        self.assertNotIn("probe-signature-right", found)

    def test_answering_201_is_found(self) -> None:
        found = self.failures(created, "--filter", "probe-*")
        self.assertIn("probe-signature-right", found)
        self.assertNotIn("probe-signature-missing", found)

    def test_a_receiver_that_takes_everything_is_found(self) -> None:
        found = self.failures(yes, "--filter", "probe-*")
        self.assertIn("probe-signature-other-secret", found)
        self.assertNotIn("probe-signature-right", found)

    def assert_ends_at_once(self, answer: Answer, words: str, path: str = "/anywhere/") -> None:
        """Checks that the probe ends after one valid request, with one sentence."""
        self.path = path
        server = self.serve(answer)
        outcome = self.probe(server.url)
        self.assertEqual((outcome.status, outcome.output), (2, ""), outcome)
        notice, sentence = outcome.errors.splitlines()
        self.assertIn("requests with made-up flags", notice)
        self.assertEqual(sentence, f"flaghook: {words}")
        (request,) = [one for one in server.requests if one.method == "POST"]
        self.assertEqual(request.headers["X-Sentry-Signature"], digest(request.body))

    def test_another_secret_organization_path_or_slash_is_said_at_once(self) -> None:
        secret = "to a valid request: its secret is not the given one, or its organization is " \
                 "not that of the URL"
        slash = "; the URL lacks the slash at its end that Sentry's has"
        self.assert_ends_at_once(Answer(401, b'"Not authorized."'),
                                 f"the receiver answers 401 {secret}")
        self.assert_ends_at_once(Answer(403), f"the receiver answers 403 {secret}")
        self.assert_ends_at_once(Answer(404), "the receiver answers 404 to a valid request: there "
                                 "is no webhook at this path")
        self.assert_ends_at_once(Answer(404), "the receiver answers 404 to a valid request: there "
                                 f"is no webhook at this path{slash}", "/hook?x=/")
        self.assert_ends_at_once(Answer(405), "the receiver answers 405 to a valid request: this "
                                 "path does not accept POST")
        self.assert_ends_at_once(
            Answer(301, b"", [("Location", "/hook/")]), 'the receiver redirects a valid request '
            '(status 301 to "/hook/"), but a webhook does not follow redirects: use the '
            f"target's URL{slash}",
            "/hook")
        self.assert_ends_at_once(Answer(502), "a proxy answers 502 instead of the receiver, or the "
                                 "receiver is not ready: check that it is running")
        self.assert_ends_at_once(Answer(200, b"<html>"), "the receiver answers a valid request with "
                                 "an HTML page: this is not the URL of a webhook")

    def test_too_many_requests_are_waited_for(self) -> None:
        for when in ("1", formatdate(time.time() + 2, usegmt=True), "nonsense", None):
            with self.subTest(when):
                headers = [] if when is None else [("Retry-After", when)]
                number = itertools.count(1)
                def judge(body: bytes, signature: str | None) -> Answer:
                    # The greeting, and the first case.
                    if next(number) in (1, 3):
                        return Answer(429, b"", headers)
                    return good(body, signature)
                outcome = self.probe(self.receive(judge), "--filter", "probe-signature-r*")
                self.assertEqual(outcome.status, 0, outcome)
                self.assertEqual(outcome.errors.count("the receiver asks to wait (status 429); "
                                                      "next attempt in "), 2, outcome.errors)

    def receive_bytes(self, answer: bytes) -> int:
        """Starts a server that answers every connection with some bytes and closes it, and returns
        its port."""
        server = socket.create_server(("127.0.0.1", 0))
        def serve() -> None:
            while True:
                try:
                    connection = server.accept()[0]
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(65_536)
                        connection.sendall(answer)
                    except ConnectionError:
                        pass
        thread = threading.Thread(target=serve)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.close)
        self.addCleanup(server.shutdown, socket.SHUT_RDWR)
        return server.getsockname()[1]

    def assert_silence(self, url: str, words: str) -> None:
        outcome = self.probe(url, "--timeout", "5")
        self.assertEqual((outcome.status, outcome.output), (2, ""), outcome)
        self.assertEqual(outcome.errors.splitlines()[-1], f"flaghook: {words}")

    def test_what_is_no_http(self) -> None:
        port = self.receive_bytes(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.assert_silence(f"http://127.0.0.1:{port}/",
                            "the receiver does not answer as expected: the answer is not HTTP")

    def test_nothing_at_all(self) -> None:
        port = self.receive_bytes(b"")
        self.assert_silence(f"http://127.0.0.1:{port}/", "the receiver does not answer as "
                            "expected: Empty reply from server")

    def test_a_huge_answer(self) -> None:
        port = self.receive_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" +
                                  b"x" * 99_999_999)
        self.assert_silence(f"http://127.0.0.1:{port}/",
                            "the receiver does not answer as expected: the answer exceeds the "
                            "limit of 16 MiB")

    def test_tls_to_a_port_of_plain_http(self) -> None:
        url = self.receive(good).replace("http://", "https://")
        self.assert_silence(url, "the receiver does not answer: the port speaks plain http, not "
                            "TLS: begin the URL with http://")

    def test_plain_http_to_a_port_of_tls(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem",
             "-out", "certificate.pem", "-subj", "/CN=localhost", "-days", "2"],
            cwd=self.folder, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "certificate.pem", self.folder / "key.pem")
        server = self.serve_by(lambda _: Answer())
        server.socket = context.wrap_socket(server.socket, server_side=True)
        self.assert_silence(server.url, "the receiver does not answer: the port speaks TLS, not "
                            "plain http: begin the URL with https://")

    def test_a_full_disk(self) -> None:
        url = self.receive(good)
        some = ("--filter", "probe-signature-right")
        outcome = self.probe(url, *some, "--output", "/dev/full")
        self.assertEqual(outcome.status, 2)
        self.assertIn("cannot write /dev/full: No space left on device; free some space, or give a "
                      "file on another disk\n", outcome.errors)
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([TOOL, "probe", url, *some], stdout=full, stderr=subprocess.PIPE,
                                  env=environment(FLAGHOOK_SECRET=SECRET.decode()), check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write the output", done.stderr)

    def test_a_receiver_that_never_answers_ends_it_soon(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
            outcome = self.probe(url, "--timeout", "0.3")
        self.assert_unusable_after_notice(
            outcome, "the receiver accepts the connection, but does not answer within 0.3 s: it "
            "is not an HTTP server, or needs a longer --timeout\n")

    def test_a_receiver_that_is_not_there_is_no_verdict(self) -> None:
        outcome = self.probe("http://127.0.0.1:1/", "--timeout", "5")
        self.assert_unusable_after_notice(outcome, "does not answer", "127.0.0.1")

    def assert_unusable_after_notice(self, outcome: Outcome, *parts: str) -> None:
        self.assertEqual((outcome.status, outcome.output), (2, ""), outcome)
        for part in parts:
            self.assertIn(part, outcome.errors)

    def test_asks_before_it_sends_elsewhere(self) -> None:
        for url in ("https://sentry.invalid/", "http://10.0.0.1:1/", "http://127.0.0.1.invalid/"):
            with self.subTest(url):
                self.assert_unusable_after_notice(self.probe(url), "--yes")
        outcome = self.probe("http://sentry.invalid/", "--yes")
        self.assert_unusable_after_notice(outcome, "does not answer", "sentry.invalid")

    def test_a_url_that_is_none_is_said_to_be_none(self) -> None:
        for url in ("", "nonsense with spaces", "file:///etc/passwd", "http://"):
            with self.subTest(url):
                self.assert_unusable(self.probe(url))

    def test_a_password_in_the_url_is_not_repeated(self) -> None:
        url = self.receive(good).replace("://", "://me:pass-word@")
        outcome = self.probe(url, "--filter", "probe-signature-right", "--format", "json")
        self.assertEqual(outcome.status, 0, outcome)
        self.assertNotIn("pass-word", outcome.output + outcome.errors)
        (implementation,) = outcome.document["implementations"]
        self.assertEqual(implementation["command"], url.replace("me:pass-word@", ""))

    def test_another_scheme_is_no_receiver(self) -> None:
        outcome = self.probe("ftp://127.0.0.1/")
        self.assert_unusable(outcome, "is not the URL of a receiver")
        self.assertNotIn("requests with made-up flags", outcome.errors)

    def test_reports_like_the_suite(self) -> None:
        url = self.receive(any_case)
        some = ("--filter", "probe-signature-*")
        junit = ElementTree.fromstring(self.probe(url, *some, "--format", "junit").output)
        self.assertEqual([case.get("name") for case in junit.iter("testcase")
                          if case.find("failure") is not None], ["probe-signature-upper-case"])
        outcome = self.probe(url, *some, "--format", "html", "--output", "report.html")
        self.assertEqual(outcome.status, 1)
        self.assertIn("<html", (self.folder / "report.html").read_text())

    def test_a_failure_has_the_curl_command_that_repeats_it(self) -> None:
        url = self.receive(yes)
        outcome = self.probe(url, "--filter", "probe-signature-*", "--filter", "json-b*",
                             "--filter", "json-words-bytes-*", "--format", "json")
        (found,) = outcome.document["implementations"]
        wrong = [one for one in found["results"] if one["verdict"] == "failed"]
        self.assertTrue(any("base64 -d" in one["repeat"] for one in wrong))
        self.assertTrue(any("base64 -d" not in one["repeat"] for one in wrong))
        for one in wrong:
            self.assertNotIn(SECRET.decode(), one["repeat"])
            self.assertNotIn("request", one)
            sent: list[Request] = []

            def record(request: Request) -> Answer:
                sent.append(request)
                return Answer()

            other = self.serve_by(record).url
            subprocess.run(["sh", "-c", one["repeat"].replace(url, other)], check=True,
                           capture_output=True, timeout=60)
            self.probe(other, "--filter", one["id"])
            repeated, _, original = sent
            self.assertEqual((repeated.method, repeated.body), (original.method, original.body))
            for name in ("X-Sentry-Signature", "Content-Type", "Accept", "Content-Length"):
                self.assertEqual(repeated.headers[name], original.headers[name])

    def test_a_large_body_is_left_to_a_probe(self) -> None:
        url = self.receive(created)
        outcome = self.probe(url, "--filter", "probe-transport-large", "--format", "json")
        (one,) = outcome.document["implementations"][0]["results"]
        self.assertEqual(one["repeat"], f"flaghook probe {url} --filter probe-transport-large "
                                        "--secret-file FILE")

    def test_known_failures_must_fail(self) -> None:
        self.write("known", b"probe-signature-upper-case\n")
        some = ("--filter", "probe-*", "--known-failures", "known")
        self.assertEqual(self.probe(self.receive(any_case), *some).status, 0)
        self.assertEqual(self.probe(self.receive(good), *some).status, 1)


if __name__ == "__main__":
    unittest.main()
