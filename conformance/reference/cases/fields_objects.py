"""Members that are missing, null, or of another JSON type; the shape of the error tree."""

from cases.case import MAY, MUST, SHOULD, Case, Level, parse_case
from cases.payloads import ABSENT, META, author, change, payload, payload_with_data

_FIELDS_OF_A_CHANGE = ("action", "change_id", "created_at", "created_by", "flag")
_FIELDS_OF_AN_AUTHOR = ("id", "type")


def _absent_or_null() -> list[Case]:
    found = []
    for word, fragment, clause in (
        ("missing", ABSENT, "fields-required"),
        ("null", "null", "fields-null"),
    ):
        bodies = {field: payload(change(**{field: fragment})) for field in _FIELDS_OF_A_CHANGE}
        bodies |= {
            f"created_by.{field}": payload(change(created_by=author(**{field: fragment})))
            for field in _FIELDS_OF_AN_AUTHOR
        }
        bodies["data"] = payload_with_data(fragment)
        bodies["meta"] = payload(meta=fragment)
        bodies["meta.version"] = payload(meta="{}" if fragment is ABSENT else '{"version":null}')
        found += [
            parse_case(
                f"fields-{field.replace('.', '-').replace('_', '-')}-{word}",
                f"{field} is {word}", clause, MUST, "refused", body,
            )
            for field, body in bodies.items()
        ]
    return found


# (id, title, clause, level, body)
_WHOLE_BODY: list[tuple[str, str, str, Level, str]] = [
    ("null", "null, which has its own message", "fields-no-data", MUST, "null"),
    ("list", "a list", "fields-object-type", MUST, "[]"),
    ("list-of-changes", "a list of changes without the enclosing object", "fields-object-type",
     MUST, "[" + change() + "]"),
    ("text", "a string", "fields-object-type", MUST, '"hello"'),
    ("integer", "an integer", "fields-object-type", MUST, "1"),
    ("fraction", "a number with a fraction", "fields-object-type", SHOULD, "1.5"),
    ("true", "a boolean", "fields-object-type", MUST, "true"),
    ("false", "a boolean that Python treats as empty", "fields-object-type", SHOULD, "false"),
    ("zero", "a number that Python treats as empty", "fields-object-type", SHOULD, "0"),
    ("empty-text", "a string that Python treats as empty", "fields-object-type", SHOULD, '""'),
]

_OTHER_TYPES: list[tuple[str, str, Level]] = [
    ("list", "[]", MUST),
    ("text", '"first.last@company.com"', MUST),
    ("integer", "7", MUST),
    ("fraction", "0.5", SHOULD),
    ("infinite", "1e400", MAY),
    ("boolean", "true", SHOULD),
]

_NOUNS = {
    "list": "a list",
    "text": "a string",
    "integer": "an integer",
    "fraction": "a number with a fraction",
    "infinite": "a number too large for a double",
    "boolean": "a boolean",
    "object": "an object",
}


def _other_types() -> list[Case]:
    found = [
        parse_case(f"fields-body-{id}", f"as a body: {title}", clause, level, "refused", body)
        for id, title, clause, level, body in _WHOLE_BODY
    ]
    for id, fragment, level in _OTHER_TYPES:
        for field, body in (
            ("created_by", payload(change(created_by=fragment))),
            ("meta", payload(meta=fragment)),
            ("item", payload(change(), fragment)),
        ):
            found.append(parse_case(
                f"fields-{field.replace('_', '-')}-{id}",
                f"{field} is {_NOUNS[id]} instead of an object",
                "fields-object-type", level, "refused", body,
            ))
    for id, fragment, level in _OTHER_TYPES[1:] + [("object", "{}", MUST)]:
        found.append(parse_case(
            f"fields-data-{id}", f"data is {_NOUNS[id]} instead of a list", "fields-list-type",
            level, "refused", payload_with_data(fragment),
        ))
    return found


_LATE = change(change_id="2", flag=ABSENT)
_TWO_MISTAKES = change(change_id="3", action='"made"', created_by=author(type='"login"'))
_EVERY_MISTAKE = (
    '{"action":"made","change_id":"x","created_at":"yesterday",'
    '"created_by":{"id":"","type":"login"},"flag":""}'
)

# (id, title, clause, level, data, meta)
_TREES: list[tuple[str, str, str, Level, str, str | None]] = [
    ("empty-item", "an item without members", "fields-required", MUST, "[{}]", META),
    ("empty-author", "an author without members", "fields-required", MUST,
     "[" + change(created_by="{}") + "]", META),
    ("every-mistake", "one item with an error in each field", "errors-collected", MUST,
     f"[{_EVERY_MISTAKE}]", '{"version":"x"}'),
    ("data-and-meta", "errors in data and in meta are reported together", "errors-collected", MUST,
     f"[{_LATE}]", "{}"),
    ("meta-alone", "valid data is not mentioned", "errors-collected", MUST,
     f"[{change()}]", '{"version":"x"}'),
    ("two-in-one", "several errors in one item", "errors-collected", MUST,
     f"[{_TWO_MISTAKES}]", META),
    ("first-of-two", "the first of two items is refused", "errors-per-item", MUST,
     f"[{_LATE},{change()}]", META),
    ("second-of-two", "the second of two items is refused", "errors-per-item", MUST,
     f"[{change()},{_LATE}]", META),
    ("middle-of-three", "the second of three items is refused", "errors-per-item", MUST,
     f"[{change()},{_LATE},{change(change_id='4')}]", META),
    ("all-of-two", "all items are refused", "errors-per-item", MUST,
     f"[{_LATE},{_TWO_MISTAKES}]", META),
    ("null-item", "an item that is null", "errors-per-item", MUST, f"[{change()},null]", META),
    ("mixed-items", "items refused with errors of different forms", "errors-per-item", MUST,
     f"[null,{change()},7,{_LATE},[]]", META),
    ("duplicates-both-refused", "changes with equal ids each report their errors",
     "errors-per-item", SHOULD,
     f"[{change(flag=ABSENT)},{change(action=ABSENT)}]", META),
]


def _trees() -> list[Case]:
    found = []
    for id, title, clause, level, data, meta in _TREES:
        body = payload_with_data(data, meta)
        found.append(parse_case(f"fields-tree-{id}", title, clause, level, "refused", body))
        found.append(parse_case(
            f"fields-index-keyed-{id}", f"{title} (index-keyed form)", "errors-index-keyed",
            SHOULD, "refused", body, index_keyed=True,
        ))
    found.append(parse_case(
        "fields-index-keyed-not-a-list", "data that is not a list has no indexes",
        "errors-index-keyed", SHOULD, "refused", payload_with_data("{}"), index_keyed=True,
    ))
    found.append(parse_case(
        "fields-index-keyed-null", "null data has no indexes",
        "errors-index-keyed", SHOULD, "refused", payload_with_data("null"), index_keyed=True,
    ))
    found.append(parse_case(
        "fields-index-keyed-accepted", "the form of errors does not matter if there are none",
        "errors-index-keyed", SHOULD, "accepted", payload(), index_keyed=True,
    ))
    return found


def _batches() -> list[Case]:
    good = [change(change_id=str(number), flag=f'"flag-{number}"') for number in range(1, 4)]
    return [
        parse_case(
            "fields-batch-good", "a row for each change, in the body's order",
            "fields-all-or-nothing", MUST, "accepted", payload(*good),
        ),
        parse_case(
            "fields-batch-one-bad", "if one item is refused, no item is written",
            "fields-all-or-nothing", MUST, "refused", payload(*good, change(flag='""')),
        ),
        parse_case(
            "fields-batch-bad-meta", "if the version is refused, no item is written",
            "fields-all-or-nothing", MUST, "refused", payload(*good, meta="{}"),
        ),
        parse_case(
            "fields-data-empty", "an empty list is accepted, and nothing is written",
            "fields-empty-list", MUST, "accepted", payload_with_data("[]"),
        ),
    ]


def cases() -> list[Case]:
    return _absent_or_null() + _other_types() + _trees() + _batches()
