"""Tests `flaghook schema`: a valid JSON Schema that agrees with the checker's deviations."""

import base64
import json
import re
import unittest
from typing import Any

from jsonschema import Draft202012Validator

from payloads import body, change
from running import CONFORMANCE, GOOD, ToolTest

UNSAYABLE = {"repeated_change_id", "repeated_key", "cut_character"}
"""Deviations that no schema can express, or that a JSON reader hides from it."""


def bytes_of(content: dict[str, Any]) -> bytes:
    """Returns the bytes of a body that a vector describes."""
    if "parts" in content:
        return b"".join(map(bytes_of, content["parts"]))
    if "repeat" in content:
        return bytes_of(content["repeat"]) * content["repeat"]["count"]
    return content["text"].encode() if "text" in content else base64.b64decode(content["base64"])


def vector_bodies() -> dict[str, bytes]:
    """Returns the bodies of all vectors about reading one, except those about nesting, which
    Python's validator cannot follow."""
    result = {}
    for path in sorted((CONFORMANCE / "vectors").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for case in document.get("cases", []):
            if case["op"] == "parse" and case["clause"] != "json-nesting":
                result[case["id"]] = bytes_of(case["input"]["body"])
    return result


class Schema(ToolTest):
    """Tests the schema itself."""

    def setUp(self) -> None:
        super().setUp()
        self.schema: dict[str, Any] = self.run_tool("schema").document
        self.validator = Draft202012Validator(self.schema)

    def test_it_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(self.schema)
        self.assertEqual(self.schema["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_versions(self) -> None:
        outcome = self.run_tool("schema", "--version", "1")
        self.assertEqual((outcome.status, outcome.document), (0, self.schema))
        for number in ("0", "2", "-1"):
            self.assert_unusable(
                self.run_tool("schema", "--version", number),
                f"protocol version {number} is not published; published versions: 1",
            )

    def test_the_documented_form_is_valid(self) -> None:
        self.assertTrue(self.validator.is_valid(json.loads(GOOD)))

    def test_every_field_is_described_and_required(self) -> None:
        item = self.schema["properties"]["data"]["items"]
        self.assertEqual(self.schema["required"], ["data", "meta"])
        self.assertEqual(
            item["required"], ["action", "change_id", "created_at", "created_by", "flag"]
        )
        self.assertEqual(item["properties"]["created_by"]["required"], ["id", "type"])
        self.assertEqual(item["properties"]["flag"]["maxLength"], 256)
        self.assertEqual(item["properties"]["created_by"]["properties"]["id"]["maxLength"], 100)
        self.assertEqual(item["properties"]["action"]["enum"], ["created", "updated", "deleted"])
        self.assertEqual(item["properties"]["change_id"]["minimum"], -(2**63))
        self.assertEqual(item["properties"]["change_id"]["maximum"], 2**64 - 1)

    def extra_bodies(self) -> dict[str, bytes]:
        """Tests details of the schema that the vectors do not cover."""
        times = ["2024-02-30T00:00:00Z", "2024-12-12T00:02:00.123456Z", "2024-12-12T00:02:00Z\n",
                 "2024-12-12T00:02:00.123Z", "2024-12-12T00:02:60Z", "0000-12-12T00:02:00Z",
                 "2024-12-12T24:00:00Z", "2024-12-12T00:02:00z", "2024-12-12 00:02:00Z",
                 "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"]
        texts = ["a\n", "\na", "a\nb", "\x1ca", "a\x85", "\ufeffa", "a\u200b", "\u3000a", "a b",
                 "a\x00b", "\x00", " ", "", "\U0001f600" * 256, "\U0001f600" * 257, "x", "\u2029x"]
        ids = [2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 1.0, 1.5, "1", True]
        result = {f"time {time!r}": body(change(created_at=time)) for time in times}
        result |= {f"flag {text[:9]!r} {len(text)}": body(change(flag=text)) for text in texts}
        result |= {f"id {id!r}": body(change(change_id=id)) for id in ids}
        result |= {f"version {number}": body(change(), meta={"version": number})
                   for number in (0, 1, 2, "1")}
        return result | {"no changes": body(), "extra": body(change(extra=1)),
                         "extra meta": body(change(), meta={"version": 1, "x": 1})}

    def test_it_agrees_with_the_checker(self) -> None:
        bodies = vector_bodies() | self.extra_bodies()
        self.assertGreater(len(bodies), 500)
        files = {name: self.write(f"{index}.json", content)
                 for index, (name, content) in enumerate(bodies.items())}
        outcome = self.run_tool("check", "--format", "json", *files.values())
        verdicts = {verdict["file"]: verdict for verdict in outcome.document}
        counts = {True: 0, False: 0}
        for name, file in files.items():
            verdict = verdicts[file]
            if "error" in verdict or verdict["status"] == 400:
                continue
            content = bodies[name].decode("utf-8", "ignore")
            # JSON Schema accepts 1.0 and 1e16 as integers, but not a list.
            read = json.loads(content or "{}", parse_float=lambda literal: [literal])
            valid = self.validator.is_valid(read)
            documented = verdict["accepted"] and not (
                {one["code"] for one in verdict["deviations"]} - UNSAYABLE
            )
            excused = self.is_excused(verdict, content) and valid and not documented
            with self.subTest(name):
                self.assertTrue(valid == documented or excused, (valid, verdict, content))
            counts[valid] += 1
        self.assertGreater(counts[True], 20)
        self.assertGreater(counts[False], 200)

    def is_excused(self, verdict: dict[str, Any], content: str) -> bool:
        """Returns whether a schema can express none of the mistakes: a day that the month does not
        have, a lone surrogate."""
        wrong = {(one["path"].split(".")[-1], one["code"])
                 for one in verdict["issues"] + verdict["deviations"]}
        beyond = {("flag", "surrogate_characters_not_allowed"),
                  ("id", "surrogate_characters_not_allowed")}
        if re.search(r'"[0-9]{4}-(02-(29|30|31)|(04|06|09|11)-31)T', content):
            beyond.add(("created_at", "invalid"))
        return {one for one in wrong if one[1] not in UNSAYABLE} <= beyond


if __name__ == "__main__":
    unittest.main()
