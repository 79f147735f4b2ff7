"""Tests the rules of the fields against the documented rules."""

import json
import unittest
from typing import Any

import reference_path  # noqa: F401
import server_rules
from good_changes import a_body, a_change, a_row

REQUIRED = "This field is required."
NULL = "This field may not be null."
BLANK = "This field may not be blank."
NO_STRING = "Not a valid string."
NO_INTEGER = "A valid integer is required."

TRIMMED = "".join(map(chr, (
    *range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B),
    0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
)))


def answer(body: bytes, **options: bool) -> Any:
    verdict = server_rules.parse(body, **options)
    assert verdict["status"] == 200, verdict
    return verdict["answer"]


def issues(body: bytes) -> list[tuple[str, str, str]]:
    found = server_rules.parse(body)["issues"]
    return [(issue["path"], issue["code"], issue["message"]) for issue in found]


def spelled(field: str, fragment: str) -> bytes:
    """Returns a valid body with this JSON text as the value of a change's field."""
    return a_body(a_change(**{field: "MARK"})).replace(b'"MARK"', fragment.encode())


class TopLevel(unittest.TestCase):
    def test_null_has_a_wording_of_its_own(self) -> None:
        self.assertEqual(answer(b"null"), {"non_field_errors": ["No data provided"]})
        self.assertEqual(issues(b"null"), [("", "null", "No data provided")])

    def test_anything_but_an_object_is_named_as_python_names_it(self) -> None:
        for body, name in (
            (b"[]", "list"), (b'"a"', "str"), (b"1", "int"), (b"1.5", "float"),
            (b"true", "bool"), (b"false", "bool"),
        ):
            with self.subTest(body):
                message = f"Invalid data. Expected a dictionary, but got {name}."
                self.assertEqual(answer(body), {"non_field_errors": [message]})
                self.assertEqual(issues(body), [("", "invalid", message)])


class Presence(unittest.TestCase):
    def test_every_member_is_required(self) -> None:
        self.assertEqual(issues(b"{}"), [
            ("data", "required", REQUIRED), ("meta", "required", REQUIRED),
        ])
        self.assertEqual(issues(a_body({}, meta={})), [
            *((f"data[0].{field}", "required", REQUIRED)
              for field in ("action", "change_id", "created_at", "created_by", "flag")),
            ("meta.version", "required", REQUIRED),
        ])
        self.assertEqual(issues(a_body(a_change(created_by={}))), [
            ("data[0].created_by.id", "required", REQUIRED),
            ("data[0].created_by.type", "required", REQUIRED),
        ])

    def test_no_member_may_be_null(self) -> None:
        for field in ("action", "change_id", "created_at", "created_by", "flag"):
            with self.subTest(field):
                found = issues(a_body(a_change(**{field: None})))
                self.assertEqual(found, [(f"data[0].{field}", "null", NULL)])
        self.assertEqual(issues(b'{"data":null,"meta":{"version":null}}'), [
            ("data", "null", NULL), ("meta.version", "null", NULL),
        ])

    def test_an_item_may_not_be_null(self) -> None:
        body = a_body(a_change(), None)
        self.assertEqual(answer(body), {"data": [{}, [NULL]]})
        self.assertEqual(issues(body), [("data[1]", "null", NULL)])


class Shape(unittest.TestCase):
    def test_another_type_in_place_of_an_object(self) -> None:
        message = "Invalid data. Expected a dictionary, but got str."
        self.assertEqual(
            answer(a_body(a_change(created_by="a"), meta="b")),
            {
                "data": [{"created_by": {"non_field_errors": [message]}}],
                "meta": {"non_field_errors": [message]},
            },
        )
        self.assertEqual(issues(a_body(a_change(created_by="a"))), [
            ("data[0].created_by", "invalid", message)
        ])

    def test_another_type_in_place_of_the_list(self) -> None:
        body = b'{"data":{},"meta":{"version":1}}'
        message = 'Expected a list of items but got type "dict".'
        self.assertEqual(answer(body), {"data": {"non_field_errors": [message]}})
        self.assertEqual(issues(body), [("data", "not_a_list", message)])

    def test_an_empty_list_is_accepted(self) -> None:
        self.assertIsNone(answer(b'{"data":[],"meta":{"version":1}}'))


class Tree(unittest.TestCase):
    BODY = a_body(a_change(), a_change(flag=""), a_change(action="x"), meta={})

    def test_has_one_entry_per_item(self) -> None:
        self.assertEqual(answer(self.BODY), {
            "data": [{}, {"flag": [BLANK]}, {"action": ['"x" is not a valid choice.']}],
            "meta": {"version": [REQUIRED]},
        })

    def test_is_keyed_by_index_when_asked(self) -> None:
        self.assertEqual(answer(self.BODY, index_keyed=True), {
            "data": {"1": {"flag": [BLANK]}, "2": {"action": ['"x" is not a valid choice.']}},
            "meta": {"version": [REQUIRED]},
        })

    def test_has_the_same_issues_in_both_forms(self) -> None:
        body = a_body(None, a_change(), {"created_by": 1}, 7)
        keyed = server_rules.parse(body, index_keyed=True)["issues"]
        self.assertEqual(keyed, server_rules.parse(body)["issues"])
        self.assertEqual(keyed[0]["path"], "data[0]")

    def test_keyed_by_index_keeps_complaints_about_the_list_itself(self) -> None:
        for data, expected in (
            ("{}", {"non_field_errors": ['Expected a list of items but got type "dict".']}),
            ("null", [NULL]),
        ):
            body = f'{{"data":{data},"meta":{{"version":1}}}}'.encode()
            with self.subTest(data):
                self.assertEqual(answer(body, index_keyed=True), {"data": expected})

    def test_of_one_refused_item_keeps_all_others_from_being_written(self) -> None:
        self.assertEqual(server_rules.parse(self.BODY)["rows"], [])


class Text(unittest.TestCase):
    def flag(self, fragment: str) -> str:
        verdict = server_rules.parse(spelled("flag", fragment))
        self.assertIsNone(verdict["answer"])
        return verdict["rows"][0]["flag"]

    def complaints(self, fragment: str) -> list[tuple[str, str]]:
        found = issues(spelled("flag", fragment))
        self.assertTrue(all(path == "data[0].flag" for path, _, _ in found))
        return [(code, message) for _, code, message in found]

    def test_may_be_a_number(self) -> None:
        for number, expected in (
            ("12", "12"), ("-0", "0"), ("1.0", "1.0"), ("1e16", "1e+16"), ("1e-5", "1e-05"),
            ("0.0001", "0.0001"), ("-0.0", "-0.0"), ("1e400", "inf"), ("-1e400", "-inf"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ):
            with self.subTest(number):
                self.assertEqual(self.flag(number), expected)

    def test_may_not_be_a_boolean_or_a_container(self) -> None:
        for fragment in ("true", "false", "[]", "{}", '["a"]'):
            with self.subTest(fragment):
                self.assertEqual(self.complaints(fragment), [("invalid", NO_STRING)])

    def test_is_trimmed(self) -> None:
        self.assertEqual(len(TRIMMED), 29)
        self.assertEqual(self.flag(json.dumps(TRIMMED + "a b" + TRIMMED)), "a b")

    def test_keeps_invisible_characters_that_are_no_white_space(self) -> None:
        for code in (0x200B, 0xFEFF, 0x180E, 0x2060):
            with self.subTest(code):
                self.assertEqual(self.flag(json.dumps(chr(code))), chr(code))

    def test_may_not_be_blank(self) -> None:
        for fragment in ('""', '" "', json.dumps(TRIMMED)):
            with self.subTest(fragment):
                self.assertEqual(self.complaints(fragment), [("blank", BLANK)])

    def test_is_limited_in_code_points_after_trimming(self) -> None:
        too_long = ("max_length", "Ensure this field has no more than 256 characters.")
        self.assertEqual(self.flag(json.dumps(" " + "\U0001f6a9" * 256)), "\U0001f6a9" * 256)
        self.assertEqual(self.complaints(json.dumps("a" * 257)), [too_long])
        self.assertEqual(
            issues(a_body(a_change(created_by={"id": "a" * 101, "type": "id"}))),
            [("data[0].created_by.id", "max_length",
              "Ensure this field has no more than 100 characters.")],
        )

    def test_collects_its_complaints_in_a_fixed_order(self) -> None:
        self.assertEqual(self.complaints(json.dumps("\udc00\0" + "a" * 256 + "\ud800")), [
            ("max_length", "Ensure this field has no more than 256 characters."),
            ("null_characters_not_allowed", "Null characters are not allowed."),
            ("surrogate_characters_not_allowed",
             "Surrogate characters are not allowed: U+DC00."),
        ])


class Integer(unittest.TestCase):
    def test_is_read_from_text_and_number(self) -> None:
        for fragment, expected in (
            ('"123"', "123"), ('" 42 "', "42"), ('"1_000"', "1000"), ('"+1"', "1"),
            ('"007"', "7"), ('"1."', "1"), ('"1.00 "', "1"), ('"\u0663"', "3"), ("1.0", "1"),
            ("1e15", "1000000000000000"), ("-0", "0"), (r'"1.\u001c"', "1"),
            ("-9223372036854775809", "-9223372036854775809"),
            ("18446744073709551616", "18446744073709551616"),
        ):
            with self.subTest(fragment):
                verdict = server_rules.parse(spelled("change_id", fragment))
                self.assertEqual([row["change_id"] for row in verdict["rows"]], [expected])

    def test_is_not_read_from_anything_else(self) -> None:
        for fragment in (
            '""', '".0"', "1.5", '"1e3"', '"0x1"', '"1__0"', '"\u00b2"', "true", "1e16",
            "1e400", "[]", "{}", r'"1\u001c"', '"1\u200b"', '"--1"', '"1.5"',
        ):
            with self.subTest(fragment):
                found = issues(spelled("change_id", fragment))
                self.assertEqual(found, [("data[0].change_id", "invalid", NO_INTEGER)])

    def test_text_is_limited(self) -> None:
        self.assertIsNone(answer(spelled("change_id", '"' + "0" * 1000 + '"')))
        self.assertEqual(issues(spelled("change_id", '"' + "0" * 1001 + '"')), [
            ("data[0].change_id", "max_string_length", "String value too large."),
        ])

    def test_rules_hold_for_the_version(self) -> None:
        self.assertIsNone(answer(a_body(meta={"version": " 2.0 "})))
        self.assertEqual(issues(a_body(meta={"version": "x"})), [
            ("meta.version", "invalid", NO_INTEGER)
        ])


class Choice(unittest.TestCase):
    def test_is_met_exactly(self) -> None:
        for action in ("created", "updated", "deleted"):
            self.assertIsNone(answer(a_body(a_change(action=action))))
        for type in ("email", "id", "name"):
            self.assertIsNone(answer(a_body(a_change(created_by={"id": "a", "type": type}))))

    def test_echoes_what_it_refuses_as_python_prints_it(self) -> None:
        for fragment, echo in (
            ('"Created"', "Created"), ('" created"', " created"), ('""', ""), ("0", "0"),
            ("true", "True"), ("1e16", "1e+16"), ('["a"]', "['a']"),
            ('{"a":[null,1.0]}', "{'a': [None, 1.0]}"), (r'["\ud800"]', r"['\ud800']"),
        ):
            with self.subTest(fragment):
                message = f'"{echo}" is not a valid choice.'
                self.assertEqual(issues(spelled("action", fragment)), [
                    ("data[0].action", "invalid_choice", message)
                ])


class Rows(unittest.TestCase):
    def test_carry_what_is_left_of_a_change(self) -> None:
        body = a_body(a_change(
            action="deleted", change_id=" +0_7.0 ", created_at="2024-12-12T01:02:03.5+01:00",
            created_by={"id": " 7 ", "type": "id"}, flag="\tf\n",
        ))
        self.assertEqual(server_rules.parse(body)["rows"], [a_row(
            action="deleted", change_id="7", created_at="2024-12-12T00:02:03.500000+00:00",
            created_by="7", created_by_type="id", flag="f",
        )])

    def test_of_equal_ids_hold_the_first_change(self) -> None:
        ids = [5, "5", 5.0, "\uff15", 6, "006", -5]
        body = a_body(*(
            a_change(change_id=id, flag=f"flag-{number}") for number, id in enumerate(ids)
        ))
        self.assertEqual(
            [(row["change_id"], row["flag"]) for row in server_rules.parse(body)["rows"]],
            [("5", "flag-0"), ("6", "flag-4"), ("-5", "flag-6")],
        )

    def test_tell_apart_what_a_double_cannot(self) -> None:
        ids = [2**53, 2**53 + 1, 2**64 - 1, 2**64]
        body = a_body(*(a_change(change_id=id) for id in ids))
        rows = server_rules.parse(body)["rows"]
        self.assertEqual([row["change_id"] for row in rows], [str(id) for id in ids])


if __name__ == "__main__":
    unittest.main()
