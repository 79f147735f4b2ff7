"""Tests `flaghook log --sent`: whether sent changes are in the log or missing."""

import unittest

from audit_log import LogTest, change, entry, page
from running import Outcome


class Sent(LogTest):
    """Sent changes are in the log or missing."""

    def assert_summary(self, outcome: Outcome, status: int, summary: str) -> None:
        self.assertEqual(outcome.status, status, outcome)
        self.assertIn(summary, outcome.output)

    def test_all_is_there(self) -> None:
        outcome = self.log("-", "--sent", self.sent("a", change(1), change(2)),
                           self.sent("b", change(3)), stdin=page(entry(3), entry(2), entry(1)))
        self.assert_summary(outcome, 0, (
            "\na: 2 of 2 changes are in the log\nb: 1 of 1 change is in the log\n"
            "complete: 3 changes sent, 3 found, 0 missing; 0 of 2 payloads refused, so not "
            "recorded\n"
        ))

    def test_one_is_missing(self) -> None:
        outcome = self.log("-", "--sent", self.sent("a", change(1), change(2)),
                           stdin=page(entry(2)))
        self.assert_summary(outcome, 1, (
            "a: 1 of 2 changes are in the log\n"
            '  missing: "checkout" was updated at 2024-12-12T00:02:01.000000+00:00 by the email '
            '"jane@example.com", change_id 1\n'
            "incomplete: 2 changes sent, 1 found, 1 missing; 0 of 1 payload refused"
        ))

    def test_everything_that_the_log_shows_has_to_be_the_same(self) -> None:
        name = self.sent("a", change(1))
        for different in (
            {"action": "created"}, {"createdAt": "2024-12-12T00:02:01.000001+00:00"},
            {"createdBy": "other"}, {"createdBy": None}, {"createdByType": "id"},
            {"createdByType": None}, {"flag": "Checkout"}, {"provider": "launchdarkly"},
        ):
            with self.subTest(different):
                outcome = self.log("-", "--sent", name, stdin=page(entry(1, **different)))
                self.assert_summary(outcome, 1, "0 found, 1 missing")
        for same in (
            {"createdAt": "2024-12-12T01:02:01.000000+01:00"}, {"provider": None}, {"id": 7},
        ):
            with self.subTest(same):
                outcome = self.log("-", "--sent", name, stdin=page(entry(1, **same)))
                self.assert_summary(outcome, 0, "1 found, 0 missing")

    def test_values_are_compared_as_the_server_records_them(self) -> None:
        coerced = change(1, flag=" 17 ", created_at="2024-12-12 00:02:01",
                         created_by={"id": 1.0, "type": "id"})
        outcome = self.log("-", "--sent", self.sent("a", coerced), stdin=page(
            entry(1, flag="17", createdBy="1.0", createdByType="id")
        ))
        self.assert_summary(outcome, 0, "1 found, 0 missing")

    def test_an_entry_counts_for_one_change(self) -> None:
        twice = self.sent("a", change(1), change(1, change_id=2))
        outcome = self.log("-", "--sent", twice, stdin=page(entry(1)))
        self.assert_summary(outcome, 1, "2 changes sent, 1 found, 1 missing")
        self.assertIn("missing: ", outcome.output)
        outcome = self.log("-", "--sent", twice, stdin=page(entry(1), entry(1, id=7)))
        self.assert_summary(outcome, 0, "2 changes sent, 2 found, 0 missing")

    def test_repeated_ids_of_one_payload_are_recorded_once(self) -> None:
        once = self.sent("a", change(1), change(2, change_id=1))
        outcome = self.log("-", "--sent", once, stdin=page(entry(1)))
        self.assert_summary(outcome, 0, "1 change sent, 1 found, 0 missing")

    def test_a_payload_that_was_sent_twice_is_named_twice(self) -> None:
        name = self.sent("a", change(1))
        both = page(entry(1), entry(1, id=7))
        self.assert_summary(self.log("-", "--sent", name, name, stdin=both), 0,
                            "2 changes sent, 2 found, 0 missing")
        self.assert_summary(self.log("-", "--sent", name, name, stdin=page(entry(1))), 1,
                            "2 changes sent, 1 found, 1 missing")
        self.assert_summary(self.log("-", "--sent", name, stdin=both), 0, (
            "1 change sent, 1 found, 0 missing; 0 of 1 payload refused, so not recorded; 1 "
            "further log entry repeats a sent change\n"
        ))

    def test_a_refused_payload_is_not_recorded_and_says_why(self) -> None:
        outcome = self.log("-", "--sent", self.sent("good", change(1)),
                           self.sent("bad", change(2), change(3, flag="")),
                           self.write("broken", b"{"), stdin=page(entry(1), entry(2), entry(3)))
        self.assert_summary(outcome, 1, (
            "incomplete: 1 change sent, 1 found, 0 missing; 2 of 3 payloads refused, so not "
            "recorded"
        ))
        self.assertIn("bad: refused: Sentry would answer 200 with an error tree", outcome.output)
        self.assertIn("data[1].flag: This field may not be blank.", outcome.output)
        self.assertIn("broken: refused: Sentry cannot parse the body as JSON", outcome.output)

    def test_what_is_missing_cannot_act_on_the_terminal(self) -> None:
        outcome = self.log("-", "--sent", self.sent("a", change(1, flag="\x1b[2J\u202e")),
                           stdin=page())
        self.assert_summary(outcome, 1, 'missing: "\\u001b[2J\\u202e" was updated')
        self.assertNotIn("\x1b", outcome.output)

    def test_of_many_that_are_missing_the_first_are_shown(self) -> None:
        name = self.sent("a", *(change(1, change_id=number) for number in range(60)))
        outcome = self.log("-", "--sent", name, stdin=page(entry(1)))
        self.assertEqual(outcome.output.count("  missing: "), 50)
        self.assertIn("  and 9 more; --format json shows all\n", outcome.output)

    def test_a_log_of_many_different_entries_is_no_hang(self) -> None:
        # An algorithm that compares every pair exceeds the test's time limit.
        size, parts = 60_000, range(2)
        pages = [self.write(f"page{part}", page(*(
            entry(1, id=number, flag=f"f{number}")
            for number in range(part * size, (part + 1) * size)))) for part in parts]
        sent = [self.sent(f"sent{part}", *(
            change(1, change_id=number, flag=f"f{number}")
            for number in reversed(range(part * size, (part + 1) * size)))) for part in parts]
        total = size * len(parts)
        self.assert_summary(self.log(*pages, "--sent", *sent), 0,
                            f"{total} changes sent, {total} found, 0 missing")


if __name__ == "__main__":
    unittest.main()
