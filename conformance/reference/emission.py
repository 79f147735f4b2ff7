"""Builds the request body of protocol version 1 that the blueprint documents.

The members have the documented order, without white space, in UTF-8 without needless escapes.
`change_id` is a JSON number; `created_at` is in UTC with an explicit offset, and has decimals only
if needed.

Source: https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
"""

import datetime
import json
from collections.abc import Iterable
from typing import Any

import delivery
import server_rules

PUBLISHED_VERSIONS = (1,)


class Refused(ValueError):
    """The server would refuse these changes, so they must not be sent."""


def emit(changes: Iterable[server_rules.Row], version: int = 1) -> bytes:
    """Returns the body for these changes; raises `Refused` with the first error."""
    if version not in PUBLISHED_VERSIONS:
        raise Refused(f"version {version} of the protocol is not published")
    payload = {"data": [_item(change) for change in changes], "meta": {"version": version}}
    try:
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as lone_surrogate:
        raise Refused(f"text that cannot be encoded as UTF-8: {lone_surrogate.reason}") from None
    verdict = server_rules.parse(body)
    if verdict["answer"] is not None:
        answer = json.dumps(verdict["answer"]).encode()
        first = delivery.parse_delivery(verdict["status"], answer)["issues"][0]
        raise Refused("{path}: {message}".format_map(first))
    return body


def _item(change: server_rules.Row) -> dict[str, Any]:
    try:
        return {
            "action": change["action"],
            "change_id": int(change["change_id"]),
            "created_at": _documented_time(change["created_at"]),
            "created_by": {"id": change["created_by"], "type": change["created_by_type"]},
            "flag": change["flag"],
        }
    except KeyError as absent:
        raise Refused(f"a change without {absent.args[0]}") from None
    except (ValueError, TypeError, OverflowError) as unreadable:
        raise Refused(str(unreadable)) from None


def _documented_time(row_time: str) -> str:
    moment = datetime.datetime.fromisoformat(row_time)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.astimezone(datetime.timezone.utc).isoformat()
