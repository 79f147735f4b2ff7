"""Makes entries of an audit log and the changes that they record, and runs `flaghook log` on
them."""

import json
from typing import Any

from payloads import body
from running import Outcome, ToolTest

PATH = "/api/0/organizations/acme/flags/logs/"
TOKEN = "sntryu_" + "a-token-of-the-tests"


def entry(number: int, **different: Any) -> dict[str, Any]:
    """Returns an entry as Sentry sends it, for the change with this number as its second."""
    return {
        "action": "updated", "createdAt": f"2024-12-12T00:02:{number:02}+00:00",
        "createdBy": "jane@example.com", "createdByType": "email", "flag": "checkout",
        "id": 100 + number, "provider": "generic", "tags": {},
    } | different


def page(*entries: dict[str, Any]) -> bytes:
    return json.dumps({"data": entries}).encode()


def change(number: int, **different: Any) -> dict[str, Any]:
    """Returns the change that `entry(number)` records."""
    return {
        "action": "updated", "change_id": number,
        "created_at": f"2024-12-12T00:02:{number:02}+00:00",
        "created_by": {"id": "jane@example.com", "type": "email"}, "flag": "checkout",
    } | different


class LogTest(ToolTest):
    def sent(self, name: str, *changes: dict[str, Any]) -> str:
        """Writes a payload, and returns its file name."""
        return self.write(name, body(*changes))

    def log(self, *arguments: str, stdin: bytes = b"") -> Outcome:
        return self.run_tool("log", *arguments, stdin=stdin)
