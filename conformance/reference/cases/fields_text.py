"""The text fields: `flag` and `created_by.id`."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import author, change, payload, text

Entry = tuple[str, str, str, Level, Intent, str]

_TRIMMED = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
) + "\u2028\u2029\u202f\u205f\u3000"
_KEPT = {0x200B: "zero width space", 0xFEFF: "zero width no-break space",
         0x180E: "Mongolian vowel separator", 0x2060: "word joiner"}

_BOTH: list[Entry] = [
    ("plain", "a string", "text-value", MUST, "accepted", '"checkout.new-design"'),
    ("outside-ascii", "characters outside ASCII", "text-value", MUST, "accepted",
     text("b\u00e9ta-\u0444\u043b\u0430\u0433-\u65d7-\U0001f6a9")),
    ("inner-space", "inner white space is kept", "text-trimmed", MUST, "accepted",
     text("a \t\u00a0 b")),
    ("spaces-around", "spaces at both ends are trimmed", "text-trimmed", MUST, "accepted",
     '"  a b  "'),
    ("empty", "an empty string", "text-blank", MUST, "refused", '""'),
    ("space", "a string of one space", "text-blank", MUST, "refused", '" "'),
    ("integer", "an integer becomes its digits", "text-from-number", MUST, "accepted", "2552"),
    ("fraction", "a number with a fraction becomes what Python prints", "text-from-number",
     SHOULD, "accepted", "1.50"),
    ("true", "a boolean is not a string", "text-type", MUST, "refused", "true"),
    ("false", "false is not a string", "text-type", SHOULD, "refused", "false"),
    ("list", "a list is not a string", "text-type", MUST, "refused", '["a"]'),
    ("empty-list", "an empty list is a wrong type, not blank", "text-type", SHOULD,
     "refused", "[]"),
    ("object", "an object is not a string", "text-type", MUST, "refused", '{"name":"a"}'),
    ("nul", "a NUL inside the string", "text-nul", MUST, "refused", r'"a\u0000b"'),
    ("nul-alone", "a NUL is not blank", "text-nul", SHOULD, "refused", r'"\u0000"'),
    ("lone-high", "a lone high surrogate", "text-surrogate", MUST, "refused", r'"a\ud800"'),
    ("lone-low", "a lone low surrogate", "text-surrogate", SHOULD, "refused", r'"\udfffa"'),
]

_FLAG_ONLY: list[Entry] = [
    ("trimmed-everything", "all characters that Python's strip removes", "text-trimmed", SHOULD,
     "accepted", text(_TRIMMED + "a" + _TRIMMED[::-1])),
    ("blank-everything", "only white space, of all kinds", "text-blank", SHOULD,
     "refused", text(_TRIMMED)),
    ("blank-separators", "the four information separators are white space, too", "text-blank",
     SHOULD, "refused", text("\x1c\x1d\x1e\x1f")),
    ("trimmed-outside-nul", "trimming stops at a NUL", "text-nul", SHOULD,
     "refused", r'" \u0000 "'),
    ("minus-zero", "the integer -0 becomes 0", "text-from-number", SHOULD,
     "accepted", "-0"),
    ("float-minus-zero", "-0.0 keeps its sign", "text-from-number", SHOULD,
     "accepted", "-0.0"),
    ("float-whole", "a whole number written with a fraction keeps it", "text-from-number",
     SHOULD, "accepted", "1.0"),
    ("float-exponent", "a number with an exponent becomes one with a fraction", "text-from-number",
     SHOULD, "accepted", "1E2"),
    ("float-1e15", "Python prints sixteen digits without an exponent", "text-from-number", SHOULD,
     "accepted", "1e15"),
    ("float-1e16", "from 1e16 on, Python prints an exponent", "text-from-number", SHOULD,
     "accepted", "1e16"),
    ("float-plain-smallest", "down to 0.0001, Python prints no exponent", "text-from-number",
     SHOULD, "accepted", "1e-4"),
    ("float-exponent-largest", "below 0.0001, Python prints an exponent of two digits",
     "text-from-number", SHOULD, "accepted", "0.00001"),
    ("float-three-digit-exponent", "an exponent of three digits", "text-from-number", SHOULD,
     "accepted", "1.25e-100"),
    ("float-shortest", "the shortest text that reads back as the same number", "text-from-number",
     SHOULD, "accepted", "0.1000000000000000055511151231257827"),
    ("float-seventeen", "seventeen digits if fewer are not enough", "text-from-number",
     SHOULD, "accepted", "0.30000000000000004"),
    ("float-rounded", "digits that a double cannot hold are lost", "text-from-number", SHOULD,
     "accepted", "9007199254740993.0"),
    ("float-largest", "the largest double", "text-from-number", MAY, "accepted",
     "1.7976931348623157e308"),
    ("float-smallest", "the smallest double above zero", "text-from-number", MAY, "accepted",
     "4.9e-324"),
    ("float-underflow", "a number too small for a double is zero", "text-from-number", MAY,
     "accepted", "1e-400"),
    ("infinite", "a number too large for a double", "text-from-number", MAY, "accepted",
     "1e400"),
    ("minus-infinite", "a negative number too large for a double", "text-from-number", MAY,
     "accepted", "-1e400"),
    ("integer-wide", "an integer beyond 64 bits keeps all its digits", "text-from-number",
     SHOULD, "accepted", "123456789012345678901234567890"),
    ("integer-too-long", "an integer of 257 digits is too long", "text-length", SHOULD,
     "refused", "1" * 257),
    ("integer-4300", "the longest integer that the server parses", "text-length", MAY,
     "refused", "-" + "9" * 4300),
    ("reversed-pair", "a reversed surrogate pair is two lone surrogates; the first is reported",
     "text-surrogate", SHOULD, "refused", r'"\udc01\ud801"'),
    ("every-complaint", "length, NUL and surrogate, in this order", "text-order", SHOULD,
     "refused", text("a" * 255 + "\0\udbff\ud800")),
    ("nul-and-surrogate", "NUL before surrogate, whatever their order in the string", "text-order",
     SHOULD, "refused", r'"\ud800\u0000"'),
    ("length-and-nul", "length before NUL", "text-order", SHOULD,
     "refused", text("\0" + "a" * 256)),
]


def _lengths(limit: int) -> list[Entry]:
    wide = "\U0001f6a9"
    return [
        ("longest", f"{limit} characters", "text-length", MUST, "accepted", text("a" * limit)),
        ("too-long", f"{limit + 1} characters", "text-length", MUST,
         "refused", text("a" * (limit + 1))),
        ("longest-wide", f"{limit} characters of four bytes each", "text-length", MUST,
         "accepted", text(wide * limit)),
        ("too-long-wide", f"{limit + 1} characters of four bytes each", "text-length", SHOULD,
         "refused", text(wide * (limit + 1))),
        ("longest-trimmed", f"{limit} characters remain after trimming", "text-length", MUST,
         "accepted", text("  " + "a" * limit + "\n")),
        ("too-long-combining", "a combining mark is a character of its own", "text-length",
         SHOULD, "refused", text("a" * (limit - 1) + "e\u0301")),
    ]


def _kept() -> list[Entry]:
    return [
        (f"kept-{code:04x}", f"U+{code:04X}, {name}, is not trimmed", "text-trimmed", SHOULD,
         "accepted", text(f"{chr(code)}a{chr(code)}"))
        for code, name in _KEPT.items()
    ] + [
        ("kept-alone", "U+200B alone is not blank", "text-trimmed", SHOULD, "accepted",
         text("\u200b")),
    ]


def _of_flag(entry: Entry) -> Case:
    id, title, clause, level, intent, fragment = entry
    body = payload(change(flag=fragment))
    return parse_case(f"fields-flag-{id}", f"flag: {title}", clause, level, intent, body)


def _of_author(entry: Entry) -> Case:
    id, title, clause, level, intent, fragment = entry
    body = payload(change(created_by=author(id=fragment)))
    return parse_case(
        f"fields-created-by-id-{id}", f"created_by.id: {title}", clause, level, intent, body
    )


def cases() -> list[Case]:
    of_flag = [_of_flag(entry) for entry in _BOTH + _lengths(256) + _kept() + _FLAG_ONLY]
    of_author = [_of_author(entry) for entry in _BOTH + _lengths(100)]
    return of_flag + of_author
