"""Splits C++ source text into tokens, without comments and preprocessor lines."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

TOKEN = re.compile(
    r"""
      (?P<skipped> \s+ | //(?:\\\n|[^\n])* | /\*.*?\*/ )
    | (?P<directive> \# (?:\\\n|[^\n])* )
    | (?P<string>
          (?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"
        | (?:u8|[uUL])?"(?:\\.|[^"\\\n])*" )
    | (?P<character> (?:u8|[uUL])?'(?:\\.[0-9A-Fa-f]*|[^'\\\n])' )
    | (?P<number> \.?\d(?:[eEpP][+-]|'?[\w.])* )
    | (?P<word> [A-Za-z_]\w* )
    | (?P<sign>
          <=> | <<= | >>= | \.\.\. | ->\* | :: | \+\+ | -- | -> | << | >>
        | [<>=!+\-*/%&|^]= | && | \|\| | \S )
    """,
    re.DOTALL | re.VERBOSE,
)

PAIRS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Token:
    """One token; `begin` and `end` are its offsets in the source."""

    kind: str
    text: str
    begin: int
    end: int


def tokens_of(source: str, compiled: Container[int] | None = None) -> list[Token]:
    """Returns the tokens of a source file.

    `compiled` has the numbers of the lines that conditions of the preprocessor leave; by default
    these are all.
    """
    found: list[Token] = []
    line = 1
    counted = 0
    for match in TOKEN.finditer(source):
        line += source.count("\n", counted, match.start())
        counted = match.start()
        if compiled is not None and line not in compiled:
            continue
        kind = match.lastgroup if match.lastgroup != "delimiter" else "string"
        assert kind is not None
        if kind not in ("skipped", "directive"):
            found.append(Token(kind, match[0], match.start(), match.end()))
    return found


def matching_brackets(tokens: list[Token]) -> dict[int, int]:
    """Returns the index of the closing bracket for that of each opening one."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        if token.text in PAIRS:
            opened.append(index)
        elif token.text in PAIRS.values():
            begun = opened.pop()
            if PAIRS[tokens[begun].text] != token.text:
                raise ValueError(f"unbalanced brackets at offset {token.begin}")
            closing[begun] = index
    if opened:
        raise ValueError(f"no closing bracket for offset {tokens[opened[-1]].begin}")
    return closing
