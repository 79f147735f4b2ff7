"""Checks the output of every command with `--format json` against docs/output.schema.json."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

import audit_log
from running import GOOD, SECRET, TOOL, Outcome, digest, environment
from scripted_server import Answer, ServerTest

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "output.schema.json").read_text())
REFUSED = b'{"data":[{"flag":" ","change_id":"17"}],"meta":{}}'
URL = "https://sentry.io/api/0/organizations/x/flags/hooks/provider/generic/"


class Output(ServerTest):
    path = "/api/0/organizations/x/flags/hooks/provider/generic/"

    def setUp(self) -> None:
        super().setUp()
        self.write("good.json", GOOD)
        self.write("bad.json", REFUSED)
        self.write_secret()

    def assert_fits(self, command: str, document: Any) -> None:
        """Checks that the document has the form of the command, or of an error."""
        validator = Draft202012Validator({"$ref": f"#/$defs/{command}", "$defs": SCHEMA["$defs"]})
        errors = [error.message for error in validator.iter_errors(document)]
        self.assertEqual(errors, [], json.dumps(document)[:1000])

    def run_json(self, *arguments: str | bytes, stdin: bytes = b"") -> Outcome:
        return self.run_tool(*arguments, "--format", "json", stdin=stdin)

    def test_the_schema_is_one(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    def test_check(self) -> None:
        outcome = self.run_json("check", "good.json", "bad.json", "no/such", "--signature", "x")
        self.assert_fits("error", outcome.document)
        outcome = self.run_json("check", "good.json", "bad.json", "no/such")
        self.assertEqual(outcome.status, 2)
        self.assert_fits("check", outcome.document)
        for signature in (digest(REFUSED), "x"):
            outcome = self.run_json("check", "bad.json", "--signature", signature,
                                    "--secret-file", "secret")
            self.assert_fits("check", outcome.document)

    def test_any_bytes_in_a_name(self) -> None:
        (self.folder / "caf\udce9\u202e\n.json").write_bytes(REFUSED)
        for name in (b"caf\xe9\xe2\x80\xae\n.json", b"no\xff"):
            outcome = self.run_json("check", name)
            self.assertTrue(outcome.output.isascii())
            self.assert_fits("check", outcome.document)
        outcome = self.run_json("verify", b"\xff", "--signature", "x")
        self.assertEqual(outcome.status, 2)
        self.assert_fits("error", outcome.document)

    def test_verify(self) -> None:
        for signature in (digest(GOOD), digest(GOOD).upper(), "x"):
            self.assert_fits("verify", self.run_json(
                "verify", "good.json", "--signature", signature, "--secret-file",
                "secret").document)

    def test_send(self) -> None:
        for answer in (Answer(), Answer(200, b'{"data":["No."]}'), Answer(400), Answer(503),
                       Answer(429, b"", [("Retry-After", "7")]),
                       Answer(302, b"", [("Location", "/x")])):
            with self.subTest(answer):
                self.assert_fits("send", self.run_json(
                    "send", self.serve(answer).url, "good.json", "--secret-file",
                    "secret").document)
        for file in ("good.json", "bad.json"):
            self.assert_fits("send", self.run_json(
                "send", f"http://127.0.0.1:1{self.path}", file, "--secret-file",
                "secret").document)
        self.assert_fits("error", self.run_json("send", "nonsense", "good.json").document)

    def test_log(self) -> None:
        self.write("page.json", audit_log.page(audit_log.entry(1)))
        self.write("token", audit_log.TOKEN.encode())
        (self.folder / "token").chmod(0o600)
        self.assert_fits("log", self.run_json("log", "page.json").document)
        self.assert_fits("log", self.run_json(
            "log", "page.json", "--sent", "good.json", "bad.json").document)
        self.path = audit_log.PATH
        for url in (self.serve(Answer(401, b'{"detail":"No."}')).url,
                    self.serve(Answer(200, b"{}")).url, f"http://127.0.0.1:1{audit_log.PATH}"):
            self.assert_fits("log", self.run_json("log", url, "--token-file", "token").document)

    def test_listen(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            outcome = self.run_json("listen", "--port", port, "--secret-file", "secret")
        self.assertEqual(outcome.status, 2)
        self.assert_fits("error", outcome.document)
        with subprocess.Popen(
            [TOOL, "listen", "--port", "0", "--secret-file", "secret", "--format", "json",
             "--answer", "503,ok", "--forward-to", "http://127.0.0.1:1/"],
            cwd=self.folder, env=environment(), stdout=subprocess.PIPE,
        ) as process:
            self.addCleanup(process.kill)
            assert process.stdout is not None
            first = json.loads(process.stdout.readline())
            self.assert_fits("listen", first)
            url = urlsplit(first["listening"])
            for method, body in (("POST", GOOD), ("POST", GOOD), ("POST", REFUSED), ("GET", b"")):
                connection = http.client.HTTPConnection("127.0.0.1", url.port)
                connection.request(method, url.path, body, {
                    "Content-Type": "application/json", "X-Sentry-Signature": digest(body)})
                connection.getresponse().read()
                connection.close()
            with socket.create_connection(("127.0.0.1", url.port or 0)) as peer:
                peer.sendall(b"nonsense\r\n\r\n")
                peer.recv(1000)
            process.send_signal(signal.SIGTERM)
            lines = process.stdout.read().splitlines()
        self.assertEqual(len(lines), 6)
        for line in lines:
            self.assert_fits("listen", json.loads(line))

    def test_suite_and_probe(self) -> None:
        some = ("--filter", "signature-*")
        self.assert_fits("suite", self.run_json("suite", *some).document)
        crashes = self.folder / "testee.py"
        crashes.write_text("import sys\nprint(input() and \'{\"id\":0,\"implementation\":\"x\",\'"
                           "\'\"protocol\":1,\"capabilities\":[\"sign\"]}\', flush=True)\nsys.exit(3)\n")
        outcome = self.run_json("suite", *some, "--testee", f"{sys.executable} {crashes}")
        self.assertEqual(outcome.status, 1, outcome.errors)
        self.assert_fits("suite", outcome.document)
        url = self.serve(Answer()).url
        self.assert_fits("probe", self.run_json(
            "probe", url, "--filter", "probe-*", "--secret-file", "secret").document)
        self.assert_fits("error", self.run_json(
            "probe", "http://127.0.0.1:1/", "--secret-file", "secret").document)

    def test_a_wrong_command_line(self) -> None:
        for arguments in (("check",), ("check", "--nonsense"), ("send", URL), ("suite", "--level",
                          "x"), ("nonsense",), ("verify", "good.json")):
            with self.subTest(arguments):
                outcome = self.run_json(*arguments)
                self.assertEqual(outcome.status, 2)
                self.assertIn("flaghook: ", outcome.errors)
                self.assert_fits("error", outcome.document)
                self.assertNotIn(SECRET.decode(), outcome.output)
                self.assertEqual(self.run_tool(*arguments).output, "", "text for people")


if __name__ == "__main__":
    unittest.main()
