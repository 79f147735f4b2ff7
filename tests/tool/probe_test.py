"""`flaghook probe`: a good receiver passes, and each bad one fails for its own reason.

The receivers are the Python reference behind a small HTTP server, with one thing wrong with each.
"""

import json
import socket
import sys
import unittest
from collections.abc import Callable
from xml.etree import ElementTree

from running import CONFORMANCE, SECRET, Outcome
from scripted_server import Answer, Request, ServerTest

sys.path.insert(0, str(CONFORMANCE / "reference"))

import server_rules  # noqa: E402

Judge = Callable[[bytes, str | None], Answer]


def rendered(verdict: server_rules.Verdict) -> Answer:
    """The HTTP answer that a verdict stands for."""
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
    """Answers 400 to bad fields, as one would think."""
    answer = good(body, signature)
    return Answer(400, answer.body) if answer.status == 200 and answer.body else answer


def created(body: bytes, signature: str | None) -> Answer:
    """Answers 201, as the documentation has it."""
    answer = good(body, signature)
    return Answer(201) if answer.status == 200 and not answer.body else answer


def yes(body: bytes, signature: str | None) -> Answer:
    return Answer()


class Probe(ServerTest):
    path = "/anywhere"

    def receive(self, judge: Judge) -> str:
        """The URL of a receiver that judges like this."""
        def script(request: Request) -> Answer:
            if request.method != "POST":
                return Answer(405)
            return judge(request.body, request.headers["X-Sentry-Signature"])

        return self.serve_by(script).url

    def probe(self, url: str, *arguments: str) -> Outcome:
        return self.run_tool("probe", url, *arguments, secret=SECRET.decode())

    def failures(self, judge: Judge, *arguments: str) -> set[str]:
        """The ids of the cases that did not pass."""
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
        self.assertIn("1 requests with made-up flags", errors)
        self.assertIn("will be recorded there", errors)

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

    def test_a_receiver_that_never_answers_ends_it_soon(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
            outcome = self.probe(url, "--timeout", "0.3")
        self.assert_unusable_after_notice(outcome, "does not answer")

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
        self.assert_unusable(outcome, "is no URL of a receiver")
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

    def test_known_failures_must_fail(self) -> None:
        self.write("known", b"probe-signature-upper-case\n")
        some = ("--filter", "probe-*", "--known-failures", "known")
        self.assertEqual(self.probe(self.receive(any_case), *some).status, 0)
        self.assertEqual(self.probe(self.receive(good), *some).status, 1)


if __name__ == "__main__":
    unittest.main()
