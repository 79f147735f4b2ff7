"""The framework's JSON parser, with the depth and the words of the server's Python.

The server runs CPython 3.13. Two things about JSON differ between releases of Python, and both
show in the answer:

* How deep containers may be nested. CPython 3.12 and 3.13 allow 10,000 calls of C functions on the
  stack, and each level is one of them
  (https://github.com/python/cpython/blob/3.13/Include/cpython/pystate.h, `Py_C_RECURSION_LIMIT`).
  3.11 counts against `sys.getrecursionlimit()`, 3.14 measures the stack. Therefore the text's depth
  is measured here.
* Python 3.13 has words of its own for a comma before a closing bracket
  (https://docs.python.org/3/whatsnew/3.13.html#json).

All other words are those of the running Python; `recorded/json_errors.jsonl` holds answers of
Python 3.13 to compare with.
"""

import codecs
import io
import json
import re
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

import framework  # noqa: F401  (settings first)
from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils import json as strict_json

import content_types
import own_stack

Result = TypeVar("Result")

PREFIX = "JSON parse error - "

DEEPEST_NESTING = 9_984
"""How many containers of a body may be open at once, the body's own object among them.

Measured with CPython 3.13.5, Django 4.2 and REST framework 3.16 on requests to `server.py`: one
level more ends in `RecursionError`, and so in status 500. Every middleware takes away three levels,
since calling an object of Python's takes three calls of C functions.
"""

SHORT_BODY = 1_000
"""Bytes that the caller's stack is large enough for, however deeply they are nested."""

# Python 3.11 counts levels of JSON against this limit, which is 1,000 when Python starts.
sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST_NESTING + 1_000))

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
_WHITE_SPACE = " \t\n\r"

_TRAILING_COMMA = {
    ("Expecting property name enclosed in double quotes", "}"):
        "Illegal trailing comma before end of object",
    ("Expecting value", "]"):
        "Illegal trailing comma before end of array",
}  # fmt: skip
"""Python 3.13's words, by older words and the character that they complain of."""


class TooDeep(Exception):
    """The server's Python cannot follow the nesting; answered with status 500."""


class Parser(JSONParser):
    """Reads a body as the framework does on the server's Python.

    Raises `TooDeep` where Python 3.13 raises `RecursionError`.
    """

    def parse(
        self,
        stream: BinaryIO,
        media_type: str | None = None,
        parser_context: dict[str, Any] | None = None,
    ) -> Any:
        body = stream.read()
        if len(body) > DEEPEST_NESTING and is_too_deep(body, parser_context or {}):
            raise TooDeep
        try:
            return super().parse(io.BytesIO(body), media_type, parser_context)
        except ParseError as malformed:
            if isinstance(malformed.__context__, json.JSONDecodeError):
                raise ParseError(PREFIX + words(malformed.__context__)) from None
            if isinstance(malformed.__context__, UnicodeError):
                encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
                decoder_words = content_types.words_of_decoder(malformed.__context__, encoding)
                raise ParseError(PREFIX + decoder_words) from None
            raise


def words(error: json.JSONDecodeError) -> str:
    """What Python 3.13 says of a mistake that the running Python found."""
    closing = error.doc[error.pos : error.pos + 1]
    before = error.doc[: error.pos].rstrip(_WHITE_SPACE)
    if before.endswith(",") and (error.msg, closing) in _TRAILING_COMMA:
        current = _TRAILING_COMMA[error.msg, closing]
        return str(json.JSONDecodeError(current, error.doc, len(before) - 1))
    return str(error)


def is_too_deep(body: bytes, parser_context: dict[str, Any]) -> bool:
    """Whether Python 3.13 meets a bracket beyond its depth before any mistake."""
    encoding = parser_context.get("encoding", settings.DEFAULT_CHARSET)
    try:
        text = codecs.getreader(encoding)(io.BytesIO(body)).read()
    except ValueError:
        # All bytes are decoded before the first bracket is looked at.
        return False
    place = first_bracket_beyond(text, DEEPEST_NESTING)
    return place is not None and is_reached(text, place)


def first_bracket_beyond(text: str, limit: int) -> int | None:
    """Where the text opens one container more than `limit`."""
    if text.count("[") + text.count("{") <= limit:
        return None
    level = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            level += 1
            if level > limit:
                return token.start()
        elif token[0] in "]}":
            level -= 1
    return None


def is_reached(text: str, place: int) -> bool:
    """Whether the text before this bracket has no mistake, so that Python reads the bracket."""
    try:
        json.loads(text[:place], parse_constant=strict_json.strict_constant)
    except json.JSONDecodeError as error:
        return (error.msg, error.pos) == ("Expecting value", place)
    except ValueError:
        pass
    return False


def call_for(body: bytes, function: Callable[..., Result], *arguments: object) -> Result:
    """Calls a function that reads the body or what is in it, with room for any nesting."""
    if len(body) <= SHORT_BODY:
        return function(*arguments)
    return own_stack.call(function, *arguments)
