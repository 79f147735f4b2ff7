"""Tests requests that `flaghook listen` stores and forwards, and those of `emit --all-cases`."""

import http.client
import json
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from live import GOOD, HEADER, PATIENCE, REFUSED, LiveTest, body_of, signed
from running import SECRET, TOOL, digest


class Save(LiveTest):
    def kept(self, name: str) -> tuple[str, bytes]:
        """Returns the headers and the body of a stored request."""
        folder = self.folder / "kept" / name
        return (folder / "headers").read_bytes().decode(), (folder / "body").read_bytes()

    def test_each_delivery_is_kept_as_it_was_received(self) -> None:
        server = self.listen("--save", "kept")
        server.ask(headers=signed(GOOD) | {"X-Own": "a  b", "Authorization": "Bearer hidden"})
        server.ask(REFUSED)
        server.ask(method="GET")
        server.stop()
        self.assertEqual(sorted(path.name for path in (self.folder / "kept").iterdir()),
                         ["0001", "0002"])
        head, body = self.kept("0001")
        self.assertEqual(body, GOOD)
        self.assertTrue(head.startswith(f"POST {server.parts.path} HTTP/1.1\r\n"), head)
        self.assertIn(f"\r\n{HEADER}: {digest(GOOD)}\r\n", head)
        self.assertIn("\r\nX-Own: a  b\r\n", head)
        self.assertIn("\r\nAuthorization: (not kept)\r\n", head)
        self.assertNotIn("hidden", head)
        self.assertEqual(self.kept("0002")[1], REFUSED)

    def test_those_of_an_earlier_run_stay(self) -> None:
        for number in (1, 2):
            server = self.listen("--save", "kept")
            server.ask(body_of(number))
            server.stop()
        self.assertEqual([self.kept(name)[1] for name in ("0001", "0002")],
                         [body_of(1), body_of(2)])

    def test_check_verify_and_send_take_them(self) -> None:
        server = self.listen("--save", "kept", "--rows", "rows")
        server.ask()
        server.ask(headers=signed(GOOD) | {HEADER: digest(GOOD).upper()})
        secret = ("--secret-file", "secret")
        self.assertEqual(self.run_tool("check", "kept/0001", "kept/0002").status, 0)
        self.assertEqual(self.run_tool("check", "kept/0001", *secret).status, 0)
        self.assertEqual(self.run_tool("verify", "kept/0001", *secret).status, 0)
        for command in ("check", "verify"):
            outcome = self.run_tool(command, "kept/0002", *secret)
            self.assertEqual(outcome.status, 1)
            self.assertIn("it fits when converted to lower case", outcome.output)
        outcome = self.run_tool("send", server.url, "kept/0002", *secret)
        self.assertEqual(outcome.status, 0, outcome)
        self.assertEqual(len(self.rows()), 2)

    def test_a_header_that_is_missing_or_repeated_is_told(self) -> None:
        secret = ("--secret-file", self.write_secret())
        for head, words in (
            (b"", "there is no X-Sentry-Signature"),
            (f"x-sentry-signature: {digest(GOOD)}\n".encode() * 2, "it fits when it is sent once"),
        ):
            with self.subTest(head):
                folder = self.folder / "kept"
                folder.mkdir(exist_ok=True)
                (folder / "body").write_bytes(GOOD)
                (folder / "headers").write_bytes(b"POST / HTTP/1.1\r\n" + head)
                outcome = self.run_tool("verify", "kept", *secret)
                self.assertEqual(outcome.status, 1, outcome)
                self.assertIn(words, outcome.output)

    def test_a_body_alone_needs_the_signature(self) -> None:
        self.write("body.json", GOOD)
        self.assert_unusable(self.run_tool("verify", "body.json", secret=SECRET.decode()),
                             "--signature is required")

    def test_what_cannot_be_kept_is_not_accepted(self) -> None:
        self.write("taken", b"")
        self.assert_unusable(self.run_tool("listen", "--save", "taken/x", "--port", "0",
                                           "--secret-file", self.write_secret()),
                             "cannot create the folder taken/x: Not a directory")


class Forward(LiveTest):
    def test_accepted_requests_are_passed_on_unchanged(self) -> None:
        behind = self.listen("--save", "kept", "--rows", "rows")
        server = self.listen("--forward-to", behind.url)
        server.ask(headers=signed(GOOD) | {"X-Own": "mine", "Accept-Encoding": "gzip"})
        self.assertIn("accepted", server.line())
        self.assertEqual(server.line(), "  forwarded, answered with 200 accepted\n")
        server.ask(REFUSED)
        self.assertEqual(server.stop()[0], 0)
        self.assertEqual(len(self.rows()), 1)
        head = (self.folder / "kept/0001/headers").read_bytes().decode()
        self.assertIn("\r\nX-Own: mine\r\n", head)
        self.assertIn(f"\r\nHost: 127.0.0.1:{behind.port}\r\n", head)
        self.assertNotIn("gzip", head)
        self.assertEqual((self.folder / "kept/0001/body").read_bytes(), GOOD)
        self.assertFalse((self.folder / "kept/0002").exists())

    def test_a_receiver_that_does_not_take_them(self) -> None:
        behind = self.listen("--answer", "503")
        server = self.listen("--forward-to", behind.url)
        self.assertEqual(server.ask().status, 200)
        server.line()
        self.assertEqual(server.line(), "  forwarded, answered with 503 server_error\n")
        behind.stop()
        self.assertEqual(server.ask().status, 200)
        server.line()
        self.assertIn("  not forwarded: ", server.line())
        status, _, errors = server.stop()
        self.assertEqual(status, 1)
        self.assertIn("flaghook: 2 requests not accepted by the receiver of --forward-to", errors)

    def test_in_json(self) -> None:
        behind = self.listen("--rows", "rows")
        server = self.listen("--forward-to", behind.url, "--format", "json")
        server.ask()
        forwarded = json.loads(server.line())["forwarded"]
        self.assertEqual((forwarded["status"], forwarded["outcome"]), (200, "accepted"))
        server.ask(REFUSED)
        self.assertIsNone(json.loads(server.line())["forwarded"])

    def test_http_to_another_machine_needs_consent(self) -> None:
        url = "http://receiver:9000/hook/"
        self.assert_unusable(self.run_tool("listen", "--forward-to", url),
                             "--forward-to", "others on the network can read the changes",
                             "On a network that you trust, add --allow-http")
        # The proxy stands for the network in which the name is known.
        proxy = self.listen("--answer", "503")
        server = self.start(
            [TOOL, "listen", "--port", "0", "--secret-file", self.write_secret(), "--forward-to",
             url, "--allow-http"], http_proxy=f"http://127.0.0.1:{proxy.port}")
        self.assertEqual(server.ask().status, 200)
        server.line()
        self.assertIn("  forwarded, answered with ", server.line())
        self.assertIn("/hook/", proxy.line())

    def test_what_is_no_receiver(self) -> None:
        for url in ("nonsense", "http://sentry.invalid/", "ftp://127.0.0.1/"):
            with self.subTest(url):
                self.assert_unusable(self.run_tool("listen", "--forward-to", url),
                                     "--forward-to", "expected the URL of a receiver")


class AllCases(LiveTest):
    def emit(self, *arguments: str) -> list[Path]:
        """Returns the folders that `emit --all-cases` writes."""
        outcome = self.run_tool("emit", "--all-cases", "cases", *arguments, secret=SECRET.decode())
        self.assertEqual(outcome.status, 0, outcome)
        folders = sorted((self.folder / "cases").iterdir())
        self.assertEqual(outcome.output, f"{len(folders)} requests in cases\n")
        return folders

    def test_a_receiver_that_is_right_gives_the_expected_answers(self) -> None:
        folders = self.emit()
        self.assertGreater(len(folders), 600)
        server = self.listen()
        url = urlsplit(server.url)
        connection = http.client.HTTPConnection("127.0.0.1", url.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        for folder in folders:
            with self.subTest(folder.name):
                line, *lines = (folder / "headers").read_bytes().decode("latin-1").split("\r\n")
                method, path, _ = line.split(" ")
                connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                for header in filter(None, lines):
                    name, _, text = header.partition(":")
                    connection.putheader(name, text.strip())
                connection.endheaders((folder / "body").read_bytes())
                response = connection.getresponse()
                body = response.read()
                expected = json.loads((folder / "expected.json").read_text())
                self.assertEqual(response.status, expected["status"])
                if "answer" in expected:
                    self.assertEqual(json.loads(body) if body else None, expected["answer"])
                self.assertTrue(expected["title"] and expected["rule"] and expected["source"])

    def test_only_some(self) -> None:
        names = [folder.name for folder in self.emit("--filter", "probe-signature-r*")]
        self.assertEqual(names, ["probe-signature-right", "probe-signature-right-malformed",
                                 "probe-signature-right-refused"])
        again = self.run_tool("emit", "--all-cases", "cases", secret=SECRET.decode())
        self.assert_unusable(again, "cases already exists and is not overwritten")

    def test_one_change_or_all_cases(self) -> None:
        self.assert_unusable(self.run_tool("emit"), "--action is required")
        self.assert_unusable(
            self.run_tool("emit", "--all-cases", "cases", "--flag", "x", secret=SECRET.decode()),
            "--all-cases makes its own requests; leave out --flag")


if __name__ == "__main__":
    unittest.main()
