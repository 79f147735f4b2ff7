"""The integer fields: `change_id` and `meta.version`."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import change, payload, text

Entry = tuple[str, str, str, Level, Intent, str]

_BOTH: list[Entry] = [
    ("text", "digits in a string", "integer-from-text", MUST, "accepted", '"4711"'),
    ("whole-fraction", "a whole number written with a fraction", "integer-from-number", SHOULD,
     "accepted", "2.0"),
    ("fraction", "a number that is not whole", "integer-from-number", MUST, "refused", "1.5"),
    ("true", "a boolean is not an integer", "integer-type", MUST, "refused", "true"),
    ("list", "a list is not an integer", "integer-type", MUST, "refused", "[1]"),
    ("object", "an object is not an integer", "integer-type", MUST, "refused", "{}"),
    ("empty", "an empty string", "integer-from-text", MUST, "refused", '""'),
    ("word", "a word", "integer-from-text", MUST, "refused", '"latest"'),
    ("too-long", "a string of 1,001 characters is not parsed", "integer-length", SHOULD,
     "refused", text("0" * 1000 + "1")),
]

_CHANGE_ID: list[Entry] = [
    ("zero", "zero", "integer-from-number", MUST, "accepted", "0"),
    ("documented", "the documented example's number", "integer-from-number", MUST, "accepted",
     "93899375123"),
    ("milliseconds", "milliseconds since 1970", "integer-from-number", MUST, "accepted",
     "1733961720123"),
    ("negative", "a negative number", "integer-from-number", MUST, "accepted",
     "-8177273849193450000"),
    ("minus-zero", "negative zero is zero", "integer-from-number", SHOULD, "accepted", "-0"),
    ("float-minus-zero", "negative zero with a fraction is zero", "integer-from-number", SHOULD,
     "accepted", "-0.0"),
    ("smallest", "the smallest signed 64-bit number", "integer-64-bit", MUST, "accepted",
     str(-(2**63))),
    ("largest-signed", "the largest signed 64-bit number", "integer-64-bit", MUST, "accepted",
     str(2**63 - 1)),
    ("beyond-signed", "one more than the largest signed 64-bit number", "integer-64-bit", MUST,
     "accepted", str(2**63)),
    ("largest-unsigned", "the largest unsigned 64-bit number", "integer-64-bit", MUST,
     "accepted", str(2**64 - 1)),
    ("beyond-double", "a number that a double cannot hold", "integer-64-bit", MUST, "accepted",
     str(2**53 + 1)),
    ("largest-in-text", "the largest unsigned 64-bit number in a string", "integer-64-bit", SHOULD,
     "accepted", f'"{2**64 - 1}"'),
    ("smallest-in-text", "the smallest signed 64-bit number in a string", "integer-64-bit", SHOULD,
     "accepted", f'"{-(2**63)}"'),
    ("float-exponent", "a whole number written with an exponent", "integer-from-number", SHOULD,
     "accepted", "1e2"),
    ("float-1e15", "the largest power of ten that Python prints without an exponent",
     "integer-from-number", SHOULD, "accepted", "1e15"),
    ("float-1e16", "1e16 is a whole number, but Python prints it with an exponent",
     "integer-from-number", SHOULD, "refused", "1e16"),
    ("float-rounded", "a number with a fraction is first rounded to a double",
     "integer-from-number", SHOULD, "accepted", "9007199254740993.0"),
    ("float-rounded-up", "a fraction too small for a double is lost", "integer-from-number",
     MAY, "accepted", "1.00000000000000000001"),
    ("infinite", "a number too large for a double", "integer-from-number", SHOULD, "refused",
     "1e400"),
    ("false", "false is not an integer", "integer-type", SHOULD, "refused", "false"),
    ("empty-list", "an empty list", "integer-type", SHOULD, "refused", "[]"),
]

# (id, title, level, intent, the text)
_TEXTS: list[tuple[str, str, Level, Intent, str]] = [
    ("minus", "a minus sign", MUST, "accepted", "-5"),
    ("plus", "a plus sign", SHOULD, "accepted", "+1"),
    ("zeros", "leading zeros", SHOULD, "accepted", "007"),
    ("minus-zeros", "leading zeros after a sign", SHOULD, "accepted", "-007"),
    ("spaces", "surrounding spaces", SHOULD, "accepted", " 42 "),
    ("line-ends", "other surrounding white space", SHOULD, "accepted", "\t\v\f42\r\n"),
    ("wide-spaces", "surrounding white space outside ASCII", SHOULD, "accepted",
     "\u00a0\u200942\u3000"),
    ("next-line", "surrounding U+0085", SHOULD, "accepted", "\u008542\u0085"),
    ("separators", "surrounding information separators are not trimmed", SHOULD, "refused",
     "\x1c42\x1f"),
    ("underscores", "single underscores between digits", SHOULD, "accepted", "1_000_000"),
    ("point", "a decimal point at the end", SHOULD, "accepted", "1."),
    ("point-zero", "a fraction of zeros", SHOULD, "accepted", "1.0"),
    ("point-zeros-space", "a fraction of zeros, then white space", SHOULD, "accepted", "1.00 "),
    ("point-separator", "an information separator after the decimal point is trimmed", SHOULD,
     "accepted", "1.\x1c"),
    ("space-before-point", "white space before the decimal point", MAY, "accepted", "1 .0"),
    ("arabic", "digits of another script", SHOULD, "accepted", "\u0663"),
    ("full-width", "full-width digits", SHOULD, "accepted", "\uff11\uff12"),
    ("mixed-scripts", "digits of several scripts in one number", SHOULD, "accepted",
     "1\u0662\u0969"),
    ("beyond-bmp", "digits beyond U+FFFF", SHOULD, "accepted", "\U0001d7d8\U0001d7d9"),
    ("script-underscore", "an underscore between digits of another script", MAY, "accepted",
     "\u0661_\u0662"),
    ("longest", "a string of exactly 1,000 characters", SHOULD, "accepted", "0" * 999 + "7"),
    ("longest-spaces", "white space counts toward the length", SHOULD, "accepted",
     "7" + " " * 999),
    ("space", "only white space", SHOULD, "refused", " "),
    ("sign-alone", "a sign without digits", SHOULD, "refused", "-"),
    ("two-signs", "two signs", SHOULD, "refused", "+-1"),
    ("sign-space", "white space after the sign", SHOULD, "refused", "- 1"),
    ("inner-space", "white space between digits", SHOULD, "refused", "1 000"),
    ("comma", "a thousands separator", SHOULD, "refused", "1,000"),
    ("two-underscores", "two underscores in a row", SHOULD, "refused", "1__0"),
    ("leading-underscore", "a leading underscore", SHOULD, "refused", "_1"),
    ("trailing-underscore", "a trailing underscore", SHOULD, "refused", "1_"),
    ("point-alone", "a decimal point alone", SHOULD, "refused", "."),
    ("fraction-alone", "a fraction alone", SHOULD, "refused", ".0"),
    ("text-fraction", "a fraction that is not zero", SHOULD, "refused", "1.5"),
    ("two-fractions", "two fractions", SHOULD, "refused", "1.0.0"),
    ("script-zero-fraction", "a fraction with another script's zero", MAY, "refused",
     "1.\u0660"),
    ("exponent", "an exponent", SHOULD, "refused", "1e3"),
    ("hexadecimal", "a hexadecimal number", SHOULD, "refused", "0x1"),
    ("binary", "a binary number", SHOULD, "refused", "0b1"),
    ("superscript", "a superscript digit", SHOULD, "refused", "\u00b2"),
    ("roman", "a Roman numeral", SHOULD, "refused", "\u2167"),
    ("minus-outside-ascii", "a minus sign outside ASCII", SHOULD, "refused", "\u22121"),
    ("zero-width", "a zero-width space after the digits", SHOULD, "refused", "1\u200b"),
    ("nul", "a NUL after the digits", SHOULD, "refused", "1\0"),
    ("surrogate", "a lone surrogate after the digits", SHOULD, "refused", "1\ud800"),
    ("infinity", "a word that Python's float() reads", SHOULD, "refused", "inf"),
    ("too-long-spaces", "1,001 characters, most of them white space", SHOULD, "refused",
     "7" + " " * 1000),
    ("longest-wide", "the length counts characters, not bytes", MAY, "accepted",
     "\u0660" * 999 + "\u0667"),
]


def _of(field: str, entry: Entry, body: str) -> Case:
    id, title, clause, level, intent, _ = entry
    prefix = "fields-" + field.replace("_", "-").replace(".", "-")
    return parse_case(f"{prefix}-{id}", f"{field}: {title}", clause, level, intent, body)


def _clause_of_text(id: str) -> str:
    return "integer-length" if id.startswith(("longest", "too-long")) else "integer-from-text"


def cases() -> list[Case]:
    texts: list[Entry] = [
        (f"text-{id}", title, _clause_of_text(id), level, intent, text(value))
        for id, title, level, intent, value in _TEXTS
    ]
    of_change_id = [
        _of("change_id", entry, payload(change(change_id=entry[-1])))
        for entry in _BOTH + _CHANGE_ID + texts
    ]
    of_version = [
        _of("meta.version", entry, payload(meta=f'{{"version":{entry[-1]}}}')) for entry in _BOTH
    ]
    return of_change_id + of_version
