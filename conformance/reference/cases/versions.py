"""How a receiver of version 1 treats other versions."""

from cases.case import MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import change, members, payload

Entry = tuple[str, str, str, Level, Intent, str]


def _meta(version: str) -> str:
    return payload(change(flag='"versioned"'), meta=f'{{"version":{version}}}')


_FUTURE_CHANGE = change(
    created_by='{"id":"a","type":"id","team":"payments"}',
    environment='"production"', variants='[{"name":"blue","weight":50}]', result="true",
)
_DATA = "[" + change() + "]"

_ENTRIES: list[Entry] = [
    ("published", "the only published version", "version-not-checked", MUST, "accepted",
     _meta("1")),
    ("next", "the next version", "version-not-checked", MUST, "accepted", _meta("2")),
    ("far", "a version in the far future", "version-not-checked", MUST, "accepted",
     _meta("99")),
    ("zero", "version zero", "version-not-checked", SHOULD, "accepted", _meta("0")),
    ("negative", "a negative version", "version-not-checked", SHOULD, "accepted", _meta("-1")),
    ("largest", "the largest signed 64-bit version", "version-not-checked", SHOULD, "accepted",
     _meta(str(2**63 - 1))),
    ("text", "a version in a string", "version-integer", SHOULD, "accepted", _meta('"2"')),
    ("fraction-zero", "a version written with a fraction of zero", "version-integer", SHOULD,
     "accepted", _meta("1.0")),
    ("semantic", "a version with three parts", "version-integer", MUST, "refused",
     _meta('"1.0.0"')),
    ("minor", "a version with a minor part", "version-integer", MUST, "refused", _meta("1.1")),
    ("letter", "a version that begins with a letter", "version-integer", MUST, "refused",
     _meta('"v1"')),
    ("as-meta", "a version in place of meta", "version-integer", MUST, "refused",
     payload(meta="1")),
    ("beside-meta", "a version beside meta does not replace the one in it", "version-integer",
     MUST, "refused", payload(meta="{}", version="1")),
    ("future-change", "members that a future version adds to a change",
     "version-unknown-members", MUST, "accepted",
     payload(_FUTURE_CHANGE, meta='{"version":2}')),
    ("future-change-1", "the same members in version 1", "version-unknown-members", MUST,
     "accepted", payload(_FUTURE_CHANGE)),
    ("future-meta", "members that a future version adds to meta", "version-unknown-members",
     MUST, "accepted", payload(meta='{"version":2,"sent_at":"2026-01-01T00:00:00Z"}')),
    ("future-payload", "members that a future version adds to the payload",
     "version-unknown-members", MUST, "accepted",
     payload(meta='{"version":2}', environments='["production"]')),
    ("future-without-member", "a future version cannot drop a member of version 1",
     "version-unknown-members", MUST, "refused",
     payload(change(change_id=None, token='"x"'), meta='{"version":2}')),
    ("future-choice", "a future version cannot add a choice", "version-unknown-members", MUST,
     "refused", payload(change(action='"archived"'), meta='{"version":2}')),
    ("meta-first", "meta before data", "version-anywhere", MUST, "accepted",
     members(meta='{"version":1}', data=_DATA)),
    ("meta-last", "meta after data", "version-anywhere", MUST, "accepted",
     members(data=_DATA, meta='{"version":1}')),
    ("between", "an unknown member between meta and data", "version-anywhere", SHOULD,
     "accepted", members(meta='{"version":2}', note='{"data":null}', data=_DATA)),
    ("version-last", "the version after unknown members of meta", "version-anywhere", SHOULD,
     "accepted", payload(meta='{"a":{"version":"x"},"version":1}')),
]


def cases() -> list[Case]:
    return [
        parse_case(f"versions-{id}", title, clause, level, intent, body)
        for id, title, clause, level, intent, body in _ENTRIES
    ]
