"""Runs the reference as a server on loopback, with a connection to it, for the tests."""

import http.client
import json
import logging
import threading
import unittest
from collections.abc import Iterable
from typing import Any

import reference_path  # noqa: F401
import endpoint
import server
import server_rules

SECRET = "a-secret-for-the-live-server"
SLUG = "acme"
PATH = f"/api/0/organizations/{SLUG}/flags/hooks/provider/generic/"

Header = tuple[str, str | bytes]


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Returns the headers of a valid request."""
    return {
        "Content-Type": "application/json",
        endpoint.SIGNATURE_HEADER: server_rules.sign(secret, body),
    }


class Answer:
    """The response; `decoded` is the JSON of the body, or `None` if there is none."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def decoded(self) -> Any:
        return json.loads(self.body) if self.body else None


class Live(unittest.TestCase):
    """A test with a server in this process and one connection to it."""

    def setUp(self) -> None:
        self.maxDiff = None
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        self.organization = endpoint.Organization(SLUG, [SECRET])
        stack_bytes = threading.stack_size()
        self.addCleanup(threading.stack_size, stack_bytes)
        self.server = server.Server(self.organization)
        self.addCleanup(self.server.server_close)
        serving = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        serving.start()
        self.addCleanup(serving.join)
        self.addCleanup(self.server.shutdown)
        self.connection = http.client.HTTPConnection(
            server.HOST, self.server.server_port, timeout=30
        )
        self.addCleanup(self.connection.close)

    def ask(
        self, body: bytes, headers: Iterable[Header], path: str = PATH, method: str = "POST"
    ) -> Answer:
        """Sends exactly these headers, and the body's length."""
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers:
            self.connection.putheader(name, value)
        self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body)
        return Answer(self.connection.getresponse())

    def post(self, body: bytes, *signatures: str | bytes, **options: Any) -> Answer:
        """Posts JSON with these signature headers; without any, with the correct one."""
        signatures = signatures or (server_rules.sign(SECRET, body),)
        headers = [(endpoint.SIGNATURE_HEADER, signature) for signature in signatures]
        return self.ask(body, [("Content-Type", "application/json"), *headers], **options)

    def assert_unauthorized(self, answer: Answer) -> None:
        self.assertEqual((answer.status, answer.body), (401, b'"Not authorized."'))
        self.assertEqual(self.organization.rows.written, [])
