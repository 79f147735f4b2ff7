"""Signing, and the server's treatment of the signature header."""

import hashlib
import hmac

from cases.case import MAY, MUST, SHOULD, Body, Case, Level, body_bytes, described, repeated
from cases.payloads import ABSENT, change, payload

SECRET = "d41d7d1adced450d9e2eb7f76dde6a04"
SECRET_OF_64 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
SECRET_OUTSIDE_ASCII = "geh\u00e9im-\u043a\u043b\u044e\u0447-\U0001f511"
SECRET_OF_64_WIDE = "\u043a\u043b\u044e\u0447" * 16

BODY = payload()
REFUSED_BODY = payload(change(flag=ABSENT))
MALFORMED_BODY = '{"data":['


def digest(secret: str, body: Body) -> str:
    """Computes the correct header: the cases need it as input, complete or damaged."""
    return hmac.new(secret.encode(), body_bytes(described(body)), hashlib.sha256).hexdigest()


def _sign(id: str, title: str, clause: str, level: Level, secret: str, body: Body) -> Case:
    input = {"secret": secret, "body": described(body)}
    return Case(f"signature-sign-{id}", title, clause, level, "sign", input)


_BODIES: list[tuple[str, str, Level, Body]] = [
    ("empty-body", "the empty body has a signature too", MUST, b""),
    ("one-byte", "a body of one byte", MUST, b"{"),
    ("nul-byte", "a NUL byte does not end the body", MUST, b"a\0b"),
    ("every-byte", "every byte value counts, valid UTF-8 or not", MUST, bytes(range(256))),
    ("documented-body", "a payload in the documented form", MUST, BODY),
    ("final-newline", "a newline at the end is part of the body", MUST, BODY + "\n"),
    ("carriage-returns", "line ends are not normalized", MUST, b'{\r\n"data": []\r\n}'),
    ("spaced-body", "white space between tokens is part of the body", MUST, '{"data": []}'),
    ("byte-order-mark", "a byte-order mark is part of the body", MUST, b"\xef\xbb\xbf{}"),
    ("megabyte", "a body of one megabyte", MUST, repeated("0123456789abcdef", 65_536)),
    ("megabyte-binary", "a megabyte that is not text", SHOULD, repeated(b"\xff\x00", 524_288)),
]

_LENGTHS_AT_BLOCK_BOUNDARIES = {
    55: "the last length whose padding fits into its block",
    56: "the first length whose padding needs another block",
    63: "one byte short of a block",
    64: "exactly one block",
    65: "one byte more than a block",
    119: "the last length whose padding fits into the second block",
    120: "the first length whose padding needs a third block",
    128: "exactly two blocks",
}

_SECRETS: list[tuple[str, str, Level, str]] = [
    ("shortest-secret", "a secret of 10 characters, the fewest allowed", MUST, "s3cr3t-key"),
    ("longest-secret", "a secret of 64 characters, the most allowed", MUST, SECRET_OF_64),
    ("outside-ascii", "a secret outside ASCII is used as UTF-8", MUST, SECRET_OUTSIDE_ASCII),
    (
        "longest-wide-secret",
        "64 characters that need 128 bytes: a key longer than a block is hashed first",
        MUST,
        SECRET_OF_64_WIDE,
    ),
    ("hex-secret", "a secret that looks like hex is not decoded", MUST, "00ff" * 8),
    ("base64-secret", "a secret that looks like base64 is not decoded", MUST, "c2VjcmV0LWtleQ=="),
    ("webhook-prefix", "a prefix in the secret is part of it", MUST, "webhook-0123456789"),
    ("padded-secret", "white space around a secret is part of it", SHOULD, " secret key "),
    ("newline-secret", "a newline at a secret's end is part of it", SHOULD, "secret-key-1\n"),
    ("nul-secret", "a NUL in a secret does not end it", SHOULD, "secret\0key-1"),
    (
        "decomposed-secret",
        "the secret's characters are not normalized",
        SHOULD,
        "cafe\u0301-secret",
    ),
    ("key-of-65", "a key one byte longer than a block", MAY, "k" * 65),
    ("key-of-131", "a key longer than two blocks", MAY, "k" * 131),
    ("empty-secret", "an empty key", MAY, ""),
]


def _signed() -> list[Case]:
    bodies = [
        _sign(id, title, "signature-raw-body", level, SECRET, body)
        for id, title, level, body in _BODIES
    ]
    boundaries = [
        _sign(f"{length}-bytes", title, "signature-raw-body", MUST, SECRET, "x" * length)
        for length, title in _LENGTHS_AT_BLOCK_BOUNDARIES.items()
    ]
    secrets = [
        _sign(id, title, "signature-secret-text", level, secret, BODY)
        for id, title, level, secret in _SECRETS
    ]
    return bodies + boundaries + secrets


_RIGHT = digest(SECRET, BODY)
_OTHER_SECRET = "another-secret-of-ours"
_FULL_WIDTH = _RIGHT.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
_LAST_DIGIT_CHANGED = _RIGHT[:-1] + ("0" if _RIGHT[-1] != "0" else "1")

# (id, title, clause, level, intent, body, signature, secrets)
_RECEIVED = [
    ("right", "the correct signature is accepted", "signature-lower-case-hex", MUST,
     "accepted", BODY, _RIGHT, [SECRET]),
    ("right-empty-body", "an empty body can be signed, and is read as an object without members",
     "signature-raw-body", MUST, "refused", b"", digest(SECRET, b""), [SECRET]),
    ("right-outside-ascii", "the secret is used as UTF-8 when verifying, too",
     "signature-secret-text", MUST, "accepted", BODY, digest(SECRET_OUTSIDE_ASCII, BODY),
     [SECRET_OUTSIDE_ASCII]),
    ("right-longest-wide", "a signature made with a key longer than a block",
     "signature-secret-text", MUST,
     "accepted", BODY, digest(SECRET_OF_64_WIDE, BODY), [SECRET_OF_64_WIDE]),
    ("missing", "a request without the header", "signature-missing", MUST,
     "unauthorized", BODY, None, [SECRET]),
    ("missing-and-empty", "neither header nor body", "signature-missing", MUST,
     "unauthorized", b"", None, [SECRET]),
    ("empty", "an empty header", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, "", [SECRET]),
    ("upper-case", "upper-case hex is refused", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, _RIGHT.upper(), [SECRET]),
    ("mixed-case", "mixed-case hex is refused", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, _RIGHT.replace("a", "A", 1).replace("b", "B", 1), [SECRET]),
    ("prefix", "a sha256= prefix is refused", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, f"sha256={_RIGHT}", [SECRET]),
    ("version-prefix", "the v0= prefix of another provider is refused",
     "signature-lower-case-hex", MUST, "unauthorized", BODY, f"v0={_RIGHT}", [SECRET]),
    ("hex-prefix", "a 0x prefix is refused", "signature-lower-case-hex", SHOULD,
     "unauthorized", BODY, f"0x{_RIGHT}", [SECRET]),
    ("truncated", "one digit too few", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, _RIGHT[:-1], [SECRET]),
    ("first-half", "the first half of the digest", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, _RIGHT[:32], [SECRET]),
    ("one-more", "one digit too many", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, _RIGHT + "0", [SECRET]),
    ("last-digit", "the last digit differs", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, _LAST_DIGIT_CHANGED, [SECRET]),
    ("leading-space", "white space before the digits", "signature-lower-case-hex", SHOULD,
     "unauthorized", BODY, " " + _RIGHT, [SECRET]),
    ("trailing-newline", "a newline after the digits", "signature-lower-case-hex", SHOULD,
     "unauthorized", BODY, _RIGHT + "\n", [SECRET]),
    ("trailing-nul", "a NUL after the digits", "signature-lower-case-hex", SHOULD,
     "unauthorized", BODY, _RIGHT + "\0", [SECRET]),
    ("full-width", "full-width digits are refused", "signature-lower-case-hex",
     SHOULD, "unauthorized", BODY, _FULL_WIDTH, [SECRET]),
    ("secret-itself", "the secret itself is not a signature", "signature-lower-case-hex", MUST,
     "unauthorized", BODY, SECRET, [SECRET]),
    ("plain-sha256", "a digest without the key", "signature-secret-text", MUST,
     "unauthorized", BODY, hashlib.sha256(BODY.encode()).hexdigest(), [SECRET]),
    ("other-secret", "a signature made with another secret", "signature-secret-text", MUST,
     "unauthorized", BODY, digest(_OTHER_SECRET, BODY), [SECRET]),
    ("decoded-secret", "a signature made with the secret decoded from hex",
     "signature-secret-text", MUST, "unauthorized", BODY,
     hmac.new(bytes.fromhex(SECRET), BODY.encode(), hashlib.sha256).hexdigest(), [SECRET]),
    ("altered-body", "one byte of the body changed in transit", "signature-raw-body", MUST,
     "unauthorized", BODY.replace("hello", "jello"), _RIGHT, [SECRET]),
    ("respaced-body", "the same JSON with different white space", "signature-raw-body", MUST,
     "unauthorized", BODY.replace(":", ": "), _RIGHT, [SECRET]),
    ("newline-added", "a newline added after the signed body", "signature-raw-body", MUST,
     "unauthorized", BODY + "\n", _RIGHT, [SECRET]),
    ("second-secret", "a signature made with any registered secret is accepted",
     "signature-any-secret", MUST, "accepted", BODY, _RIGHT, [_OTHER_SECRET, SECRET]),
    ("first-secret", "further registered secrets do not matter", "signature-any-secret", MUST,
     "accepted", BODY, _RIGHT, [SECRET, _OTHER_SECRET]),
    ("no-secret", "an organization without a secret", "signature-any-secret", MUST,
     "unauthorized", BODY, _RIGHT, []),
    ("no-secret-no-signature", "neither secret nor header", "signature-any-secret", MUST,
     "unauthorized", BODY, None, []),
    ("malformed-body", "a wrong signature is reported before malformed JSON",
     "signature-before-body", MUST, "unauthorized", MALFORMED_BODY, _RIGHT, [SECRET]),
    ("malformed-body-signed", "malformed JSON with a correct signature",
     "signature-before-body", MUST, "malformed", MALFORMED_BODY,
     digest(SECRET, MALFORMED_BODY), [SECRET]),
    ("refused-body", "a wrong signature is reported before invalid fields",
     "signature-before-body", MUST, "unauthorized", REFUSED_BODY, _RIGHT, [SECRET]),
    ("refused-body-signed", "invalid fields with a correct signature",
     "signature-before-body", MUST, "refused", REFUSED_BODY,
     digest(SECRET, REFUSED_BODY), [SECRET]),
]


def _received() -> list[Case]:
    return [
        Case(
            f"signature-receive-{id}", title, clause, level, "receive",
            {"body": described(body), "signature": signature, "secrets": secrets}, intent,
        )
        for id, title, clause, level, intent, body, signature, secrets in _RECEIVED
    ]


def cases() -> list[Case]:
    return _signed() + _received()
