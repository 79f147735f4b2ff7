"""Adds errors of JSON's syntax and of UTF-8 to texts, one at a time, at any position."""

import random

from odd_values import LISTS

SYNTAX = (
    ",", ",,", ":", "::", '"', '""', "{", "}", "[", "]", "{}", "[]", "[,", ",]", ",}", "{,", " x",
    "//", "/* */", "#", "'", "`", "\\", "\0", "\x1f", "\t", "\n", "\r", "\n\n", "\v", "\f", "\x7f",
    "\x85", "\u00a0", "\u2028", "\ufeff", "\u3000", "é", "€", "😀", *LISTS["no_json"],
)  # fmt: skip

IN_TEXTS = (
    "\\x41", "\\", "\\\\\\", "\\u", "\\u1", "\\u12", "\\u123", "\\u12g4", "\\u 123", "\\ud83d",
    "\\ud83d\\", "\\ud83d\\u", "\\ud83d\\ude0", "\\ud83d\\ude0g", "\\ud83d\\n", "\\U0041", "\\'",
    "\\0", "\\\n", "\\é", "\\/", "\\u00e9", "\t", "\n", "\0", "\x1f", '"', '\\"', "é", "😀",
    "\u2028",
)  # fmt: skip

NOT_UTF_8 = [bytes.fromhex(wrong) for wrong in LISTS["not_utf_8"]]

BEFORE = ("\ufeff", "\n", "\r\n", "\n\n \n", "\u00a0", "\0", "é", ",", " ")
BEHIND = (" ", "\n", "\n\n\n", "x", "{}", "\nx", ",", "\0", "]", "}", "é", "\u00a0", "//", '"', "1")

WHITE_SPACE = ("\n", "\r\n", " ", "\t", "\n\n", "\r")


class Malformed:
    """Breaks texts at random."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance

    def text(self, text: str) -> str:
        """Adds an error; sometimes also line ends, which change its position."""
        for _ in range(self.random.choice((0, 0, 1, 3))):
            text = self._spaced(text)
        return self.random.choice(
            (self._with_fragment, self._with_fragment, self._with_fragment_in_a_text,
             self._with_comma, self._without_a_part, self._cut, self._with_neighbour)
        )(text)  # fmt: skip

    def bytes(self, body: bytes) -> bytes:
        """Adds bytes that are not UTF-8, or cuts the body at any byte."""
        place = self.random.randrange(len(body) + 1)
        if self.random.random() < 0.2:
            return body[:place]
        wrong = self.random.choice(NOT_UTF_8)
        return body[:place] + wrong + body[place + self.random.choice((0, 0, 1, len(wrong))) :]

    def _place(self, text: str, after: str) -> int:
        """Returns a position after one of these characters, or any position."""
        places = [place + 1 for place, character in enumerate(text) if character in after]
        if not places or self.random.random() < 0.1:
            return self.random.randrange(len(text) + 1)
        return self.random.choice(places)

    def _spaced(self, text: str) -> str:
        place = self._place(text, "{}[]:,")
        return text[:place] + self.random.choice(WHITE_SPACE) + text[place:]

    def _with_fragment(self, text: str) -> str:
        place = self._place(text, '{}[]:,"0123456789')
        end = place + self.random.choice((0, 0, 0, 1))
        return text[:place] + self.random.choice(SYNTAX) + text[end:]

    def _with_fragment_in_a_text(self, text: str) -> str:
        place = self._place(text, '"abcdefghijklmnopqrstuvwxyz')
        return text[:place] + self.random.choice(IN_TEXTS) + text[place:]

    def _with_comma(self, text: str) -> str:
        place = self._place(text, "}]{[")
        spaces = (self.random.choice(("", "", *WHITE_SPACE)) for _ in range(2))
        comma = ",".join(spaces)
        return text[: max(place - 1, 0)] + comma + text[max(place - 1, 0) :]

    def _without_a_part(self, text: str) -> str:
        place = self._place(text, '{}[]:,"')
        return text[: max(place - self.random.choice((1, 1, 1, 2, 5)), 0)] + text[place:]

    def _cut(self, text: str) -> str:
        return text[: self.random.randrange(len(text) + 1)]

    def _with_neighbour(self, text: str) -> str:
        if self.random.random() < 0.5:
            return self.random.choice(BEFORE) + text
        return text + self.random.choice(BEHIND)
