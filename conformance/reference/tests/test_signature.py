"""Tests the signature against published digests and the documented rules."""

import unittest

import reference_path  # noqa: F401
import server_rules
from good_changes import a_body, a_row

SECRET = "d41d7d1adced450d9e2eb7f76dde6a04"
UNAUTHORIZED = {"status": 401, "answer": "Not authorized.", "rows": [], "issues": []}


class Digest(unittest.TestCase):
    def test_agrees_with_rfc_4231_test_case_1(self) -> None:
        self.assertEqual(
            server_rules.sign("\x0b" * 20, b"Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        )

    def test_agrees_with_rfc_4231_test_case_2(self) -> None:
        self.assertEqual(
            server_rules.sign("Jefe", b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        )

    def test_of_nothing_with_the_empty_key_is_the_published_one(self) -> None:
        self.assertEqual(
            server_rules.sign("", b""),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
        )


class Header(unittest.TestCase):
    def received(self, signature: str | None, secrets: list[str] | None = None) -> dict:
        secrets = [SECRET] if secrets is None else secrets
        return dict(server_rules.receive(a_body(), signature, secrets))

    def test_with_the_right_digest_is_accepted(self) -> None:
        right = server_rules.sign(SECRET, a_body())
        expected = {"status": 200, "answer": None, "rows": [a_row()], "issues": []}
        self.assertEqual(self.received(right), expected)

    def test_is_compared_as_text(self) -> None:
        right = server_rules.sign(SECRET, a_body())
        for other in (right.upper(), f"sha256={right}", right[:-1], right + "0", f" {right}", ""):
            with self.subTest(other):
                self.assertEqual(self.received(other), UNAUTHORIZED)

    def test_is_required(self) -> None:
        self.assertEqual(self.received(None), UNAUTHORIZED)

    def test_may_fit_any_registered_secret(self) -> None:
        right = server_rules.sign(SECRET, a_body())
        self.assertEqual(self.received(right, ["another", SECRET])["status"], 200)
        self.assertEqual(self.received(right, ["another"]), UNAUTHORIZED)
        self.assertEqual(self.received(right, []), UNAUTHORIZED)

    def test_is_checked_before_the_body(self) -> None:
        self.assertEqual(server_rules.receive(b"{", "wrong", [SECRET]), UNAUTHORIZED)
        right = server_rules.sign(SECRET, b"{")
        self.assertEqual(server_rules.receive(b"{", right, [SECRET])["status"], 400)


if __name__ == "__main__":
    unittest.main()
