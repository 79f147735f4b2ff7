"""Reads the server's answer to a delivery.

A refused payload is answered with status 200 and the error tree as body; only an empty body means
that the changes were written (the end of `post` in
https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py).
The tree's shapes are the REST framework's: a list entry per item up to version 3.17, members
named by index from 3.18 on (https://github.com/encode/django-rest-framework/pull/9837).
"""

import json
from collections.abc import Iterator
from typing import Any, TypedDict

NON_FIELD_ERRORS = "non_field_errors"

_OUTCOME_BY_STATUS = {
    401: "unauthorized",
    404: "not_found",
    413: "too_large",
    415: "unsupported_media_type",
    429: "throttled",
}


class Complaint(TypedDict):
    """One message of the server and its path, which is empty for the whole body."""

    path: str
    message: str


class Delivery(TypedDict):
    outcome: str
    issues: list[Complaint]


class _NoErrorTree(Exception):
    """The answer has a form that the server's framework never uses for a refusal."""


def parse_delivery(status: int, body: bytes) -> Delivery:
    """Returns the outcome of a delivery, with the messages of a refusal in the answer's order."""
    if status in _OUTCOME_BY_STATUS:
        return Delivery(outcome=_OUTCOME_BY_STATUS[status], issues=[])
    if 500 <= status <= 599:
        return Delivery(outcome="server_error", issues=[])
    if status in (200, 201) and not body:
        return Delivery(outcome="accepted", issues=[])
    if status == 200:
        return _refusal(body)
    if status == 400:
        return _malformed(body)
    return _unexpected()


def _refusal(body: bytes) -> Delivery:
    try:
        issues = list(_complaints(_object(body), ""))
    except _NoErrorTree:
        return _unexpected()
    return Delivery(outcome="refused", issues=issues) if issues else _unexpected()


def _malformed(body: bytes) -> Delivery:
    try:
        detail = _object(body).get("detail")
    except _NoErrorTree:
        return _unexpected()
    if not isinstance(detail, str):
        return _unexpected()
    return Delivery(outcome="malformed", issues=[Complaint(path="", message=detail)])


def _unexpected() -> Delivery:
    return Delivery(outcome="unexpected", issues=[])


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise _NoErrorTree from None
    if not isinstance(answer, dict):
        raise _NoErrorTree
    return answer


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _complaints(tree: Any, path: str) -> Iterator[Complaint]:
    if isinstance(tree, dict):
        for name, below in tree.items():
            yield from _complaints(below, _path_below(path, name))
    elif isinstance(tree, list) and tree and all(isinstance(entry, str) for entry in tree):
        for message in tree:
            yield Complaint(path=path, message=message)
    elif isinstance(tree, list) and all(isinstance(entry, (dict, list)) for entry in tree):
        for index, entry in enumerate(tree):
            yield from _complaints(entry, f"{path}[{index}]")
    else:
        raise _NoErrorTree


def _path_below(path: str, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return path
    if name.isascii() and name.isdigit():
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name
