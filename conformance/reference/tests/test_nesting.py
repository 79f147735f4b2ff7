"""Tests the limit of nesting in more places than the golden vectors."""

import unittest

import reference_path  # noqa: F401
import server_rules
from json_parser import DEEPEST_NESTING
from good_changes import a_body

GOOD = a_body().decode()


class Nesting(unittest.TestCase):
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

    def test_is_followed_whatever_calls(self) -> None:
        body = (GOOD[:-1] + f',"note":{self.nested("lists", DEEPEST_NESTING - 1)}}}').encode()

        class Caller:
            def __call__(self, calls: int) -> int:
                return Caller()(calls - 1) if calls else server_rules.parse(body)["status"]

        self.assertEqual(Caller()(200), 200)


if __name__ == "__main__":
    unittest.main()
