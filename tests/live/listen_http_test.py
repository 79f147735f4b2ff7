"""Tests `flaghook listen` as an HTTP server: how it reads requests, and what it withstands."""

import resource
import socket
import time
import unittest

from live import ACCEPTED, GOOD, PATIENCE, LiveTest, header_lines, program, signed


class Framing(LiveTest):
    """Tests HTTP's rules about where a request begins and ends."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.listen("--rows", "rows", "--max-body", "100000")

    def head(self, *headers: str, body: bytes = GOOD, version: str = "1.1") -> bytes:
        return self.server.head(*header_lines(signed(body)), *headers, version=version)

    def test_chunks(self) -> None:
        whole = b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD), GOOD)
        parts = b"".join(b"%x\r\n%c\r\n" % (1, byte) for byte in GOOD) + b"0\r\n\r\n"
        adorned = b"0%x ;x=y\r\n%s\r\n0\r\nX: y\r\n\r\n" % (len(GOOD), GOOD)
        for body in (whole, parts, adorned):
            with self.subTest(body[:20]):
                self.assertEqual(
                    self.server.exchange(self.head("Transfer-Encoding: chunked"), body),
                    ACCEPTED,
                )
        self.assertEqual(len(self.rows()), 3)

    def test_a_target_in_the_form_for_proxies(self) -> None:
        request = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        for host in (b"http://x", b"http://127.0.0.1:1"):
            self.assertEqual(
                self.server.exchange(request.replace(b"POST ", b"POST " + host)), ACCEPTED
            )

    def test_requests_one_after_the_other_in_one_write(self) -> None:
        one = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        chunked = self.head("Transfer-Encoding: Chunked") + b"%x\r\n%s\r\n0\r\n\r\n" % (
            len(GOOD), GOOD)
        self.assertEqual(self.server.exchange((one + chunked) * 20), ACCEPTED * 40)
        self.assertEqual(len(self.rows()), 40)

    def test_a_request_byte_by_byte(self) -> None:
        one = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        self.assertEqual(
            self.server.exchange(*(one[at : at + 1] for at in range(len(one)))), ACCEPTED
        )

    def test_a_connection_is_kept_as_the_client_wants_it(self) -> None:
        length = f"Content-Length: {len(GOOD)}"
        for version, headers, kept in (
            ("1.1", (), True), ("1.1", ("Connection: close",), False),
            ("1.0", (), False), ("1.0", ("Connection: keep-alive",), True),
        ):
            with self.subTest(version, headers=headers):
                request = self.head(length, *headers, version=version) + GOOD
                with self.server.connect() as peer:
                    peer.sendall(request)
                    answer = self.read_answer(peer)
                    self.assertIn(b" 200 OK\r\n", answer)
                    if kept:
                        peer.sendall(request)
                        self.assertIn(b" 200 OK\r\n", self.read_answer(peer))
                    else:
                        self.assertEqual(peer.recv(1), b"")

    @staticmethod
    def read_answer(peer: socket.socket) -> bytes:
        """Returns an answer with an empty body."""
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            part = peer.recv(65_536)
            if not part:
                break
            answer += part
        return answer

    def test_says_go_on_before_the_body(self) -> None:
        with self.server.connect() as peer:
            peer.sendall(self.head(f"Content-Length: {len(GOOD)}", "Expect: 100-continue"))
            self.assertEqual(self.read_answer(peer), b"HTTP/1.1 100 Continue\r\n\r\n")
            peer.sendall(GOOD)
            self.assertEqual(self.read_answer(peer), ACCEPTED)

    def test_does_not_say_go_on_to_what_is_too_large(self) -> None:
        with self.server.connect() as peer:
            peer.sendall(self.head("Content-Length: 100001", "Expect: 100-continue"))
            self.assertTrue(self.read_answer(peer).startswith(b"HTTP/1.1 413 "))

    def test_a_body_over_the_limit_is_answered_while_it_is_sent(self) -> None:
        large = b" " * 5_000_000
        for head, body in (
            (self.head(f"Content-Length: {len(large)}"), large),
            (self.head("Transfer-Encoding: chunked"), b"4c4b40\r\n" + large),
        ):
            with self.subTest(head[-30:]):
                answer = self.server.exchange(head, body)
                self.assertTrue(answer.startswith(b"HTTP/1.1 413 Payload Too Large\r\n"), answer)
                self.assertIn(b"Connection: close\r\n", answer)
        self.assertEqual(self.server.ask().status, 200)

    def test_what_is_no_request_is_refused_and_shown(self) -> None:
        for request, status in (
            (b"nonsense\r\n\r\n", b"400"),
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
            (b"POST / HTTP/3.0\r\n\r\n", b"505"),
            (b"POST / HTTP/1.1\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", b"431"),
            (self.head("Content-Length: 1", "Transfer-Encoding: chunked"), b"400"),
            (self.head("Content-Length: -1"), b"400"),
            (self.head("Content-Length: 1", "Content-Length: 2"), b"400"),
            (self.head("Content-Length: 99999999999999999999999"), b"400"),
            (self.head("Transfer-Encoding: gzip, chunked"), b"501"),
            (self.head("Transfer-Encoding: chunked") + b"x\r\n", b"400"),
            (self.head("Transfer-Encoding: chunked") + b"-1\r\n", b"400"),
            (self.head("Transfer-Encoding: chunked") + b"fffffffffffffffff\r\n", b"400"),
            (self.head("Transfer-Encoding: chunked") + b"3\r\nabcd\r\n0\r\n\r\n", b"400"),
        ):
            with self.subTest(request[:40] + request[-20:]):
                answer = self.server.exchange(request)
                self.assertEqual(answer[:13], b"HTTP/1.1 " + status + b" ", answer)
                self.assertTrue(self.server.line().startswith("broken: "))
        self.assertEqual(self.server.ask().status, 200)

    def test_half_a_request_is_shown_and_not_recorded(self) -> None:
        whole = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        for size in (1, 100, len(whole) - 1):
            with self.subTest(size):
                self.assertEqual(self.server.exchange(whole[:size]), b"")
                self.assertIn("in the middle of a request", self.server.line())
        self.assertEqual(self.rows(), [])


class Bounds(LiveTest):
    """Tests what a client can make the server do."""

    def test_a_slow_client_is_left(self) -> None:
        server = self.listen("--idle-timeout", "1.5", "--request-timeout", "1.5")
        with server.connect() as slow_head, server.connect() as slow, server.connect() as silent:
            slow_head.sendall(b"POST / HT")
            slow.sendall(server.head(*header_lines(signed(GOOD)), "Content-Length: 10") + b"x")
            for peer in (slow_head, slow, silent):
                self.assertEqual(peer.recv(100), b"")
        lines = {server.line(), server.line()}
        self.assertEqual(lines, {"broken: the request was not complete in time\n"})
        self.assertEqual(server.ask().status, 200)

    def test_more_connections_than_allowed_wait(self) -> None:
        server = self.listen("--max-connections", "2")
        request = server.head(*header_lines(signed(GOOD)), f"Content-Length: {len(GOOD)}") + GOOD
        with server.connect() as first, server.connect() as second, server.connect() as third:
            for peer in (first, second):
                peer.sendall(request)
                self.assertEqual(peer.recv(1000), ACCEPTED)
            third.sendall(request)
            third.settimeout(0.2)
            with self.assertRaises(TimeoutError):
                third.recv(1000)
            first.close()
            third.settimeout(PATIENCE)
            self.assertEqual(third.recv(1000), ACCEPTED)

    def test_bodies_under_way_together_are_bounded(self) -> None:
        server = self.listen("--max-body", "200000000")
        head = server.head(*header_lines(signed(GOOD)), "Content-Length: 200000000")
        with server.connect() as first:
            first.sendall(head + b"x")
            answer = server.exchange(head + b"x")
            self.assertTrue(answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n"), answer)
            self.assertEqual(server.ask().status, 200)
        self.assertIn("answered with 503", server.line())


if program("SANITIZED") != "ON":
    # The sanitizer reads memory through a pipe, which itself needs file descriptors.
    class Files(LiveTest):
        """Tests the server when the system has no more file descriptors."""

        def test_running_out_of_files_is_no_end(self) -> None:
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
            resource.setrlimit(resource.RLIMIT_NOFILE, (24, hard))
            server = self.listen()
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            peers = [server.connect() for _ in range(40)]
            time.sleep(0.2)
            for peer in peers:
                peer.close()
            self.assertEqual(server.ask().status, 200)


if __name__ == "__main__":
    unittest.main()
