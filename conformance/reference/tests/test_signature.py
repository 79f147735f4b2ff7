"""Tests the signature against published digests."""

import unittest

import reference_path  # noqa: F401
import server_rules


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


if __name__ == "__main__":
    unittest.main()
