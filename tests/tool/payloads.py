"""Makes payloads in the documented form, with the changes that a test needs."""

import json

from running import GOOD


def change(**fields: object) -> dict[str, object]:
    """Returns a change in the documented form, with some fields replaced; None removes one."""
    result: dict[str, object] = json.loads(GOOD)["data"][0] | fields
    return {name: value for name, value in result.items() if value is not None}


def body(*changes: object, **fields: object) -> bytes:
    """Returns a payload of the given changes."""
    return json.dumps({"data": list(changes), "meta": {"version": 1}} | fields).encode()
