#!/usr/bin/env python3
"""Treats all signatures as wrong and all bodies as malformed."""

from twisted import Reply, Request, honest, serve

UNAUTHORIZED = {"status": 401, "answer": "Not authorized.", "rows": []}
MALFORMED = {"status": 400, "answer": {"detail": "JSON parse error - no"}, "rows": []}


def answer(request: Request) -> Reply:
    if request["op"] == "receive":
        return {"id": request["id"], "result": UNAUTHORIZED}
    if request["op"] == "parse":
        return {"id": request["id"], "result": MALFORMED}
    return honest(request)


serve(answer)
