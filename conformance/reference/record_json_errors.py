#!/usr/bin/python3
"""Records the answers of the server's stack to malformed bodies, or checks the recording.

    record_json_errors.py            record the answers to all recorded bodies again
    record_json_errors.py --check    compare; print the differences and exit 1 if there are any

It must run on the server's stack: CPython 3.13 and a REST framework from 3.16 on (on Debian 13:
`/usr/bin/python3` with python3-djangorestframework). Each request passes through Django's handler
to a view of the framework. The view reads the body, as the webhook does for the signature, and
parses it with the framework's own parser. `recorded/json_errors.jsonl` has one object per line:
`body` in base64, and `detail`, the text of the answer's member `detail`. The status of all answers
is 400.
"""

import argparse
import base64
import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import framework  # noqa: F401  (settings first)
import rest_framework
from django.test import RequestFactory
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

FILE = Path(__file__).resolve().parent / "recorded" / "json_errors.jsonl"

STACK = "CPython 3.13 and REST framework 3.16 or later"


class View(APIView):
    """Parses the JSON of a request, as the webhook's endpoint does."""

    parser_classes = [JSONParser]

    def post(self, request: Request) -> Response:
        assert isinstance(request.body, bytes)
        return Response({"read": bool(request.data) or True})


def is_server_s_stack() -> bool:
    """Checks whether the versions are those of Sentry's server."""
    framework_version = tuple(int(part) for part in rest_framework.VERSION.split(".")[:2])
    return (
        platform.python_implementation() == "CPython"
        and sys.version_info[:2] == (3, 13)
        and framework_version >= (3, 16)
    )


def answer(body: bytes) -> tuple[int, Any]:
    """Returns the status and the decoded answer."""
    request = RequestFactory().post("/", data=body, content_type="application/json")
    response = View.as_view()(request)
    response.render()
    return response.status_code, json.loads(response.content)


def recorded() -> Iterator[tuple[bytes, str]]:
    """Yields the bodies in the file and the recorded texts."""
    for line in FILE.read_text(encoding="ascii").splitlines():
        record = json.loads(line)
        yield base64.b64decode(record["body"], validate=True), record["detail"]


def line_for(body: bytes) -> str:
    """Returns the file's line for a body."""
    status, answered = answer(body)
    if status != 400 or list(answered) != ["detail"]:
        raise ValueError(f"{body!r}: status {status}, {answered}; expected a malformed body")
    record = {"body": base64.b64encode(body).decode(), "detail": answered["detail"]}
    return json.dumps(record) + "\n"


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="compare instead of writing")
    check = arguments.parse_args().check
    if not is_server_s_stack():
        print(f"needs {STACK}, not Python {platform.python_version()} and REST framework "
              f"{rest_framework.VERSION}", file=sys.stderr)
        return 2
    in_tree = FILE.read_text(encoding="ascii")
    asked = "".join(line_for(body) for body, _ in recorded())
    if not check:
        FILE.write_text(asked, encoding="ascii")
        return 0
    different = [
        f"- {before}\n+ {now}"
        for before, now in zip(in_tree.splitlines(), asked.splitlines())
        if before != now
    ]
    same = f"{asked.count(chr(10))} answers match the recording"
    print("\n".join(different) if different else same)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
