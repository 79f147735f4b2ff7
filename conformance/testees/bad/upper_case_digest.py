#!/usr/bin/env python3
"""Writes signatures with upper-case digits, and accepts them as well."""

from twisted import Reply, Request, honest, serve


def answer(request: Request) -> Reply:
    if request["op"] == "receive" and request["signature"] is not None:
        return honest(request | {"signature": request["signature"].lower()})
    reply = honest(request)
    if request["op"] == "sign":
        reply["result"]["signature"] = reply["result"]["signature"].upper()
    return reply


serve(answer)
