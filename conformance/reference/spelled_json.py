"""Writes JSON in any spelling: with repeated keys, unusual numbers, needless escapes."""

import json
import random
from collections.abc import Callable
from typing import Any

RAW_SEPARATORS = ("", " ", "  ", "\n", "\t", "\r\n ")


class Raw(str):
    """JSON text that is written unchanged."""


class Pairs(list[tuple[str, Any]]):
    """An object whose keys may repeat."""


def _python(text: str) -> str:
    return json.dumps(text)


def _php(text: str) -> str:
    return json.dumps(text).replace("/", "\\/")


def _javascript(text: str) -> str:
    """Writes everything unescaped, except lone surrogates."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in written)


def _go(text: str) -> str:
    written = _javascript(text)
    return "".join(f"\\u{ord(c):04x}" if c in "<>&\u2028\u2029" else c for c in written)


class Writer:
    """Writes values, each in a random style."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        self._escapes: Callable[[str], str] | None = None

    def write(self, value: Any) -> str:
        """Writes the value in the style of a known JSON writer, or in an unusual one."""
        style = self.random.random()
        self._escapes = self.random.choice((_python, _python, _php, _javascript, _go, None))
        if style < 0.4:
            comma, colon = ",", ":"
        elif style < 0.7:
            comma, colon = ", ", ": "
        else:
            comma = self.random.choice(RAW_SEPARATORS) + "," + self.random.choice(RAW_SEPARATORS)
            colon = self.random.choice(RAW_SEPARATORS) + ":" + self.random.choice(RAW_SEPARATORS)
        escape = self.random.random() < 0.3
        text = self.json(value, comma, colon, escape)
        if self.random.random() < 0.05:
            text = self.random.choice(RAW_SEPARATORS) + text + self.random.choice(RAW_SEPARATORS)
        return text

    def json(self, value: Any, comma: str, colon: str, escape: bool) -> str:
        """Writes the value with these separators; `escape` adds many escapes to texts."""
        if isinstance(value, Raw):
            return value
        if isinstance(value, Pairs):
            members = (
                self._string(key, escape) + colon + self.json(inner, comma, colon, escape)
                for key, inner in value
            )
            return "{" + comma.join(members) + "}"
        if isinstance(value, list):
            return "[" + comma.join(self.json(x, comma, colon, escape) for x in value) + "]"
        if isinstance(value, str):
            return self._string(value, escape)
        return json.dumps(value)

    def _string(self, text: str, escape: bool) -> str:
        if escape and self.random.random() < 0.2:
            return '"' + "".join(self._escaped(c) for c in text) + '"'
        if self._escapes is not None and not escape:
            return self._escapes(text)
        # A raw surrogate is not valid UTF-8, so it is kept only rarely.
        surrogates = any("\ud800" <= c <= "\udfff" for c in text)
        ascii_only = escape or (surrogates and self.random.random() < 0.95)
        return json.dumps(text, ensure_ascii=ascii_only)

    def _escaped(self, character: str) -> str:
        units = character.encode("utf-16-be", "surrogatepass")
        form = self.random.choice(("\\u{:04x}", "\\u{:04X}"))
        return "".join(
            form.format(int.from_bytes(units[place : place + 2], "big"))
            for place in range(0, len(units), 2)
        )
