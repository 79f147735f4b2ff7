#!/usr/bin/env python3
"""Replies under the id of the next request, as one does who mixes up two of them."""

from twisted import Reply, Request, honest, serve


def answer(request: Request) -> Reply:
    return honest(request) | {"id": request["id"] + 1}


serve(answer)
