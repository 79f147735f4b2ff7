"""The choice fields: `action` and `created_by.type`."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import author, change, payload, text

Entry = tuple[str, str, str, Level, Intent, str]

_ACTION: list[Entry] = [
    ("created", "the first choice", "choice-exact", MUST, "accepted", '"created"'),
    ("updated", "another choice", "choice-exact", MUST, "accepted", '"updated"'),
    ("deleted", "the last choice", "choice-exact", MUST, "accepted", '"deleted"'),
    ("modified", "a value from an early draft", "choice-exact", MUST, "refused", '"modified"'),
    ("present-tense", "a prefix of a choice", "choice-exact", MUST, "refused", '"create"'),
    ("capital", "choices are case-sensitive", "choice-exact", MUST, "refused", '"Created"'),
    ("space-before", "white space is not trimmed", "choice-exact", MUST, "refused",
     '" created"'),
    ("space-behind", "white space at the end is not trimmed", "choice-exact", SHOULD, "refused",
     '"created\\n"'),
    ("escaped", "escapes are decoded before comparing", "choice-exact", SHOULD, "accepted",
     r'"\u0063reated"'),
    ("empty", "an empty string is an invalid choice, not blank", "choice-exact", MUST,
     "refused", '""'),
    ("stored-number", "the number that the server stores", "choice-exact", MUST, "refused",
     "0"),
    ("quoted", "quotation marks are echoed unchanged", "choice-echo", SHOULD, "refused",
     r'"\"created\""'),
    ("outside-ascii", "characters outside ASCII are echoed", "choice-echo", SHOULD, "refused",
     text("cr\u00e9\u00e9\U0001f6a9")),
    ("line-separator", "U+2028 is echoed", "choice-echo", MAY, "refused", r'"\u2028"'),
    ("nul", "a NUL is echoed", "choice-echo", SHOULD, "refused", r'"created\u0000"'),
    ("long", "a long string is echoed in full", "choice-echo", SHOULD, "refused", text("x" * 2000)),
    ("fraction", "a number is echoed as Python prints it", "choice-echo", SHOULD, "refused",
     "1e16"),
    ("infinite", "a number too large for a double", "choice-echo", MAY, "refused", "-1e400"),
    ("integer-wide", "an integer is echoed with all its digits", "choice-echo", SHOULD,
     "refused", "123456789012345678901234567890"),
    ("true", "a boolean is echoed as Python prints it", "choice-echo", SHOULD, "refused",
     "true"),
    ("lone-surrogate", "a lone surrogate cannot be echoed; the status is 500",
     "choice-surrogate", SHOULD, "failed", r'"\ud800"'),
    ("list", "a list is echoed as Python prints it", "choice-echo-containers", MAY, "refused",
     '["a"]'),
    ("empty-list", "an empty list", "choice-echo-containers", MAY, "refused", "[]"),
    ("object", "an object", "choice-echo-containers", MAY, "refused",
     '{"a":1,"b":[true,false,null],"a":2.50}'),
    ("list-quotes", "Python chooses the quotation marks by the string's content",
     "choice-echo-containers", MAY, "refused", r'''["it's","say \"hi\"","it's \"it\""]'''),
    ("list-controls", "Python escapes characters that are not printable", "choice-echo-containers",
     MAY, "refused", r'["\u0000\t\n\r\\\u001f\u007f\u0085\u00a0\u200b\u2028\ufeff"]'),
    ("list-outside-ascii", "printable characters outside ASCII are not escaped",
     "choice-echo-containers", MAY, "refused", '["\u00e9\u65d7\U0001f6a9"]'),
    ("list-surrogate", "a lone surrogate in a list is escaped, so it can be echoed",
     "choice-echo-containers", MAY, "refused", r'["\ud800"]'),
    ("list-numbers", "numbers in a list", "choice-echo-containers", MAY, "refused",
     "[1,-0,1.0,1e16,1e-5,1e400]"),
]

_TYPE: list[Entry] = [
    ("email", "the first choice", "choice-exact", MUST, "accepted", '"email"'),
    ("id", "another choice", "choice-exact", MUST, "accepted", '"id"'),
    ("name", "the last choice", "choice-exact", MUST, "accepted", '"name"'),
    ("other", "another word", "choice-exact", MUST, "refused", '"username"'),
    ("capital", "choices are case-sensitive", "choice-exact", MUST, "refused", '"Email"'),
    ("space", "white space is not trimmed", "choice-exact", SHOULD, "refused", '"email "'),
    ("empty", "an empty string", "choice-exact", MUST, "refused", '""'),
    ("stored-number", "the number that the server stores", "choice-exact", MUST, "refused",
     "1"),
    ("false", "a boolean is echoed as Python prints it", "choice-echo", SHOULD, "refused",
     "false"),
    ("lone-surrogate", "a lone surrogate cannot be echoed", "choice-surrogate", SHOULD,
     "failed", r'"email\udc00"'),
    ("object", "an object is echoed as Python prints it", "choice-echo-containers", MAY,
     "refused", '{"email":null}'),
]


def cases() -> list[Case]:
    of_action = [
        parse_case(f"fields-action-{id}", f"action: {title}", clause, level, intent,
                   payload(change(action=fragment, flag='"choice"')))
        for id, title, clause, level, intent, fragment in _ACTION
    ]
    of_type = [
        parse_case(f"fields-created-by-type-{id}", f"created_by.type: {title}", clause, level,
                   intent, payload(change(created_by=author(type=fragment), flag='"author"')))
        for id, title, clause, level, intent, fragment in _TYPE
    ]
    return of_action + of_type
