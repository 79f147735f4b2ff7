"""Tests how HTTP defines the end of a body, with the reference as a server."""

import io
import socket
import unittest

import reference_path  # noqa: F401
import server
from good_changes import a_body, a_row
from live_server import PATH, Answer, Live, signed


class Framing(Live):
    def exchange(self, *headers: str, body: bytes = b"") -> bytes:
        """Returns everything that the server sends for one request, which is sent unchanged."""
        head = "\r\n".join([f"POST {PATH} HTTP/1.1", "Host: x", *headers, "", ""])
        with socket.create_connection((server.HOST, self.server.server_port), 30) as peer:
            peer.sendall(head.encode() + body)
            peer.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: peer.recv(65_536), b""))

    def signed_lines(self, body: bytes) -> list[str]:
        return [f"{name}: {value}" for name, value in signed(body).items()]

    def test_reads_a_chunked_body(self) -> None:
        body = a_body()
        parts = [body[:1], body[1:17], body[17:]]
        right = [*self.signed_lines(body), "Transfer-Encoding: Chunked"]
        plain = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
        self.assertIn(b"200 OK", self.exchange(*right, body=plain + b"0\r\n\r\n"))
        adorned = plain.replace(b"1\r\n", b"01 ;x=y\r\n", 1)
        self.assertIn(b"200 OK", self.exchange(*right, body=adorned + b"0\r\nX: y\r\n\r\n"))
        self.assertEqual(self.organization.rows.written, [a_row(), a_row()])

    def test_keeps_the_connection_behind_a_chunked_body(self) -> None:
        for _ in range(2):
            self.connection.request("POST", PATH, iter([a_body()]), signed(a_body()))
            first = self.connection.sock
            self.assertEqual(Answer(self.connection.getresponse()).status, 200)
        self.assertIs(self.connection.sock, first)
        self.assertEqual(len(self.organization.rows.written), 2)

    def test_answers_a_broken_frame_and_writes_nothing(self) -> None:
        chunked = [*self.signed_lines(a_body()), "Transfer-Encoding: chunked"]
        for body in (
            b"", b"x\r\n", b"5\r\nabc", b"3\r\nabcd\r\n0\r\n\r\n", b"-1\r\n", b"3\nabc\n0\n\n",
            b"\r\n", b"0\r\n", b"1" * 17 + b"\r\n", b"1;" + b"x" * 5_000 + b"\r\n",
        ):
            with self.subTest(body[:20]):
                self.assertIn(b" 400 ", self.exchange(*chunked, body=body))
        for status, headers in (
            (400, [*chunked, "Content-Length: 3"]),
            (501, [*self.signed_lines(b""), "Transfer-Encoding: gzip, chunked"]),
            (400, [*self.signed_lines(b""), "Content-Length: -1"]),
            (400, [*self.signed_lines(b""), "Content-Length: " + "9" * 5000]),
            (413, [*self.signed_lines(b""), f"Content-Length: {server.LARGEST_BODY + 1}"]),
        ):
            with self.subTest(headers[-1]):
                self.assertIn(b" %d " % status, self.exchange(*headers, body=b"0\r\n\r\n"))
        self.assertEqual(self.organization.rows.written, [])

    def test_says_go_on_when_asked(self) -> None:
        length = f"Content-Length: {len(a_body())}"
        right = [*self.signed_lines(a_body()), length]
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


if __name__ == "__main__":
    unittest.main()
