#!/usr/bin/env python3
"""Never replies to a delivery with status 504."""

import sys
import time

from twisted import Reply, Request, honest, serve


def answer(request: Request) -> Reply:
    if request["op"] == "delivery" and request["status"] == 504:
        print("waiting for the lock", file=sys.stderr, flush=True)
        while True:
            time.sleep(60)
    return honest(request)


serve(answer)
