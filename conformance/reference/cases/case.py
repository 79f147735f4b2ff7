"""The record of a test case, and short functions to write one."""

import base64
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["MUST", "SHOULD", "MAY"]
MUST: Level = "MUST"
SHOULD: Level = "SHOULD"
MAY: Level = "MAY"

Intent = Literal["accepted", "refused", "malformed", "unauthorized", "unsupported", "failed"]
"""The result in the case's title: written, 200 with an error tree, 400, 401, 415, 500."""

Body = str | bytes | dict[str, Any]
"""A text, bytes, or a finished description such as that of `repeated` or `joined`."""


@dataclass(frozen=True)
class Case:
    """One case; the reference must agree with `intent` and `expected` of the table."""

    id: str
    title: str
    clause: str
    level: Level
    op: str
    input: dict[str, Any]
    intent: Intent | None = None
    expected: dict[str, Any] | None = None


def repeated(body: str | bytes, count: int) -> dict[str, Any]:
    """Describes a body of many equal parts that is too large to be written in full."""
    return {"repeat": described(body) | {"count": count}}


def joined(*parts: Body) -> dict[str, Any]:
    """Describes a body of several parts, some of which may be repeated."""
    return {"parts": [described(part) for part in parts]}


def described(body: Body) -> dict[str, Any]:
    """Describes a body as in the vectors: as text if it is UTF-8, otherwise in base64."""
    if isinstance(body, dict):
        return body
    if isinstance(body, str):
        return {"text": body}
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}


def body_bytes(description: dict[str, Any]) -> bytes:
    """Returns the bytes of a description."""
    if "parts" in description:
        return b"".join(map(body_bytes, description["parts"]))
    if "repeat" in description:
        parts = dict(description["repeat"])
        count = parts.pop("count")
        return body_bytes(parts) * count
    if "base64" in description:
        return base64.b64decode(description["base64"], validate=True)
    return description["text"].encode()


def parse_case(
    id: str,
    title: str,
    clause: str,
    level: Level,
    intent: Intent,
    body: Body,
    *,
    index_keyed: bool = False,
) -> Case:
    """Makes a case of the operation `parse`."""
    input: dict[str, Any] = {"body": described(body)}
    if index_keyed:
        input["index_keyed"] = True
    return Case(id, title, clause, level, "parse", input, intent)
