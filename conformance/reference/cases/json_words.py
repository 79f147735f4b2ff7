"""The message and the position in the answer to a body that is not JSON."""

from cases.case import MAY, SHOULD, Body, Case, Level, joined, parse_case, repeated
from cases.payloads import payload

Entry = tuple[str, str, Level, Body]

_GOOD = payload()

_SYNTAX: list[Entry] = [
    ("value-at-end", "a value is missing at the body's end", SHOULD, '{"data":'),
    ("value-in-line", "a line begins after a line feed", SHOULD, '{"data":\n\n  x}'),
    ("value-closed", "a value is missing before a brace", SHOULD, '{"data":}'),
    ("value-comma", "a comma in place of a value", SHOULD, '{"data":,"meta":{}}'),
    ("value-two-commas", "the second of two commas in an array", SHOULD, '{"data":[1,,2]}'),
    ("value-literal", "an incomplete literal", SHOULD, '{"data":[tru,1]}'),
    ("value-minus", "a minus sign without digits is reported at its own position", SHOULD,
     '{"data":[1, -]}'),
    ("value-colon", "an extra colon", SHOULD, '{"data"::[]}'),
    ("key", "a key without quotes", SHOULD, '{"data":[], meta:{}}'),
    ("key-at-end", "a key is missing at the body's end", SHOULD, '{"data":[],'),
    ("key-first", "a comma in place of the first key", SHOULD, "{,}"),
    ("key-two-commas", "the second of two commas in an object", SHOULD, '{"data":[],,"meta":{}}'),
    ("key-wrong-bracket", "an object closed by a bracket, after a comma", SHOULD,
     '{"data":[],]'),
    ("colon", "a colon is missing", SHOULD, '{"data" []}'),
    ("colon-at-end", "a colon is missing at the body's end", SHOULD, '{"data"'),
    ("comma", "a comma is missing in an array", SHOULD, '{"data":[1 2]}'),
    ("comma-at-end", "an unclosed array", SHOULD, '{"data":[1'),
    ("comma-wrong-bracket", "an array closed by a brace", SHOULD, '{"data":[1}'),
    ("comma-number", "a number with two decimal points", SHOULD, '{"data":[1.5.5]}'),
    ("comma-exponent", "an exponent without digits is not part of the number", SHOULD,
     '{"data":[1e+]}'),
    ("comma-after-text", "an extra quotation mark", SHOULD, '{"data":"a"b"}'),
    ("trailing-object", "a trailing comma in an object is reported at its own position", SHOULD,
     '{"data":[] ,\r\n }'),
    ("trailing-array", "a trailing comma in an array is reported at its own position", SHOULD,
     '{"data":[1\t,\n]}'),
    ("trailing-inside", "a trailing comma in a nested object", SHOULD,
     '{"meta":{"version":1,},"data":[]}'),
    ("trailing-at-end", "a comma at the body's end is not a trailing comma", SHOULD,
     '{"data":[1,'),
    ("unterminated", "an unclosed string is reported at its quotation mark", SHOULD,
     '{"data":"x y'),
    ("unterminated-key", "an unclosed key", SHOULD, '{"data":[],"meta:1}'),
    ("unterminated-escape", "a string that ends after a backslash", SHOULD, '{"data":"x\\'),
    ("unterminated-quote", "an escaped quotation mark does not close a string", SHOULD,
     r'{"data":"x\"}'),
    ("control", "a control character is reported at its own position", SHOULD, '{"data":"x\ty"}'),
    ("control-before-end", "a control character in an unclosed string", SHOULD,
     '{"data":"x\n'),
    ("control-key", "a control character in a key", SHOULD, '{"da\x00ta":[]}'),
    ("escape", "an unknown escape is reported at its backslash", SHOULD, r'{"data":"x\y"}'),
    ("escape-letter", "escapes are lower-case", SHOULD, r'{"data":"\N"}'),
    ("escape-line", "a backslash before a line feed", SHOULD, '{"data":"x\\\n"}'),
    ("escape-key", "an unknown escape in a key", SHOULD, r'{"d\ata":[]}'),
    ("unicode-escape", "an invalid Unicode escape is reported at its letter u", SHOULD,
     r'{"data":"x\u12g4"}'),
    ("unicode-escape-short", "a Unicode escape cut short by the string's end", SHOULD,
     r'{"data":"x\u12"}'),
    ("unicode-escape-at-end", "a Unicode escape cut short by the body's end", SHOULD,
     r'{"data":"x\u123'),
    ("unicode-escape-last", "a Unicode escape at the body's end counts as incomplete", MAY,
     r'{"data":"x\u1234'),
    ("unicode-escape-pair", "an invalid second escape of a surrogate pair", SHOULD,
     r'{"data":"\ud83d\ude0x"}'),
    ("unicode-escape-cut-pair", "the second escape of a surrogate pair, cut short", SHOULD,
     r'{"data":"\ud83d\ude"}'),
    ("extra", "extra data after the document", SHOULD, _GOOD + " x"),
    ("extra-line", "extra data on a later line", SHOULD, '{"data":[]}\r\n\r\n{}'),
    ("extra-zero", "a number ends after a leading zero", SHOULD, "01"),
    ("extra-nul", "a NUL after the document", SHOULD, "{}\0"),
    ("extra-text", "a comma after a string", SHOULD, '"data",'),
]

_PLACES: list[Entry] = [
    ("characters", "positions count characters, not bytes", SHOULD,
     '["\u00fc\u20ac\U0001f600", x]'),
    ("characters-in-line", "columns count characters, too", SHOULD,
     '{\n"\U0001f600":"\u00fc" x}'),
    ("escapes", "an escape counts as the characters that it is written with", SHOULD,
     r'["\ud83d\ude00" x]'),
    ("carriage-return", "a carriage return does not begin a line", SHOULD, '{"data":\r\r[}'),
    ("line-separator", "U+2028 and U+0085 do not begin a line", SHOULD, '["\u2028\u0085" x]'),
    ("line-at-end", "the position after the last line feed", SHOULD, '{"data":[]\n'),
    ("combined", "each code point counts as a character", SHOULD, '["e\u0301" x]'),
    ("no-break-space", "a no-break space as the first character", MAY, "\u00a0{}"),
    ("thousand-lines", "lines and columns of a long body", MAY,
     joined('{"data":[', repeated("\n", 1000), "   x]}")),
]

_CONSTANTS: list[Entry] = [
    ("constant-first", "a constant is reported before a later error", SHOULD, '{"a":NaN x'),
    ("constant-prefix", "a constant is refused whatever follows it", SHOULD,
     "[-Infinityx]"),
    ("constant-cut", "an incomplete constant is not a value", SHOULD, "[-Infinit]"),
]

_DIGITS: list[Entry] = [
    ("digits-negative", "the sign does not count as a digit", SHOULD,
     joined("[-", repeated("7", 4301), "]")),
    ("digits-count", "the message has the number of digits", SHOULD,
     joined('{"a":', repeated("7", 4999), "}")),
    ("digits-first", "an integer that is too long is reported before a later error", MAY,
     joined("[", repeated("7", 4301), " x")),
    ("digits-point", "an integer ends before a decimal point without digits", MAY,
     joined("[", repeated("7", 4301), ".]")),
]

_BYTES: list[Entry] = [
    ("start", "a byte that cannot begin a character", SHOULD, b'{"a":"\xff"}'),
    ("start-continuation", "a continuation byte on its own", SHOULD, b'{"a":"x\x80"}'),
    ("start-overlong", "a byte that would begin an overlong form", SHOULD, b'{"a":"\xc1\xbf"}'),
    ("start-f5", "a byte that would begin a code point beyond Unicode", SHOULD,
     b'{"a":"\xf5\x80\x80\x80"}'),
    ("start-five", "a byte that once began a sequence of five bytes", MAY,
     b'{"a":"\xf8\x88\x80\x80\x80"}'),
    ("position", "positions count bytes", SHOULD,
     '{"a":"\u00fc\u20ac\U0001f600'.encode() + b'\xfe"}'),
    ("two", "a two-byte character without the second byte", SHOULD, b'{"a":"\xc3"}'),
    ("three", "a three-byte character without the second byte", SHOULD, b'{"a":"\xe2"}'),
    ("three-third", "a three-byte character without the third byte", SHOULD, b'{"a":"\xe2\x82"}'),
    ("three-overlong", "an overlong form of three bytes", SHOULD, b'{"a":"\xe0\x9f\xbf"}'),
    ("surrogate", "a surrogate", SHOULD, b'{"a":"\xed\xa0\x80"}'),
    ("four", "a four-byte character without the second byte", SHOULD, b'{"a":"\xf0"}'),
    ("four-third", "a four-byte character without the third byte", SHOULD, b'{"a":"\xf0\x9f"}'),
    ("four-fourth", "a four-byte character without the fourth byte", SHOULD,
     b'{"a":"\xf0\x9f\x98"}'),
    ("four-overlong", "an overlong form of four bytes", SHOULD, b'{"a":"\xf0\x8f\xbf\xbf"}'),
    ("four-beyond", "a code point beyond Unicode", SHOULD, b'{"a":"\xf4\x90\x80\x80"}'),
    ("cut-by-character", "a character cut short by the next one", SHOULD,
     b'{"a":"\xe2\x82\xc3\xbc"}'),
    ("first", "the first of several invalid bytes is reported", SHOULD, b'{"a":"\xc3(\xff"}'),
    ("before-syntax", "bytes are checked before the syntax", SHOULD, b'{x,"a":"\xff"}'),
    ("before-mark", "bytes are checked before the byte-order mark", SHOULD,
     b"\xef\xbb\xbf{}\xff"),
    ("behind", "an invalid byte after the document", SHOULD, _GOOD.encode() + b"\n\xe9\n"),
    ("latin-1", "Latin-1", SHOULD, '{"caf\u00e9":1}'.encode("latin-1")),
    ("nul-first", "UTF-16 without a byte-order mark is text with NULs", MAY,
     "{}".encode("utf-16-le")),
    ("cut-tail", "a dropped incomplete character is not reported", MAY,
     b'{"a":1\xf0\x9f\x98'),
]


def cases() -> list[Case]:
    tables = (
        ("json-words", "", _SYNTAX + _PLACES),
        ("json-constants", "", _CONSTANTS),
        ("json-integer-digits", "", _DIGITS),
        ("json-decoder-words", "bytes-", _BYTES),
    )
    return [
        parse_case(f"json-words-{kind}{id}", title, clause, level, "malformed", body)
        for clause, kind, entries in tables
        for id, title, level, body in entries
    ]
