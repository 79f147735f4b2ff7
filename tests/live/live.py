"""Runs servers for the tests: `flaghook listen`, and the Python reference behind HTTP."""

import contextlib
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from running import CONFORMANCE, GOOD, TOOL, ToolTest, digest, environment

HEADER = "X-Sentry-Signature"
PATIENCE = 60
"""Seconds until a test gives up on an operation that takes milliseconds."""
ACCEPTED = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
"""The whole answer to an accepted request."""
REFUSED = b'{"data":[{"flag":" "}],"meta":{}}'
"""A body that is answered with 200 and an error tree."""


def signed(body: bytes) -> dict[str, str]:
    """Returns the headers of a valid request."""
    return {"Content-Type": "application/json", HEADER: digest(body)}


def body_of(*ids: int, **different: Any) -> bytes:
    """Returns a payload in the documented form, with changes of these ids."""
    document = json.loads(GOOD)
    (change,) = document["data"]
    document["data"] = [change | {"change_id": number} | different for number in ids]
    return json.dumps(document, separators=(",", ":")).encode()


class Answer:
    """The answer of a server."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


class Server:
    """A process that prints `listening on URL` first. Its output is read while it runs."""

    def __init__(
        self, command: list[str], folder: Path, variables: Mapping[str, str] | None = None
    ) -> None:
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment(**(variables or {})),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self._printed: dict[str, queue.SimpleQueue[str]] = {}
        self._readers = []
        for name in ("stdout", "stderr"):
            self._printed[name] = queue.SimpleQueue()
            reader = threading.Thread(target=self._read, args=(name,))
            self._readers.append(reader)
            reader.start()
        try:
            first = self.line()
        except queue.Empty:
            first = ""
        if "http://" not in first:
            self.kill()
            raise AssertionError(f"{first!r}, {self._rest('stderr')!r}")
        self.url = "http://" + first.strip().rstrip('"}').partition("http://")[2]

    def _read(self, name: str) -> None:
        with getattr(self.process, name) as stream:
            for line in stream:
                self._printed[name].put(line.decode())
        self._printed[name].put("")

    def _rest(self, name: str) -> str:
        return "".join(iter(lambda: self._printed[name].get(timeout=PATIENCE), ""))

    @property
    def parts(self) -> SplitResult:
        """Returns the parts of the URL."""
        return urlsplit(self.url)

    @property
    def port(self) -> int:
        """Returns the server's port."""
        assert self.parts.port is not None
        return self.parts.port

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Ends the process with a signal, and returns its exit status and output."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> tuple[int, str, str]:
        """Waits for the end, and returns the exit status and the output that was not yet read."""
        status = self.process.wait(timeout=PATIENCE)
        return status, self._rest("stdout"), self._rest("stderr")

    def line(self) -> str:
        """Returns the next line of its output; empty at the end."""
        return self._printed["stdout"].get(timeout=PATIENCE)

    def kill(self) -> None:
        """Stops a process that a failed test left running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for reader in self._readers:
            reader.join()

    def connect(self) -> socket.socket:
        """Opens a plain connection."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def ask(
        self, body: bytes = GOOD, headers: Mapping[str, str] | None = None,
        method: str = "POST", path: str | None = None,
    ) -> Answer:
        """Makes one request on a new connection; by default one that is accepted."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path or self.parts.path, body,
                               dict(signed(body) if headers is None else headers))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def exchange(self, *pieces: bytes) -> bytes:
        """Sends raw bytes, and returns everything until the server closes the connection."""
        with self.connect() as peer:
            for piece in pieces:
                peer.sendall(piece)
            peer.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: peer.recv(65_536), b""))

    def head(self, *headers: str, version: str = "1.1") -> bytes:
        """Returns the head of a request to the webhook."""
        lines = [f"POST {self.parts.path} HTTP/{version}", "Host: x", *headers, "", ""]
        return "\r\n".join(lines).encode()


class LiveTest(ToolTest):
    """A test that starts servers, and stops them at its end."""

    def start(self, command: list[str], **variables: str) -> Server:
        """Starts a process that announces its URL."""
        server = Server(command, self.folder, variables)
        self.addCleanup(server.kill)
        return server

    def listen(self, *arguments: str, port: int = 0) -> Server:
        """Starts `flaghook listen` with the secret of the tests."""
        return self.start([TOOL, "listen", "--port", str(port), "--secret-file",
                           self.write_secret(), *arguments])

    def reference(self, *arguments: str) -> Server:
        """Starts the Python reference as a server, with the same secret."""
        return self.start(
            [sys.executable, "-B", str(CONFORMANCE / "reference" / "server.py"),
             "--secret-file", self.write_secret(), *arguments]
        )

    def run_block(self, script: str) -> tuple[int, str]:
        """Runs a page's commands in the test's folder, with a free port in place of 8137. Stops the
        processes left in the background. Returns the exit status and the output."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        path = f"{Path(TOOL).parent}:{environment()['PATH']}"
        # A file, because processes in the background may keep a pipe open.
        with open(self.folder / "printed", "w+b") as output:
            process = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", script.replace("8137", port)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                cwd=self.folder, env=environment(PATH=path), start_new_session=True,
            )
            try:
                status = process.wait(PATIENCE)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            output.seek(0)
            return status, output.read().decode()

    def rows(self, name: str = "rows") -> list[dict[str, Any]]:
        """Returns the rows that a server added to a file."""
        return [json.loads(line) for line in (self.folder / name).read_text().splitlines()]


def program(name: str) -> str:
    """Returns a program that the build found, such as `FLAGHOOK_CURL`."""
    return os.environ[f"FLAGHOOK_{name}"]


def header_lines(headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> list[str]:
    """Returns headers in the form of a request's head."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [f"{name}: {value}" for name, value in pairs]
