"""Tests faults between a sender and a server: each one has its own message and exit status.

The test controls a proxy between `flaghook send` and the reference.
"""

import re
import socket
import threading
import time
import unittest
from collections.abc import Callable

from live import GOOD, PATIENCE, LiveTest, Server, body_of
from running import Outcome

Act = Callable[["Exchange"], None]


class Exchange:
    """A complete request to the proxy, and the ways to handle it."""

    def __init__(self, client: socket.socket, behind: Server) -> None:
        self.client = client
        self._behind = behind
        self._request = self._read_request()

    def _read_request(self) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.client.recv(65_536)
            if not part:
                return b""
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        (length,) = (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n")
                     if line.startswith(b"content-length:"))
        while len(body) < length:
            body += self.client.recv(65_536)
        # A request to a proxy has an absolute target; the server gets only the path.
        head = re.sub(rb"^POST http://[^/]+", b"POST ", head)
        # One request per connection, so that the end of the answer is the end of the connection.
        return head + b"\r\nConnection: close\r\n\r\n" + body

    def forward(self) -> bytes:
        """Forwards the request to the server and returns the answer. Each call is a new request."""
        with self._behind.connect() as server:
            server.sendall(self._request)
            return b"".join(iter(lambda: server.recv(65_536), b""))


class Proxy:
    """Handles each connection with the next act, and all further ones with the last act."""

    def __init__(self, behind: Server, acts: list[Act]) -> None:
        self.count = 0
        self._behind = behind
        self._acts = acts
        self._socket = socket.create_server(("127.0.0.1", 0))
        port = self._socket.getsockname()[1]
        self.url = behind.url.replace(f":{behind.port}/", f":{port}/")
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            client.settimeout(PATIENCE)
            act = self._acts[min(self.count, len(self._acts) - 1)]
            self.count += 1
            with client:
                act(Exchange(client, self._behind))

    def close(self) -> None:
        """Stops the proxy."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


def passes(exchange: Exchange) -> None:
    exchange.client.sendall(exchange.forward())


def cuts_at_once(exchange: Exchange) -> None:
    del exchange


def cuts_after_delivery(exchange: Exchange) -> None:
    exchange.forward()


def resets(exchange: Exchange) -> None:
    linger_not = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    exchange.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_not)


def truncates_head(exchange: Exchange) -> None:
    exchange.client.sendall(exchange.forward()[:20])


def truncates_headers(exchange: Exchange) -> None:
    """Omits the empty line after the headers. libcurl would accept half of an answer without
    headers."""
    head = exchange.forward().partition(b"\r\n\r\n")[0]
    exchange.client.sendall(head + b"\r\n")


def says_no_length(exchange: Exchange) -> None:
    """An answer without a length, which looks the same as one that is cut off before its body."""
    exchange.forward()
    exchange.client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")


TREE = b'{"data":[{"flag":["This field may not be blank."]}]}'


def answers_half_a_tree(exchange: Exchange, announced: int) -> None:
    """Refuses the change, but sends only half of the answer that says so."""
    exchange.client.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (announced, TREE[:-5])
    )


def truncates_body(exchange: Exchange) -> None:
    answers_half_a_tree(exchange, len(TREE))


def cuts_json_short(exchange: Exchange) -> None:
    """A complete HTTP answer with half of a JSON text."""
    answers_half_a_tree(exchange, len(TREE) - 5)


def delays(exchange: Exchange) -> None:
    answer = exchange.forward()
    # Wait until the client gives up.
    exchange.client.recv(1)
    del answer


def drips(exchange: Exchange) -> None:
    for byte in exchange.forward():
        exchange.client.sendall(bytes([byte]))


def duplicates_request(exchange: Exchange) -> None:
    exchange.forward()
    exchange.client.sendall(exchange.forward())


def duplicates_answer(exchange: Exchange) -> None:
    exchange.client.sendall(exchange.forward() * 2)


def speaks_gibberish(exchange: Exchange) -> None:
    exchange.client.sendall(b"220 mail.example ESMTP\r\n")


def is_a_portal(exchange: Exchange) -> None:
    page = b"<!DOCTYPE html><title>Please log in</title>"
    exchange.client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
                            b"Content-Length: %d\r\n\r\n%s" % (len(page), page))


def redirects(exchange: Exchange) -> None:
    exchange.client.sendall(b"HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\n"
                            b"Content-Length: 0\r\nConnection: close\r\n\r\n")


def never_ends(exchange: Exchange) -> None:
    exchange.client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    try:
        while True:
            exchange.client.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
    except OSError:
        pass


class Faults(LiveTest):
    def setUp(self) -> None:
        super().setUp()
        self.behind = self.reference("--rows", "rows")

    def recorded(self) -> int:
        """Returns the number of rows that the server wrote."""
        return len(self.rows()) if (self.folder / "rows").exists() else 0

    def send(self, url: str, *arguments: str, body: bytes = GOOD) -> Outcome:
        return self.run_tool("send", url, "-", "--secret-file", "secret", "--first-pause", "0.01",
                             *arguments, stdin=body)

    def through(self, *acts: Act, arguments: tuple[str, ...] = ()) -> tuple[Outcome, int]:
        """Sends through the proxy, and returns the outcome and the number of attempts."""
        proxy = Proxy(self.behind, list(acts))
        try:
            outcome = self.send(proxy.url, *arguments)
        finally:
            proxy.close()
        return outcome, proxy.count

    def test_no_fault(self) -> None:
        for act in (passes, drips, duplicates_answer):
            with self.subTest(act.__name__):
                outcome, _ = self.through(act)
                self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertEqual(self.recorded(), 3)

    def test_each_fault_has_its_message_and_status(self) -> None:
        for act, status, part in (
            (cuts_at_once, 4, "without a complete answer"),
            (cuts_after_delivery, 4, "so the changes may be recorded"),
            (resets, 4, "without a complete answer"),
            (truncates_head, 4, "without a complete answer"),
            (truncates_headers, 4, "in the middle of the answer's headers"),
            (says_no_length, 4, "its length is not known"),
            (speaks_gibberish, 4, "without a complete answer"),
            (never_ends, 4, "without a complete answer"),
            (is_a_portal, 4, "200 unexpected: This is not an answer of Sentry's webhook"),
            (redirects, 1, "https://login.example/"),
        ):
            with self.subTest(act.__name__):
                outcome, count = self.through(act, arguments=("--retries", "3"))
                self.assertEqual(outcome.status, status, outcome)
                self.assertIn(part, outcome.output + outcome.errors)
                # None of them may be sent again: the changes may already be recorded.
                self.assertEqual(count, 1)

    def test_half_an_error_tree(self) -> None:
        # An incomplete answer must not count as accepted.
        for act, status in ((truncates_body, 4), (cuts_json_short, 4)):
            with self.subTest(act.__name__):
                outcome, _ = self.through(act)
                self.assertEqual(outcome.status, status, outcome)
                self.assertNotIn("accepted", outcome.output)

    def test_no_answer_in_time(self) -> None:
        outcome, count = self.through(delays, arguments=("--timeout", "0.5", "--retries", "3"))
        self.assertEqual((outcome.status, count), (4, 1), outcome)
        self.assertIn("No complete answer arrived in time", outcome.errors)
        self.assertEqual(self.recorded(), 1)

    def test_a_risk_that_is_taken_ends_with_an_answer(self) -> None:
        outcome, count = self.through(
            cuts_at_once, truncates_head, passes, arguments=("--retries", "3", "--retry-unsafe")
        )
        self.assertEqual((outcome.status, count), (0, 3), outcome)

    def test_what_is_delivered_twice_is_recorded_twice(self) -> None:
        outcome, _ = self.through(duplicates_request)
        self.assertEqual(outcome.status, 0)
        self.assertEqual(self.recorded(), 2)

    def test_nobody_there(self) -> None:
        # The bound socket reserves the port, but nothing listens on it.
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            port = bound.getsockname()[1]
            url = self.behind.url.replace(f":{self.behind.port}/", f":{port}/")
            outcome = self.send(url, "--retries", "2")
        self.assertEqual((outcome.status, outcome.output), (3, ""))
        self.assertIn("No connection could be made", outcome.errors)
        self.assertEqual(outcome.errors.count("next attempt in"), 2)

    def test_a_server_that_comes_back(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        url = self.behind.url.replace(f":{self.behind.port}/", f":{port}/")
        outcomes: list[Outcome] = []
        sending = threading.Thread(
            target=lambda: outcomes.append(self.send(url, "--retries", "100"))
        )
        sending.start()
        time.sleep(0.3)
        server = self.listen("--expect", "1", port=port)
        sending.join()
        self.assertEqual(outcomes[0].status, 0, outcomes)
        self.assertEqual(server.wait()[0], 0)

    def test_a_name_that_nobody_knows(self) -> None:
        url = f"https://sentry.invalid{self.behind.parts.path}"
        outcome = self.send(url)
        self.assertEqual((outcome.status, outcome.output), (3, ""))
        self.assertIn("The name of the host or the proxy cannot be resolved", outcome.errors)

    def test_a_proxy_of_the_environment(self) -> None:
        seen: list[bytes] = []

        def answers(exchange: Exchange) -> None:
            seen.append(b"")
            passes(exchange)

        proxy = Proxy(self.behind, [answers])
        try:
            for variable in ("http_proxy", "all_proxy"):
                outcome = self.run_with(
                    {variable: proxy.url.rpartition("/api/")[0], "no_proxy": ""},
                    "send", f"http://app.localhost{self.behind.parts.path}", "-",
                )
                self.assertEqual(outcome.status, 0, outcome)
            outcome = self.run_with(
                {"http_proxy": "http://127.0.0.1:1", "no_proxy": "127.0.0.1"},
                "send", self.behind.url, "-",
            )
            self.assertEqual(outcome.status, 0, outcome)
        finally:
            proxy.close()
        self.assertEqual(len(seen), 2)

    def run_with(self, variables: dict[str, str], *arguments: str) -> Outcome:
        return self.run_tool(*arguments, "--secret-file", "secret", stdin=body_of(1),
                             variables=variables)


if __name__ == "__main__":
    unittest.main()
