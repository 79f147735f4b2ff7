"""The sender's side: building a body from changes."""

from typing import Any

from cases.case import MUST, SHOULD, Case, Level

Row = dict[str, str]


def _change(**replaced: str) -> Row:
    return {
        "action": "created",
        "change_id": "93899375123",
        "created_at": "2024-12-12T00:02:00.000000+00:00",
        "created_by": "first.last@company.com",
        "created_by_type": "email",
        "flag": "hello.world",
    } | replaced


# (id, title, clause, level, changes)
_BUILT: list[tuple[str, str, str, Level, list[Row]]] = [
    ("documented", "the documented example", "emit-documented-form", MUST, [_change()]),
    ("updated", "an updated flag, with the author's id", "emit-documented-form", MUST,
     [_change(action="updated", created_by="2552", created_by_type="id")]),
    ("deleted", "a deleted flag, with the author's name", "emit-documented-form", MUST,
     [_change(action="deleted", created_by="Jane Doe", created_by_type="name")]),
    ("two", "two changes keep their order", "emit-documented-form", MUST,
     [_change(change_id="2", flag="b"), _change(change_id="1", flag="a")]),
    ("none", "no changes", "emit-documented-form", SHOULD, []),
    ("id-zero", "an id of zero", "emit-change-id", MUST, [_change(change_id="0")]),
    ("id-negative", "a negative id", "emit-change-id", MUST, [_change(change_id="-1")]),
    ("id-beyond-double", "an id that a double cannot hold", "emit-change-id", MUST,
     [_change(change_id=str(2**53 + 1))]),
    ("id-largest-signed", "the largest signed 64-bit id", "emit-change-id", MUST,
     [_change(change_id=str(2**63 - 1))]),
    ("id-largest", "the largest unsigned 64-bit id", "emit-change-id", MUST,
     [_change(change_id=str(2**64 - 1))]),
    ("id-smallest", "the smallest signed 64-bit id", "emit-change-id", MUST,
     [_change(change_id=str(-(2**63)))]),
    ("microseconds", "six decimals for microseconds", "emit-created-at", MUST,
     [_change(created_at="2024-12-12T00:02:00.123456+00:00")]),
    ("milliseconds", "six decimals even if three would be enough", "emit-created-at", SHOULD,
     [_change(created_at="2024-12-12T00:02:00.120000+00:00")]),
    ("one-microsecond", "leading zeros in the decimals", "emit-created-at", SHOULD,
     [_change(created_at="2024-12-12T00:02:00.000001+00:00")]),
    ("year-1", "a year padded to four digits", "emit-created-at", SHOULD,
     [_change(created_at="0001-01-01T00:00:00.000000+00:00")]),
    ("year-9999", "the last possible moment", "emit-created-at", SHOULD,
     [_change(created_at="9999-12-31T23:59:59.999999+00:00")]),
    ("before-epoch", "a moment before 1970", "emit-created-at", SHOULD,
     [_change(created_at="1969-12-31T23:59:59.999999+00:00")]),
    ("quotes", "quotation marks and backslashes", "emit-escapes", MUST,
     [_change(flag='a"b\\c')]),
    ("controls", "control characters with and without a short escape", "emit-escapes", MUST,
     [_change(flag="a\b\t\n\f\r\x01\x0b\x1fz")]),
    ("slash", "a slash needs no escape", "emit-escapes", SHOULD, [_change(flag="a/b</script>")]),
    ("delete", "U+007F needs no escape", "emit-escapes", SHOULD, [_change(flag="a\x7fb")]),
    ("outside-ascii", "characters outside ASCII are sent as UTF-8", "emit-escapes", SHOULD,
     [_change(flag="b\u00e9ta-\u65d7-\U0001f6a9", created_by="J\u00fcrgen")]),
    ("line-separators", "U+2028 and U+2029 need no escape", "emit-escapes", SHOULD,
     [_change(flag="a\u2028b\u2029c")]),
    ("longest-texts", "strings of the maximum length", "emit-limits", MUST,
     [_change(flag="f" * 256, created_by="u" * 100)]),
    ("longest-wide-texts", "the limits count characters, not bytes", "emit-limits", SHOULD,
     [_change(flag="\U0001f6a9" * 256, created_by="\u65d7" * 100)]),
]

# (id, title, level, changes)
_REFUSED: list[tuple[str, str, Level, list[Row]]] = [
    ("blank-flag", "an empty flag name", MUST, [_change(flag="")]),
    ("white-flag", "a flag name of only white space", MUST, [_change(flag=" \t\u00a0")]),
    ("blank-author", "an empty author id", MUST, [_change(created_by="")]),
    ("long-flag", "a flag name of 257 characters", MUST, [_change(flag="f" * 257)]),
    ("long-author", "an author id of 101 characters", MUST, [_change(created_by="u" * 101)]),
    ("nul-flag", "a NUL in a flag name", MUST, [_change(flag="a\0b")]),
    ("nul-author", "a NUL in an author id", MUST, [_change(created_by="a\0b")]),
    ("action", "an unknown action", MUST, [_change(action="archived")]),
    ("type", "an unknown author type", MUST,
     [_change(created_by_type="login")]),
    ("id", "an id that is not a number", MUST, [_change(change_id="abc")]),
    ("time", "text that is not a time", MUST, [_change(created_at="yesterday")]),
    ("day", "a day that does not exist", MUST,
     [_change(created_at="2023-02-30T00:00:00.000000+00:00")]),
    ("second-change", "one refused change among valid ones", MUST,
     [_change(), _change(change_id="2", flag="")]),
    ("absent", "a change without a flag", SHOULD,
     [{name: value for name, value in _change().items() if name != "flag"}]),
]


def _case(id: str, title: str, clause: str, level: Level, input: dict[str, Any]) -> Case:
    expected = {"errored": {}} if clause == "emit-refusal" else None
    return Case(f"emit-{id}", title, clause, level, "emit", input, expected=expected)


def cases() -> list[Case]:
    built = [
        _case(id, title, clause, level, {"version": 1, "changes": changes})
        for id, title, clause, level, changes in _BUILT
    ]
    refused = [
        _case(f"refused-{id}", title, "emit-refusal", level, {"version": 1, "changes": changes})
        for id, title, level, changes in _REFUSED
    ]
    return built + refused
