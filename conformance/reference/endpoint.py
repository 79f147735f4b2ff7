"""The webhook's endpoint on the real framework: Django's routes and REST framework's answers.

This module decides only the order of the steps, which is that of `post` in
https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py:
first the signature of the raw body, then the JSON, the fields, and the audit records.
`server_rules` has the fields and the records.
"""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import framework  # noqa: F401  (settings first)
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import json_parser
import server_rules

SIGNATURE_HEADER = "X-Sentry-Signature"
ROUTE = "api/0/organizations/{organization}/flags/hooks/provider/generic/"


class Rows:
    """The audit records written so far; optionally also in a file, one JSON object per line."""

    def __init__(self, file: Path | None = None) -> None:
        self.written: list[server_rules.Row] = []
        self._file = file
        self._lock = threading.Lock()

    def append(self, rows: list[server_rules.Row]) -> None:
        """Writes the records of one request together."""
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        with self._lock:
            self.written += rows
            if self._file is not None:
                _append(self._file, lines.encode("ascii"))


def _append(file: Path, content: bytes) -> None:
    """Appends to a file in a single write, so that records are never partly visible."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)


@dataclass
class Organization:
    """The server's only organization, and how it answers."""

    slug: str
    secrets: list[str]
    rows: Rows = field(default_factory=Rows)
    index_keyed: bool = False

    @property
    def path(self) -> str:
        """Returns the path of its endpoint."""
        return "/" + ROUTE.format(organization=self.slug)


class HookView(APIView):
    """Answers requests to the generic provider of any organization."""

    parser_classes = [json_parser.Parser]

    organization = Organization(slug="", secrets=[])
    """A placeholder: `as_view` sets only attributes that the class has."""

    def post(self, request: Request, slug: str) -> Response:
        known = self.organization
        secrets = known.secrets if slug == known.slug else []
        signature = request.headers.get(SIGNATURE_HEADER)
        if not server_rules.is_authorized(request.body, signature, secrets):
            return Response(server_rules.NOT_AUTHORIZED, status=401)
        return json_parser.call_for(request.body, self._answer, request)

    def _answer(self, request: Request) -> Response:
        known = self.organization
        read = server_rules.serializer_type(index_keyed=known.index_keyed)(data=request.data)
        if not read.is_valid():
            return Response(read.errors)
        known.rows.append(server_rules.rows_of(read.validated_data))
        return Response()


class _Routes:
    """Takes the place of a module of URL patterns."""

    def __init__(self, organization: Organization) -> None:
        view = HookView.as_view(organization=organization)
        route = ROUTE.format(organization="<slug:slug>")
        self.urlpatterns: list[URLPattern] = [path(route, view)]


def application(organization: Organization) -> Callable[..., Any]:
    """Returns the WSGI application. Django has one per process, so the last one is used."""
    settings.ROOT_URLCONF = _Routes(organization)
    serve: Callable[..., Any] = get_wsgi_application()
    return serve
