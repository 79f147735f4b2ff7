#!/usr/bin/python3
"""Serves the generic feature-flag webhook over HTTP, as Sentry's server answers it.

    server.py [--port N] [--secret-file FILE ...] [--organization SLUG] [--rows FILE]
              [--index-keyed]

Listens on 127.0.0.1 only, and prints one line when it is ready:

    listening on http://127.0.0.1:PORT/api/0/organizations/SLUG/flags/hooks/provider/generic/

Requests are logged to standard error. SIGTERM and SIGINT end it with status 0. It is for trying out
a sender and for tests; it is not secure.
"""

import argparse
import io
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import endpoint  # settings first
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

HOST = "127.0.0.1"
SECRET_VARIABLE = "FLAGHOOK_SECRET"
LARGEST_BODY = 64 * 1024 * 1024
LONGEST_LINE = 4096
"""The maximum size of the lines that frame a chunked body."""


class BadFrame(Exception):
    """A body whose chunked coding is invalid or too large; has the status of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def read_chunked(source: BinaryIO, largest: int = LARGEST_BODY) -> bytes:
    """Reads a body with `Transfer-Encoding: chunked`; ignores extensions and trailers.

    Source: https://www.rfc-editor.org/rfc/rfc9112#section-7.1
    """
    body = bytearray()
    while size := _chunk_size(_line(source)):
        if len(body) + size > largest:
            raise BadFrame(413)
        chunk = source.read(size)
        if len(chunk) != size or _line(source):
            raise BadFrame(400)
        body += chunk
    while _line(source):
        pass
    return bytes(body)


def _line(source: BinaryIO) -> bytes:
    """Reads a line and returns it without its line end, which is required."""
    line = source.readline(LONGEST_LINE)
    if not line.endswith(b"\r\n"):
        raise BadFrame(400)
    return line[:-2]


def _chunk_size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip(b" \t")
    if not digits or digits.strip(b"0123456789abcdefABCDEF") or len(digits) > 16:
        raise BadFrame(400)
    return int(digits, 16)


class Handler(WSGIRequestHandler):
    """Django's handler with chunked bodies. WSGI does not have them, so it gets a length."""

    disable_nagle_algorithm = True
    rfile: BinaryIO

    def handle_one_request(self) -> None:
        connection = self.rfile
        try:
            super().handle_one_request()
        finally:
            self.rfile = connection

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        try:
            self._frame_body()
        except BadFrame as bad:
            self.close_connection = True
            self.send_error(bad.status)
            return False
        return True

    def get_environ(self) -> dict[str, Any]:
        """Returns the request's variables, without the default type that `wsgiref` adds."""
        environ = super().get_environ()
        if "Content-Type" not in self.headers:
            environ["CONTENT_TYPE"] = ""
        return environ

    def _frame_body(self) -> None:
        coding = self.headers.get("Transfer-Encoding")
        length = self.headers.get("Content-Length", "0")
        if coding is None:
            # Python converts at most 4300 digits.
            if not (length.isascii() and length.isdigit()) or len(length) > 16:
                raise BadFrame(400)
            if int(length) > LARGEST_BODY:
                raise BadFrame(413)
            return
        if "Content-Length" in self.headers:
            raise BadFrame(400)
        if coding.lower() != "chunked":
            raise BadFrame(501)
        body = read_chunked(self.rfile)
        del self.headers["Transfer-Encoding"]
        self.headers["Content-Length"] = str(len(body))
        self.rfile = io.BytesIO(body)


class Server(ThreadedWSGIServer):
    """One organization's endpoint on a port (0 for any free one); one thread per connection."""

    request_queue_size = 128

    def __init__(self, organization: endpoint.Organization, port: int = 0) -> None:
        super().__init__((HOST, port), Handler)
        self.set_app(endpoint.application(organization))
        self.url = f"http://{HOST}:{self.server_port}{organization.path}"


class Unusable(Exception):
    """The command line or the environment has a value that cannot be used."""


def read_secrets(files: list[Path], variable: str | None) -> list[str]:
    """Reads the secrets from the files or, if there is none, from the environment."""
    secrets = [_secret_in(file) for file in files] if files else [variable or ""]
    if not all(secrets):
        raise Unusable(
            f"there is no signing secret: give --secret-file FILE, or set {SECRET_VARIABLE}"
        )
    return secrets


def _secret_in(file: Path) -> str:
    """Returns a file's text without one line end, as `flaghook` reads it."""
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as unreadable:
        raise Unusable(f"{file}: {unreadable}") from None
    return text.removesuffix("\r\n") if text.endswith("\r\n") else text.removesuffix("\n")


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0,
                        help="the port; 0, the default, chooses a free one")
    parser.add_argument("--secret-file", type=Path, action="append", default=[], metavar="FILE",
                        help="a file with a signing secret; the default is the environment "
                             f"variable {SECRET_VARIABLE}")
    parser.add_argument("--organization", default="example", metavar="SLUG")
    parser.add_argument("--rows", type=Path, metavar="FILE",
                        help="append audit records to this file, one JSON object per line")
    parser.add_argument("--index-keyed", action="store_true",
                        help="error lists as in REST framework 3.18")
    return parser.parse_args(words)


def _end(*_: Any) -> None:
    sys.exit(0)


def serve(server: Server, say: Callable[[str], None]) -> None:
    """Answers requests until a signal ends the process."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    say(f"listening on {server.url}")
    server.serve_forever()


def main(words: list[str] | None = None) -> int:
    arguments = _arguments(words)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        organization = endpoint.Organization(
            slug=arguments.organization,
            secrets=read_secrets(arguments.secret_file, os.environ.get(SECRET_VARIABLE)),
            rows=endpoint.Rows(arguments.rows),
            index_keyed=arguments.index_keyed,
        )
        server = Server(organization, arguments.port)
    except (Unusable, OSError) as reason:
        print(f"server.py: {reason}", file=sys.stderr)
        return 2
    with server:
        serve(server, lambda line: print(line, flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
