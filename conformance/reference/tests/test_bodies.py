"""Tests that the generated bodies include all kinds."""

import re
import unittest
from collections import Counter

import reference_path  # noqa: F401
import server_rules
from bodies import BodyMaker
from json_parser import DEEPEST_NESTING
from test_json_words import KINDS, kind


class Bodies(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        maker = BodyMaker("fixed")
        cls.bodies = [maker.body() for _ in range(15_000)]
        cls.verdicts = [server_rules.parse(body) for body in cls.bodies]

    def test_are_the_same_from_the_same_seed(self) -> None:
        maker = BodyMaker("fixed")
        self.assertEqual(self.bodies[:100], [maker.body() for _ in range(100)])

    def test_are_malformed_in_every_way(self) -> None:
        seen = Counter(
            kind(verdict["answer"]["detail"])
            for verdict in self.verdicts if verdict["status"] == 400
        )
        self.assertLessEqual(KINDS, set(seen))
        self.assertGreater(sum(seen.values()), 1_500)

    def test_have_mistakes_in_later_lines_and_behind_wide_characters(self) -> None:
        later = wide = 0
        for body, verdict in zip(self.bodies, self.verdicts):
            if verdict["status"] == 400:
                detail = verdict["answer"]["detail"]
                found = re.search(r"line (\d+) column \d+ \(char (\d+)\)", detail)
                if found is not None:
                    later += int(found[1]) > 1
                    wide += not body.decode("utf-8", "replace")[: int(found[2])].isascii()
        self.assertGreater(later, 100)
        self.assertGreater(wide, 100)

    def test_are_deep_on_both_sides_of_the_limit(self) -> None:
        deep = Counter(
            verdict["status"]
            for body, verdict in zip(self.bodies, self.verdicts)
            if len(body) > DEEPEST_NESTING and body.count(b"[") + body.count(b"{") > 1_000
        )
        for status in (200, 400, 500):
            self.assertGreater(deep[status], 1, status)

    def test_are_accepted_with_ids_as_texts_and_numbers_as_texts(self) -> None:
        accepted = [
            body for body, verdict in zip(self.bodies, self.verdicts) if verdict["rows"]
        ]
        self.assertGreater(len(accepted), 1_000)
        for pattern in (
            rb'"change_id"\s*:\s*"\d', rb'"flag"\s*:\s*-?\d', rb"\\/", rb"\\u00e9", "é".encode()
        ):
            with self.subTest(pattern):
                self.assertTrue(any(re.search(pattern, body) for body in accepted))


if __name__ == "__main__":
    unittest.main()
