"""The reference testee with one defect, for the testees beside this file.

Each of them is an implementation that the suite must fail, and only for that defect.
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
    """Returns the reference's reply."""
    return testee.reply_to(json.dumps(request).encode())


def write(text: str) -> None:
    """Writes any text to the suite."""
    sys.stdout.write(text)
    sys.stdout.flush()


def serve(answer: Callable[[Request], Reply | None]) -> None:
    """Answers all lines; the handshake is the reference's, with this program's name.

    If `answer` returns no reply, nothing is written.
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
