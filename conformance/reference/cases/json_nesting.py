"""The nesting limit of bodies, and the server's answers to deep values."""

from cases.case import MAY, SHOULD, Body, Case, Intent, Level, joined, parse_case, repeated
from cases.payloads import change, payload

Entry = tuple[str, str, Level, Intent, Body]

_DEEPEST = 9_984
"""The maximum number of open containers, including the body's own object."""

_MARK = '"HERE"'

_LISTS = ("[", "]")
_OBJECTS = ('{"a":', "}")
_BOTH = ('[{"a":', "}]")


def _nested(
    template: str, depth: int, brackets: tuple[str, str] = _LISTS, leaf: str = "0"
) -> Body:
    """Replaces the mark in the template with a nested value."""
    before, behind = template.split(_MARK)
    parts = (before, repeated(brackets[0], depth), leaf, repeated(brackets[1], depth), behind)
    return joined(*(part for part in parts if part))


_NOTE = payload(note=_MARK)
_ITEM = payload(change(note=_MARK))
_META = payload(meta=_MARK)

_ENTRIES: list[Entry] = [
    ("lists-9000", "nested lists in an unknown member", SHOULD, "accepted", _nested(_NOTE, 9000)),
    ("objects-9000", "nested objects in an unknown member", SHOULD, "accepted",
     _nested(_NOTE, 9000, _OBJECTS)),
    ("both-9000", "alternating lists and objects in an unknown member", SHOULD, "accepted",
     _nested(_NOTE, 4500, _BOTH)),
    ("item-5000", "a deep value in an unknown member of a change", SHOULD, "accepted",
     _nested(_ITEM, 2500, _BOTH, '"\\u005b"')),
    ("meta-unknown-5000", "a deep value in an unknown member of meta", SHOULD, "accepted",
     _nested(payload(meta='{"note":' + _MARK + ',"version":1}'), 5000)),
    ("repeated-key-5000", "a deep value that a later one replaces", SHOULD, "accepted",
     _nested(payload().replace('"flag"', f'"flag":{_MARK},"flag"'), 5000)),
    ("meta-5000", "a deep object in place of meta lacks a version", SHOULD, "refused",
     _nested(_META, 5000, _OBJECTS)),
    ("meta-list-5000", "a deep list in place of meta", SHOULD, "refused", _nested(_META, 5000)),
    ("version-5000", "a deep value in place of the version", SHOULD, "refused",
     _nested(payload(meta='{"version":' + _MARK + "}"), 5000)),
    ("data-5000", "a deep list in place of data", SHOULD, "refused",
     _nested(payload().replace(change(), _MARK), 5000)),
    ("data-object-5000", "a deep object in place of data", SHOULD, "refused",
     _nested(payload().replace(f"[{change()}]", _MARK), 5000, _OBJECTS)),
    ("flag-5000", "a deep value in place of a string", SHOULD, "refused",
     _nested(payload(change(flag=_MARK)), 5000)),
    ("id-5000", "a deep value in place of an integer", SHOULD, "refused",
     _nested(payload(change(change_id=_MARK)), 5000, _OBJECTS)),
    ("time-5000", "a deep value in place of a date-time", SHOULD, "refused",
     _nested(payload(change(created_at=_MARK)), 5000)),
    ("author-5000", "a deep list in place of the author", SHOULD, "refused",
     _nested(payload(change(created_by=_MARK)), 5000)),
    ("two-items", "a deep value in each of two changes", SHOULD, "refused",
     _nested(payload(change(flag="[" * 2000 + "]" * 2000), change(flag=_MARK)), 2000, _OBJECTS)),
    ("root-5000", "a deep list as the body", SHOULD, "refused", _nested(_MARK, 5000)),
    ("action-1500", "a deep list in place of a choice is echoed", SHOULD, "refused",
     _nested(payload(change(action=_MARK)), 1500)),
    ("action-700", "a deep object in place of a choice is echoed", SHOULD, "refused",
     _nested(payload(change(action=_MARK)), 700, _OBJECTS, '"x"')),
    ("side-by-side", "20,000 lists next to each other are not deep", SHOULD, "accepted",
     joined('{"note":[', repeated("[],", 20_000), "[]]," + payload()[1:])),
    ("text-brackets", "brackets in a string are not nesting", SHOULD, "accepted",
     joined(r'{"note":"\"', repeated("[{", 20_000), '",' + payload()[1:])),
    ("deepest", "the maximum depth", MAY, "accepted", _nested(_NOTE, _DEEPEST - 1)),
    ("deepest-objects", "the maximum depth, of objects", MAY, "accepted",
     _nested(_NOTE, _DEEPEST - 1, _OBJECTS)),
    ("deepest-root", "the maximum depth, without an object", MAY, "refused",
     _nested(_MARK, _DEEPEST)),
    ("deepest-flag", "the maximum depth, in place of a string", MAY, "refused",
     _nested(payload(change(flag=_MARK)), _DEEPEST - 3)),
    ("deepest-malformed", "a syntax error at the maximum depth", MAY, "malformed",
     repeated("[", _DEEPEST)),
    ("too-deep", "one level beyond the maximum depth", MAY, "failed",
     _nested(_NOTE, _DEEPEST)),
    ("too-deep-objects", "one level beyond the maximum depth, of objects", MAY, "failed",
     _nested(_NOTE, _DEEPEST, _OBJECTS)),
    ("too-deep-flag", "one level beyond the maximum depth, in place of a string", MAY, "failed",
     _nested(payload(change(flag=_MARK)), _DEEPEST - 2)),
    ("too-deep-open", "one level beyond the maximum depth, never closed", MAY, "failed",
     repeated("[", _DEEPEST + 1)),
    ("lists-20000", "lists too deep for Python", SHOULD, "failed", _nested(_NOTE, 20_000)),
    ("objects-20000", "objects too deep for Python", SHOULD, "failed",
     _nested(_NOTE, 20_000, _OBJECTS)),
    ("action-20000", "a list too deep for Python in place of a choice", SHOULD, "failed",
     _nested(payload(change(action=_MARK)), 20_000)),
    ("meta-20000", "a value too deep for Python in place of meta", SHOULD, "failed",
     _nested(_META, 10_000, _BOTH)),
    ("replaced-20000", "a value that a later one replaces counts, too", SHOULD, "failed",
     _nested(payload().replace('"flag"', f'"flag":{_MARK},"flag"'), 20_000)),
    ("open-100000", "only opening brackets", SHOULD, "failed", repeated("[", 100_000)),
    ("open-objects-100000", "only opening braces and keys", SHOULD, "failed",
     repeated('{"a":', 100_000)),
    ("hides-syntax", "a syntax error after nesting too deep for Python is not reported", SHOULD,
     "failed", joined(repeated("[", 20_000), "}")),
    ("not-hidden", "a syntax error before nesting too deep for Python is reported", SHOULD,
     "malformed", joined('{"a":x,"b":', repeated("[", 20_000))),
    ("not-hidden-constant", "a constant before nesting too deep for Python is reported", SHOULD,
     "malformed", joined('{"a":NaN,"b":', repeated("[", 20_000))),
    ("not-hidden-bytes", "invalid bytes after nesting too deep for Python are reported", SHOULD,
     "malformed", joined(repeated("[", 20_000), b"\xff")),
    ("not-hidden-mark", "a byte-order mark before nesting too deep for Python is reported", SHOULD,
     "malformed", joined("\ufeff", repeated("[", 20_000))),
    ("open-5000", "unclosed lists", SHOULD, "malformed", repeated("[", 5000)),
    ("open-text-5000", "an unclosed string, deep inside", SHOULD, "malformed",
     joined(repeated('{"a":', 5000), '"x')),
]


def cases() -> list[Case]:
    return [
        parse_case(f"json-nesting-{id}", title, "json-nesting", level, intent, body)
        for id, title, level, intent, body in _ENTRIES
    ]
