#!/usr/bin/env python3
"""Ends in the middle of its work: by a signal when the body to sign is empty, by an exception that
nobody catches when there is no change to send."""

import os
import signal
import sys

from twisted import Reply, Request, honest, serve


def answer(request: Request) -> Reply:
    if request["op"] == "sign" and not request["body"]:
        print("about to read at address 0", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
    if request["op"] == "emit":
        request["changes"][0]
    return honest(request)


serve(answer)
