"""Tests both forms of error lists, with any installed REST framework."""

import unittest
from typing import Any
from unittest import mock

import reference_path  # noqa: F401
import server_rules
from good_changes import a_body, a_change
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

BLANK = {"flag": ["This field may not be blank."]}
NULL = ["This field may not be null."]

OLDER_FORM: Any = [{}, BLANK, NULL]
NEWER_FORM: Any = {1: BLANK, 2: NULL}

BODY = a_body(a_change(), a_change(flag=""), None)


class Item(serializers.Serializer):
    flag = serializers.CharField()


class Forms(unittest.TestCase):
    def assert_both_forms(self) -> None:
        self.assertEqual(server_rules.parse(BODY)["answer"], {"data": OLDER_FORM})
        newer = {"data": {"1": BLANK, "2": NULL}}
        self.assertEqual(server_rules.parse(BODY, index_keyed=True)["answer"], newer)

    def framework_with(self, form: Any) -> Any:
        """Makes the framework report these errors for the list of the body."""
        return mock.patch.object(
            serializers.ListSerializer, "to_internal_value", side_effect=ValidationError(form)
        )

    def test_are_rendered_by_the_installed_framework(self) -> None:
        self.assert_both_forms()

    def test_are_rendered_by_older_and_newer_frameworks(self) -> None:
        for form in (OLDER_FORM, NEWER_FORM):
            with self.subTest(form), self.framework_with(form):
                self.assert_both_forms()

    def test_do_not_touch_complaints_about_the_list_itself(self) -> None:
        answer = {"non_field_errors": ['Expected a list of items but got type "int".']}
        for index_keyed in (False, True):
            verdict = server_rules.parse(
                b'{"data":1,"meta":{"version":1}}', index_keyed=index_keyed
            )
            self.assertEqual(verdict["answer"], {"data": answer})

    def test_are_known_of_the_installed_framework(self) -> None:
        read = Item(data=[{"flag": "a"}, {"flag": ""}, None], many=True)
        self.assertFalse(read.is_valid())
        form = NEWER_FORM if server_rules.FRAMEWORK_IS_INDEX_KEYED else OLDER_FORM
        self.assertEqual(read.errors, form)


if __name__ == "__main__":
    unittest.main()
