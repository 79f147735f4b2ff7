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
    ("missing", "a body without a Content-Type", "charsets-media-type", MUST, "unsupported",
     _PLAIN.encode(), None),
    ("empty", "an empty Content-Type", "charsets-media-type", SHOULD, "unsupported",
     _PLAIN.encode(), ""),
    ("text", "another media type", "charsets-media-type", MUST, "unsupported", _PLAIN.encode(),
     "text/plain"),
    ("form", "the media type of HTML forms", "charsets-media-type", MUST, "unsupported",
     _PLAIN.encode(), "application/x-www-form-urlencoded"),
    ("text-charset", "the answer names an unsupported type with its parameters",
     "charsets-media-type", SHOULD, "unsupported", _PLAIN.encode(), "text/json; charset=utf-8"),
    ("longer", "a subtype that only begins with json", "charsets-media-type", SHOULD, "unsupported",
     _PLAIN.encode(), "application/json5"),
    ("letter-case", "media types are case-insensitive", "charsets-media-type", SHOULD, "accepted",
     _PLAIN.encode(), "Application/JSON"),
    ("parameters", "other parameters are ignored", "charsets-media-type", SHOULD, "accepted",
     _PLAIN.encode(), "application/json; version=1"),
    ("blanks", "a space before the semicolon", "charsets-media-type", SHOULD, "accepted",
     _PLAIN.encode(), "application/json ; a=b"),
    ("any-subtype", "application/* matches", "charsets-media-type", MAY, "accepted",
     _PLAIN.encode(), "application/*"),
    ("any-type", "*/* matches", "charsets-media-type", MAY, "accepted", _PLAIN.encode(), "*/*"),
    ("any-main-type", "*/json matches", "charsets-media-type", MAY, "accepted",
     _PLAIN.encode(), "*/json"),
    ("no-body", "an empty body may have any media type", "charsets-media-type", SHOULD, "refused",
     b"", "text/plain"),
    ("no-body-missing", "an empty body without a Content-Type", "charsets-media-type", SHOULD,
     "refused", b"", None),
    ("malformed-body", "the media type is checked before the JSON", "charsets-media-type", SHOULD,
     "unsupported", b"{", "text/plain"),
]

_CHARSETS: list[Entry] = [
    ("utf-8", "UTF-8 by name", "charsets-decoding", MUST, "accepted", _BODY.encode(), "utf-8"),
    ("unknown", "a charset unknown to Python", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode(), "bogus"),
    ("without-name", "an empty charset", "charsets-decoding", MAY, "accepted", _BODY.encode(), ""),
    ("latin-1", "Latin-1 declared as Latin-1", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("latin-1"), "ISO-8859-1"),
    ("latin-1-garbled", "UTF-8 declared as Latin-1 is recorded garbled", "charsets-decoding",
     SHOULD, "accepted", _BODY.encode(), "ISO-8859-1"),
    ("latin-1-as-utf-8", "Latin-1 declared as UTF-8", "charsets-decoder-words", SHOULD,
     "malformed", _BODY.encode("latin-1"), "utf-8"),
    ("ascii", "ASCII", "charsets-decoding", SHOULD, "accepted", _PLAIN.encode(), "us-ascii"),
    ("ascii-wrong", "UTF-8 declared as ASCII", "charsets-decoder-words", SHOULD, "malformed",
     _BODY.encode(), "us-ascii"),
    ("windows-1252", "windows-1252", "charsets-decoding", SHOULD, "accepted",
     _EURO.encode("cp1252"), "windows-1252"),
    ("windows-1252-gap", "a byte that windows-1252 does not define", "charsets-decoder-words", MAY,
     "malformed", b'{"a":"\x81"}', "windows-1252"),
    ("utf-8-sig", "a byte-order mark that the charset allows", "charsets-decoding", SHOULD,
     "accepted", _BODY.encode("utf-8-sig"), "utf-8-sig"),
    ("utf-8-sig-without", "a charset that allows a byte-order mark, and a body without one",
     "charsets-decoding", SHOULD, "accepted", _BODY.encode(), "utf-8-sig"),
    ("utf-8-sig-twice", "only one byte-order mark is dropped", "charsets-decoding", MAY,
     "malformed", b"\xef\xbb\xbf" + _BODY.encode("utf-8-sig"), "utf-8-sig"),
    ("utf-8-sig-position", "positions are counted after the byte-order mark",
     "charsets-decoder-words", MAY, "malformed", b"\xef\xbb\xbf{\xff}", "utf-8-sig"),
    ("utf-8-sig-alone", "a byte-order mark and nothing else", "charsets-decoding", MAY, "malformed",
     b"\xef\xbb\xbf", "utf-8-sig"),
    ("utf-8-sig-cut", "an incomplete byte-order mark", "charsets-decoding", MAY, "malformed",
     b"\xef\xbb", "utf-8-sig"),
    ("utf-16-little", "little-endian UTF-16 with a byte-order mark", "charsets-decoding", SHOULD,
     "accepted", b"\xff\xfe" + _EMOJI.encode("utf-16-le"), "utf-16"),
    ("utf-16-big", "big-endian UTF-16 with a byte-order mark", "charsets-decoding", SHOULD,
     "accepted", b"\xfe\xff" + _EMOJI.encode("utf-16-be"), "UTF-16"),
    ("utf-16-without", "UTF-16 without a byte-order mark", "charsets-decoder-words", SHOULD,
     "malformed", _BODY.encode("utf-16-le"), "utf-16"),
    ("utf-16-odd", "an extra byte at the end is dropped", "charsets-decoding", MAY, "accepted",
     b"\xff\xfe" + _BODY.encode("utf-16-le") + b"x", "utf-16"),
    ("utf-16-short", "a single byte leaves no text", "charsets-decoding", MAY, "malformed", b"x",
     "utf-16"),
    ("utf-16-mark-alone", "a byte-order mark without text", "charsets-decoding", MAY, "malformed",
     b"\xff\xfe", "utf-16"),
    ("utf-16-le", "little-endian UTF-16 by name", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("utf-16-le"), "utf-16le"),
    ("utf-16-be", "big-endian UTF-16 by name", "charsets-decoding", SHOULD, "accepted",
     _BODY.encode("utf-16-be"), "utf-16-be"),
    ("utf-16-le-mark", "a byte-order mark is a character if the name gives the byte order",
     "charsets-decoding", MAY, "malformed", b"\xff\xfe" + _BODY.encode("utf-16-le"), "utf-16-le"),
    ("utf-16-le-other", "UTF-16 in the wrong byte order", "charsets-decoding", MAY, "malformed",
     _PLAIN.encode("utf-16-be"), "utf-16-le"),
    ("utf-16-high", "a lone high surrogate in UTF-16", "charsets-decoder-words", MAY, "malformed",
     b"\xff\xfe" + '{"a":"'.encode("utf-16-le") + b"\x00\xd8x\x00", "utf-16"),
    ("utf-16-low", "a lone low surrogate in UTF-16", "charsets-decoder-words", MAY, "malformed",
     '{"a":"'.encode("utf-16-be") + b"\xdc\x00\x00x", "utf-16-be"),
    ("utf-16-cut", "a high surrogate at the end is dropped", "charsets-decoding", MAY, "accepted",
     _BODY.encode("utf-16-le") + b"\x3d\xd8", "utf-16-le"),
    ("utf-16-as-utf-8", "UTF-16 declared as UTF-8", "charsets-decoder-words", SHOULD,
     "malformed", b"\xff\xfe" + _BODY.encode("utf-16-le"), "utf-8"),
]

_NAMES: list[Entry] = [
    ("alias", "an alias", "charsets-name", SHOULD, "accepted", _BODY.encode("latin-1"),
     "application/json;charset=l1"),
    ("quoted", "a quoted name", "charsets-name", SHOULD, "accepted",
     _BODY.encode("latin-1"), 'application/json; charset="latin1"'),
    ("punctuation", "punctuation in the name is ignored", "charsets-name", MAY, "accepted",
     _BODY.encode("latin-1"), "application/json; charset=' iso_8859:1 '"),
    ("parameter-letter-case", "the parameter name is case-insensitive", "charsets-name", SHOULD,
     "accepted", _BODY.encode("latin-1"), "application/json; CHARSET = latin-1"),
    ("last", "the last of two charsets counts", "charsets-name", MAY, "accepted",
     _BODY.encode("latin-1"), "application/json; charset=utf-8; charset=latin-1"),
    ("other-first", "another parameter before it, with a quoted semicolon",
     "charsets-name", MAY, "accepted", _BODY.encode("latin-1"),
     'application/json; a="b;charset=utf-16"; charset=latin-1'),
    ("longer", "a name that only begins with an alias", "charsets-name", MAY, "accepted",
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
        "charsets-type-unsigned", "the signature is checked before the media type",
        "charsets-media-type", MUST, "receive", {
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
