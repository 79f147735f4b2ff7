"""Bodies of the webhook, spelled member by member.

Every member is a fragment of JSON text, not a Python value: the cases are about spelling.
"""

import json

ABSENT = None
"""In place of a fragment: leave the member out."""

META = '{"version":1}'
CREATED_AT = '"2024-12-12T00:02:00+00:00"'


def text(value: str) -> str:
    """A text as a fragment, everything outside ASCII escaped (lone surrogates too)."""
    return json.dumps(value)


def members(**fragments: str | None) -> str:
    """An object of the members that are not `ABSENT`."""
    present = (f'"{name}":{value}' for name, value in fragments.items() if value is not ABSENT)
    return "{" + ",".join(present) + "}"


def author(id: str | None = '"first.last@company.com"', type: str | None = '"email"') -> str:
    return members(id=id, type=type)


def change(
    action: str | None = '"created"',
    change_id: str | None = "1",
    created_at: str | None = CREATED_AT,
    created_by: str | None = author(),
    flag: str | None = '"hello.world"',
    **further: str,
) -> str:
    """A change that the server accepts, except for what the caller replaces."""
    return members(
        action=action,
        change_id=change_id,
        created_at=created_at,
        created_by=created_by,
        flag=flag,
        **further,
    )


def payload(*changes: str, meta: str | None = META, **further: str) -> str:
    """A body with these changes (one good change where none is given)."""
    data = "[" + ",".join(changes or (change(),)) + "]"
    return members(data=data, meta=meta, **further)


def payload_with_data(data: str | None, meta: str | None = META) -> str:
    """A body whose `data` is any fragment."""
    return members(data=data, meta=meta)
