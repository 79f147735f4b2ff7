"""Runs a scripted server in this process."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from running import ToolTest


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Request:
    method: str
    target: str
    headers: Message
    body: bytes


Script = Callable[[Request], Answer]


def in_turn(*answers: Answer) -> Script:
    """Returns a script that gives the answers in turn, and then the last one forever."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


class Scripted(ThreadingHTTPServer):
    """Answers by the script, and keeps the requests."""

    def __init__(self, path: str, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.requests: list[Request] = []
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores clients that hang up, which some tests do on purpose."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        """Returns the parameters of each request."""
        return [parse_qs(urlsplit(request.target).query) for request in self.requests]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Scripted

    def answer(self) -> None:
        request = Request(self.command, self.path, self.headers, self.body())
        self.server.requests.append(request)
        answer = self.server.script(request)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = answer

    def body(self) -> bytes:
        if "Transfer-Encoding" not in self.headers:
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_: Any) -> None:
        pass


class ServerTest(ToolTest):
    """A test that starts servers, and stops them at its end."""

    path: str
    """The end of their URL."""

    def serve(self, *answers: Answer) -> Scripted:
        return self.serve_by(in_turn(*answers))

    def serve_by(self, script: Script) -> Scripted:
        server = Scripted(self.path, script)
        self.addCleanup(server.server_close)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        thread.start()
        return server
