"""Which characters are known to both the server's Python and the running one.

The server runs CPython 3.13, whose `unicodedata` is of Unicode 15.1. Each version of Unicode adds
characters, and hardly changes one that there was; so what another release of Python says of a
character is what the server's says, unless only one of the two knows it.
"""

import json
import unicodedata
from functools import cache
from pathlib import Path

UNICODE = "15.1.0"
"""What the server's Python knows."""

FILE = Path(__file__).resolve().parent / "recorded" / "unassigned_code_points.json"
"""Ranges of code points that are unassigned in Unicode 15.1, written by `unicode_tables.py`."""

CODE_POINTS = range(0x110000)


def is_unassigned(point: int) -> bool:
    """Whether the running Python knows no character of this code point."""
    return unicodedata.category(chr(point)) == "Cn"


def unassigned_ranges() -> list[tuple[int, int]]:
    """First and last of the code points in a row that the running Python does not know."""
    ranges: list[tuple[int, int]] = []
    for point in filter(is_unassigned, CODE_POINTS):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


@cache
def decided_by_release() -> frozenset[int]:
    """The code points that only one of the two knows."""
    if unicodedata.unidata_version == UNICODE:
        return frozenset()
    recorded = json.loads(FILE.read_text(encoding="ascii"))["unassigned"]
    unassigned = {point for first, last in recorded for point in range(first, last + 1)}
    return frozenset(
        point for point in CODE_POINTS if is_unassigned(point) != (point in unassigned)
    )


def known_to_both(text: str) -> str:
    """The text with U+E000, which every version knows alike, for what only one release knows."""
    decided = decided_by_release()
    if not decided:
        return text
    return "".join("\ue000" if ord(character) in decided else character for character in text)


def left_out() -> str:
    """A sentence about what cannot be compared here; empty where everything can."""
    count = len(decided_by_release())
    if not count:
        return ""
    return (
        f"left out: {count:,} code points that only one of Unicode {UNICODE} (the server's Python) "
        f"and {unicodedata.unidata_version} (this Python) knows"
    )
