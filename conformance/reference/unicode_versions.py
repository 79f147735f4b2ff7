"""Finds the characters that both the server's Python and the running one know.

The server runs CPython 3.13, whose `unicodedata` has Unicode 15.1. New Unicode versions add
characters but rarely change existing ones. So another release of Python has the same data as the
server's, except for characters that only one of them knows.
"""

import json
import unicodedata
from functools import cache
from pathlib import Path

UNICODE = "15.1.0"
"""The Unicode version of the server's Python."""

FILE = Path(__file__).resolve().parent / "recorded" / "unassigned_code_points.json"
"""Ranges of code points that are unassigned in Unicode 15.1, written by `unicode_tables.py`."""

CODE_POINTS = range(0x110000)


def is_unassigned(point: int) -> bool:
    """Checks whether the running Python knows no character with this code point."""
    return unicodedata.category(chr(point)) == "Cn"


def unassigned_ranges() -> list[tuple[int, int]]:
    """Returns the ranges of unknown code points in the running Python, each as first and last."""
    ranges: list[tuple[int, int]] = []
    for point in filter(is_unassigned, CODE_POINTS):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


@cache
def decided_by_release() -> frozenset[int]:
    """Returns the code points that only one of the two Pythons knows."""
    if unicodedata.unidata_version == UNICODE:
        return frozenset()
    recorded = json.loads(FILE.read_text(encoding="ascii"))["unassigned"]
    unassigned = {point for first, last in recorded for point in range(first, last + 1)}
    return frozenset(
        point for point in CODE_POINTS if is_unassigned(point) != (point in unassigned)
    )


def known_to_both(text: str) -> str:
    """Replaces characters that only one Python knows with U+E000, which all versions treat
    alike."""
    decided = decided_by_release()
    if not decided:
        return text
    return "".join("\ue000" if ord(character) in decided else character for character in text)


def left_out() -> str:
    """Returns a sentence about the characters that are not compared; empty if there are none."""
    count = len(decided_by_release())
    if not count:
        return ""
    return (
        f"left out: {count:,} code points that only one of Unicode {UNICODE} (the server's Python) "
        f"and {unicodedata.unidata_version} (this Python) has"
    )
