"""The reference testee with one thing done wrong, for the testees beside this file.

Each of them is an implementation that the suite must not let pass, and must fail for that one
thing alone.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
sys.path.insert(0, str(REFERENCE))

import testee  # noqa: E402

Request = dict[str, Any]
Reply = dict[str, Any]


def honest(request: Request) -> Reply:
    """What the reference replies."""
    return testee.reply_to(json.dumps(request).encode())


def write(text: str) -> None:
    """Writes to the suite, whatever it is."""
    sys.stdout.write(text)
    sys.stdout.flush()


def serve(answer: Callable[[Request], Reply | None]) -> None:
    """Answers every line; the handshake as the reference does, under this program's name.

    Nothing is written where `answer` gives no reply.
    """
    for line in sys.stdin:
        request = json.loads(line)
        reply: Reply | None
        if request["op"] == "hello":
            reply = testee.hello() | {"implementation": f"bad testee: {Path(sys.argv[0]).stem}"}
        else:
            reply = answer(request)
        if reply is not None:
            write(json.dumps(reply) + "\n")
