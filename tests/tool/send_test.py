"""Tests `flaghook send` with a scripted server in this process.

tests/live covers real servers, TLS and broken connections.
"""

import socket
import time
import unittest
from email.utils import formatdate
from typing import Any

from running import GOOD, SECRET, Outcome, digest
from scripted_server import Answer, ServerTest

PATH = "/api/0/organizations/acme/flags/hooks/provider/generic/"
SIGNATURE = digest(GOOD)


class Send(ServerTest):
    path = PATH

    def send(self, url: str, *arguments: str, body: bytes = GOOD) -> Outcome:
        return self.run_tool(
            "send", url, "-", *arguments, stdin=body, secret=SECRET.decode()
        )

    def send_json(self, url: str, *arguments: str) -> tuple[int, dict[str, Any]]:
        outcome = self.send(url, "--format", "json", *arguments)
        return outcome.status, outcome.document

    def test_sends_exactly_the_bytes_that_it_signed(self) -> None:
        server = self.serve(Answer())
        body = b" " + GOOD.replace(b'":', b'" : ') + b"\n"
        outcome = self.send(server.url, body=body)
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertTrue(outcome.output.startswith("200 accepted: "), outcome.output)
        (request,) = server.requests
        self.assertEqual((request.target, request.body), (PATH, body))
        self.assertEqual(request.headers["Content-Type"], "application/json")
        self.assertEqual(
            request.headers["X-Sentry-Signature"], digest(body)
        )

    def test_prints_the_request_instead_of_sending_it(self) -> None:
        server = self.serve(Answer())
        outcome = self.send(server.url, "--dry-run")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        head, _, body = outcome.output.partition("\n\n")
        self.assertEqual(body.encode(), GOOD)
        self.assertEqual(
            head.splitlines(),
            [
                f"POST {PATH} HTTP/1.1",
                f"Host: 127.0.0.1:{server.port}",
                "Accept: application/json",
                "Content-Type: application/json",
                f"X-Sentry-Signature: {SIGNATURE}",
                f"Content-Length: {len(GOOD)}",
            ],
        )
        self.assertEqual(server.requests, [])

    def test_a_200_with_a_body_is_no_success(self) -> None:
        tree = b'{"data":[{},{"flag":["This field may not be blank."]}],"meta":["Bad."]}'
        server = self.serve(Answer(200, tree))
        outcome = self.send(server.url)
        self.assertEqual(outcome.status, 1)
        self.assertIn("200 refused: Nothing is recorded although the status is 200", outcome.output)
        self.assertIn("  data[1].flag: This field may not be blank.\n  meta: Bad.\n",
                      outcome.output)

    def test_each_answer_has_its_outcome(self) -> None:
        for answer, outcome, retry in (
            (Answer(200), "accepted", "unneeded"),
            (Answer(201), "accepted", "unneeded"),
            (Answer(200, b'{"data":{"1":{"flag":["No."]}}}'), "refused", "futile"),
            (Answer(400, b'{"detail":"JSON parse error - x"}'), "malformed", "futile"),
            (Answer(401, b'"Not authorized."'), "unauthorized", "futile"),
            (Answer(404, b"{}"), "not_found", "futile"),
            (Answer(413), "too_large", "futile"),
            (Answer(415), "unsupported_media_type", "futile"),
            (Answer(429, b"", [("Retry-After", "7")]), "throttled", "safe"),
            (Answer(500), "server_error", "unsafe"),
            (Answer(502, b"<html>"), "server_error", "unsafe"),
            (Answer(503), "server_error", "safe"),
            (Answer(200, b"<html>Welcome</html>"), "unexpected", "unsafe"),
            (Answer(204), "unexpected", "unsafe"),
        ):
            with self.subTest(outcome, status=answer.status):
                status, document = self.send_json(self.serve(answer).url)
                self.assertEqual(status, {"unneeded": 0, "futile": 1, "safe": 3, "unsafe": 4}[retry])
                self.assertEqual(document["status"], answer.status)
                self.assertEqual(document["outcome"], outcome)
                self.assertEqual(document["accepted"], outcome == "accepted")
                self.assertEqual(document["retry"], retry)
                self.assertEqual(document["attempts"], 1)
                self.assertEqual(document["retry_after"], 7 if outcome == "throttled" else None)

    def test_a_redirect_is_not_followed(self) -> None:
        other = self.serve(Answer())
        for code in (301, 302, 303, 307, 308):
            with self.subTest(code):
                server = self.serve(Answer(code, b"", [("Location", other.url)]))
                outcome = self.send(server.url)
                self.assertEqual(outcome.status, 1)
                self.assertIn(f"{code} unexpected", outcome.output)
                self.assertIn(other.url, outcome.output)
        self.assertEqual(other.requests, [])

    def test_an_answer_cannot_act_on_the_terminal(self) -> None:
        server = self.serve(Answer(200, b'{"flag":["\\u001b[31m\\u202e"]}'))
        outcome = self.send(server.url)
        self.assertIn("flag: \\u001b[31m\\u202e", outcome.output)
        page = self.send(self.serve(Answer(200, b"\x1b[2J\xff")).url)
        self.assertNotIn("\x1b", page.output)

    def test_tries_again_where_that_is_safe(self) -> None:
        for first in (Answer(429), Answer(503)):
            with self.subTest(first.status):
                server = self.serve(first, first, Answer())
                outcome = self.send(server.url, "--retries", "2", "--first-pause", "0.01")
                self.assertEqual(outcome.status, 0, outcome)
                self.assertEqual(len(server.requests), 3)
                self.assertEqual(outcome.errors.count("next attempt in"), 2)
                signatures = {one.headers["X-Sentry-Signature"] for one in server.requests}
                self.assertEqual(signatures, {SIGNATURE})

    def test_does_not_try_again_more_often_than_it_may(self) -> None:
        server = self.serve(Answer(503))
        outcome = self.send(server.url, "--retries", "2", "--first-pause", "0.01")
        self.assertEqual((outcome.status, len(server.requests)), (3, 3))

    def test_does_not_try_again_where_that_is_futile_or_unsafe(self) -> None:
        for answer, status in (
            (Answer(200, b'{"data":["No."]}'), 1), (Answer(401), 1), (Answer(500), 4),
            (Answer(502), 4),
        ):
            with self.subTest(answer.status):
                server = self.serve(answer)
                outcome = self.send(server.url, "--retries", "3", "--first-pause", "0.01")
                self.assertEqual((outcome.status, len(server.requests)), (status, 1))

    def test_takes_the_risk_when_it_is_told_to(self) -> None:
        server = self.serve(Answer(502), Answer())
        outcome = self.send(
            server.url, "--retries", "1", "--retry-unsafe", "--first-pause", "0.01"
        )
        self.assertEqual((outcome.status, len(server.requests)), (0, 2))

    def test_waits_as_long_as_the_server_asks(self) -> None:
        server = self.serve(Answer(429, b"", [("Retry-After", "1")]), Answer())
        outcome = self.send(server.url, "--retries", "1", "--first-pause", "0.01")
        self.assertEqual(outcome.status, 0)
        self.assertEqual(outcome.errors, "flaghook: 429 throttled, nothing is recorded; next "
                                         "attempt in 1 s, as Retry-After asks (2 of 2)\n")
        self.assertIn("  It was sent 2 times.\n", outcome.output)

    def test_waits_until_the_date_that_the_server_names(self) -> None:
        date = formatdate(time.time() + 2.9, usegmt=True)
        server = self.serve(Answer(503, b"", [("Retry-After", date)]), Answer())
        begin = time.monotonic()
        outcome = self.send(server.url, "--retries", "1", "--first-pause", "0.01")
        self.assertGreaterEqual(time.monotonic() - begin, 1)
        self.assertEqual(outcome.status, 0)
        self.assertRegex(outcome.errors, r"503 server_error, nothing is recorded; next attempt in "
                                         r"[23] s, as Retry-After asks \(2 of 2\)\n")
        soon = self.serve(Answer(503, b"", [("Retry-After", formatdate(0, usegmt=True))]), Answer())
        outcome = self.send(soon.url, "--retries", "1", "--first-pause", "0.01")
        self.assertEqual((outcome.status, len(soon.requests)), (0, 2))
        late = self.serve(Answer(503, b"", [
            ("Retry-After", formatdate(time.time() + 86_400, usegmt=True))]))
        outcome = self.send(late.url, "--retries", "1", "--first-pause", "0.01")
        self.assertEqual((outcome.status, len(late.requests)), (3, 1))
        self.assertIn("longer than --max-wait allows", outcome.errors)

    def test_says_when_it_may_be_recorded_already(self) -> None:
        server = self.serve(Answer(500), Answer())
        outcome = self.send(server.url, "--retries", "3", "--first-pause", "0.01",
                            "--retry-unsafe")
        self.assertRegex(outcome.errors, r"^flaghook: 500 server_error, it may be recorded already; "
                                         r"next attempt in 0[.\d]* s \(2 of 4\)\n$")

    def test_gives_up_when_the_server_asks_for_too_much(self) -> None:
        server = self.serve(Answer(429, b"", [("Retry-After", "3600")]))
        outcome = self.send(server.url, "--retries", "1")
        self.assertEqual((outcome.status, len(server.requests)), (3, 1))
        self.assertIn("asks to wait 3600 s", outcome.errors)

    def test_does_not_wait_longer_than_it_may_where_the_server_has_no_wish(self) -> None:
        for answers, arguments in (
            ([Answer(429), Answer(200)], ("--first-pause", "0", "--max-wait", "0")),
            ([Answer(503), Answer(200)], ("--first-pause", "0.01", "--max-wait", "0")),
            ([Answer(429, b"", [("Retry-After", "0")]), Answer(200)],
             ("--first-pause", "0", "--max-wait", "0")),
        ):
            with self.subTest(arguments):
                outcome = self.send(self.serve(*answers).url, "--retries", "1", *arguments)
                self.assertEqual(outcome.status, 0, outcome)

    def test_an_answer_outside_of_utf8_is_shown(self) -> None:
        for body in (b"caf\xe9", b"\xff", b"\xf0\x9f", b"\xe2\x82"):
            with self.subTest(body):
                outcome = self.send(self.serve(Answer(404, body)).url)
                self.assertEqual(outcome.status, 1, outcome)
                outcome = self.send(self.serve(Answer(418, body)).url)
                self.assertEqual(outcome.status, 4, outcome)
                self.assertIn("\\x" + f"{body[-1]:02x}", outcome.output)

    def test_a_password_in_the_url_is_not_repeated(self) -> None:
        outcome = self.send(f"https://me:pass-word@sentry.io{PATH}")
        self.assert_unusable(outcome, "the URL cannot be used: ")
        self.assertNotIn("pass-word", outcome.errors)

    def test_numbers_that_are_none(self) -> None:
        for option in ("--timeout", "--first-pause", "--max-wait"):
            for given in ("nan", "-nan", "inf", "1e99", "1x", ""):
                with self.subTest(option, given=given):
                    self.assert_unusable(self.send("http://127.0.0.1:9" + PATH, option, given),
                                         f"{option}: expected a number from ")

    def test_a_request_instead_of_sending_is_no_json(self) -> None:
        self.assert_unusable(self.send("http://127.0.0.1:9" + PATH, "--dry-run", "--format", "json"),
                             "--dry-run prints the request, not JSON; leave out --format json")

    def test_nobody_takes_the_connection_in_time(self) -> None:
        # The system completes no further connection while so many wait to be accepted.
        with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
            port = full.getsockname()[1]
            waiting = []
            for _ in range(8):
                one = socket.socket()
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
                waiting.append(one)
                self.addCleanup(one.close)
            outcome = self.send(f"http://127.0.0.1:{port}{PATH}", "--timeout", "0.5")
        self.assertEqual(outcome.status, 3, outcome)
        self.assertIn("so nothing was sent", outcome.errors)

    def test_does_not_send_what_sentry_would_refuse(self) -> None:
        server = self.serve(Answer())
        for body, part in ((b"{}", "data: This field is required."), (b"{", "JSON parse error")):
            with self.subTest(body):
                outcome = self.send(server.url, body=body)
                self.assertEqual(outcome.status, 1)
                self.assertIn(part, outcome.output)
                self.assertTrue(outcome.output.endswith("Nothing was sent.\n"))
        outcome = self.send(server.url, "--format", "json", body=b"{}")
        self.assertEqual(outcome.document["outcome"], "not_sent")
        self.assertEqual(outcome.document["check"]["status"], 200)
        self.assertEqual(server.requests, [])

    def test_does_not_send_to_what_is_no_webhook(self) -> None:
        for url, part in (
            (f"http://127.0.0.1:1{PATH[:-1]}", "slash"),
            (f"http://sentry.example{PATH}", "https://"),
            (f"https://me:pw@sentry.example{PATH}", "user name"),
            (f"https://sentry.example{PATH}?x=1", "query"),
            (f"https://sentry.example{PATH.replace('generic', 'unleash')}", "another provider"),
            ("nonsense", "https://"),
        ):
            with self.subTest(url):
                self.assert_unusable(self.send(url), part)

    def test_allows_http_to_another_machine_on_request(self) -> None:
        server = self.serve(Answer())
        # An address of this machine, but not one that is recognized as such.
        url = f"http://127.1:{server.port}{PATH}"
        self.assert_unusable(self.send(url), "over http, others on the network can read the changes",
                             "On a network that you trust, add --allow-http")
        self.assertEqual(server.requests, [])
        outcome = self.send(url, "--allow-http")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        (request,) = server.requests
        self.assertEqual((request.target, request.body), (PATH, GOOD))
        self.assertIn("Host: 127.1:", self.send(url, "--allow-http", "--dry-run").output)

    def test_allows_http_but_nothing_else(self) -> None:
        for url, part in (
            (f"http://me:pw@sentry:9000{PATH}", "user name"), (f"ftp://sentry{PATH}", "https://"),
            (f"http://sentry:9000{PATH}?x=1", "query"), (f"http://sentry:9000{PATH[:-1]}", "slash"),
            (f"http://{PATH}", "host"), ("nonsense", "https://"),
        ):
            with self.subTest(url):
                self.assert_unusable(self.send(url, "--allow-http"), part)

    def test_a_service_name_over_http(self) -> None:
        # The proxy stands for the network in which the name is known.
        proxy = self.serve(Answer())
        outcome = self.run_tool(
            "send", f"http://sentry-web:9000{PATH}", "-", "--allow-http", stdin=GOOD,
            secret=SECRET.decode(), variables={"http_proxy": f"http://127.0.0.1:{proxy.port}"},
        )
        self.assertEqual(outcome.status, 0, outcome)
        self.assertEqual(proxy.requests[0].target, f"http://sentry-web:9000{PATH}")

    def test_needs_one_secret_and_a_readable_payload(self) -> None:
        url = f"http://127.0.0.1:1{PATH}"
        self.assert_unusable(self.run_tool("send", url, "-", stdin=GOOD), "--secret-file")
        self.assert_unusable(
            self.run_tool("send", url, "missing.json", secret=SECRET.decode()), "missing.json"
        )
        self.assert_unusable(self.send(url, "--retries", "-1"), "--retries")


if __name__ == "__main__":
    unittest.main()
