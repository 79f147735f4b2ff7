"""Tests `flaghook log URL` with answers that are not a page of a log, and without an answer."""

import json
import socket
import unittest

from audit_log import PATH, TOKEN, entry, page
from log_server import FetchTest
from scripted_server import Answer


class Answers(FetchTest):
    """An answer that is not a log is an error with a reason, and does not reveal the token."""

    def test_a_redirect_is_not_followed(self) -> None:
        thief = self.serve(Answer(200, page()))
        for status in (301, 302, 303, 307, 308):
            with self.subTest(status):
                server = self.serve(Answer(status, b"", [("Location", thief.url)]))
                outcome = self.fetch(server.url)
                self.assertEqual(outcome.status, 1)
                self.assertIn(f"{status} no log: The redirect is not followed", outcome.output)
                self.assertIn(f'It redirects to "{thief.url}"', outcome.output)
        self.assertEqual(thief.requests, [])

    def test_answers_that_are_no_log(self) -> None:
        for status, body, parts in (
            (401, b'{"detail":"Invalid token"}',
             ("The token is not accepted", "\n  Invalid token\n")),
            (403, b'{"detail":"No."}', ("org:read", "\n  No.\n")),
            (404, b'{"detail":"Not found."}', ("no such organization",)),
            (400, b'{"detail":"Invalid date range"}', ("the query", "\n  Invalid date range\n")),
            (429, b"", ("Too many requests",)), (500, b"<html>\x1b[2J", ('"<html>\\u001b[2J"',)),
            (200, b"<html>", ("not a page of an audit log", "JSON parse error")),
            (200, b'{"data":[{"id":1}]}', ("data[0].action: This field is required.",)),
            (204, b"", ("not from Sentry's audit log",)),
        ):
            with self.subTest(status=status, body=body):
                server = self.serve(Answer(status, body))
                outcome = self.fetch(server.url)
                self.assertEqual((outcome.status, outcome.errors),
                                 (3 if status in (429, 500) else 1, ""))
                for part in (f"{status} no log: ", *parts):
                    self.assertIn(part, outcome.output)
                self.assertNotIn("\x1b", outcome.output)
                document = self.fetch(server.url, "--format", "json").document
                self.assertEqual(document["status"], status)

    def test_a_token_that_an_answer_repeats_is_not_printed(self) -> None:
        location = [("Location", f"https://x/?token={TOKEN}")]
        for answer in (
            Answer(401, json.dumps({"detail": f"No: {TOKEN}{TOKEN}."}).encode()),
            Answer(302, f"<html>{TOKEN}".encode(), location), Answer(500, TOKEN.encode()),
            Answer(200, page(entry(1, action=TOKEN))),
        ):
            for form in ("text", "json"):
                with self.subTest(status=answer.status, form=form):
                    outcome = self.fetch(self.serve(answer).url, "--format", form)
                    self.assertEqual(outcome.status, 3 if answer.status == 500 else 1)
                    if form == "text" or answer.status in (200, 302, 401):
                        self.assertIn("[the token]", outcome.output)

    def test_a_token_that_an_answer_repeats_in_escapes_is_not_printed(self) -> None:
        token = "sntrys_ey/of+the-tests"
        for spelled in (token.replace("/", "\\/"), token.replace("s", "\\u0073")):
            for form in ("text", "json"):
                with self.subTest(spelled, form=form):
                    answer = Answer(401, f'{{"detail":"No: {spelled}"}}'.encode())
                    outcome = self.fetch(self.serve(answer).url, "--format", form, token=token)
                    self.assertEqual(outcome.status, 1)
                    self.assertIn("No: [the token]", outcome.output)

    def test_no_answer_may_be_asked_for_again(self) -> None:
        # The bound socket reserves the port, but nothing listens on it.
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            gone = self.fetch(f"http://127.0.0.1:{bound.getsockname()[1]}{PATH}")
        self.assertEqual((gone.status, gone.output), (3, ""))
        unknown = self.fetch(f"https://no-such-host.invalid{PATH}")
        self.assertEqual(unknown.status, 3)
        server = self.serve(Answer(200, page()))
        self.assertEqual(self.fetch(server.url.replace("http:", "https:")).status, 1)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}{PATH}"
            slow = self.fetch(url, "--timeout", "0.3", "--format", "json")
        self.assertEqual((slow.status, slow.document["failure"]), (3, "timed_out"))
        self.assertNotIn("recorded", slow.document["advice"])


if __name__ == "__main__":
    unittest.main()
