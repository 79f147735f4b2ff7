"""Tests `flaghook sign`, `flaghook verify`, and `flaghook check --signature`."""

import unittest

from running import GOOD, SECRET, Outcome, ToolTest, digest

OTHER = b"another-secret-of-the-tests"


class Sign(ToolTest):
    """The exact bytes are signed."""

    def test_any_bytes(self) -> None:
        name = self.write_secret()
        for body in (b"", GOOD, GOOD + b"\n", bytes(range(256)), b"\r\n\x00\x1a", b"x" * 1_000_000):
            with self.subTest(body[:20]):
                outcome = self.run_tool("sign", self.write("body", body), "--secret-file", name)
                self.assertEqual(outcome, Outcome(0, digest(body) + "\n", ""))

    def test_standard_input(self) -> None:
        body = b"\x00\xff"
        outcome = self.run_tool("sign", "-", "--secret-file", self.write_secret(), stdin=body)
        self.assertEqual(outcome.output, digest(body) + "\n")


class VerifyTest(ToolTest):
    """A test that verifies signatures of one body."""

    def verify(self, signature: str, *arguments: str, body: bytes = GOOD) -> Outcome:
        return self.run_tool(
            "verify", "--signature", signature, "--secret-file", self.write_secret(), *arguments,
            "-", stdin=body,
        )

    def assert_refused(self, signature: str, message: str, body: bytes = GOOD) -> None:
        self.assertEqual(
            self.verify(signature, body=body),
            Outcome(1, f"standard input: the signature does not fit: {message}\n", ""),
        )


class Verify(VerifyTest):
    """Verdicts and exit statuses."""

    def test_a_signature_that_fits(self) -> None:
        self.assertEqual(
            self.verify(digest(GOOD)), Outcome(0, "standard input: the signature fits\n", "")
        )

    def test_documents(self) -> None:
        good = self.verify(digest(GOOD), "--format", "json")
        self.assertEqual(good.status, 0)
        self.assertEqual(
            good.document,
            {"schema": 1, "matches": True, "form": "well_formed", "message": "it fits the body",
             "mistakes": []},
        )
        bad = self.verify("", "--format", "json")
        self.assertEqual(bad.status, 1)
        self.assertEqual((bad.document["matches"], bad.document["form"]), (False, "empty"))

    def test_several_secrets(self) -> None:
        other = self.write_secret(OTHER, name="other")
        for secret in (SECRET, OTHER):
            outcome = self.verify(digest(GOOD, secret), "--secret-file", other)
            self.assertEqual(outcome.status, 0)
        self.assertEqual(self.verify(digest(GOOD, b"a-third-secret")).status, 1)

    def test_too_many_secrets(self) -> None:
        name = self.write_secret()
        self.assert_unusable(
            self.verify("00", *["--secret-file", name] * 16),
            "there are 17 signing secrets, expected at most 16; remove those that are "
            "no longer used",
        )

    def test_the_environment(self) -> None:
        arguments = ("verify", "--signature", digest(GOOD, OTHER), "-")
        self.assertEqual(
            self.run_tool(*arguments, stdin=GOOD, secret=OTHER.decode()).status, 0
        )
        self.assert_unusable(self.run_tool(*arguments, stdin=GOOD), "there is no signing secret")


class Forms(VerifyTest):
    """Tests forms of a header's value. diagnosis_signature_test.py tests the senders' mistakes."""

    def test_no_digest(self) -> None:
        for signature, message in (
            ("", "the X-Sentry-Signature header is empty"),
            ("=" * 64, "the signature has characters that are not hex digits; send the digest as "
             "hex, not as base64, without quotes or white space"),
            (digest(GOOD)[:-1], "the signature does not have 64 hex digits; send the whole "
             "HMAC-SHA-256 digest"),
        ):
            with self.subTest(signature):
                self.assert_refused(signature, message)

    def test_a_wrong_digest_in_a_wrong_form(self) -> None:
        self.assert_refused(
            digest(GOOD, OTHER).upper(),
            "the signature has upper-case letters, but Sentry compares text; send "
            "lower-case hex digits; also, its digits are not the signature of the body under this "
            "secret, and none of the known mistakes explains them")


class Check(ToolTest):
    """The signature is checked first, as Sentry does."""

    def check_signed(self, signature: str, body: bytes, *arguments: str) -> Outcome:
        return self.check(
            body, "--signature", signature, "--secret-file", self.write_secret(), *arguments
        )

    def test_a_signature_that_fits(self) -> None:
        outcome = self.check_signed(digest(GOOD), GOOD)
        self.assertEqual(outcome.status, 0)
        self.assertIn("record 1 change\n  signature: it fits the body\n", outcome.output)

    def test_a_signature_that_fits_a_bad_body(self) -> None:
        outcome = self.check_signed(digest(b"["), b"[", "--format", "json")
        (verdict,) = outcome.document
        self.assertEqual((outcome.status, verdict["status"]), (1, 400))
        self.assertIs(verdict["signature"]["matches"], True)

    def test_the_body_is_not_judged_without_a_signature_that_fits(self) -> None:
        for body in (GOOD, b"["):
            outcome = self.check_signed("sha256=" + digest(body), body, "--format", "json")
            self.assertEqual(outcome.status, 1)
            (verdict,) = outcome.document
            self.assertEqual((verdict["status"], verdict["answer"]), (401, "Not authorized."))
            self.assertIs(verdict["accepted"], False)
            self.assertEqual(
                (verdict["rows"], verdict["issues"], verdict["deviations"]), ([], [], [])
            )
            self.assertIs(verdict["signature"]["matches"], False)
            self.assertEqual(verdict["signature"]["form"], "prefixed")

    def test_the_report_says_why(self) -> None:
        self.assertEqual(
            self.check_signed("", b"[").output,
            "standard input: refused: the signature does not fit; Sentry would answer 401 and "
            "record nothing\n"
            "  signature: the X-Sentry-Signature header is empty\n"
            "    the body was not judged; leave out --signature to judge it\n"
            "  answer\n"
            '    "Not authorized."\n',
        )

    def test_any_of_several_secrets(self) -> None:
        other = self.write_secret(OTHER, name="other")
        outcome = self.check_signed(digest(GOOD, OTHER), GOOD, "--secret-file", other)
        self.assertEqual(outcome.status, 0)

    def test_a_signature_without_a_secret(self) -> None:
        self.assert_unusable(
            self.check(GOOD, "--signature", digest(GOOD)), "there is no signing secret"
        )

    def test_a_secret_without_a_signature(self) -> None:
        self.assert_unusable(
            self.check(GOOD, "--secret-file", self.write_secret()),
            "--secret-file needs a signature to check; add --signature HEX",
        )
        self.assertEqual(
            self.run_tool("check", "-", stdin=GOOD, secret="one-that-is-always-set").status, 0
        )

    def test_a_signature_and_several_bodies(self) -> None:
        name = self.write("body", GOOD)
        self.assert_unusable(
            self.run_tool("check", "--signature", digest(GOOD), name, name),
            "--signature applies to one body, but 2 are given; check them separately",
        )


if __name__ == "__main__":
    unittest.main()
