"""Tests which texts count as JSON, against the documented rules."""

import unittest

import reference_path  # noqa: F401
import server_rules
from json_parser import DEEPEST_NESTING, PREFIX
from good_changes import a_body, a_row

GOOD = a_body().decode()
REQUIRED = ["This field is required."]


def with_note(fragment: str) -> bytes:
    """Returns a valid body with one more member, which is ignored."""
    return (GOOD[:-1] + f',"note":{fragment}}}').encode()


class Malformed(unittest.TestCase):
    def assert_malformed(self, body: bytes) -> None:
        verdict = server_rules.parse(body)
        self.assertEqual((verdict["status"], verdict["rows"]), (400, []))
        self.assertEqual(list(verdict["answer"]), ["detail"])
        self.assertTrue(verdict["answer"]["detail"].startswith(PREFIX))
        message = verdict["answer"]["detail"]
        self.assertEqual(
            verdict["issues"], [{"path": "", "code": "parse_error", "message": message}]
        )

    def test_constants_that_only_python_knows(self) -> None:
        for constant in ("NaN", "Infinity", "-Infinity", "[[NaN]]"):
            with self.subTest(constant):
                self.assert_malformed(with_note(constant))

    def test_byte_order_mark(self) -> None:
        self.assert_malformed(b"\xef\xbb\xbf" + GOOD.encode())

    def test_what_is_not_utf_8(self) -> None:
        for text in (b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff"):
            with self.subTest(text):
                self.assert_malformed(with_note("0").replace(b":0}", b':"' + text + b'"}'))

    def test_control_characters_in_texts(self) -> None:
        for code in range(0x20):
            with self.subTest(code):
                self.assert_malformed(with_note(f'"{chr(code)}"'))

    def test_trailing_commas_and_comments(self) -> None:
        for fragment in ("[1,]", '{"a":1,}', "/* */1", "1//\n"):
            with self.subTest(fragment):
                self.assert_malformed(with_note(fragment))

    def test_integers_of_more_than_4300_digits(self) -> None:
        self.assert_malformed(with_note("1" * 4301))

    def test_white_space_only(self) -> None:
        self.assert_malformed(b" ")
        self.assert_malformed(b"\r\n\t ")


class Tolerated(unittest.TestCase):
    def assert_accepted(self, body: bytes) -> None:
        verdict = server_rules.parse(body)
        expected = {"status": 200, "answer": None, "rows": [a_row()], "issues": []}
        self.assertEqual(verdict, expected)

    def test_the_last_of_repeated_keys_counts_with_its_whole_value(self) -> None:
        self.assert_accepted(b'{"meta":{"version":"x"},"data":null,' + GOOD[1:].encode())

    def test_keys_are_compared_unescaped(self) -> None:
        body = GOOD[:-1] + r',"\u006deta":null}'
        self.assertEqual(
            server_rules.parse(body.encode())["answer"], {"meta": ["This field may not be null."]}
        )

    def test_lone_surrogates_in_members_that_nobody_reads(self) -> None:
        self.assert_accepted(with_note(r'"\ud800"'))

    def test_integers_of_any_size_up_to_the_limit(self) -> None:
        self.assert_accepted(with_note("1" * 4300))
        self.assert_accepted(with_note("-" + "1" * 4300))

    def test_numbers_beyond_doubles(self) -> None:
        self.assert_accepted(with_note("1e400"))

    def test_any_order_of_members(self) -> None:
        self.assert_accepted(a_body().replace(b'{"data"', b'{"meta": {"version": 1}, "data"', 1))

    def test_an_incomplete_character_at_the_very_end_is_dropped(self) -> None:
        self.assert_accepted(GOOD.encode() + b"\xe2\x82")


class EmptyBody(unittest.TestCase):
    def test_counts_as_an_object_without_members(self) -> None:
        self.assertEqual(
            server_rules.parse(b"")["answer"], {"data": REQUIRED, "meta": REQUIRED}
        )


class Nesting(unittest.TestCase):
    FAILED = {"status": 500, "answer": None, "rows": [], "issues": []}
    BRACKETS = {"lists": ("[", "]"), "objects": ('{"a":', "}"), "both": ('[{"a":', "}]")}

    def nested(self, kind: str, depth: int, leaf: str = "0") -> str:
        """Returns a value of `depth` nested containers."""
        opening, closing = self.BRACKETS[kind]
        count = depth // 2 if kind == "both" else depth
        inside = f"[{leaf}]" if kind == "both" and depth % 2 else leaf
        return opening * count + inside + closing * count

    def status(self, body: str) -> int:
        return server_rules.parse(body.encode())["status"]

    def test_is_followed_up_to_the_limit_wherever_it_is(self) -> None:
        places = {
            "as the body": (0, "{}"),
            "in an unknown member": (1, GOOD[:-1] + ',"note":{}}'),
            "in meta": (1, GOOD.replace('{"version": 1}', "{}")),
            "as a choice": (3, GOOD.replace('"created"', "{}")),
            "as the author's type": (4, GOOD.replace('"email"', "{}")),
            "as a text": (3, GOOD.replace('"hello.world"', "{}")),
        }
        for where, (around, template) in places.items():
            before, _, behind = template.rpartition("{}") if around else ("", "", "")
            for kind in self.BRACKETS:
                with self.subTest(where, kind=kind):
                    deepest = self.nested(kind, DEEPEST_NESTING - around)
                    self.assertEqual(self.status(before + deepest + behind), 200)
                    deeper = self.nested(kind, DEEPEST_NESTING - around + 1)
                    self.assertEqual(self.status(before + deeper + behind), 500)

    def test_beyond_the_limit_fails_with_nothing(self) -> None:
        for depth in (20_000, 1_000_000):
            for opening in ("[", '{"a":'):
                with self.subTest(depth=depth, opening=opening):
                    self.assertEqual(server_rules.parse(with_note(opening * depth)), self.FAILED)

    def test_is_counted_at_once_and_not_in_all(self) -> None:
        many = "[" + "[]," * (2 * DEEPEST_NESTING) + "{}]"
        self.assertEqual(self.status(GOOD[:-1] + f',"note":{many}}}'), 200)

    def test_of_brackets_in_texts_is_none(self) -> None:
        brackets = r'\"' + "[" * (2 * DEEPEST_NESTING)
        self.assertEqual(self.status(GOOD[:-1] + f',"note":"{brackets}"}}'), 200)

    def test_is_echoed_as_deep_as_it_is_read(self) -> None:
        depth = DEEPEST_NESTING - 3
        body = GOOD.replace('"created"', self.nested("lists", depth))
        text = "[" * depth + "0" + "]" * depth
        self.assertEqual(server_rules.parse(body.encode())["answer"],
                         {"data": [{"action": [f'"{text}" is not a valid choice.']}]})

    def test_beyond_the_limit_hides_what_is_wrong_behind_it_and_not_before_it(self) -> None:
        deep = "[" * (DEEPEST_NESTING + 1)
        for body, status in (
            (deep, 500), (deep + "x", 500), (deep + r'"\x', 500), ("[x," + deep, 400),
            ('{"a":NaN,"b":' + deep, 400), ("[" + "1" * 4301 + "," + deep, 400),
            (r'["\x",' + deep, 400), ("\ufeff" + deep, 400), (deep[1:] + "x[", 400),
            (deep[1:] + ",[", 400), (deep[1:], 400), (deep[1:] + "NaN[", 400), ('["' + deep, 400),
        ):
            with self.subTest(body.replace("[" * 99, "")):
                self.assertEqual(self.status(body), status)

    def test_beyond_the_limit_hides_no_wrong_bytes(self) -> None:
        body = b"[" * (DEEPEST_NESTING + 1) + b"\xff"
        self.assertEqual(server_rules.parse(body)["answer"], {
            "detail": f"{PREFIX}'utf-8' codec can't decode byte 0xff in position "
                      f"{DEEPEST_NESTING + 1}: invalid start byte"
        })

    def test_is_followed_whatever_calls(self) -> None:
        body = with_note(self.nested("lists", DEEPEST_NESTING - 1))

        class Caller:
            def __call__(self, calls: int) -> int:
                return Caller()(calls - 1) if calls else server_rules.parse(body)["status"]

        self.assertEqual(Caller()(200), 200)


class Failure(unittest.TestCase):
    def test_of_an_answer_that_utf_8_cannot_carry(self) -> None:
        body = a_body().replace(b'"created"', rb'"\ud800"')
        self.assertEqual(server_rules.parse(body), Nesting.FAILED)


if __name__ == "__main__":
    unittest.main()
