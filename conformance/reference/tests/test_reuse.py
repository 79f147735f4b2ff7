"""Tests that a reused serializer gives the same results as a new one for each body."""

import io
import unittest

import reference_path  # noqa: F401
import cases
import json_parser
import own_stack
import server_rules
from cases.case import body_bytes
from rest_framework.exceptions import ParseError


def parsed_bodies() -> list[object]:
    found = []
    for table in cases.GROUPS.values():
        for case in table:
            if case.op == "parse":
                try:
                    body = io.BytesIO(body_bytes(case.input["body"]))
                    found.append(own_stack.call(json_parser.Parser().parse, body))
                except (ParseError, json_parser.TooDeep):
                    continue
    return found


class Reuse(unittest.TestCase):
    def test_changes_neither_errors_nor_validated_data(self) -> None:
        bodies = parsed_bodies()
        self.assertGreater(len(bodies), 300)
        own_stack.call(self.check, bodies)

    def check(self, bodies: list[object]) -> None:
        for serializer_type in (
            server_rules.PayloadSerializer, server_rules.IndexKeyedPayloadSerializer
        ):
            reused = server_rules._Validation(serializer_type)
            for body in bodies:
                fresh = serializer_type(data=body)
                fresh.is_valid()
                self.assertEqual(reused.run(body), (fresh.validated_data, fresh.errors))


if __name__ == "__main__":
    unittest.main()
