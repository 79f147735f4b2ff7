"""Tests `server.py` as a process."""

import http.client
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from reference_path import REFERENCE
import server
from good_changes import a_body, a_change, a_row
from live_server import SECRET, Answer, signed


class Program(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="flaghook-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def start(self, *words: str, variable: str = "") -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-B", str(REFERENCE / "server.py"), *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.folder,
            env=os.environ | {server.SECRET_VARIABLE: variable},
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def post(self, url: str, body: bytes, secret: str) -> Answer:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        self.addCleanup(connection.close)
        connection.request("POST", parts.path, body, signed(body, secret))
        return Answer(connection.getresponse())

    def url_of(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        line = process.stdout.readline()
        self.assertRegex(line, r"^listening on http://127\.0\.0\.1:\d+/api/0/organizations/")
        return line.removeprefix("listening on ").rstrip("\n")

    def test_serves_with_secrets_from_files_and_adds_rows_to_a_file(self) -> None:
        (self.folder / "first").write_bytes(b"the-first-secret\r\n")
        (self.folder / "second").write_bytes(b"the-second-secret")
        (self.folder / "rows").write_text("{}\n")
        process = self.start(
            "--secret-file", "first", "--secret-file", "second", "--organization", "some-org",
            "--rows", "rows", "--index-keyed", variable="not-this-secret",
        )
        url = self.url_of(process)
        self.assertIn("/organizations/some-org/flags/hooks/provider/generic/", url)
        for number, secret in enumerate(("the-first-secret", "the-second-secret")):
            answer = self.post(url, a_body(a_change(change_id=number, flag="\u00e9")), secret)
            self.assertEqual((answer.status, answer.body), (200, b""))
        self.assertEqual(self.post(url, a_body(), "not-this-secret").status, 401)
        refused = self.post(url, a_body(None), "the-first-secret")
        self.assertEqual(refused.decoded, {"data": {"0": ["This field may not be null."]}})
        lines = (self.folder / "rows").read_text().splitlines()
        self.assertEqual(
            [json.loads(line) for line in lines],
            [{}, *(a_row(change_id=number, flag="\u00e9") for number in "01")],
        )

    def test_serves_with_the_secret_of_the_environment(self) -> None:
        url = self.url_of(self.start(variable="the-variable's-secret"))
        self.assertEqual(self.post(url, a_body(), "the-variable's-secret").status, 200)

    def test_ends_cleanly_when_told_to(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                process = self.start(variable=SECRET)
                url = urlsplit(self.url_of(process))
                with socket.create_connection((url.hostname, url.port), 30) as idle:
                    idle.sendall(b"POST ")
                    process.send_signal(number)
                    self.assertEqual(process.wait(timeout=30), 0)
                assert process.stderr is not None
                self.assertNotIn("Traceback", process.stderr.read())

    def test_reads_deep_bodies_whatever_the_shell_s_limit_of_the_stack(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_STACK, (soft, hard))
        resource.setrlimit(resource.RLIMIT_STACK, (1024 * 1024, hard))
        url = self.url_of(self.start(variable=SECRET))
        deep = a_body()[:-1] + b',"note":' + b"[" * 9_000 + b"]" * 9_000 + b"}"
        self.assertEqual(self.post(url, deep, SECRET).status, 200)

    def test_does_not_start_without_a_secret_or_a_port(self) -> None:
        (self.folder / "empty").write_bytes(b"\n")
        (self.folder / "binary").write_bytes(b"\xff" * 20)
        with socket.create_server((server.HOST, 0)) as taken:
            for words, variable in (
                ([], ""), (["--secret-file", "empty"], SECRET),
                (["--secret-file", "absent"], SECRET), (["--secret-file", "binary"], SECRET),
                (["--port", str(taken.getsockname()[1])], SECRET), (["--port", "x"], SECRET),
            ):
                with self.subTest(words):
                    output, errors = self.start(*words, variable=variable).communicate(timeout=30)
                    self.assertEqual(output, "")
                    self.assertIn("server.py: ", errors)
                    self.assertNotIn("Traceback", errors)


if __name__ == "__main__":
    unittest.main()
