"""A server of an audit log that answers by a script, and `flaghook log` asking it."""

import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from audit_log import PATH, TOKEN, LogTest
from running import Outcome


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)


class Scripted(ThreadingHTTPServer):
    """Gives the answers in turn, the last one for ever, and keeps the requests."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{PATH}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        """The parameters of each request."""
        return [parse_qs(urlsplit(target).query) for target, _ in self.requests]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Scripted

    def do_GET(self) -> None:
        given = self.server.requests
        answer = self.server.answers[min(len(given), len(self.server.answers) - 1)]
        given.append((self.path, dict(self.headers.items())))
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: Any) -> None:
        pass


def link(cursor: str, target: str = f"https://sentry.io{PATH}", results: str = "true",
         relation: str = "next") -> tuple[str, str]:
    """A header that leads to another page, as Sentry writes it."""
    return ("Link", f'<{target}?&cursor={cursor}>; rel="{relation}"; results="{results}"; '
                    f'cursor="{cursor}"')


LAST = link("0:0:0", results="false")


class FetchTest(LogTest):
    """A log from a server."""

    def serve(self, *answers: Answer) -> Scripted:
        server = Scripted(list(answers))
        self.addCleanup(server.server_close)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        thread.start()
        return server

    def fetch(self, url: str, *arguments: str, token: str = TOKEN, **variables: str) -> Outcome:
        """Runs `flaghook log`; whatever it does, the token is not printed."""
        outcome = self.run_tool("log", url, *arguments,
                                variables={"FLAGHOOK_TOKEN": token, **variables})
        self.assertNotIn(token or TOKEN, outcome.output + outcome.errors)
        return outcome
