"""Tests `flaghook log`: the output for saved pages, for people and for machines.

tests/live tests it together with `flaghook listen`.
"""

import unittest

from audit_log import LogTest, change, entry, page
from running import Outcome


class Table(LogTest):
    """Tests the output for people."""

    def test_an_entry_is_a_line_below_the_names(self) -> None:
        outcome = self.log("-", stdin=page(
            entry(1), entry(2, flag="x", action="deleted", createdByType="name", createdBy="Jo")
        ))
        self.assertEqual(outcome, Outcome(0, (
            'created_at                 action   flag        by                        '
            'provider  id\n'
            '2024-12-12T00:02:01+00:00  updated  "checkout"  email "jane@example.com"  '
            'generic   101\n'
            '2024-12-12T00:02:02+00:00  deleted  "x"         name "Jo"                 '
            'generic   102\n'
            '2 entries on 1 page\n'
        ), ""))

    def test_what_is_not_known_is_a_dash(self) -> None:
        without = entry(1, createdBy=None, createdByType=None, provider=None)
        line = self.log("-", stdin=page(without)).output.splitlines()[1]
        self.assertEqual(line.split(), ["2024-12-12T00:02:01+00:00", "updated", '"checkout"', "-",
                                        "-", "101"])

    def test_an_empty_log(self) -> None:
        self.assertEqual(self.log("-", stdin=page()), Outcome(0, "0 entries on 1 page\n", ""))

    def test_several_pages_are_one_log_and_what_is_on_two_counts_once(self) -> None:
        first = self.write("first", page(entry(3), entry(2)))
        second = self.write("second", page(entry(2), entry(1)))
        outcome = self.log(first, second)
        self.assertEqual([line.split()[-1] for line in outcome.output.splitlines()[1:-1]],
                         ["103", "102", "101"])
        self.assertIn("3 entries on 2 pages\n", outcome.output)
        twins = self.log("-", stdin=page(entry(1), entry(1, flag="other")))
        self.assertIn("2 entries on 1 page", twins.output, "the same id alone says nothing")

    def test_nothing_of_a_log_acts_on_a_terminal_or_passes_for_columns(self) -> None:
        harmful = "x\x1b[31m\r\n\x9b\u202e\"  email  generic"
        outcome = self.log("-", stdin=page(
            entry(1, flag=harmful, createdBy=harmful, provider=harmful)
        ))
        self.assertEqual(len(outcome.output.splitlines()), 3)
        for character in "\x1b\r\x9b\u202e":
            self.assertNotIn(character, outcome.output)
        shown = '"x\\u001b[31m\\r\\n\\u009b\\u202e\\"  email  generic"'
        self.assertEqual(outcome.output.count(shown), 3, outcome.output)

    def test_a_text_without_end_is_cut(self) -> None:
        outcome = self.log("-", stdin=page(entry(1, flag="x" * 100_000, provider="y" * 100_000)))
        self.assertIn('"' + "x" * 256 + '"...  ', outcome.output)
        self.assertLess(len(outcome.output), 1500)


class Json(LogTest):
    """Tests the output for machines."""

    def test_entries_have_the_members_that_sentry_gives_them(self) -> None:
        without_author = entry(2, createdBy=None, createdByType=None, provider=None)
        outcome = self.log("-", "--format", "json", stdin=page(entry(1), without_author))
        self.assertEqual(outcome.document, {
            "schema": 1, "pages": 1, "cut": None, "sent": None,
            "entries": [{name: value for name, value in one.items() if name != "tags"}
                        for one in (entry(1), without_author)],
        })
        self.assertEqual(outcome.status, 0)

    def test_hostile_text_is_ascii_and_means_the_same(self) -> None:
        harmful = "\x1b[2J\x9b\u202e\U000e0001"
        outcome = self.log("-", "--format", "json", stdin=page(entry(1, flag=harmful)))
        self.assertTrue(outcome.output.isascii())
        self.assertNotIn("\x1b", outcome.output)
        self.assertEqual(outcome.document["entries"][0]["flag"], harmful)

    def test_each_row_of_each_payload_is_found_or_not(self) -> None:
        outcome = self.log("-", "--format", "json", "--sent",
                           self.sent("a", change(1), change(2), change(1)),
                           self.sent("b", change(3, flag=" ")), stdin=page(entry(2)))
        self.assertEqual(outcome.status, 1)
        sent = outcome.document["sent"]
        payloads = sent.pop("payloads")
        self.assertEqual(sent, {"changes": 2, "found": 1, "missing": 1, "again": 0, "refused": 1})
        self.assertEqual([(one["file"], one["accepted"], one["found"]) for one in payloads],
                         [("a", True, [False, True]), ("b", False, [])])
        self.assertEqual([row["change_id"] for row in payloads[0]["rows"]], ["1", "2"])
        self.assertEqual(payloads[1]["issues"][0]["path"], "data[0].flag")


if __name__ == "__main__":
    unittest.main()
