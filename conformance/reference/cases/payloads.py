"""Makes bodies of the webhook, with a fragment of text for each member.

The fragments are JSON text, not Python values, since the cases are about spelling.
"""

import json

ABSENT = None
"""Given instead of a fragment, it omits the member."""

META = '{"version":1}'
CREATED_AT = '"2024-12-12T00:02:00+00:00"'


def text(value: str) -> str:
    """Returns a text as a JSON string in ASCII; lone surrogates are escaped, too."""
    return json.dumps(value)


def members(**fragments: str | None) -> str:
    """Returns an object with the members that are not `ABSENT`."""
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
    """Returns a change that the server accepts, except for the replaced members."""
    return members(
        action=action,
        change_id=change_id,
        created_at=created_at,
        created_by=created_by,
        flag=flag,
        **further,
    )


def payload(*changes: str, meta: str | None = META, **further: str) -> str:
    """Returns a body with these changes, or with one valid change if there are none."""
    data = "[" + ",".join(changes or (change(),)) + "]"
    return members(data=data, meta=meta, **further)


def payload_with_data(data: str | None, meta: str | None = META) -> str:
    """Returns a body with any fragment as `data`."""
    return members(data=data, meta=meta)
