#!/usr/bin/python3
"""The reference implementation as a testee: one JSON request per line in, one JSON reply out.

    {"op": "hello", "protocol": 1}
    {"id": 1, "op": "parse", "body": BASE64}                 optional: "index_keyed": true
    {"id": 2, "op": "receive", "body": BASE64, "signature": TEXT or null, "secrets": [TEXT...],
     "content_type": TEXT or null}
    {"id": 3, "op": "sign", "secret": TEXT, "body": BASE64}
    {"id": 4, "op": "emit", "version": 1, "changes": [ROW...]}
    {"id": 5, "op": "delivery", "status": NUMBER, "body": BASE64}
    {"id": 6, "op": "evaluate", "evaluations": [EVALUATION...]}
                                 optional: "fork": {"child": [EVALUATION...], "parent": [...]}
    {"id": 7, "op": "span_evaluate", "evaluations": [EVALUATION...]}

A reply has the request's id and one of `result`, `skipped` (with a reason) and `errored` (with a
message). Replies are ASCII, so that lone surrogates can be transferred as escapes.
"""

import base64
import json
import platform
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import django
import rest_framework

import content_types
import delivery
import emission
import evaluation
import server_rules

PROTOCOL = 1

Request = dict[str, Any]


def _body(request: Request) -> bytes:
    return base64.b64decode(request["body"], validate=True)


def _parse(request: Request) -> dict[str, Any]:
    index_keyed = request.get("index_keyed", False)
    return dict(server_rules.parse(_body(request), index_keyed=index_keyed))


def _receive(request: Request) -> dict[str, Any]:
    return dict(
        server_rules.receive(
            _body(request),
            request["signature"],
            request["secrets"],
            content_type=request.get("content_type", content_types.JSON),
            index_keyed=request.get("index_keyed", False),
        )
    )


def _sign(request: Request) -> dict[str, Any]:
    return {"signature": server_rules.sign(request["secret"], _body(request))}


def _emit(request: Request) -> dict[str, Any]:
    body = emission.emit(request["changes"], request["version"])
    return {"body": base64.b64encode(body).decode()}


def _delivery(request: Request) -> dict[str, Any]:
    return dict(delivery.parse_delivery(request["status"], _body(request)))


def _evaluate(request: Request) -> dict[str, Any]:
    scope = evaluation.FlagBuffer(request["evaluations"])
    if "fork" not in request:
        return {"values": scope.values}
    child = scope.fork()
    child.record(request["fork"]["child"])
    scope.record(request["fork"]["parent"])
    return {"values": scope.values, "child": child.values}


def _span_evaluate(request: Request) -> dict[str, Any]:
    return {"attributes": evaluation.span_attributes(request["evaluations"])}


OPERATIONS: dict[str, Callable[[Request], dict[str, Any]]] = {
    "parse": _parse,
    "receive": _receive,
    "sign": _sign,
    "emit": _emit,
    "delivery": _delivery,
    "evaluate": _evaluate,
    "span_evaluate": _span_evaluate,
}


def hello() -> dict[str, Any]:
    versions = (
        f"Python {platform.python_version()}, Django {django.__version__}, "
        f"REST framework {rest_framework.__version__}"
    )
    return {
        "protocol": PROTOCOL,
        "implementation": f"flaghook reference ({versions})",
        "capabilities": list(OPERATIONS),
    }


def reply_to(line: bytes) -> dict[str, Any]:
    """Returns the reply to one line, even if the line is malformed."""
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError("a request must be a JSON object")
    except (ValueError, RecursionError) as unreadable:
        return {"id": None, "errored": {"message": f"not a request: {unreadable}"}}
    operation = request.get("op")
    if operation == "hello":
        return hello()
    identity = {"id": request.get("id")}
    if not isinstance(operation, str) or operation not in OPERATIONS:
        return identity | {"skipped": {"reason": f"no operation named {operation!r}"}}
    try:
        return identity | {"result": OPERATIONS[operation](request)}
    except server_rules.CannotTell as reason:
        return identity | {"skipped": {"reason": str(reason)}}
    except KeyError as absent:
        return identity | {"errored": {"message": f"the request lacks {absent.args[0]!r}"}}
    except (ValueError, TypeError, AttributeError) as refusal:
        return identity | {"errored": {"message": str(refusal)}}


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers all lines until the input ends."""
    for line in requests:
        replies.write(json.dumps(reply_to(line)).encode("ascii") + b"\n")
        replies.flush()


def main() -> None:
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
