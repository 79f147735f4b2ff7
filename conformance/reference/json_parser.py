"""The framework's JSON parser, with the nesting limit and the messages of the server's Python.

The server runs CPython 3.13. Two details differ between releases of Python and affect the answer:

* The maximum nesting depth. CPython 3.12 and 3.13 allow 10,000 nested calls of C functions, and
  each level is one of them
  (https://github.com/python/cpython/blob/3.13/Include/cpython/pystate.h, `Py_C_RECURSION_LIMIT`).
  Python 3.11 counts against `sys.getrecursionlimit()`, and 3.14 measures the stack. Therefore, the
  depth is computed here from the text.
* Python 3.13 has its own messages for a comma before a closing bracket
  (https://docs.python.org/3/whatsnew/3.13.html#json).

All other messages are those of the running Python; `recorded/json_errors.jsonl` has answers of
Python 3.13 for comparison.
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
"""The maximum number of open containers in a body, including the body's own object.

Measured with CPython 3.13.5, Django 4.2 and REST framework 3.16 on requests to `server.py`: one
more level leads to `RecursionError`, and so to status 500. Each middleware reduces the depth by
three levels, since calling a Python object takes three calls of C functions.
"""

SHORT_BODY = 1_000
"""The size in bytes up to which the caller's stack suffices for any nesting."""

# Python 3.11 counts JSON levels against this limit, whose default is 1,000.
sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST_NESTING + 1_000))

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
_WHITE_SPACE = " \t\n\r"

_TRAILING_COMMA = {
    ("Expecting property name enclosed in double quotes", "}"):
        "Illegal trailing comma before end of object",
    ("Expecting value", "]"):
        "Illegal trailing comma before end of array",
}  # fmt: skip
"""Python 3.13's messages, by the older message and the character at the error."""


class TooDeep(Exception):
    """The nesting exceeds the limit of the server's Python, which answers with status 500."""


class Parser(JSONParser):
    """Reads a body like the framework on the server's Python.

    Raises `TooDeep` in all cases in which Python 3.13 raises `RecursionError`.
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
    """Returns Python 3.13's message for an error that the running Python found."""
    closing = error.doc[error.pos : error.pos + 1]
    before = error.doc[: error.pos].rstrip(_WHITE_SPACE)
    if before.endswith(",") and (error.msg, closing) in _TRAILING_COMMA:
        current = _TRAILING_COMMA[error.msg, closing]
        return str(json.JSONDecodeError(current, error.doc, len(before) - 1))
    return str(error)


def is_too_deep(body: bytes, parser_context: dict[str, Any]) -> bool:
    """Checks whether Python 3.13 would exceed its nesting limit before any other error."""
    encoding = parser_context.get("encoding", settings.DEFAULT_CHARSET)
    try:
        text = codecs.getreader(encoding)(io.BytesIO(body)).read()
    except ValueError:
        # All bytes are decoded before parsing starts.
        return False
    place = first_bracket_beyond(text, DEEPEST_NESTING)
    return place is not None and is_reached(text, place)


def first_bracket_beyond(text: str, limit: int) -> int | None:
    """Returns the position of the first bracket beyond the limit, if there is one."""
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
    """Checks whether the text before this bracket is valid, so that Python reads the bracket."""
    try:
        json.loads(text[:place], parse_constant=strict_json.strict_constant)
    except json.JSONDecodeError as error:
        return (error.msg, error.pos) == ("Expecting value", place)
    except ValueError:
        pass
    return False


def call_for(body: bytes, function: Callable[..., Result], *arguments: object) -> Result:
    """Calls a function that reads the body or its values, with a stack for any nesting."""
    if len(body) <= SHORT_BODY:
        return function(*arguments)
    return own_stack.call(function, *arguments)
