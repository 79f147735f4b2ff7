#!/usr/bin/env python3
"""Replies with the id of the next request, as if it had mixed up the two."""

from twisted import Reply, Request, honest, serve


def answer(request: Request) -> Reply:
    return honest(request) | {"id": request["id"] + 1}


serve(answer)
