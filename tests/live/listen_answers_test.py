"""Tests `flaghook listen --answer`: problems for a sender, and the report about how it handles
them."""

import http.client
import json
import socket
import time
import unittest
from typing import Any

from live import ACCEPTED, GOOD, REFUSED, LiveTest, Server, body_of, header_lines, signed

TREE = b'{"data":[{"flag":["This field may not be blank."]}]}'


class Answers(LiveTest):
    """Tests the answers to valid requests."""

    def test_in_turn_and_then_sentry_s_own(self) -> None:
        server = self.listen("--answer", "429:2,503:1,503,500,404,refused", "--rows", "rows")
        got = [server.ask(body_of(number)) for number in range(7)]
        self.assertEqual([(one.status, one.headers["Retry-After"]) for one in got], [
            (429, "2"), (503, "1"), (503, None), (500, None), (404, None), (200, None),
            (200, None)])
        self.assertEqual([one.body for one in got[-2:]], [TREE, b""])
        self.assertEqual(json.loads(got[0].body), {"detail": "Scripted answer."})
        self.assertEqual([row["change_id"] for row in self.rows()], ["6"])

    def test_only_right_requests_get_them(self) -> None:
        server = self.listen("--answer", "503")
        self.assertEqual(server.ask(REFUSED).status, 200)
        self.assertEqual(server.ask(headers={}).status, 401)
        self.assertEqual(server.ask(method="GET").status, 405)
        self.assertEqual(server.ask().status, 503)
        self.assertEqual(server.ask().status, 200)

    def request(self, server: Server, body: bytes = GOOD) -> bytes:
        return server.head(*header_lines(signed(body)), f"Content-Length: {len(body)}") + body

    @staticmethod
    def rest(peer: socket.socket) -> bytes:
        """Returns all bytes until the server closes the connection."""
        return b"".join(iter(lambda: peer.recv(65_536), b""))

    def test_half_an_answer(self) -> None:
        server = self.listen("--answer", "cut", "--rows", "rows")
        head, _, body = server.exchange(self.request(server)).partition(b"\r\n\r\n")
        self.assertIn(b"Content-Length: %d" % len(TREE), head)
        self.assertEqual(body, TREE[: len(TREE) // 2])
        self.assertEqual(self.rows(), [])
        self.assertEqual(server.ask().status, 200)

    def test_a_reset(self) -> None:
        server = self.listen("--answer", "reset,ok")
        with server.connect() as peer:
            peer.sendall(self.request(server))
            with self.assertRaises(ConnectionResetError):
                peer.recv(1)
        self.assertEqual(server.ask().status, 200)

    def test_a_late_answer_is_recorded_first(self) -> None:
        server = self.listen("--answer", "slow:0.7", "--rows", "rows")
        begin = time.monotonic()
        with server.connect() as peer:
            # The next request may arrive before the answer is sent.
            peer.sendall(self.request(server, body_of(1)) + self.request(server, body_of(2)))
            answers = peer.recv(1000)
            self.assertGreaterEqual(time.monotonic() - begin, 0.7)
            peer.shutdown(socket.SHUT_WR)
            self.assertEqual(answers + self.rest(peer), 2 * ACCEPTED)
        self.assertEqual(len(self.rows()), 2)

    def test_a_full_buffer_does_not_harm_during_a_pause(self) -> None:
        server = self.listen("--answer", "slow:0.7")
        requests = 400 * self.request(server)
        self.assertGreater(len(requests), 2 * 65_536)
        with server.connect() as peer:
            peer.sendall(requests)
            answers = peer.recv(1000)
            peer.shutdown(socket.SHUT_WR)
            self.assertEqual(answers + self.rest(peer), 400 * ACCEPTED)

    def test_other_connections_do_not_wait(self) -> None:
        server = self.listen("--answer", "slow:60")
        with server.connect() as peer:
            peer.sendall(self.request(server, body_of(1)))
            self.assertIn("accepted", server.line())
            self.assertEqual(server.ask().status, 200)
            begin = time.monotonic()
            self.assertEqual(server.stop()[0], 0)
            self.assertLess(time.monotonic() - begin, 30)

    def test_hanging_up_is_seen(self) -> None:
        server = self.listen("--answer", "slow:60")
        with server.connect() as peer:
            peer.sendall(self.request(server))
            self.assertIn("accepted", server.line())
        self.assertEqual(server.line(),
                         "broken: the client disconnected before the answer\n")
        self.assertEqual(server.stop()[0], 0)

    def test_what_is_no_script(self) -> None:
        secret = ("--port", "0", "--secret-file", self.write_secret())
        for script, part in (
            ("503,", ""), (",503", ""), ("503,,503", ""), ("200", "200"), ("600", "600"),
            ("4x9", "4x9"), ("500:2", "500:2"), ("429:", "429:"), ("429:-1", "429:-1"),
            ("429:nan", "429:nan"), ("429:99999999", "429:99999999"), ("slow", "slow"),
            ("slow:1:2", "slow:1:2"), ("ok:1", "ok:1"), ("nonsense", "nonsense"),
            ("429:1.2.3", "429:1.2.3"), ("refused:1", "refused:1"),
        ):
            with self.subTest(script):
                self.assert_unusable(
                    self.run_tool("listen", *secret, "--answer", script), f"--answer has '{part}'",
                    "expected a list such as 429:2,503,refused; each item is ok, a status")
        self.assert_unusable(self.run_tool("listen", *secret, "--answer", "ok" + 1000 * ",ok"),
                             "--answer has more than 1000 answers")


class Sender(LiveTest):
    """Tests the report about the sender."""

    def report(self, server: Server) -> tuple[int, list[str]]:
        """Stops the server, and returns the exit status and a line for each answer."""
        status, output, _ = server.stop()
        _, _, lines = output.partition("the sender's reaction to each answer\n")
        self.assertTrue(lines)
        return status, lines.splitlines()[:-1]

    def test_one_that_does_everything_right(self) -> None:
        server = self.listen("--answer", "429:1,503,ok", "--expect", "2")
        for number in (1, 2):
            sent = self.run_tool("send", server.url, "-", "--retries", "5", "--first-pause", "0.1",
                                 "--secret-file", "secret", stdin=body_of(number))
            self.assertEqual(sent.status, 0, sent)
        status, output, errors = server.wait()
        self.assertEqual((status, errors), (0, ""))
        self.assertRegex(output, r"429 scripted: a valid request gets the answer '429:1' from --")
        self.assertRegex(output, r"  sent again 1\.\d* s after the answer 429:1\n")
        self.assertRegex(output, r"\n  429:1: sent again after 1[.\d]* s, as required\n"
                                 r"  503: sent again after [.\d]* s, as required\n"
                                 r"  ok: not sent again, as required\n2 accepted, 0 acc")

    def test_one_that_gives_up(self) -> None:
        server = self.listen("--answer", "429:1,503")
        server.ask(body_of(1))
        server.ask(body_of(2))
        words = "not sent again, so its changes are lost: the sender should wait and send the " \
                "same bytes again"
        self.assertEqual(self.report(server), (1, [f"  429:1: {words}", f"  503: {words}"]))

    def test_one_that_does_not_wait(self) -> None:
        server = self.listen("--answer", "429:60")
        server.ask()
        server.ask()
        status, (line,) = self.report(server)
        self.assertEqual(status, 1)
        self.assertRegex(line, r"^  429:60: sent again after 0[.\d]* s, too early: Retry-After "
                               r"asks for 60 s$")

    def test_one_that_sends_again_what_was_refused_or_recorded(self) -> None:
        server = self.listen("--answer", "refused,401,slow:0.01")
        for number in (1, 1, 2, 2):
            server.ask(body_of(number))
        status, lines = self.report(server)
        self.assertEqual(status, 1)
        self.assertRegex(lines[0], r"  refused: sent again after 0[.\d]* s although the same "
                                   r"bytes get the same answer: report the answer, and correct the "
                                   r"request$")
        self.assertEqual(lines[1], "  401: not sent again, as required")
        self.assertRegex(lines[2], r"  slow:0.01: sent again after .* s although it was recorded: "
                                   r"its changes are now recorded twice$")

    def test_what_cannot_be_known_is_not_held_against_it(self) -> None:
        server = self.listen("--answer", "500,500,cut")
        for number in (1, 2, 1):
            try:
                server.ask(body_of(number))
            except http.client.IncompleteRead:
                pass
        status, lines = self.report(server)
        self.assertEqual(status, 0)
        self.assertRegex(lines[0], r"500: sent again after .* s; if Sentry had recorded it the "
                                   r"first time, its changes would be recorded twice$")
        self.assertIn("500: not sent again; check Sentry's audit log to see whether it was "
                      "recorded", lines[1])

    def test_too_few_requests(self) -> None:
        server = self.listen("--answer", "ok,503")
        server.ask()
        self.assertEqual(self.report(server), (1, [
            "  ok: not sent again, as required",
            "  503: was not given: no further valid request arrived"]))

    def test_in_json(self) -> None:
        server = self.listen("--answer", "503", "--format", "json")
        server.ask()
        line = json.loads(server.line())
        self.assertEqual((line["status"], line["accepted"], line["scripted"], line["sent_again"]),
                         (503, False, "503", None))
        self.assertEqual(line["answer"], {"detail": "Scripted answer."})
        server.ask()
        again: dict[str, Any] = json.loads(server.line())
        self.assertEqual((again["accepted"], again["scripted"]), (True, None))
        self.assertEqual(again["sent_again"]["answer"], "503")
        self.assertGreater(again["sent_again"]["after"], 0)
        status, output, _ = server.stop()
        (answer,) = json.loads(output)["scripted"]
        self.assertEqual((status, answer["answer"], answer["right"]), (0, "503", True))
        self.assertIn("as required", answer["message"])


if __name__ == "__main__":
    unittest.main()
