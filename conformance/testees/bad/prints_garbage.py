#!/usr/bin/env python3
"""Breaks the protocol on standard output: a log line before a reply, bytes that are not text, a
reply without a result, two replies, a line without an end."""

import json
import sys

from twisted import Reply, Request, honest, serve, write


def answer(request: Request) -> Reply | None:
    reply = honest(request)
    line = json.dumps(reply) + "\n"
    status = request["status"] if request["op"] == "delivery" else None
    if status == 201:
        write("INFO reading an answer\n" + line)
    elif status == 404:
        sys.stdout.buffer.write(b"\xff\xfe\x00\x1b[31m\n")
        sys.stdout.flush()
    elif status == 413:
        write(json.dumps({"id": request["id"], "outcome": "too_large"}) + "\n")
    elif status == 429:
        write(line + line)
    elif status == 502:
        while True:
            write("x" * 65536)
    else:
        return reply
    return None


serve(answer)
