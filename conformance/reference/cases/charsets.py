"""How the Content-Type of a request affects its body."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, described
from cases.payloads import change, payload
from cases.signature import SECRET, digest

_BODY = payload(change(flag='"fl\u00fcg"'))
_PLAIN = payload()
_EMOJI = payload(change(flag='"x\U0001f600"'))
_EURO = payload(change(flag='"\u20ac"'))

Entry = tuple[str, str, str, Level, Intent, bytes, str | None]

_TYPES: list[Entry] = [
    ("missing", "a body without a type", "charsets-media-type", MUST, "unsupported", _PLAIN.encode(), None),
    ("empty", "an empty type", "charsets-media-type", SHOULD, "unsupported", _PLAIN.encode(), ""),
    ("text", "another type", "charsets-media-type", MUST, "unsupported", _PLAIN.encode(), "text/plain"),
    ("form", "what clients send for a form", "charsets-media-type", MUST, "unsupported", _PLAIN.encode(),
     "application/x-www-form-urlencoded"),
    ("text-charset", "another type is told with its parameters", "charsets-media-type", SHOULD,
     "unsupported", _PLAIN.encode(), "text/json; charset=utf-8"),
    ("longer", "a subtype that only begins like JSON's", "charsets-media-type", SHOULD, "unsupported",
     _PLAIN.encode(), "application/json5"),
    ("letter-case", "types are compared in any letter case", "charsets-media-type", SHOULD, "accepted",
     _PLAIN.encode(), "Application/JSON"),
    ("parameters", "parameters do not matter", "charsets-media-type", SHOULD, "accepted",
     _PLAIN.encode(), "application/json; version=1"),
    ("blanks", "blanks around the type", "charsets-media-type", SHOULD, "accepted", _PLAIN.encode(),
     "application/json ; a=b"),
    ("any-subtype", "a type with an asterisk matches", "charsets-media-type", MAY, "accepted",
     _PLAIN.encode(), "application/*"),
    ("any-type", "two asterisks match", "charsets-media-type", MAY, "accepted", _PLAIN.encode(), "*/*"),
    ("any-main-type", "an asterisk in front matches", "charsets-media-type", MAY, "accepted",
     _PLAIN.encode(), "*/json"),
    ("no-body", "a body of length zero needs no type", "charsets-media-type", SHOULD, "refused", b"",
     "text/plain"),
    ("no-body-missing", "a body of length zero and no type", "charsets-media-type", SHOULD, "refused", b"",
     None),
    ("malformed-body", "another type hides that the body is no JSON", "charsets-media-type", SHOULD,
     "unsupported", b"{", "text/plain"),
]

_CHARSETS: list[Entry] = [
    ("utf-8", "UTF-8 by name", "charsets-decoding", MUST, "accepted", _BODY.encode(), "utf-8"),
    ("unknown", "a name that Python does not know", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode(), "bogus"),
    ("without-name", "a charset without a name", "charsets-decoding", MAY, "accepted", _BODY.encode(), ""),
    ("latin-1", "Latin-1 under its own name", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("latin-1"), "ISO-8859-1"),
    ("latin-1-garbled", "UTF-8 that is called Latin-1 is recorded garbled", "charsets-decoding", SHOULD,
     "accepted", _BODY.encode(), "ISO-8859-1"),
    ("latin-1-as-utf-8", "Latin-1 that is called UTF-8", "charsets-decoder-words", SHOULD,
     "malformed", _BODY.encode("latin-1"), "utf-8"),
    ("ascii", "ASCII", "charsets-decoding", SHOULD, "accepted", _PLAIN.encode(), "us-ascii"),
    ("ascii-wrong", "UTF-8 that is called ASCII", "charsets-decoder-words", SHOULD, "malformed",
     _BODY.encode(), "us-ascii"),
    ("windows-1252", "windows-1252", "charsets-decoding", SHOULD, "accepted", _EURO.encode("cp1252"),
     "windows-1252"),
    ("windows-1252-gap", "a byte that windows-1252 does not have", "charsets-decoder-words", MAY,
     "malformed", b'{"a":"\x81"}', "windows-1252"),
    ("utf-8-sig", "a byte-order mark that the charset allows", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("utf-8-sig"), "utf-8-sig"),
    ("utf-8-sig-without", "a charset with a mark, a body without", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode(), "utf-8-sig"),
    ("utf-8-sig-twice", "only one mark is dropped", "charsets-decoding", MAY, "malformed",
     b"\xef\xbb\xbf" + _BODY.encode("utf-8-sig"), "utf-8-sig"),
    ("utf-8-sig-position", "positions are those behind the mark", "charsets-decoder-words", MAY,
     "malformed", b"\xef\xbb\xbf{\xff}", "utf-8-sig"),
    ("utf-8-sig-alone", "a mark and nothing else", "charsets-decoding", MAY, "malformed",
     b"\xef\xbb\xbf", "utf-8-sig"),
    ("utf-8-sig-cut", "half a mark", "charsets-decoding", MAY, "malformed", b"\xef\xbb", "utf-8-sig"),
    ("utf-16-little", "UTF-16 with its mark, the low byte first", "charsets-decoding", SHOULD, "accepted",
     b"\xff\xfe" + _EMOJI.encode("utf-16-le"), "utf-16"),
    ("utf-16-big", "UTF-16 with its mark, the high byte first", "charsets-decoding", SHOULD, "accepted",
     b"\xfe\xff" + _EMOJI.encode("utf-16-be"), "UTF-16"),
    ("utf-16-without", "UTF-16 without a mark", "charsets-decoder-words", SHOULD, "malformed",
     _BODY.encode("utf-16-le"), "utf-16"),
    ("utf-16-odd", "a byte too many is dropped", "charsets-decoding", MAY, "accepted",
     b"\xff\xfe" + _BODY.encode("utf-16-le") + b"x", "utf-16"),
    ("utf-16-short", "a single byte is no text", "charsets-decoding", MAY, "malformed", b"x", "utf-16"),
    ("utf-16-mark-alone", "a mark without a text", "charsets-decoding", MAY, "malformed", b"\xff\xfe",
     "utf-16"),
    ("utf-16-le", "UTF-16 with its byte order in the name", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("utf-16-le"), "utf-16le"),
    ("utf-16-be", "UTF-16 with the other byte order in the name", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("utf-16-be"), "utf-16-be"),
    ("utf-16-le-mark", "a mark that the name makes a character", "charsets-decoding", MAY, "malformed",
     b"\xff\xfe" + _BODY.encode("utf-16-le"), "utf-16-le"),
    ("utf-16-le-other", "the wrong byte order", "charsets-decoding", MAY, "malformed",
     _PLAIN.encode("utf-16-be"), "utf-16-le"),
    ("utf-16-high", "the first half of a pair alone", "charsets-decoder-words", MAY, "malformed",
     b"\xff\xfe" + '{"a":"'.encode("utf-16-le") + b"\x00\xd8x\x00", "utf-16"),
    ("utf-16-low", "the second half of a pair alone", "charsets-decoder-words", MAY, "malformed",
     '{"a":"'.encode("utf-16-be") + b"\xdc\x00\x00x", "utf-16-be"),
    ("utf-16-cut", "half a pair at the end is dropped", "charsets-decoding", MAY, "accepted",
     _BODY.encode("utf-16-le") + b"\x3d\xd8", "utf-16-le"),
    ("utf-16-as-utf-8", "UTF-16 that is called UTF-8", "charsets-decoder-words", SHOULD,
     "malformed", b"\xff\xfe" + _BODY.encode("utf-16-le"), "utf-8"),
]

_NAMES: list[Entry] = [
    ("alias", "an alias", "charsets-name", SHOULD, "accepted", _BODY.encode("latin-1"),
     "application/json;charset=l1"),
    ("quoted", "a name in quotation marks", "charsets-name", SHOULD, "accepted",
     _BODY.encode("latin-1"), 'application/json; charset="latin1"'),
    ("punctuation", "punctuation of any kind", "charsets-name", MAY, "accepted",
     _BODY.encode("latin-1"), "application/json; charset=' iso_8859:1 '"),
    ("parameter-letter-case", "the parameter's name in any letter case", "charsets-name", SHOULD,
     "accepted", _BODY.encode("latin-1"), "application/json; CHARSET = latin-1"),
    ("last", "of two charsets the last one counts", "charsets-name", MAY, "accepted",
     _BODY.encode("latin-1"), "application/json; charset=utf-8; charset=latin-1"),
    ("other-first", "another parameter in front, with a semicolon in quotation marks",
     "charsets-name", MAY, "accepted", _BODY.encode("latin-1"),
     'application/json; a="b;charset=utf-16"; charset=latin-1'),
    ("longer", "a name that only begins like an alias", "charsets-name", MAY, "accepted",
     _BODY.encode(), "application/json; charset=latin-1-and-more"),
]


def _case(entry: Entry, prefix: str) -> Case:
    id, title, clause, level, intent, body, content_type = entry
    return Case(
        f"{prefix}-{id}", title, clause, level, "receive",
        {
            "body": described(body),
            "signature": digest(SECRET, body),
            "secrets": [SECRET],
            "content_type": content_type,
        },
        intent,
    )  # fmt: skip


def cases() -> list[Case]:
    named = [
        (*entry[:6], f"application/json; charset={entry[6]}") for entry in _CHARSETS
    ]
    unsigned = Case(
        "charsets-type-unsigned", "a wrong signature hides that the type is another", "charsets-media-type",
        MUST, "receive",
        {
            "body": described(_PLAIN), "signature": None, "secrets": [SECRET],
            "content_type": "text/plain",
        },
        "unauthorized",
    )  # fmt: skip
    return [
        *(_case(entry, "charsets-type") for entry in _TYPES),
        unsigned,
        *(_case(entry, "charsets") for entry in named),
        *(_case(entry, "charsets-name") for entry in _NAMES),
    ]
