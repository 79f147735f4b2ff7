"""Tests `flaghook listen` as a program: its output, its end, and its errors at the start."""

import http.client
import json
import signal
import socket
import subprocess
import time
import unittest
from urllib.parse import urlsplit

from live import (
    GOOD, HEADER, PATIENCE, REFUSED, LiveTest, Server, body_of, header_lines, signed,
)
from running import TOOL, digest, environment


class Show(LiveTest):
    """Tests its output for people and for programs."""

    def test_a_line_for_each_request(self) -> None:
        server = self.listen()
        server.ask(body_of(1, 2))
        self.assertRegex(server.line(), r'^\d\d:\d\d:\d\d\.\d{3} 200 accepted: '
                                        r'"hello.world" was created; "hello.world" was created\n$')
        server.ask(body_of(1, created_at="2024-12-12T00:02:00+01:00"))
        self.assertIn("; with 1 deviation\n", server.line())
        self.assertEqual(server.line(), "  deviations from the documentation\n")
        self.assertIn("    data[0].created_at: The time is not in UTC", server.line())
        self.assertEqual(server.line(), '      got "2024-12-12T00:02:00+01:00"\n')
        server.ask(REFUSED)
        self.assertRegex(server.line(), " 200 refused: 6 issues\n$")
        self.assertEqual([server.line() for _ in range(3)], [
            "  issues\n", "    data[0].action: This field is required.\n",
            '      expected "created", "updated" or "deleted", got nothing\n'])
        for _ in range(11):
            server.line()
        server.ask(headers={"Content-Type": "application/json"})
        self.assertIn(" 401 refused: signature: there is no X-Sentry-Signature", server.line())
        server.ask(headers={HEADER: digest(GOOD).upper()})
        self.assertIn("it fits when converted to lower case", server.line())
        server.ask(headers={HEADER: digest(GOOD), "Content-Type": "text/plain"})
        self.assertIn("expected the header Content-Type: application/json", server.line())
        server.ask(path=server.parts.path[:-1])
        self.assertIn("the URL must end with a slash", server.line())
        server.ask(path=server.parts.path.replace("example", "other"))
        self.assertIn("the organization 'other' is unknown", server.line())
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
                self.assertIn('{"detail":"Unsupported media type \\"text/\u00ff\\" in request."}'.encode(),
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
        self.assertEqual(line["remark"], "a webhook must be sent with POST")
        server.exchange(b"nonsense\r\n\r\n")
        self.assertEqual(json.loads(server.line())["status"], 400)
        _, output, _ = server.stop()
        self.assertEqual(json.loads(output), {"schema": 1, "accepted": 1, "with_deviations": 0,
                                              "refused": 1, "scripted": []})

    def test_index_keyed_answers(self) -> None:
        server = self.listen("--index-keyed")
        body = b'{"data":[null],"meta":{"version":1}}'
        self.assertEqual(
            json.loads(server.ask(body).body), {"data": {"0": ["This field may not be null."]}}
        )


class Ending(LiveTest):
    """Tests when it ends, and with which status."""

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
        for bad, headers in ((REFUSED, None), (b"{", None), (GOOD, {})):
            with self.subTest(bad, headers=headers):
                server = self.listen("--expect", "2")
                server.ask()
                server.ask(bad, headers)
                status, _, errors = server.wait()
                self.assertEqual(status, 1)
                self.assertEqual(errors, "flaghook: expected 2 accepted requests and no others\n")

    def test_deviations_count_only_against_it_when_that_is_asked_for(self) -> None:
        shifted = body_of(1, created_at="2024-12-12T00:02:00+01:00")
        server = self.listen("--expect", "1")
        server.ask(shifted)
        self.assertEqual(server.wait()[0], 0)
        for arguments, words in ((("--expect", "1"), "1 accepted request"),
                                 ((), "accepted requests")):
            server = self.listen("--strict", *arguments)
            server.ask(shifted)
            status, output, errors = server.wait() if arguments else server.stop()
            self.assertEqual((status, errors),
                             (1, f"flaghook: expected {words} without deviations and no others\n"))
            self.assertIn("0 accepted, 1 accepted with deviations, 0 refused", output)
        server = self.listen("--strict", "--expect", "1")
        server.ask()
        self.assertEqual(server.wait()[0], 0)

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
        """Waits until the server refuses connections."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                server.connect().close()
            except ConnectionRefusedError:
                return
            except ConnectionResetError:
                continue  # the server was closing it
        self.fail("still accepts connections")

    def test_what_never_ends_is_left_after_a_signal(self) -> None:
        server = self.listen()
        with server.connect() as peer:
            peer.sendall(b"POST / HT")
            self.assertEqual(server.ask(method="GET").status, 405)
            status, output, _ = server.stop()
            self.assertEqual(status, 0)
            self.assertIn("broken: ", output)


class Unusable(LiveTest):
    """Tests errors that keep it from starting or continuing."""

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
            self.assertIn("is the disk full, or the pipe closed?", process.stderr.read())

    def test_a_secret_and_none(self) -> None:
        self.assert_unusable(
            self.run_tool("listen", "--no-secret", "--secret-file", self.write_secret()),
            "--no-secret and --secret-file cannot be combined; give one of them")

    def test_other_machines_only_when_asked(self) -> None:
        server = self.listen("--address", "0.0.0.0")
        _, _, errors = server.stop()
        self.assertIn("other machines can connect", errors)

    def test_over_ipv6(self) -> None:
        server = self.listen("--address", "::1")
        self.assertEqual(server.parts.hostname, "::1")
        outcome = self.run_tool("send", server.url, "-", "--secret-file", "secret", stdin=GOOD)
        self.assertEqual(outcome.status, 0, outcome)


if __name__ == "__main__":
    unittest.main()
