"""Bodies for the tests as Python values; independent of the case tables."""

import json
from typing import Any

CREATED_AT = "2024-12-12T00:02:00+00:00"


def a_change(**replaced: Any) -> dict[str, Any]:
    return {
        "action": "created",
        "change_id": 1,
        "created_at": CREATED_AT,
        "created_by": {"id": "jane@example.com", "type": "email"},
        "flag": "hello.world",
    } | replaced


def a_row(**replaced: str) -> dict[str, str]:
    return {
        "action": "created",
        "change_id": "1",
        "created_at": "2024-12-12T00:02:00.000000+00:00",
        "created_by": "jane@example.com",
        "created_by_type": "email",
        "flag": "hello.world",
    } | replaced


def a_body(*changes: Any, meta: Any = {"version": 1}) -> bytes:
    return json.dumps({"data": list(changes or [a_change()]), "meta": meta}).encode()
