"""Tests that `flaghook verify` names each known mistake behind a wrong signature.

The senders are written here with Python's own digests; the sentences are those for people.
"""

import base64
import gzip
import hashlib
import hmac
import json
import unittest
import zlib

from running import CONFORMANCE, GOOD, Outcome, ToolTest, digest

PAGE = (CONFORMANCE.parent / "docs" / "diagnosis.md").read_text()
"""The page that lists the sentences."""

TEXT = {"data": [{"flag": "b\u00fcro/<a>", "change_id": 17.50, "action": "created"}], "meta": {}}
"""Unsorted keys, a slash, a non-ASCII character, and a number with a trailing zero."""
BODY = b'{"data": [{"flag": "b\xc3\xbcro/<a>", "change_id": 17.50, "action": "created"}], "meta": {}}'
COMPACT = BODY.replace(b": ", b":").replace(b", ", b",")
ESCAPED = BODY.replace(b"\xc3\xbc", b"\\u00fc")
SORTED = (
    b'{"data":[{"action":"created","change_id":17.50,"flag":"b\xc3\xbcro/<a>"}],"meta":{}}'
)

HEX_SECRET = b"00ff0123456789abcdef00ff01234567"
BASE64_SECRET = b"c2VjcmV0LXNlY3JldC1zZWNyZXQ+"
URL_SECRET = b"c2VjcmV0LXNlY3JldC1zZWNyZ_-_"
MIXED_SECRET = b"A-Secret-In-Mixed-Case"

ONCE = "; serialize once, and sign the bytes that are sent"
SAME = "; sign and send the same bytes"
AS_TEXT = "; use the secret as text, do not decode it"
KEYED = "; compute HMAC-SHA-256 with the secret as key"
NOTHING = (
    "it has the documented form, but is not the signature of the body under this secret, and none "
    "of the known mistakes explains it; check that both sides use the same secret, and that the "
    "bytes that are signed are those that are sent"
)


def indented(indent: int | str) -> bytes:
    """Returns the body with the indentation of `json.dumps` and `JSON.stringify`, its number
    unchanged."""
    text = json.dumps(TEXT, ensure_ascii=False, indent=indent)
    return text.replace("17.5", "17.50").encode()


def plain(function: str, data: bytes) -> str:
    return hashlib.new(function, data).hexdigest()


def keyed(function: str, key: bytes, data: bytes) -> str:
    return hmac.new(key, data, function).hexdigest()


class DiagnosisTest(ToolTest):
    """A test that verifies signatures."""

    def verify(
        self, signature: str, body: bytes = GOOD, secret: bytes = HEX_SECRET, *arguments: str
    ) -> Outcome:
        outcome = self.run_tool(
            "verify", "--signature", signature, "--secret-file", self.write_secret(secret),
            "--any-secret-text", *arguments, "-", stdin=body,
        )
        self.assertNotIn(secret.decode(), outcome.output + outcome.errors)
        return outcome

    def assert_said(
        self, message: str, signature: str, body: bytes = GOOD, secret: bytes = HEX_SECRET
    ) -> None:
        outcome = self.verify(signature, body, secret)
        self.assertLessEqual(max(map(len, outcome.output.splitlines())), 300)
        self.assertEqual((outcome.status, outcome.errors), (1, ""))
        self.assertEqual(outcome.output.replace("\n  ", " "),
                         f"standard input: the signature does not fit: {message}\n")


class ListedTest(DiagnosisTest):
    """Tests single mistakes, each of which is in the page."""

    def assert_said(
        self, message: str, signature: str, body: bytes = GOOD, secret: bytes = HEX_SECRET
    ) -> None:
        super().assert_said(message, signature, body, secret)
        self.assertIn(f"| {message} |\n", PAGE)


class Bodies(ListedTest):
    """The signed bytes are not the sent bytes."""

    def assert_signed(self, message: str, signed: bytes, sent: bytes) -> None:
        self.assert_said(message, digest(signed, HEX_SECRET), sent)

    def test_compact(self) -> None:
        self.assert_signed("it fits the body rewritten as compact JSON" + ONCE, COMPACT, BODY)

    def test_python_spacing(self) -> None:
        self.assert_signed("it fits the body rewritten as JSON with Python's spacing (', ' and "
                           "': ')" + ONCE, json.dumps(json.loads(GOOD)).encode(), GOOD)

    def test_sorted_keys(self) -> None:
        self.assert_signed("it fits the body rewritten as compact JSON with sorted keys"
                           + ONCE, SORTED, BODY)

    def test_indented(self) -> None:
        for indent, words in ((2, "2 spaces"), (4, "4 spaces"), ("\t", "tabs")):
            self.assert_signed(f"it fits the body rewritten as JSON indented by {words}" + ONCE,
                               indented(indent), BODY)

    def test_ascii_escaped(self) -> None:
        self.assert_signed("it fits the body rewritten as JSON with Python's spacing (', ' and "
                           "': ') with non-ASCII characters escaped" + ONCE, ESCAPED, BODY)

    def test_not_ascii_escaped(self) -> None:
        self.assert_signed("it fits the body rewritten as JSON with Python's spacing (', ' and "
                           "': ') with non-ASCII characters unescaped" + ONCE, BODY, ESCAPED)

    def test_slashes_escaped(self) -> None:
        self.assert_signed("it fits the body rewritten as compact JSON with non-ASCII "
                           "characters escaped and slashes escaped" + ONCE,
                           COMPACT.replace(b"/", b"\\/").replace(b"\xc3\xbc", b"\\u00fc"), COMPACT)

    def test_slashes_not_escaped(self) -> None:
        self.assert_signed("it fits the body rewritten as compact JSON with slashes "
                           "unescaped" + ONCE, COMPACT,
                           COMPACT.replace(b"/", b"\\/"))

    def test_html_escaped(self) -> None:
        self.assert_signed("it fits the body rewritten as compact JSON with <, > and & "
                           "escaped" + ONCE,
                           COMPACT.replace(b"<", b"\\u003c").replace(b">", b"\\u003e"), COMPACT)

    def test_a_line_end_less(self) -> None:
        message = "it fits the body without its final line end" + SAME
        self.assert_signed(message, GOOD, GOOD + b"\n")
        self.assert_signed(message, GOOD, GOOD + b"\r\n")
        self.assert_signed(message, GOOD + b"\r", GOOD + b"\r\n")

    def test_a_line_end_more(self) -> None:
        message = "it fits the body followed by a line end" + SAME
        self.assert_signed(message, GOOD + b"\n", GOOD)
        self.assert_signed(message, GOOD + b"\r\n", GOOD)

    def test_line_ends_changed(self) -> None:
        lines = b"{\n\"a\": 1\n}\n"
        windows = lines.replace(b"\n", b"\r\n")
        self.assert_signed("it fits the body with LF in place of CR LF; its line ends were changed "
                           "after it was signed: send it as bytes, not as text", lines, windows)
        self.assert_signed("it fits the body with CR LF in place of LF; its line ends were changed "
                           "before it was sent: send it as bytes, not as text", windows, lines)

    def test_line_feeds_stripped(self) -> None:
        lines = b"{\n  \"a\":\n 1\n}\n"
        self.assert_signed("it fits the body without its line ends; they were added or "
                           "removed between signing and sending: sign and send the same bytes "
                           "(curl sends a file unchanged with --data-binary, not with --data)",
                           lines.replace(b"\n", b""), lines)

    def test_signed_before_compression(self) -> None:
        for compress in (gzip.compress, zlib.compress):
            self.assert_signed(
                "it fits the body before compression; Sentry does not decompress a body: send it "
                "uncompressed, without Content-Encoding",
                GOOD, compress(GOOD))

    def test_what_cannot_be_read_again_is_not_guessed_at(self) -> None:
        for body in (b'{"a":"\\ud800"}', b"[" * 100 + b"]" * 100, b'{"a":1', b"\xff"):
            with self.subTest(body):
                outcome = self.verify(digest(b"other", HEX_SECRET), body)
                self.assertIn(NOTHING, outcome.output.replace("\n  ", " "))


class Secrets(ListedTest):
    """The key is not the secret."""

    def assert_keyed(self, message: str, key: bytes, secret: bytes = HEX_SECRET) -> None:
        self.assert_said(message, digest(GOOD, key), secret=secret)

    def test_decoded_from_hex(self) -> None:
        self.assert_keyed("it fits with the secret decoded from hex" + AS_TEXT,
                          bytes.fromhex(HEX_SECRET.decode()))

    def test_decoded_from_base64(self) -> None:
        self.assert_keyed("it fits with the secret decoded from base64" + AS_TEXT,
                          base64.b64decode(BASE64_SECRET), BASE64_SECRET)

    def test_decoded_from_base64url(self) -> None:
        self.assert_keyed("it fits with the secret decoded from base64url" + AS_TEXT,
                          base64.urlsafe_b64decode(URL_SECRET), URL_SECRET)

    def test_line_end(self) -> None:
        for end in (b"\n", b"\r\n"):
            self.assert_keyed("it fits with a line end after the secret; remove the line end "
                              "when reading the secret, for example from a file", HEX_SECRET + end)

    def test_quotes(self) -> None:
        for quote in (b"'", b'"'):
            self.assert_keyed("it fits with quotes around the secret; remove the quotes when "
                              "reading the secret, for example from a settings file",
                              quote + HEX_SECRET + quote)

    def test_blanks(self) -> None:
        for key in (HEX_SECRET + b" ", b" " + HEX_SECRET, b" " + HEX_SECRET + b" "):
            self.assert_keyed("it fits with a space before or after the secret; trim white space "
                              "when reading the secret", key)

    def test_byte_order_mark(self) -> None:
        self.assert_keyed("it fits with a byte-order mark before the secret; save the secret's "
                          "file without a byte-order mark", b"\xef\xbb\xbf" + HEX_SECRET)

    def test_quotes_in_the_secret_that_was_given(self) -> None:
        self.assert_keyed("it fits without the quotes and white space around the secret; the "
                          "secret given here has them: use the same text on both sides",
                          HEX_SECRET, b'"' + HEX_SECRET + b'"')

    def test_other_letter_case(self) -> None:
        same = "; use the secret exactly as it was registered"
        self.assert_keyed("it fits with the secret in lower case" + same, MIXED_SECRET.lower(),
                          MIXED_SECRET)
        self.assert_keyed("it fits with the secret in upper case" + same, MIXED_SECRET.upper(),
                          MIXED_SECRET)

    def test_a_secret_that_the_sender_does_not_find(self) -> None:
        lost = "; the sender does not find its secret: check its configuration"
        self.assert_keyed("it fits with an empty secret" + lost, b"")
        for word in ("undefined", "null", "None"):
            self.assert_keyed(f"it fits with the word '{word}' as secret" + lost, word.encode())


class Computations(ListedTest):
    """The digest is another function."""

    def test_plain_sha256(self) -> None:
        self.assert_said("it fits as plain SHA-256 of the body, without the secret" + KEYED +
                         ", not a plain hash of the body", plain("sha256", GOOD))

    def test_secret_prepended(self) -> None:
        self.assert_said("it fits as SHA-256 of the secret followed by the body" + KEYED +
                         ", not a hash of both", plain("sha256", HEX_SECRET + GOOD))

    def test_secret_appended(self) -> None:
        self.assert_said("it fits as SHA-256 of the body followed by the secret" + KEYED +
                         ", not a hash of both", plain("sha256", GOOD + HEX_SECRET))

    def test_arguments_swapped(self) -> None:
        for body in (GOOD, b"[]", b"[" + b"1," * 10_000 + b"1]"):
            self.assert_said(
                "it fits as HMAC-SHA-256 with the body as key and the secret as message; the key "
                "must be the secret: swap the two arguments",
                keyed("sha256", body, HEX_SECRET), body)

    def test_hmac_sha1(self) -> None:
        self.assert_said("it fits as HMAC-SHA-1" + KEYED + ", not HMAC-SHA-1",
                         keyed("sha1", HEX_SECRET, GOOD))

    def test_hmac_sha512(self) -> None:
        self.assert_said("it fits as HMAC-SHA-512" + KEYED + ", not HMAC-SHA-512",
                         keyed("sha512", HEX_SECRET, GOOD))

    def test_hashes_of_other_sizes(self) -> None:
        self.assert_said("it fits as plain SHA-1 of the body, without the secret" + KEYED +
                         ", not a plain hash of the body", plain("sha1", GOOD))


class Headers(ListedTest):
    """The right digest has another form."""

    RIGHT = digest(GOOD, HEX_SECRET)
    RAW = bytes.fromhex(RIGHT)

    def test_upper_case(self) -> None:
        self.assert_said("it fits when converted to lower case; Sentry compares it as text: "
                         "send lower-case hex digits", self.RIGHT.upper())

    def test_base64(self) -> None:
        text = base64.b64encode(self.RAW).decode()
        for value in (text, text.rstrip("=")):
            self.assert_said("it fits when decoded from base64; send the digest as 64 "
                             "lower-case hex digits, not as base64", value)

    def test_base64url(self) -> None:
        body = next(body for body in (GOOD + b" " * count for count in range(100))
                    if b"-" in base64.urlsafe_b64encode(
                        bytes.fromhex(digest(body, HEX_SECRET))))
        value = base64.urlsafe_b64encode(bytes.fromhex(digest(body, HEX_SECRET))).decode()
        self.assert_said("it fits when decoded from base64url; send the digest as 64 "
                         "lower-case hex digits, not as base64url", value, body)

    def test_base64_of_the_hex_digits(self) -> None:
        self.assert_said("it fits when decoded from base64; send the 64 hex digits themselves, "
                         "not their base64", base64.b64encode(self.RIGHT.encode()).decode())

    def test_prefixes(self) -> None:
        for prefix in ("sha256=", "SHA256=", "v0=", "v1="):
            self.assert_said(f"it fits without the prefix '{prefix}'; send the 64 hex digits "
                             "without a prefix", prefix + self.RIGHT)

    def test_timestamp(self) -> None:
        said = "without the header's timestamp 't=...', without the prefix 'v1='"
        advice = "leave out the timestamp; send the 64 hex digits without a prefix"
        self.assert_said(f"it fits {said}; {advice}", f"t=1733961600,v1={self.RIGHT}")
        signed = digest(b"1733961600." + GOOD, HEX_SECRET)
        self.assert_said("it fits the body preceded by the timestamp and a dot, "
                         f"{said}; sign only the body; {advice}", f"t=1733961600,v1={signed}")

    def test_the_whole_line(self) -> None:
        self.assert_said("it fits without the header's name; send only the 64 hex digits, "
                         "without 'X-Sentry-Signature:'",
                         f"X-Sentry-Signature: {self.RIGHT}")

    def test_twice(self) -> None:
        advice = "send the header X-Sentry-Signature once, not 2 times"
        self.assert_said(f"it fits when it is sent once; {advice}", f"{self.RIGHT},{self.RIGHT}")
        self.assert_said(f"it fits when only one of them is sent; {advice}",
                         f"{'0' * 64}, {self.RIGHT}")

    def test_blanks_and_quotes(self) -> None:
        self.assert_said("it fits without the white space around it; send the 64 hex digits "
                         "without white space", f" {self.RIGHT}\n")
        self.assert_said("it fits without the quotes around it; send the 64 hex digits without "
                         "quotes", f'"{self.RIGHT}"')


class Together(DiagnosisTest):
    """Tests several mistakes, none, and limits."""

    def test_one_of_each(self) -> None:
        value = hmac.new(bytes.fromhex(HEX_SECRET.decode()), COMPACT, "sha512").digest()
        self.assert_said(
            "it fits the body rewritten as compact JSON, with the secret decoded from "
            "hex, as HMAC-SHA-512, without the prefix 'sha512=', when "
            "decoded from base64; serialize once, and sign the bytes that are sent; use "
            "the secret as text, do not decode it; compute HMAC-SHA-256 with the secret as key, "
            "not HMAC-SHA-512; send the 64 hex digits without a prefix; send the digest as 64 "
            "lower-case hex digits, not as base64",
            "sha512=" + base64.b64encode(value).decode(), BODY)

    def test_codes(self) -> None:
        outcome = self.verify("sha256=" + digest(COMPACT, HEX_SECRET + b"\n"), BODY, HEX_SECRET,
                              "--format", "json")
        self.assertEqual(outcome.document["mistakes"],
                         ["body_rewritten", "secret_line_end", "header_prefix"])

    def test_nothing_is_claimed_that_was_not_computed(self) -> None:
        self.assert_said(NOTHING, digest(GOOD, b"another"))
        self.assert_said(NOTHING, digest(GOOD + b"x", HEX_SECRET))

    def test_large_bodies_take_bounded_work(self) -> None:
        for body, words in (
            (b"[" + b"1," * 500_000 + b"1]", "a body of 1000003 bytes is too large to try several "
             "mistakes at once"),
            (b"[" + b"1," * 7_500_000 + b"1]", "a body of 15000003 bytes is too large to try all "
             "known mistakes"),
        ):
            outcome = self.verify(digest(GOOD, b"another"), body)
            self.assertEqual(outcome.status, 1)
            self.assertIn(words, outcome.output.replace("\n  ", " "))

    def test_a_bomb_is_not_unpacked(self) -> None:
        outcome = self.verify(digest(GOOD, b"another"), gzip.compress(bytes(300_000_000), 1))
        self.assertEqual(outcome.status, 1)
        self.assertIn("none of the mistakes that were tried explains it",
                      outcome.output.replace("\n  ", " "))

    def test_damaged_compression_is_survived(self) -> None:
        packed = gzip.compress(GOOD)
        cut = [packed[:size] for size in range(1, len(packed), 3)]
        flagged = [packed[:3] + bytes([flags]) + packed[4:] for flags in range(32)]
        for body in cut + flagged + [zlib.compress(GOOD)[:size] for size in range(1, 9)]:
            self.assertEqual(self.verify("0" * 64, body).status, 1)

    def test_any_of_several_secrets(self) -> None:
        other = self.write_secret(MIXED_SECRET, "other")
        outcome = self.run_tool(
            "verify", "--signature", digest(GOOD, MIXED_SECRET.lower()), "--secret-file",
            self.write_secret(HEX_SECRET), "--secret-file", other, "-", stdin=GOOD)
        self.assertIn("it fits with the secret in lower case", outcome.output)


if __name__ == "__main__":
    unittest.main()
