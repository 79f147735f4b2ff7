"""Which changes of a request count as the same change."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import change, payload, text

# (id, title, clause, level, the ids of the changes)
Entry = tuple[str, str, str, Level, list[str]]

_ENTRIES: list[Entry] = [
    ("two-equal", "the first of two equal ids is written", "identity-first-wins", MUST,
     ["1", "1"]),
    ("three-equal", "only the first of three equal ids is written", "identity-first-wins", MUST,
     ["5", "5", "5"]),
    ("apart", "equal ids need not be adjacent", "identity-first-wins", MUST,
     ["1", "2", "1", "3", "2"]),
    ("hundred-equal", "a hundred equal ids make one row", "identity-first-wins", SHOULD,
     ["7"] * 100),
    ("different", "different ids are all written, in the body's order", "identity-first-wins", MUST,
     ["3", "1", "2"]),
    ("text-equals-number", "a number, then the same number in a string", "identity-by-value", MUST,
     ["1", '"1"']),
    ("number-equals-text", "a number in a string, then the same number", "identity-by-value", MUST,
     ['"1"', "1"]),
    ("fraction-equals-number", "a number written with a fraction", "identity-by-value", SHOULD,
     ["1", "1.0"]),
    ("full-width-equals-number", "full-width digits", "identity-by-value", SHOULD,
     ["1", text("\uff11")]),
    ("zeros-equal", "leading zeros", "identity-by-value", SHOULD, ["7", '"007"']),
    ("spaces-equal", "surrounding white space", "identity-by-value", SHOULD, ["42", '" 42 "']),
    ("underscore-equals", "underscores between digits", "identity-by-value", SHOULD,
     ["1000", '"1_000"']),
    ("plus-equals", "a plus sign", "identity-by-value", SHOULD, ["1", '"+1"']),
    ("zeros-of-both-signs", "zero and negative zero", "identity-by-value", SHOULD,
     ["0", "-0", "-0.0", '"-0"']),
    ("exponent-equals", "a number written with an exponent", "identity-by-value", SHOULD,
     ["100", "1e2"]),
    ("every-spelling", "five ways to write one number", "identity-by-value", SHOULD,
     ["12", '"12"', "12.0", '" 12.00 "', text("\u0661\u0662")]),
    ("signs-differ", "a number and its negative are different", "identity-64-bit", MUST,
     ["5", "-5"]),
    ("beyond-double", "adjacent numbers are different, even if they are equal as doubles",
     "identity-64-bit", MUST, [str(2**53), str(2**53 + 1)]),
    ("largest-neighbours", "the two largest unsigned numbers are different", "identity-64-bit",
     MUST, [str(2**64 - 1), str(2**64 - 2)]),
    ("smallest-neighbours", "the two smallest signed numbers are different", "identity-64-bit",
     MUST, [str(-(2**63)), str(-(2**63) + 1)]),
    ("no-wrap-around", "minus one is not the largest unsigned number", "identity-64-bit", MUST,
     ["-1", str(2**64 - 1)]),
    ("no-sign-bit", "the smallest signed number is not the unsigned one with the same bits",
     "identity-64-bit", MUST, [str(-(2**63)), str(2**63)]),
    ("equal-largest", "the largest number equals itself in a string", "identity-64-bit", MUST,
     [str(2**64 - 1), f'"{2**64 - 1}"']),
    ("low-half-equal", "numbers with the same lower 32 bits are different", "identity-64-bit", MUST,
     ["1", str(2**32 + 1)]),
    ("float-rounded-equal", "a number with a fraction is rounded before it is compared",
     "identity-by-value", MAY, ["9007199254740992", "9007199254740993.0"]),
]


def _numbered(ids: list[str]) -> str:
    changes = (
        change(change_id=id, flag=f'"flag-{number}"') for number, id in enumerate(ids, start=1)
    )
    return payload(*changes)


_FIRST = change(action='"created"', change_id="9", flag='"first"')
_SECOND = change(
    action='"deleted"', change_id="9", created_at='"2025-01-01T00:00:00Z"',
    created_by='{"id":"7","type":"id"}', flag='"second"',
)

# (id, title, clause, level, intent, body)
_CONTENT: list[tuple[str, str, str, Level, Intent, str]] = [
    ("content-ignored", "only the id counts, whatever else differs", "identity-first-wins",
     MUST, "accepted", payload(_FIRST, _SECOND)),
    ("content-ignored-reversed", "the first change is written, whatever its content",
     "identity-first-wins", MUST, "accepted", payload(_SECOND, _FIRST)),
    ("same-content", "equal content with different ids is written twice",
     "identity-first-wins", MUST, "accepted",
     payload(change(change_id="1"), change(change_id="2"))),
    ("duplicate-refused", "a duplicate is checked before it is dropped", "identity-checked",
     MUST, "refused", payload(_FIRST, change(change_id="9", flag='""'))),
    ("original-refused", "a valid duplicate does not replace a refused original",
     "identity-checked", MUST, "refused", payload(change(change_id="9", flag='""'), _SECOND)),
    ("row-names", "a row has the trimmed strings", "identity-row", MUST,
     "accepted", payload(change(created_by='{"id":" 7 ","type":"id"}', flag='" f "'))),
    ("row-id", "a row has the id as plain decimal digits", "identity-row", MUST,
     "accepted", payload(change(change_id='" +0_7.0 "'))),
    ("row-time", "a row has the time in UTC with six decimals", "identity-row", MUST,
     "accepted", payload(change(created_at='"2024-12-12T01:02:03.5+01:00"'))),
    ("row-types", "the author's types are recorded", "identity-row", MUST, "accepted",
     payload(*(
         change(change_id=str(number), created_by=f'{{"id":"a","type":"{type}"}}')
         for number, type in enumerate(("email", "id", "name"))
     ))),
    ("row-actions", "the actions are recorded", "identity-row", MUST, "accepted",
     payload(*(
         change(change_id=str(number), action=f'"{action}"')
         for number, action in enumerate(("created", "updated", "deleted"))
     ))),
]


def cases() -> list[Case]:
    by_ids = [
        parse_case(f"identity-{id}", title, clause, level, "accepted", _numbered(ids))
        for id, title, clause, level, ids in _ENTRIES
    ]
    by_content = [
        parse_case(f"identity-{id}", title, clause, level, intent, body)
        for id, title, clause, level, intent, body in _CONTENT
    ]
    return by_ids + by_content
