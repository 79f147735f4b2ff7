"""Tests `flaghook emit`: the payload of one change from the command line."""

import hashlib
import json
import time
import unittest
from datetime import datetime, timezone
from typing import Any

from running import Outcome, ToolTest

CHANGE = ("--action", "updated", "--flag", "checkout", "--by", "email:jane@example.com")


class Emit(ToolTest):
    def emit(self, *arguments: str) -> Outcome:
        return self.run_tool("emit", *arguments)

    def change(self, *arguments: str) -> dict[str, Any]:
        """Returns the only change of the printed payload."""
        outcome = self.emit(*arguments)
        self.assertEqual(outcome.status, 0, outcome)
        self.assertEqual(outcome.errors, "")
        document = outcome.document
        self.assertEqual(document["meta"], {"version": 1})
        (change,) = document["data"]
        return change

    def test_prints_the_documented_form(self) -> None:
        outcome = self.emit(*CHANGE, "--at", "2024-12-12T00:02:00Z", "--change-id", "42")
        self.assertEqual(
            outcome.output,
            '{"data":[{"action":"updated","change_id":42,'
            '"created_at":"2024-12-12T00:02:00+00:00",'
            '"created_by":{"id":"jane@example.com","type":"email"},"flag":"checkout"}],'
            '"meta":{"version":1}}',
        )

    def test_what_it_prints_is_accepted_without_deviations(self) -> None:
        outcome = self.emit("--action", "deleted", "--flag", "ä \"b\"\\", "--by", "name:J:D")
        verdict = self.check_json(outcome.output.encode(), "--strict")
        self.assertTrue(verdict["accepted"])
        self.assertEqual(verdict["deviations"], [])
        (row,) = verdict["rows"]
        self.assertEqual(row["created_by"], "J:D")
        self.assertEqual(row["flag"], 'ä "b"\\')

    def test_the_time_is_now_in_utc_unless_it_is_given(self) -> None:
        before = int(time.time())
        written = datetime.fromisoformat(self.change(*CHANGE)["created_at"])
        self.assertEqual(written.utcoffset(), timezone.utc.utcoffset(None))
        self.assertLessEqual(before, written.timestamp())
        self.assertLessEqual(written.timestamp(), time.time())
        for text, expected in (
            ("2024-12-12T01:02:03+01:00", "2024-12-12T00:02:03+00:00"),
            ("2024-12-12 00:02", "2024-12-12T00:02:00+00:00"),
            ("2024-12-12", "2024-12-12T00:00:00+00:00"),
        ):
            self.assertEqual(self.change(*CHANGE, "--at", text)["created_at"], expected)

    def test_the_id_is_a_number_or_made_of_a_text(self) -> None:
        for number in ("0", "-9223372036854775808", "18446744073709551615"):
            self.assertEqual(self.change(*CHANGE, "--change-id", number)["change_id"], int(number))
        for key in ("checkout:17", "", "ä"):
            digest = hashlib.sha256(key.encode()).digest()
            expected = int.from_bytes(digest[:8], "big") & 0x7FFFFFFFFFFFFFFF
            self.assertEqual(self.change(*CHANGE, "--key", key)["change_id"], expected)

    def test_the_same_change_has_the_same_id_and_another_has_another(self) -> None:
        at = ("--at", "2024-12-12")
        first = self.change(*CHANGE, *at)["change_id"]
        self.assertEqual(self.change(*CHANGE, *at)["change_id"], first)
        others = {
            self.change(*CHANGE, "--at", "2024-12-13")["change_id"],
            self.change("--action", "created", *CHANGE[2:], *at)["change_id"],
            self.change(*CHANGE[:2], "--flag", "other", *CHANGE[4:], *at)["change_id"],
            self.change(*CHANGE[:4], "--by", "id:jane@example.com", *at)["change_id"],
        }
        self.assertEqual(len(others | {first}), 5)

    def test_what_cannot_be_a_change_is_refused_with_what_was_expected(self) -> None:
        for arguments, parts in (
            ((*CHANGE, "--action", "removed"), ("--action",)),
            (("--action", "Created", *CHANGE[2:]), ("--action", "created, updated or deleted")),
            ((*CHANGE[:4], "--by", "jane"), ("--by", "email:ADDRESS")),
            ((*CHANGE[:4], "--by", "mail:jane"), ("--by", "name:NAME")),
            ((*CHANGE[:4], "--by", "email:"), ("data[0].created_by.id", "blank")),
            ((*CHANGE[:2], "--flag", " ", *CHANGE[4:]), ("data[0].flag", "blank")),
            ((*CHANGE[:2], "--flag", "x" * 257, *CHANGE[4:]), ("data[0].flag", "256")),
            ((*CHANGE, "--at", "yesterday"), ("--at", "2024-12-12T00:02:00Z")),
            ((*CHANGE, "--at", "0001-01-01T00:00+01:00"), ("--at", "years 1 to 9999")),
            ((*CHANGE, "--change-id", "18446744073709551616"), ("--change-id", "2^64-1", "--key")),
            ((*CHANGE, "--change-id", "x"), ("--change-id",)),
            ((*CHANGE, "--change-id", "1", "--key", "x"), ("--key",)),
            (CHANGE[2:], ("--action",)),
        ):
            with self.subTest(arguments):
                self.assert_unusable(self.emit(*arguments), *parts)

    def test_bytes_that_are_no_text_are_refused(self) -> None:
        outcome = self.run_tool("emit", *CHANGE[:2], "--flag", b"\xff", *CHANGE[4:])
        self.assert_unusable(outcome, "data[0].flag", "UTF-8")

    def test_through_a_pipe_go_exactly_the_bytes_to_sign(self) -> None:
        output = self.emit(*CHANGE).output
        self.assertEqual(output, output.strip())
        json.loads(output)


if __name__ == "__main__":
    unittest.main()
