"""Payloads in the documented form, and what a test makes different in them."""

import json

from running import GOOD


def change(**fields: object) -> dict[str, object]:
    """A change in the documented form, with some fields replaced; None removes one."""
    result: dict[str, object] = json.loads(GOOD)["data"][0] | fields
    return {name: value for name, value in result.items() if value is not None}


def body(*changes: object, **fields: object) -> bytes:
    """A payload of the given changes."""
    return json.dumps({"data": list(changes), "meta": {"version": 1}} | fields).encode()
