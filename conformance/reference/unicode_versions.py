"""Finds the characters that both the server's Python and the running one know.

The server runs CPython 3.13, whose `unicodedata` has Unicode 15.1. New Unicode versions add
characters but rarely change existing ones. So another release of Python has the same data as the
server's, except for characters that only one of them knows.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

UNICODE = "15.1.0"
"""The Unicode version of the server's Python."""

FILE = Path(__file__).resolve().parent / "recorded" / "code_points.json"
"""Code points by their properties in Unicode 15.1, as the server's Python knows them, written by
`unicode_tables.py`: those without a character, those whose character is not printable, and the zeros
of the decimal digits. A line has ranges and single points, in hexadecimal."""

CODE_POINTS = range(0x110000)

_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


def is_unassigned(point: int) -> bool:
    """Checks whether the running Python knows no character with this code point."""
    return unicodedata.category(chr(point)) == "Cn"


def points_in(lines: list[str]) -> Iterator[int]:
    """Yields the code points of a list in the file."""
    for part in " ".join(lines).split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


@cache
def decided_by_release() -> frozenset[int]:
    """Returns the code points that only one of the two Pythons knows."""
    if unicodedata.unidata_version == UNICODE:
        return frozenset()
    unassigned = set(points_in(json.loads(FILE.read_text(encoding="ascii"))["unassigned"]))
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


def known_body(body: bytes) -> bytes:
    """Does the same to a body, in which such characters may also be escaped."""
    text = _ESCAPES.sub(_known_escapes, body.decode("utf-8", "surrogateescape"))
    return known_to_both(text).encode("utf-8", "surrogateescape")


def _known_escapes(escapes: re.Match[str]) -> str:
    units = bytes.fromhex(escapes[0].replace("\\u", ""))
    text = units.decode("utf-16-be", "surrogatepass")
    if known_to_both(text) == text:
        return escapes[0]
    units = known_to_both(text).encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def left_out() -> str:
    """Returns a sentence about the characters that are not compared; empty if there are none."""
    count = len(decided_by_release())
    if not count:
        return ""
    return (
        f"left out: {count:,} code points that only one of Unicode {UNICODE} (the server's Python) "
        f"and {unicodedata.unidata_version} (this Python) has"
    )
