#!/usr/bin/env python3
"""Signs and checks not the bytes of a body, but its JSON, parsed and written again."""

import base64
import json

from twisted import Reply, Request, honest, serve


def rewritten(body: str) -> str:
    try:
        value = json.loads(base64.b64decode(body))
    except ValueError:
        return body
    return base64.b64encode(json.dumps(value, separators=(",", ":")).encode()).decode()


def answer(request: Request) -> Reply:
    if request["op"] in ("sign", "receive"):
        return honest(request | {"body": rewritten(request["body"])})
    return honest(request)


serve(answer)
