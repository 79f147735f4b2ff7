"""Which texts count as JSON, and the meaning of spellings that parsers treat differently."""

from cases.case import MAY, MUST, SHOULD, Body, Case, Intent, Level, parse_case
from cases.payloads import META, change, members, payload, text

Entry = tuple[str, str, Level, Body]


def _ignored(fragment: str) -> str:
    """Returns a valid body with this fragment as the value of an ignored member."""
    return payload(note=fragment)


_GOOD = payload()

_SYNTAX: list[Entry] = [
    ("trailing-comma-object", "a comma after an object's last member", MUST, _GOOD[:-1] + ",}"),
    ("trailing-comma-array", "a comma after an array's last item", MUST, _ignored("[1,]")),
    ("leading-comma", "a comma before the first item", MUST, _ignored("[,1]")),
    ("line-comment", "a line comment", MUST, _GOOD + "// done"),
    ("block-comment", "a block comment", MUST, _ignored("/* one */ 1")),
    ("single-quotes", "single quotes", MUST, _GOOD.replace('"', "'")),
    ("bare-key", "a key without quotes", MUST, _GOOD.replace('"meta"', "meta")),
    ("no-colon", "no colon after a key", MUST, _GOOD.replace('"meta":', '"meta" ')),
    ("no-comma", "no comma between members", MUST, _GOOD.replace(',"meta"', ' "meta"')),
    ("open-object", "an unclosed object", MUST, _GOOD[:-1]),
    ("open-array", "an unclosed array", MUST, '{"data":[' + change()),
    ("open-text", "an unclosed string", MUST, '{"data":"'),
    ("closed-twice", "an extra closing brace", MUST, _GOOD + "}"),
    ("two-documents", "a second document after the first", MUST, _GOOD + _GOOD),
    ("wrong-bracket", "an array closed by a brace", MUST, _ignored("[1}")),
    ("number-as-key", "a number as a key", MUST, '{1:2,' + _GOOD[1:]),
    ("python-literals", "Python's literals", MUST, _ignored("[None,True]")),
    ("capital-null", "literals are lower-case", MUST, _ignored("NULL")),
    ("form-encoded", "form data instead of JSON", MUST, "data=1&meta=1"),
    ("html", "an HTML page instead of JSON", MUST, "<html></html>"),
    ("bare-word", "a word", MUST, "hello"),
    ("leading-zero", "a number with a leading zero", MUST, _ignored("01")),
    ("leading-plus", "a number with a plus sign", MUST, _ignored("+1")),
    ("bare-minus", "a minus sign without digits", MUST, _ignored("-")),
    ("no-integer-part", "a fraction without an integer part", MUST, _ignored(".5")),
    ("no-fraction-digits", "a decimal point without digits after it", MUST, _ignored("1.")),
    ("no-exponent-digits", "an exponent without digits", MUST, _ignored("1e+")),
    ("hexadecimal", "a hexadecimal number", MUST, _ignored("0x10")),
    ("underscores", "underscores between digits", MUST, _ignored("1_000")),
    ("other-digits", "digits outside ASCII", MUST, _ignored("\u0663")),
    ("unknown-escape", "an escape that JSON does not have", MUST, _ignored(r'"\x41"')),
    ("short-escape", "a Unicode escape with too few digits", MUST, _ignored(r'"\u12"')),
    ("bad-escape", "a Unicode escape with letters that are not hex digits", MUST,
     _ignored(r'"\u00zz"')),
    ("signed-escape", "a Unicode escape with a sign", SHOULD, _ignored(r'"\u+123"')),
    ("form-feed", "a form feed is not white space in JSON", SHOULD, "\f" + _GOOD),
    ("no-break-space", "a no-break space is not white space in JSON", SHOULD, "\u00a0" + _GOOD),
    ("final-nul", "a NUL after the document", SHOULD, _GOOD + "\0"),
]

_CONSTANTS: list[Entry] = [
    ("nan", "NaN as a field's value", MUST, payload(meta='{"version":NaN}')),
    ("infinity", "Infinity as a field's value", MUST, payload(change(change_id="Infinity"))),
    ("minus-infinity", "-Infinity as a field's value", MUST, payload(change(flag="-Infinity"))),
    ("nan-nested", "NaN deep in an ignored member", MUST, _ignored('[{"a":[NaN]}]')),
    ("nan-alone", "NaN as the whole body", MUST, "NaN"),
    ("minus-nan", "-NaN is not a constant", SHOULD, _ignored("-NaN")),
]

_ENCODING: list[Entry] = [
    ("utf-16", "UTF-16", MUST, b"\xff\xfe" + _GOOD.encode("utf-16-le")),
    ("latin-1", "Latin-1", MUST, _ignored('"caf\u00e9"').encode("latin-1")),
    ("continuation", "a continuation byte on its own", MUST, _ignored('"\x80"').encode("latin-1")),
    ("overlong", "an overlong form", MUST, _ignored('"\xc0\xaf"').encode("latin-1")),
    ("overlong-3", "an overlong form of three bytes", SHOULD,
     _ignored('"\xe0\x80\x80"').encode("latin-1")),
    ("raw-surrogate", "a surrogate in UTF-8", MUST,
     _ignored('"\ud800"').encode(errors="surrogatepass")),
    ("surrogate-pair", "two surrogates in UTF-8 (CESU-8)", MUST,
     _ignored('"\ud83d\ude00"').encode(errors="surrogatepass")),
    ("beyond-unicode", "a code point beyond U+10FFFF", MUST,
     _ignored('"\xf4\x90\x80\x80"').encode("latin-1")),
    ("truncated-inside", "a truncated sequence inside a string", MUST,
     _ignored('"\xe2\x82"').encode("latin-1")),
    ("invalid-tail", "an invalid byte after the document", MUST, _GOOD.encode() + b"\xff"),
]

_CONTROLS: list[Entry] = [
    (f"control-{code:02x}", f"an unescaped U+{code:04X} in a string", level,
     _ignored(f'"a{chr(code)}b"'))
    for code, level in ((0x00, MUST), (0x09, MUST), (0x0A, MUST), (0x0D, SHOULD), (0x1F, MUST))
] + [("control-in-key", "an unescaped newline in a key", SHOULD, '{"a\n":1}')]

_NESTED_20 = "[" * 20 + "]" * 20
_NESTED_200 = '{"a":' * 200 + "1" + "}" * 200
_NESTED_5000 = "[" * 5000 + "]" * 5000

_TOLERATED: list[tuple[str, str, str, Level, Body]] = [
    ("white-space", "all four kinds of white space between tokens", "json-white-space", MUST,
     "\r\n\t " + _GOOD.replace(',"', ' ,\t"').replace('":', '"\n:\r') + " \t\r\n"),
    ("final-newline", "a newline after the document", "json-white-space", MUST, _GOOD + "\n"),
    ("repeated-key", "the last of equal keys counts", "json-repeated-keys", MUST,
     payload('{"flag":"first",' + change(flag='"last"')[1:])),
    ("repeated-object", "the last value replaces the whole first value", "json-repeated-keys", MUST,
     '{"meta":{"version":"x","a":1},' + _GOOD[1:]),
    ("repeated-list", "the last list replaces the first; items are not merged",
     "json-repeated-keys", MUST, '{"data":[' + change(change_id="7") + "]," + _GOOD[1:]),
    ("repeated-escaped-key", "keys are compared unescaped",
     "json-repeated-keys", MUST,
     payload(change(flag='"first"')[:-1] + r',"\u0066lag":"last"}')),
    ("repeated-null", "a valid last value replaces an earlier null", "json-repeated-keys", SHOULD,
     '{"data":null,' + _GOOD[1:]),
    ("escaped-keys", "keys may contain escapes", "json-escapes", MUST,
     _GOOD.replace('"data"', r'"\u0064ata"').replace('"flag"', r'"fl\u0061g"')),
    ("every-escape", "every escape of JSON", "json-escapes", MUST,
     payload(change(flag=r'"\"\\\/\b\f\n\r\t\u0041\u00e9\u00E9."'))),
    ("surrogate-pair", "an escaped surrogate pair is one character", "json-escapes", MUST,
     payload(change(flag=r'"\ud83d\uDE00"'))),
    ("raw-outside-ascii", "characters outside ASCII need no escape", "json-escapes", MUST,
     payload(change(flag='"\u00e9\u20ac\U0001f600"'))),
    ("raw-delete", "U+007F needs no escape", "json-escapes", SHOULD,
     payload(change(flag='"a\x7fb"'))),
    ("lone-high", "a lone high surrogate in an ignored member", "json-lone-surrogates",
     SHOULD, _ignored(r'"\ud800"')),
    ("lone-low", "a lone low surrogate in an ignored member", "json-lone-surrogates",
     SHOULD, _ignored(r'"x\udc00"')),
    ("lone-then-pair", "a lone surrogate before a pair", "json-lone-surrogates", SHOULD,
     _ignored(r'"\ud83d\ud83d\ude00"')),
    ("lone-in-key", "a lone surrogate in an unknown key", "json-lone-surrogates", SHOULD,
     r'{"\udfff":1,' + _GOOD[1:]),
    ("integer-4300", "an integer of 4,300 digits", "json-integer-digits", SHOULD,
     _ignored("1" * 4300)),
    ("integer-4300-negative", "the sign is not a digit", "json-integer-digits", MAY,
     _ignored("-" + "1" * 4300)),
    ("float-5000", "the limit on digits applies to integers, not to numbers with a fraction",
     "json-integer-digits", MAY, _ignored("1" * 5000 + ".5")),
    ("infinite", "a number too large for a double", "json-numbers", SHOULD, _ignored("1e400")),
    ("tiny", "a number too small for a double", "json-numbers", SHOULD, _ignored("1e-400")),
    ("number-forms", "every form of a number", "json-numbers", MUST,
     _ignored("[0,-0,1,-1,0.5,-0.5,1e5,1E5,1e+5,1e-5,1.5e10,123456789012345678901234567890]")),
    ("key-order", "members in any order", "json-key-order", MUST,
     '{"meta":{"version":1},"data":[{"flag":"hello.world","created_by":{"type":"email",'
     '"id":"first.last@company.com"},"created_at":"2024-12-12T00:02:00Z","change_id":1,'
     '"action":"created"}]}'),
    ("unknown-keys", "unknown members at every level", "json-unknown-keys", MUST,
     members(
         data="[" + change(
             created_by='{"id":"a","type":"id","team":null}', environment='"production"'
         ) + "]",
         meta='{"version":1,"sender":{"name":"x"}}',
         id="[[],{}]",
     )),
    ("empty-key", "an empty key is an unknown member", "json-unknown-keys", SHOULD,
     '{"":null,' + _GOOD[1:]),
    ("similar-keys", "keys that differ only in case are unknown", "json-unknown-keys", MUST,
     payload(change(Flag="null", FLAG="7"))),
    ("prototype-key", "no key has a special meaning", "json-unknown-keys", SHOULD,
     payload(change(__proto__="null", constructor="1"))),
    ("nested-20", "an ignored member may be nested", "json-nesting", MUST,
     _ignored(_NESTED_20)),
    ("nested-200", "objects nested 200 deep", "json-nesting", SHOULD, _ignored(_NESTED_200)),
    ("nested-5000", "arrays nested 5,000 deep", "json-nesting", MAY, _ignored(_NESTED_5000)),
    ("incomplete-tail", "an incomplete character after the document is dropped",
     "json-incomplete-tail", MAY, _GOOD.encode() + b"\xe2\x82"),
    ("incomplete-tail-4", "three of a character's four bytes are dropped, too",
     "json-incomplete-tail", MAY, _GOOD.encode() + b"\xf0\x9f\x98"),
]

_MISCELLANEOUS: list[tuple[str, str, str, Level, Intent, Body]] = [
    ("empty-body", "an empty body counts as an object without members", "json-empty-body", MUST,
     "refused", b""),
    ("empty-object", "an object without members", "json-empty-body", MUST, "refused", "{}"),
    ("space-body", "a body of one space", "json-white-space", MUST, "malformed", " "),
    ("white-space-body", "a body of white space only", "json-white-space", MUST,
     "malformed", "\r\n\t \n"),
    ("bom", "a byte-order mark", "json-byte-order-mark", MUST,
     "malformed", b"\xef\xbb\xbf" + _GOOD.encode()),
    ("bom-alone", "a byte-order mark is not an empty body", "json-byte-order-mark", SHOULD,
     "malformed", b"\xef\xbb\xbf"),
    ("integer-4301", "an integer of 4,301 digits", "json-integer-digits", SHOULD,
     "malformed", _ignored("1" * 4301)),
    ("integer-4301-field", "an integer of 4,301 digits as a field's value", "json-integer-digits",
     SHOULD, "malformed", payload(change(flag="1" * 4301))),
    ("incomplete-alone", "an incomplete character alone leaves no text",
     "json-incomplete-tail", MAY, "malformed", b"\xe2\x82"),
    ("incomplete-in-text", "a string that ends inside a character is unclosed",
     "json-incomplete-tail", MUST, "malformed", b'{"data":"\xe2\x82'),
    ("repeated-null-last", "a null as last value replaces a valid one",
     "json-repeated-keys", MUST, "refused", _GOOD[:-1] + ',"meta":null}'),
    ("repeated-bad-last", "a refused last value replaces a valid one", "json-repeated-keys", MUST,
     "refused", payload(change()[:-1] + ',"flag":""}')),
    ("text-body", "JSON inside a JSON string is a string", "json-escapes", MUST,
     "refused", text(_GOOD)),
    ("meta-only", "an unknown key does not replace a known one", "json-unknown-keys", MUST,
     "refused", '{"Data":[],"meta":' + META + "}"),
]


def cases() -> list[Case]:
    malformed = (
        ("json-syntax", _SYNTAX),
        ("json-constants", _CONSTANTS),
        ("json-utf-8", _ENCODING),
        ("json-control-characters", _CONTROLS),
    )
    return [
        parse_case(f"json-{id}", title, clause, level, "malformed", body)
        for clause, entries in malformed
        for id, title, level, body in entries
    ] + [
        parse_case(f"json-tolerated-{id}", title, clause, level, "accepted", body)
        for id, title, clause, level, body in _TOLERATED
    ] + [
        parse_case(f"json-{id}", title, clause, level, intent, body)
        for id, title, clause, level, intent, body in _MISCELLANEOUS
    ]
