"""The message and the position in the answer to a body that is not JSON."""

from cases.case import MAY, SHOULD, Body, Case, Level, joined, parse_case, repeated
from cases.payloads import payload

Entry = tuple[str, str, Level, Body]

_GOOD = payload()

_SYNTAX: list[Entry] = [
    ("value-at-end", "a value is missing at the body's end", SHOULD, '{"data":'),
    ("value-in-line", "lines begin behind line feeds", SHOULD, '{"data":\n\n  x}'),
    ("value-closed", "a value is missing before a brace", SHOULD, '{"data":}'),
    ("value-comma", "a comma in place of a value", SHOULD, '{"data":,"meta":{}}'),
    ("value-two-commas", "the second of two commas in an array", SHOULD, '{"data":[1,,2]}'),
    ("value-literal", "a literal that ends too early", SHOULD, '{"data":[tru,1]}'),
    ("value-minus", "a minus sign without digits, at its own place", SHOULD, '{"data":[1, -]}'),
    ("value-colon", "a colon too many", SHOULD, '{"data"::[]}'),
    ("key", "a key without quotes", SHOULD, '{"data":[], meta:{}}'),
    ("key-at-end", "a key is missing at the body's end", SHOULD, '{"data":[],'),
    ("key-first", "a comma in place of the first key", SHOULD, "{,}"),
    ("key-two-commas", "the second of two commas in an object", SHOULD, '{"data":[],,"meta":{}}'),
    ("key-wrong-bracket", "an object that a bracket closes behind a comma", SHOULD,
     '{"data":[],]'),
    ("colon", "a colon is missing", SHOULD, '{"data" []}'),
    ("colon-at-end", "a colon is missing at the body's end", SHOULD, '{"data"'),
    ("comma", "a comma is missing in an array", SHOULD, '{"data":[1 2]}'),
    ("comma-at-end", "an array is not closed", SHOULD, '{"data":[1'),
    ("comma-wrong-bracket", "an array that a brace closes", SHOULD, '{"data":[1}'),
    ("comma-number", "a number that goes on as none can", SHOULD, '{"data":[1.5.5]}'),
    ("comma-exponent", "an exponent without digits is not the number's", SHOULD, '{"data":[1e+]}'),
    ("comma-after-text", "a quotation mark too many", SHOULD, '{"data":"a"b"}'),
    ("trailing-object", "the place is that of the comma, in an object", SHOULD,
     '{"data":[] ,\r\n }'),
    ("trailing-array", "the place is that of the comma, in an array", SHOULD, '{"data":[1\t,\n]}'),
    ("trailing-inside", "a comma behind the last member of an object inside", SHOULD,
     '{"meta":{"version":1,},"data":[]}'),
    ("trailing-at-end", "a comma before the body's end is not before a bracket", SHOULD,
     '{"data":[1,'),
    ("unterminated", "a text that is not closed begins at its quotation mark", SHOULD,
     '{"data":"x y'),
    ("unterminated-key", "a key that is not closed", SHOULD, '{"data":[],"meta:1}'),
    ("unterminated-escape", "a text that ends behind a backslash", SHOULD, '{"data":"x\\'),
    ("unterminated-quote", "an escaped quotation mark closes no text", SHOULD, r'{"data":"x\"}'),
    ("control", "a control character has its own place", SHOULD, '{"data":"x\ty"}'),
    ("control-before-end", "a control character in a text that is not closed", SHOULD,
     '{"data":"x\n'),
    ("control-key", "a control character in a key", SHOULD, '{"da\x00ta":[]}'),
    ("escape", "an unknown escape is at its backslash", SHOULD, r'{"data":"x\y"}'),
    ("escape-letter", "escapes are lower-case", SHOULD, r'{"data":"\N"}'),
    ("escape-line", "a backslash before a line feed", SHOULD, '{"data":"x\\\n"}'),
    ("escape-key", "an unknown escape in a key", SHOULD, r'{"d\ata":[]}'),
    ("unicode-escape", "a unicode escape is at its letter", SHOULD, r'{"data":"x\u12g4"}'),
    ("unicode-escape-short", "a unicode escape that the text's end cuts short", SHOULD,
     r'{"data":"x\u12"}'),
    ("unicode-escape-at-end", "a unicode escape that the body's end cuts short", SHOULD,
     r'{"data":"x\u123'),
    ("unicode-escape-last", "a unicode escape with nothing behind it is incomplete", MAY,
     r'{"data":"x\u1234'),
    ("unicode-escape-pair", "the second escape of a pair", SHOULD, r'{"data":"\ud83d\ude0x"}'),
    ("unicode-escape-cut-pair", "the second escape of a pair, cut short", SHOULD,
     r'{"data":"\ud83d\ude"}'),
    ("extra", "something behind the document", SHOULD, _GOOD + " x"),
    ("extra-line", "something in the line behind the document", SHOULD, '{"data":[]}\r\n\r\n{}'),
    ("extra-zero", "behind a leading zero the number is over", SHOULD, "01"),
    ("extra-nul", "a NUL behind the document", SHOULD, "{}\0"),
    ("extra-text", "a comma behind a text", SHOULD, '"data",'),
]

_PLACES: list[Entry] = [
    ("characters", "places are those of characters, not of bytes", SHOULD,
     '["\u00fc\u20ac\U0001f600", x]'),
    ("characters-in-line", "columns are those of characters, too", SHOULD,
     '{\n"\U0001f600":"\u00fc" x}'),
    ("escapes", "an escape has the characters that it is spelled with", SHOULD,
     r'["\ud83d\ude00" x]'),
    ("carriage-return", "a carriage return begins no line", SHOULD, '{"data":\r\r[}'),
    ("line-separator", "U+2028 and U+0085 begin no line", SHOULD, '["\u2028\u0085" x]'),
    ("line-at-end", "the place behind the last line feed", SHOULD, '{"data":[]\n'),
    ("combined", "each code point is a character", SHOULD, '["e\u0301" x]'),
    ("no-break-space", "a no-break space is the first character of all", MAY, "\u00a0{}"),
    ("thousand-lines", "lines and columns of a long body", MAY,
     joined('{"data":[', repeated("\n", 1000), "   x]}")),
]

_CONSTANTS: list[Entry] = [
    ("constant-first", "a constant is refused before what is behind it", SHOULD, '{"a":NaN x'),
    ("constant-prefix", "a constant is refused with anything behind it", SHOULD,
     "[-Infinityx]"),
    ("constant-cut", "half a constant is no value", SHOULD, "[-Infinit]"),
]

_DIGITS: list[Entry] = [
    ("digits-negative", "the sign is not among the digits", SHOULD,
     joined("[-", repeated("7", 4301), "]")),
    ("digits-count", "the digits are counted", SHOULD, joined('{"a":', repeated("7", 4999), "}")),
    ("digits-first", "too long an integer is refused before what is behind it", MAY,
     joined("[", repeated("7", 4301), " x")),
    ("digits-point", "an integer ends before a point without digits", MAY,
     joined("[", repeated("7", 4301), ".]")),
]

_BYTES: list[Entry] = [
    ("start", "a byte that begins no character", SHOULD, b'{"a":"\xff"}'),
    ("start-continuation", "a byte that only goes on", SHOULD, b'{"a":"x\x80"}'),
    ("start-overlong", "a byte that would begin an overlong form", SHOULD, b'{"a":"\xc1\xbf"}'),
    ("start-f5", "a byte that would begin what is beyond Unicode", SHOULD,
     b'{"a":"\xf5\x80\x80\x80"}'),
    ("start-five", "a byte that once began five", MAY, b'{"a":"\xf8\x88\x80\x80\x80"}'),
    ("position", "positions are those of bytes", SHOULD,
     '{"a":"\u00fc\u20ac\U0001f600'.encode() + b'\xfe"}'),
    ("two", "a character of two bytes without the second", SHOULD, b'{"a":"\xc3"}'),
    ("three", "a character of three bytes without the second", SHOULD, b'{"a":"\xe2"}'),
    ("three-third", "a character of three bytes without the third", SHOULD, b'{"a":"\xe2\x82"}'),
    ("three-overlong", "an overlong form of three bytes", SHOULD, b'{"a":"\xe0\x9f\xbf"}'),
    ("surrogate", "a surrogate", SHOULD, b'{"a":"\xed\xa0\x80"}'),
    ("four", "a character of four bytes without the second", SHOULD, b'{"a":"\xf0"}'),
    ("four-third", "a character of four bytes without the third", SHOULD, b'{"a":"\xf0\x9f"}'),
    ("four-fourth", "a character of four bytes without the fourth", SHOULD,
     b'{"a":"\xf0\x9f\x98"}'),
    ("four-overlong", "an overlong form of four bytes", SHOULD, b'{"a":"\xf0\x8f\xbf\xbf"}'),
    ("four-beyond", "a code point beyond Unicode", SHOULD, b'{"a":"\xf4\x90\x80\x80"}'),
    ("cut-by-character", "a character that the next one cuts short", SHOULD,
     b'{"a":"\xe2\x82\xc3\xbc"}'),
    ("first", "of several the first", SHOULD, b'{"a":"\xc3(\xff"}'),
    ("before-syntax", "bytes are looked at before syntax", SHOULD, b'{x,"a":"\xff"}'),
    ("before-mark", "bytes are looked at before the byte-order mark", SHOULD,
     b"\xef\xbb\xbf{}\xff"),
    ("behind", "a wrong byte behind the document", SHOULD, _GOOD.encode() + b"\n\xe9\n"),
    ("latin-1", "Latin-1", SHOULD, '{"caf\u00e9":1}'.encode("latin-1")),
    ("nul-first", "UTF-16 without a mark is text with NULs", MAY, "{}".encode("utf-16-le")),
    ("cut-tail", "a dropped beginning of a character has no place", MAY,
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
