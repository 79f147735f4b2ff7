#!/usr/bin/env python3
"""Crashes: by a signal if the body to sign is empty, and by an uncaught exception if there is no
change to send."""

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
