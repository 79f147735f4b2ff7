"""How the tests run servers: `flaghook listen`, and the Python reference behind HTTP."""

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
"""Seconds until a test gives up on something that takes milliseconds."""
ACCEPTED = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
"""The whole answer to a request that was accepted."""
REFUSED = b'{"data":[{"flag":" "}],"meta":{}}'
"""A body that is answered with 200 and an error tree."""


def signed(body: bytes) -> dict[str, str]:
    """The headers of a request that is as it should be."""
    return {"Content-Type": "application/json", HEADER: digest(body)}


def body_of(*ids: int, **different: Any) -> bytes:
    """A payload in the documented form, of changes with these ids."""
    document = json.loads(GOOD)
    (change,) = document["data"]
    document["data"] = [change | {"change_id": number} | different for number in ids]
    return json.dumps(document, separators=(",", ":")).encode()


class Answer:
    """What a server answered."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


class Server:
    """A process that says `listening on URL` first. What it prints is read as it comes."""

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
        """The URL, taken apart."""
        return urlsplit(self.url)

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self.parts.port is not None
        return self.parts.port

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Ends the process with a signal; its exit status, and what it printed."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> tuple[int, str, str]:
        """Waits for the end; the exit status, and what was printed and not yet looked at."""
        status = self.process.wait(timeout=PATIENCE)
        return status, self._rest("stdout"), self._rest("stderr")

    def line(self) -> str:
        """The next line that it prints; empty at the end."""
        return self._printed["stdout"].get(timeout=PATIENCE)

    def kill(self) -> None:
        """Ends what a failed test left running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for reader in self._readers:
            reader.join()

    def connect(self) -> socket.socket:
        """A plain connection."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def ask(
        self, body: bytes = GOOD, headers: Mapping[str, str] | None = None,
        method: str = "POST", path: str | None = None,
    ) -> Answer:
        """One exchange on a connection of its own; by default one that is accepted."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path or self.parts.path, body,
                               dict(signed(body) if headers is None else headers))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def exchange(self, *pieces: bytes) -> bytes:
        """Everything that comes back for bytes as they are, until the server ends it."""
        with self.connect() as peer:
            for piece in pieces:
                peer.sendall(piece)
            peer.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: peer.recv(65_536), b""))

    def head(self, *headers: str, version: str = "1.1") -> bytes:
        """The head of a request to the webhook."""
        lines = [f"POST {self.parts.path} HTTP/{version}", "Host: x", *headers, "", ""]
        return "\r\n".join(lines).encode()


class LiveTest(ToolTest):
    """A test that starts servers; they are gone when it ends."""

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
        """Runs a page's commands in the test's folder, on a port of their own in place of 8137; the
        exit status, and all that was printed. What was left in the background is ended."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        path = f"{Path(TOOL).parent}:{environment()['PATH']}"
        # A file, because what is left in the background may still hold a pipe.
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
        """The rows that a server added to a file."""
        return [json.loads(line) for line in (self.folder / name).read_text().splitlines()]


def program(name: str) -> str:
    """What the build found: `FLAGHOOK_CURL` and the like."""
    return os.environ[f"FLAGHOOK_{name}"]


def header_lines(headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> list[str]:
    """Headers as a request's head has them."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [f"{name}: {value}" for name, value in pairs]
