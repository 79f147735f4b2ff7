"""`flaghook listen`: what it answers, is what the reference answers; and what it bears."""

import http.client
import json
import resource
import signal
import socket
import subprocess
import time
import unittest
from urllib.parse import urlsplit

from live import (
    GOOD, HEADER, PATIENCE, LiveTest, Server, body_of, header_lines, program, signed,
)
from running import TOOL, digest, environment

REFUSED = b'{"data":[{"flag":" "}],"meta":{}}'
ACCEPTED_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class SameAsTheReference(LiveTest):
    """Both servers get the same requests."""

    def setUp(self) -> None:
        super().setUp()
        self.both = (self.listen("--rows", "rows"), self.reference("--rows", "reference-rows"))

    def assert_same(self, name: str, **request: object) -> None:
        """Both answer with the same status and the same JSON."""
        with self.subTest(name):
            ours, theirs = (server.ask(**request) for server in self.both)  # type: ignore[arg-type]
            self.assertEqual(ours.status, theirs.status)
            if theirs.headers.get("Content-Type") == "application/json":
                self.assertEqual(ours.headers["Content-Type"], "application/json")
                self.assertEqual(*(self.without_wording(each.body) for each in (ours, theirs)))
            self.assertEqual(ours.status == 405, "POST" in ours.headers.get("Allow", ""))

    @staticmethod
    def without_wording(body: bytes) -> object:
        """An answer's JSON, without what a parser says in its own words."""
        answer = json.loads(body)
        if isinstance(answer, dict) and str(answer.get("detail", "")).startswith("JSON parse"):
            return "JSON parse error"
        return answer

    def test_statuses_and_bodies(self) -> None:
        path = self.both[0].parts.path
        signature = {HEADER: digest(GOOD)}
        json_type = {"Content-Type": "application/json"}
        self.assert_same("accepted")
        self.assert_same("refused", body=REFUSED)
        self.assert_same("malformed", body=b"{")
        self.assert_same("empty", body=b"")
        self.assert_same("empty, without a type", body=b"", headers={HEADER: digest(b"")})
        self.assert_same("several of one id", body=body_of(1, 2, 1))
        self.assert_same("no signature", headers=json_type)
        self.assert_same("empty signature", headers={**json_type, HEADER: ""})
        self.assert_same("capital letters", headers={**json_type, HEADER: digest(GOOD).upper()})
        self.assert_same("underscores", headers={**json_type, "X_Sentry_Signature": digest(GOOD)})
        self.assert_same("small letters", headers={"content-type": "application/json",
                                                   "x-sentry-signature": digest(GOOD)})
        self.assert_same("wrong signature of no JSON", body=b"{", headers=signed(GOOD))
        for media_type in (
            "application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;x=y",
            "text/plain", "application/x-www-form-urlencoded", "application/jsonp",
            "multipart/form-data; boundary=x", "application/vnd.api+json", "*/*",
        ):
            self.assert_same(media_type, headers={**signature, "Content-Type": media_type})
        self.assert_same("no JSON, wrong signature", body=b"{", headers={**signature,
                                                                        "Content-Type": "x/y"})
        for other in (
            path[:-1], path + "/", "/", path.replace("generic", "launchdarkly"),
            path.replace("generic", "unleash"), path.replace("/0/", "/1/"), path.upper(),
            path.replace("example", "another"), path + "?x=1", "/below" + path,
        ):
            self.assert_same(other, path=other)
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            self.assert_same(method, method=method)
        self.assertEqual(self.rows(), self.rows("reference-rows"))
        self.assertGreater(len(self.rows()), 3)

    def test_two_signatures_are_none(self) -> None:
        for second in (digest(GOOD), "x"):
            head = [f"Content-Length: {len(GOOD)}", *header_lines(signed(GOOD)),
                    f"{HEADER}: {second}"]
            for server in self.both:
                answer = server.exchange(server.head(*head, "Connection: close"), GOOD)
                self.assertIn(b" 401 ", answer.split(b"\r\n")[0])
                self.assertTrue(answer.endswith(b'"Not authorized."'))


class Framing(LiveTest):
    """What HTTP says about where a request begins and ends."""

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
                    ACCEPTED_ANSWER,
                )
        self.assertEqual(len(self.rows()), 3)

    def test_a_target_in_the_form_for_proxies(self) -> None:
        request = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        for host in (b"http://x", b"http://127.0.0.1:1"):
            self.assertEqual(
                self.server.exchange(request.replace(b"POST ", b"POST " + host)), ACCEPTED_ANSWER
            )

    def test_requests_one_after_the_other_in_one_write(self) -> None:
        one = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        chunked = self.head("Transfer-Encoding: Chunked") + b"%x\r\n%s\r\n0\r\n\r\n" % (
            len(GOOD), GOOD)
        self.assertEqual(self.server.exchange((one + chunked) * 20), ACCEPTED_ANSWER * 40)
        self.assertEqual(len(self.rows()), 40)

    def test_a_request_byte_by_byte(self) -> None:
        one = self.head(f"Content-Length: {len(GOOD)}") + GOOD
        self.assertEqual(
            self.server.exchange(*(one[at : at + 1] for at in range(len(one)))), ACCEPTED_ANSWER
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
        """An answer with an empty body."""
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
            self.assertEqual(self.read_answer(peer), ACCEPTED_ANSWER)

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
    """What a client can make it do."""

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
                self.assertEqual(peer.recv(1000), ACCEPTED_ANSWER)
            third.sendall(request)
            third.settimeout(0.2)
            with self.assertRaises(TimeoutError):
                third.recv(1000)
            first.close()
            third.settimeout(PATIENCE)
            self.assertEqual(third.recv(1000), ACCEPTED_ANSWER)

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
    # The sanitizer looks at memory through a pipe, which needs files itself.
    class Files(LiveTest):
        """What happens when the system gives no more."""

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


class Show(LiveTest):
    """What people and programs see of it."""

    def test_a_line_for_each_request(self) -> None:
        server = self.listen()
        server.ask(body_of(1, 2))
        self.assertRegex(server.line(), r'^\d\d:\d\d:\d\d\.\d{3} 200 accepted: '
                                        r'"hello.world" was created; "hello.world" was created\n$')
        server.ask(body_of(1, created_at="2024-12-12T00:02:00"))
        self.assertIn("; with 1 deviation: data[0].created_at: ", server.line())
        server.ask(REFUSED)
        self.assertIn(" 200 refused: data[0].action: This field is required.; ", server.line())
        server.ask(headers={"Content-Type": "application/json"})
        self.assertIn(" 401 refused: signature: there is no X-Sentry-Signature", server.line())
        server.ask(headers={HEADER: digest(GOOD).upper()})
        self.assertIn("capital letters", server.line())
        server.ask(headers={HEADER: digest(GOOD), "Content-Type": "text/plain"})
        self.assertIn("expected the header Content-Type: application/json", server.line())
        server.ask(path=server.parts.path[:-1])
        self.assertIn("the slash at the URL's end is missing", server.line())
        server.ask(path=server.parts.path.replace("example", "other"))
        self.assertIn("the organization 'other' is unknown here", server.line())
        status, output, errors = server.stop()
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(output, "1 accepted, 1 accepted with deviations, 6 refused\n")

    def test_requests_cannot_act_on_the_terminal(self) -> None:
        server = self.listen()
        server.ask(body_of(1, flag="\u001b[31m\u202e"))
        self.assertIn(r"\u001b[31m\u202e", server.line())
        server.exchange(b"POST /\xff\xe2\x80\xae HTTP/1.1\r\nConnection: close\r\n\r\n")
        self.assertTrue(server.line().isascii())

    def test_bytes_outside_of_utf8_end_nothing(self) -> None:
        for form in ("text", "json"):
            for head in (
                b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /\xe2\x82 HTTP/1.1\r\n\r\n",
                b"POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Type: text/\xff\r\n\r\n",
            ):
                with self.subTest(form, head=head):
                    server = self.listen("--format", form)
                    self.assertTrue(server.exchange(head).startswith(b"HTTP/1.1 404 "))
                    self.assertIn("404", server.line())
                    self.assertEqual(server.ask().status, 200)
                    self.assertEqual(server.stop()[0], 0)

    def test_a_type_of_any_bytes_is_refused(self) -> None:
        for form in ("text", "json"):
            with self.subTest(form):
                server = self.listen("--format", form)
                answer = server.exchange(
                    server.head("Content-Type: text/\u00ff", f"{HEADER}: {digest(GOOD)}",
                                f"Content-Length: {len(GOOD)}").replace("\u00ff".encode(), b"\xff"),
                    GOOD)
                self.assertTrue(answer.startswith(b"HTTP/1.1 415 "), answer)
                self.assertIn(b'{"detail":"Unsupported media type \\"text/\\u00ff\\" in request."}',
                              answer)
                self.assertIn("415", server.line())
                self.assertEqual(server.ask().status, 200)

    def test_lines_of_json(self) -> None:
        server = self.listen("--format", "json")
        server.ask(body_of(1))
        line = json.loads(server.line())
        self.assertEqual((line["status"], line["accepted"], line["answer"]), (200, True, None))
        self.assertEqual([row["change_id"] for row in line["rows"]], ["1"])
        self.assertEqual((line["method"], line["target"]), ("POST", server.parts.path))
        self.assertEqual((line["deviations"], line["remark"]), ([], None))
        self.assertTrue(line["signature"]["matches"])
        server.ask(REFUSED)
        line = json.loads(server.line())
        self.assertEqual(line["answer"]["meta"], {"version": ["This field is required."]})
        self.assertEqual(line["issues"][0]["path"], "data[0].action")
        server.ask(method="GET")
        line = json.loads(server.line())
        self.assertEqual((line["status"], line["accepted"]), (405, False))
        self.assertEqual(line["remark"], "a webhook is sent with POST")
        server.exchange(b"nonsense\r\n\r\n")
        self.assertEqual(json.loads(server.line())["status"], 400)
        _, output, _ = server.stop()
        self.assertEqual(json.loads(output), {"accepted": 1, "with_deviations": 0, "refused": 1})

    def test_index_keyed_answers(self) -> None:
        server = self.listen("--index-keyed")
        body = b'{"data":[null],"meta":{"version":1}}'
        self.assertEqual(
            json.loads(server.ask(body).body), {"data": {"0": ["This field may not be null."]}}
        )


class Ending(LiveTest):
    """When it ends, and with which status."""

    def test_enough_that_is_good(self) -> None:
        server = self.listen("--expect", "2", "--rows", "rows")
        self.assertEqual(server.ask(method="GET").status, 405)
        self.assertEqual(server.ask(body_of(1)).status, 200)
        self.assertEqual(server.ask(body_of(2)).status, 200)
        status, output, errors = server.wait()
        self.assertEqual((status, errors), (0, ""))
        self.assertTrue(output.endswith("\n2 accepted, 0 accepted with deviations, 0 refused\n"))
        self.assertEqual([row["change_id"] for row in self.rows()], ["1", "2"])

    def test_one_that_is_not_good(self) -> None:
        naive = body_of(1, created_at="2024-12-12T00:02:00")
        for bad, headers in ((naive, None), (REFUSED, None), (b"{", None), (GOOD, {})):
            with self.subTest(bad, headers=headers):
                server = self.listen("--expect", "2")
                server.ask()
                server.ask(bad, headers)
                status, _, errors = server.wait()
                self.assertEqual(status, 1)
                self.assertIn("expected 2 accepted requests without deviations", errors)

    def test_one_that_is_too_large(self) -> None:
        server = self.listen("--expect", "2", "--max-body", "1000", "--timeout", "60")
        self.assertEqual(server.ask(b" " * 2000).status, 413)
        self.assertEqual(server.ask().status, 200)
        status, output, errors = server.wait()
        self.assertEqual(status, 1)
        self.assertIn("1 accepted, 0 accepted with deviations, 1 refused", output)
        self.assertIn("expected 2 accepted requests", errors)

    def test_the_wrong_path_is_a_delivery_that_failed(self) -> None:
        server = self.listen("--expect", "1")
        server.ask(path=server.parts.path[:-1])
        self.assertEqual(server.wait()[0], 1)

    def test_too_late(self) -> None:
        server = self.listen("--expect", "2", "--timeout", "3")
        server.ask()
        self.assertEqual(server.wait()[0], 1)
        self.assertEqual(self.listen("--timeout", "0.1").wait()[0], 0)

    def test_a_signal(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                server = self.listen()
                with server.connect() as idle:
                    server.ask()
                    status, output, errors = server.stop(number)
                    self.assertEqual((status, errors), (0, ""))
                    self.assertIn("1 accepted,", output)
                    self.assertEqual(idle.recv(1), b"")

    def test_a_signal_before_enough_came(self) -> None:
        server = self.listen("--expect", "1")
        self.assertEqual(server.stop()[0], 1)

    def test_what_is_under_way_is_answered_after_a_signal(self) -> None:
        server = self.listen("--rows", "rows")
        request = server.head(*header_lines(signed(GOOD)), f"Content-Length: {len(GOOD)}") + GOOD
        with server.connect() as peer:
            peer.sendall(request[:-5])
            self.assertEqual(server.ask(method="GET").status, 405)
            server.process.send_signal(signal.SIGTERM)
            self.wait_until_closed(server)
            peer.sendall(request[-5:])
            answer = b"".join(iter(lambda: peer.recv(1000), b""))
        self.assertTrue(answer.startswith(b"HTTP/1.1 200 OK\r\n"), answer)
        self.assertEqual(server.wait()[0], 0)
        self.assertEqual(len(self.rows()), 1)

    def wait_until_closed(self, server: Server) -> None:
        """Waits until nobody takes connections any more."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                server.connect().close()
            except ConnectionRefusedError:
                return
            except ConnectionResetError:
                continue  # it was just being closed
        self.fail("still takes connections")

    def test_what_never_ends_is_left_after_a_signal(self) -> None:
        server = self.listen()
        with server.connect() as peer:
            peer.sendall(b"POST / HT")
            self.assertEqual(server.ask(method="GET").status, 405)
            status, output, _ = server.stop()
            self.assertEqual(status, 0)
            self.assertIn("broken: ", output)


class Unusable(LiveTest):
    """What keeps it from starting, or from going on."""

    def refuse(self, *arguments: str, parts: tuple[str, ...]) -> None:
        with self.subTest(arguments):
            self.assert_unusable(self.run_tool("listen", *arguments), *parts)

    def test_no_secret_no_address_no_port(self) -> None:
        secret = ("--secret-file", self.write_secret())
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            self.refuse("--port", "0", parts=("--secret-file",))
            self.refuse(*secret, "--port", port, parts=(port, "--port"))
        self.refuse(*secret, "--port", "70000", parts=("--port",))
        self.refuse(*secret, "--address", "nonsense", parts=("--address", "127.0.0.1"))
        self.refuse(*secret, "--address", "192.0.2.1", "--port", "0", parts=("192.0.2.1",))
        self.refuse(*secret, "--organization", "No Slug", parts=("--organization",))
        self.refuse(*secret, "--rows", "no/such/folder/rows", parts=("cannot write no/such",))
        self.refuse(*secret, "--expect", "0", parts=("--expect",))

    def test_rows_that_cannot_be_written_are_not_accepted(self) -> None:
        server = self.listen("--rows", "/dev/full")
        self.assertEqual(server.ask().status, 500)
        status, _, errors = server.wait()
        self.assertEqual(status, 2)
        self.assertIn("cannot write /dev/full: No space left on device", errors)

    def test_a_reader_that_is_gone_is_the_end_and_no_acceptance(self) -> None:
        command = [TOOL, "listen", "--port", "0", "--secret-file", self.write_secret()]
        with subprocess.Popen(command, cwd=self.folder, env=environment(), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            self.addCleanup(process.kill)
            assert process.stdout is not None and process.stderr is not None
            url = urlsplit(process.stdout.readline().removeprefix("listening on ").strip())
            process.stdout.close()
            connection = http.client.HTTPConnection("127.0.0.1", url.port, timeout=PATIENCE)
            self.addCleanup(connection.close)
            connection.request("POST", url.path, GOOD, signed(GOOD))
            self.assertEqual(connection.getresponse().status, 500)
            self.assertEqual(process.wait(PATIENCE), 2)
            self.assertIn("is the disk full or the reader gone?", process.stderr.read())

    def test_a_secret_and_none(self) -> None:
        self.assert_unusable(
            self.run_tool("listen", "--no-secret", "--secret-file", self.write_secret()),
            "--no-secret and --secret-file contradict each other; give one of them")

    def test_other_machines_only_when_asked(self) -> None:
        server = self.listen("--address", "0.0.0.0")
        _, _, errors = server.stop()
        self.assertIn("other machines may connect", errors)

    def test_over_ipv6(self) -> None:
        server = self.listen("--address", "::1")
        self.assertEqual(server.parts.hostname, "::1")
        outcome = self.run_tool("send", server.url, "-", "--secret-file", "secret", stdin=GOOD)
        self.assertEqual(outcome.status, 0, outcome)


if __name__ == "__main__":
    unittest.main()
