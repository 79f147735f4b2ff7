"""Tests the senders and receivers of docs/senders: each one does what its page says.

CMake lists the languages that have no interpreter or compiler here; they are not tested.
"""

import contextlib
import http.client
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import unittest
from pathlib import Path

from live import GOOD, HEADER, PATIENCE, LiveTest, program, signed
from running import SECRET, digest, environment

SENDERS = Path(__file__).resolve().parents[2] / "docs" / "senders"
PAGE = SENDERS.parent / "senders.md"
LARGEST = 2**63 - 1
"""A change_id that a double cannot represent, and that every language has an integer for."""
CUT = b"an answer that is cut before its first byte"
# Maps a sender's name to the program of the build that runs it.
RUNS_WITH = {"python": "PYTHON", "python-requests": "PYTHON", "javascript": "NODE",
             "typescript": "TSC", "php": "PHP", "go": "GO", "ruby": "RUBY", "java": "JAVA",
             "shell": "CURL"}
# Debian has no package of .NET.
NOT_RUN = {"csharp"}


def found(name: str) -> str:
    """Returns the program that runs a sender; empty if the build did not find it."""
    return sys.executable if name == "PYTHON" else os.environ.get(f"FLAGHOOK_{name}", "")


class Busy(http.server.BaseHTTPRequestHandler):
    """Gives its server's answers in turn."""

    def do_POST(self) -> None:
        assert isinstance(self.server, Script)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((body, self.headers[HEADER], self.headers["Content-Type"]))
        status, answer = self.server.answers.pop(0)
        if not status:
            return  # the connection is closed without an answer
        self.send_response(status)
        if status in (429, 503):
            self.send_header("Retry-After", "1")
        if status == 302:
            self.send_header("Location", "/elsewhere")
        cut = answer == CUT
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(b"" if cut else answer)

    do_GET = do_POST

    def log_message(self, format: str, *arguments: object) -> None:
        """Logs nothing."""


class Script(http.server.ThreadingHTTPServer):
    """A server with a fixed list of answers."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Busy)
        self.answers = list(answers)
        self.requests: list[tuple[bytes, str, str]] = []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        """Returns the server's URL."""
        return f"http://127.0.0.1:{self.server_port}/flags/hooks/provider/generic/"


class Sender(LiveTest):
    """The requirements for each sender. The classes below select the sender."""

    name = ""

    def command(self) -> list[str]:
        """Returns the command, after compiling the sender if its language needs that."""
        folder = SENDERS / self.name
        (source,) = folder.glob("[sS]ender.*")
        runner = found(RUNS_WITH[self.name])
        if self.name == "typescript":
            self.write("package.json", b'{"type": "module"}')
            shutil.copy(source, self.folder)
            self.make([runner, "--strict", "--target", "es2022", "--module", "es2022",
                       "--lib", "es2022,dom", source.name])
            return [program("NODE"), str(self.folder / "sender.js")]
        if self.name == "go":
            self.make([runner, "build", "-o", str(self.folder / "sender"), str(source)],
                      GOCACHE=str(self.folder / "cache"), GOFLAGS="-mod=mod", GO111MODULE="off")
            return [str(self.folder / "sender")]
        if self.name == "java":
            # Compiled once: `java Sender.java` compiles at each start.
            self.make([runner, "-m", "jdk.compiler/com.sun.tools.javac.Main", "-d", str(self.folder),
                       str(source)])
            return [runner, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-cp", str(self.folder), source.stem]
        if self.name == "shell":
            return ["bash", str(source)]
        return [runner, str(source)]

    def make(self, command: list[str], **variables: str) -> None:
        done = subprocess.run(command, cwd=self.folder, env=environment(**variables),
                              capture_output=True, timeout=5 * PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, done)

    def send(self, url: str, flag: str = "checkout", secret: bytes = SECRET) -> tuple[int, str]:
        """Runs the sender, and returns its outcome and output."""
        done = subprocess.run(
            [*self.ready, url, flag, str(LARGEST)], capture_output=True, cwd=self.folder,
            env=environment(FLAGHOOK_SECRET=secret.decode()), timeout=PATIENCE, check=False,
        )
        self.assertEqual(done.stderr.decode(), "")
        self.assertNotIn(secret, done.stdout)
        return done.returncode, done.stdout.decode().strip()

    def script(self, *answers: tuple[int, bytes]) -> Script:
        server = Script(*answers)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def test_it_keeps_the_rules(self) -> None:
        self.ready = self.command()
        with self.subTest("recorded, with the exact id and in the documented form"):
            server = self.listen("--rows", "rows", "--expect", "1")
            self.assertEqual(self.send(server.url, "h\u00e9llo/\U0001f600"), (0, "recorded"))
            self.assertEqual(server.wait()[0], 0)
            (row,) = self.rows()
            self.assertEqual(row["flag"], "h\u00e9llo/\U0001f600")
        server = self.listen()
        with self.subTest("200 with a body is a refusal"):
            status, words = self.send(server.url, " ")
            self.assertEqual(status, 1)
            self.assertRegex(words, r"^refused 200 .*may not be blank")
        for secret in (b"another-secret", b"s" * 64, "\u00fc".encode() * 64):
            with self.subTest("a wrong secret", length=len(secret)):
                self.assertEqual(self.send(server.url, secret=secret),
                                 (1, 'refused 401 "Not authorized."'))
        for secret in (b"s" * 64, "\u00fc".encode() * 64):
            with self.subTest("a long secret", length=len(secret)):
                script = self.script((200, b""))
                self.assertEqual(self.send(script.url, secret=secret), (0, "recorded"))
                ((body, signature, kind),) = script.requests
                self.assertEqual((signature, kind), (digest(body, secret), "application/json"))
                self.assertIn(str(LARGEST).encode(), body)
        for busy in (429, 503):
            with self.subTest("waits and sends the same again", status=busy):
                script = self.script((busy, b"later"), (200, b""))
                self.assertEqual(self.send(script.url), (0, "recorded"))
                first, second = script.requests
                self.assertEqual(first, second)
        for status, outcome in ((400, "refused"), (404, "refused"), (413, "refused"),
                                (415, "refused"), (500, "unknown"), (502, "unknown"),
                                (504, "unknown"), (302, "unknown")):
            with self.subTest("never sent a second time", status=status):
                script = self.script((status, b"words"))
                self.assertEqual(self.send(script.url), (1, f"{outcome} {status} words"))
                self.assertEqual(len(script.requests), 1)
        with self.subTest("a refusal whose body is cut off is not taken for an acceptance"):
            status, words = self.send(self.script((200, CUT)).url)
            self.assertEqual((status, words.split()[0]), (1, "unknown"))
        with self.subTest("no secret"):
            script = self.script()
            done = subprocess.run([*self.ready, script.url, "checkout", "1"], cwd=self.folder,
                                  env=environment(), capture_output=True, timeout=PATIENCE,
                                  check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(b"FLAGHOOK_SECRET", done.stderr)
            self.assertEqual(script.requests, [])
        with self.subTest("no answer"):
            script = self.script((0, b""))
            status, words = self.send(script.url)
            self.assertEqual((status, words.split()[0]), (1, "unknown"))
            self.assertEqual(len(script.requests), 1)


def suite_of(name: str) -> type[Sender]:
    """Returns the test of one sender."""
    return type(f"Sender_{name.replace('-', '_')}", (Sender,), {"name": name})


class Receiver(LiveTest):
    """Tests the receivers from a sender's point of view."""

    def command(self, name: str) -> list[str]:
        source = next((SENDERS / name).glob("receiver.*"))
        return [found(RUNS_WITH[name]), str(source)]

    def test_it_verifies_the_raw_bytes(self) -> None:
        for name in ("python", "javascript"):
            with self.subTest(name):
                process = subprocess.Popen(
                    [*self.command(name), "0"], cwd=self.folder, stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL, env=environment(FLAGHOOK_SECRET=SECRET.decode()))
                try:
                    self.judge(process)
                finally:
                    process.kill()
                    process.wait()
                    assert process.stdout is not None
                    process.stdout.close()

    def judge(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        url = f"http://127.0.0.1:{port}/api/0/organizations/o/flags/hooks/provider/generic/"
        self.write_secret()
        self.write_secret(b"another-secret", name="other")
        for secret, status in (("secret", 0), ("other", 1)):
            outcome = self.run_tool("send", url, "-", "--secret-file", secret, stdin=GOOD)
            self.assertEqual(outcome.status, status, outcome)
        self.assertEqual(process.stdout.readline(), f"verified {len(GOOD)} bytes\n".encode())
        for headers, body, expected in (
            (signed(GOOD), GOOD, 200),
            (signed(GOOD), GOOD.replace(b",", b", "), 401),
            ({HEADER: digest(GOOD).upper()}, GOOD, 401),
            ({HEADER: "sha256=" + digest(GOOD)}, GOOD, 401),
            ({HEADER: "\u00fc" * 64}, GOOD, 401),
            ({}, GOOD, 401),
            (signed(b"\xff\x00"), b"\xff\x00", 200),
        ):
            self.assertEqual(self.post(port, headers, body), expected, headers)
        with contextlib.suppress(ConnectionError):
            self.assertEqual(self.post(port, signed(GOOD), b"x" * (2 << 20)), 413)

    def post(self, port: int, headers: dict[str, str], body: bytes) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.putrequest("POST", "/")
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                connection.putheader(name, value.encode("latin-1"))
            connection.endheaders(body)
            return connection.getresponse().status
        finally:
            connection.close()


class Page(unittest.TestCase):
    def test_it_links_to_every_file(self) -> None:
        links = re.findall(r"^\[`docs/(senders/\S+)`\]\(\1\)", PAGE.read_text(encoding="utf-8"), re.M)
        files = [str(path.relative_to(PAGE.parent)) for path in SENDERS.glob("*/*")]
        self.assertEqual(sorted(links), sorted(files))

    def test_each_sender_is_run_or_named(self) -> None:
        self.assertEqual({path.name for path in SENDERS.iterdir()}, set(RUNS_WITH) | NOT_RUN)


def load_tests(loader: unittest.TestLoader, tests: object, pattern: object) -> unittest.TestSuite:
    """Makes one test for each sender that can run here."""
    classes = [suite_of(name) for name, runner in RUNS_WITH.items() if found(runner)]
    return unittest.TestSuite(
        loader.loadTestsFromTestCase(case) for case in (*classes, Receiver, Page))


if __name__ == "__main__":
    unittest.main()
