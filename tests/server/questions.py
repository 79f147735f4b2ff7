"""Makes the oracle's questions: odd values, every code point, and pairs of bytes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator

from bodies import BodyMaker
from malformed import NOT_UTF_8
from odd_values import OddValues

Question = tuple[str, bytes]

POINTS_IN_A_BLOCK = 256

MOST_DIGITS = 1_000
"""A longer text is an error of the field, before the rule that is asked for."""


def encode(text: str) -> bytes:
    """Encodes a text as UTF-8, including surrogates."""
    return text.encode("utf-8", "surrogatepass")


class Questioner:
    """Makes questions from one seed, with the values that also the generated bodies have."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.odd = OddValues(self.random)
        self.bodies = BodyMaker(str(seed))

    def text(self) -> str:
        return self.random.choice((self.odd.text, self.odd.time))()

    def bytes(self) -> bytes:
        """Returns characters with any byte at the borders of UTF-8's forms, often cut off."""
        parts = [*map(encode, self.odd.text()), *self.random.choices(NOT_UTF_8, k=2), b"a" * 32,
                 bytes([self.random.randrange(256)])]
        whole = b"".join(self.random.choices(parts, k=self.random.randint(0, 6)))
        return whole[: self.random.randint(0, len(whole) + 4)]

    def questions(self, count: int) -> Iterator[Question]:
        """Yields `count` random questions, all code points, and byte pairs from 80 00 on."""
        yield "unicode_version", b""
        for first in range(0, sys.maxunicode + 1, POINTS_IN_A_BLOCK):
            yield "code_points", b"%d" % first
        for pair in range(0x8000, 0x10000):
            yield "utf8", pair.to_bytes(2, "big")
        makers: list[tuple[float, Callable[[], Question]]] = [
            (0.50, lambda: ("date_time", encode(self.odd.time()))),
            (0.12, lambda: ("integer", encode(self.odd.integer_text()[:MOST_DIGITS]))),
            (0.08, lambda: ("number", encode(self.odd.valid_number()))),
            (0.05, lambda: ("trim", encode(self.text()))),
            (0.05, lambda: ("repr", encode(self.text()))),
            (0.05, lambda: ("utf8", self.bytes())),
            (0.10, lambda: ("json_repr", self.bodies.body())),
            (0.05, lambda: ("json_string", self.text().encode("utf-8", "replace"))),
        ]
        shares, asked = zip(*makers)
        for make in self.random.choices(asked, weights=shares, k=count):
            yield make()
