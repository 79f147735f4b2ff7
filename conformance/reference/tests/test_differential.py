"""Tests which results count as differences, and which of them are explained."""

import shlex
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from reference_path import CONFORMANCE, REFERENCE
import differential
import server_rules
import unicode_versions
from differential import OUT_OF_RANGE, explained, same
from good_changes import a_body, a_change

BEYOND = 2**64
BLANK = ["This field may not be blank."]
RANGE = {"change_id": [OUT_OF_RANGE]}


def verdict(answer: Any, status: int = 200) -> differential.Verdict:
    return {"status": status, "answer": answer, "rows": []}


class Same(unittest.TestCase):
    def test_verdicts_differ_in_status_answer_and_rows(self) -> None:
        one = verdict({"data": [{"flag": BLANK}]})
        self.assertTrue(same(one, dict(one)))
        for other in ({"status": 500}, {"answer": None}, {"rows": [{}]}):
            self.assertFalse(same(one, one | other))

    def test_the_order_of_an_answer_s_members_counts(self) -> None:
        self.assertFalse(same(verdict({"data": BLANK, "meta": BLANK}),
                              verdict({"meta": BLANK, "data": BLANK})))

    def test_the_words_of_a_syntax_error_count(self) -> None:
        words = "JSON parse error - Expecting value: line 1 column 9 (char 8)"
        expected = verdict({"detail": words}, 400)
        self.assertTrue(same(expected, verdict({"detail": words}, 400)))
        for answer in ({"detail": words.replace("8", "9")}, {"detail": words[:-1]}, {}, None):
            self.assertFalse(same(expected, verdict(answer, 400)))


class Explained(unittest.TestCase):
    def explanation(self, body: bytes, answer: Any, status: int = 200, **form: bool) -> str | None:
        """Returns the explanation for a tool with this answer, if any."""
        expected = differential.reference(body, form.get("index_keyed", False))
        self.assertFalse(same(expected, verdict(answer, status)))
        return explained(body, expected, verdict(answer, status))

    def test_ids_beyond_64_bits_are_refused_by_the_tool_alone(self) -> None:
        body = a_body(a_change(), a_change(change_id=BEYOND))
        for answer, keyed in (({"data": [{}, RANGE]}, False), ({"data": {"1": RANGE}}, True)):
            with self.subTest(answer):
                self.assertEqual(self.explanation(body, answer, index_keyed=keyed),
                                 "change_id out of range")

    def test_ids_beyond_64_bits_may_stand_beside_other_mistakes(self) -> None:
        body = a_body(a_change(flag=""), a_change(change_id=str(BEYOND), flag=""))
        answer = {"data": [{"flag": BLANK}, RANGE | {"flag": BLANK}]}
        self.assertEqual(self.explanation(body, answer), "change_id out of range")
        lost = {"data": [{}, RANGE | {"flag": BLANK}]}
        self.assertIsNone(self.explanation(body, lost))

    def test_an_id_of_64_bits_is_not_out_of_range(self) -> None:
        for id in (5, 2**64 - 1, -(2**63)):
            with self.subTest(id):
                self.assertIsNone(self.explanation(a_body(a_change(change_id=id)),
                                                   {"data": [RANGE]}))

    def test_each_id_beyond_64_bits_has_to_be_refused_and_no_other(self) -> None:
        body = a_body(*(a_change(change_id=id) for id in (BEYOND, 1, -BEYOND)))
        for entries in ([RANGE, {}, {}], [RANGE, RANGE, RANGE], [{}, RANGE, {}]):
            with self.subTest(entries):
                self.assertIsNone(self.explanation(body, {"data": entries}))

    def test_a_body_is_read_as_the_server_reads_it(self) -> None:
        # The decoder's stream reader ignores an incomplete character at the end.
        body = a_body(a_change(change_id=BEYOND)) + b"\xc3"
        self.assertEqual(self.explanation(body, {"data": [RANGE]}), "change_id out of range")

    def test_a_version_is_never_out_of_range(self) -> None:
        body = a_body(a_change(change_id=BEYOND), meta={"version": BEYOND})
        answer = {"data": [RANGE], "meta": {"version": [OUT_OF_RANGE]}}
        self.assertIsNone(self.explanation(body, answer))

    def test_an_id_beyond_64_bits_explains_no_words_and_no_depth(self) -> None:
        body = a_body(a_change(change_id=BEYOND))
        for answer, status in (({"detail": "JSON parse error - no"}, 400), (None, 500)):
            with self.subTest(status):
                self.assertIsNone(self.explanation(body, answer, status))


class OfTwoReleases(unittest.TestCase):
    """Tests with characters that only one of two Unicode versions knows."""

    NEW = "\U0001e04b"
    """In Unicode since version 15.0; Python 3.11 has 14.0."""

    def setUp(self) -> None:
        patch = mock.patch.object(
            unicode_versions, "decided_by_release", lambda: frozenset({ord(self.NEW)})
        )
        patch.start()
        self.addCleanup(patch.stop)

    def test_are_replaced_raw_and_escaped(self) -> None:
        for before, known in (
            (self.NEW, "\ue000"), (r"\ud838\uDC4B", r"\ue000"), (r"x\u0041y", r"x\u0041y"),
            (r"\u0041\ud838\udc4b\ud83d", r"\u0041\ue000\ud83d"),
            (r"\ud838 \udc4b", r"\ud838 \udc4b"),
        ):
            with self.subTest(before):
                self.assertEqual(unicode_versions.known_body(before.encode()), known.encode())

    def test_leave_all_other_bytes(self) -> None:
        body = bytes(range(256)) + b'"\\uD83D\\uDE00\\u00E4"'
        self.assertEqual(unicode_versions.known_body(body), body)

    def outcome(self, body: bytes, answer: Callable[[bytes], Any]) -> Any:
        """Returns the result of comparing a tool that gives this answer."""
        comparison = differential.Comparison.__new__(differential.Comparison)
        comparison._index_keyed = False
        comparison._testee = mock.Mock(parse=lambda bodies: [answer(one) for one in bodies])
        return comparison.difference(body)

    def test_explain_a_difference_that_goes_with_them(self) -> None:
        body = a_body(a_change(action={self.NEW: 0}))

        def tool(asked: bytes) -> differential.Verdict:
            if asked != body:
                return differential.reference(asked, False)
            return verdict({"data": [{"action": ["printed otherwise"]}]})

        self.assertEqual(self.outcome(body, tool), f"explained: {differential.UNICODE}")

    def test_explain_no_difference_that_stays_without_them(self) -> None:
        body = a_body(a_change(action={self.NEW: 0}))
        outcome = self.outcome(body, lambda _: verdict(None, 500))
        self.assertNotIsInstance(outcome, str)

    def test_explain_nothing_where_there_are_none(self) -> None:
        outcome = self.outcome(a_body(a_change(action={"a": 0})), lambda _: verdict(None, 500))
        self.assertNotIsInstance(outcome, str)


class Uncertain(unittest.TestCase):
    def test_what_this_python_cannot_follow_is_counted_by_itself(self) -> None:
        comparison = differential.Comparison.__new__(differential.Comparison)
        comparison._index_keyed = False
        reason = server_rules.CannotTell("nested deeper than this Python can parse")
        with mock.patch.object(server_rules, "parse", side_effect=reason):
            self.assertEqual(comparison.difference(b"{}", verdict(None)),
                             "not compared: nested deeper than this Python can parse")


class Program(unittest.TestCase):
    """Tests `differential.py` as a process."""

    def compare_with(self, testee: str, *options: str) -> "subprocess.CompletedProcess[str]":
        """Runs it with another program of the tree instead of the tool."""
        with tempfile.TemporaryDirectory() as folder:
            tool = Path(folder, "tool")
            words = shlex.join([sys.executable, str(CONFORMANCE / testee)])
            tool.write_text(f"#!/bin/sh\nexec {words}\n")
            tool.chmod(0o755)
            return subprocess.run(
                [sys.executable, str(REFERENCE / "differential.py"), "--seed", "fixed",
                 "--tool", str(tool), "--bodies", "500", "--jobs", "1", *options],
                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
            )

    def test_finds_nothing_where_there_is_nothing(self) -> None:
        done = self.compare_with("reference/testee.py")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(" 0 unexplained disagreements", done.stdout)
        form = "keyed by index" if server_rules.FRAMEWORK_IS_INDEX_KEYED else "by item"
        self.assertIn(f"error lists {form}\n", done.stdout)

    def test_asks_for_the_form_of_error_lists_that_it_is_told(self) -> None:
        for option, form in (("--index-keyed", "keyed by index"), ("--no-index-keyed", "by item")):
            done = self.compare_with("reference/testee.py", option)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn(f"error lists {form}\n", done.stdout)

    def test_shows_a_smallest_body_for_what_a_wrong_testee_does(self) -> None:
        done = self.compare_with("testees/bad/ids_as_doubles.py")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"[1-9]\d* unexplained disagreements")
        for start in ("body      b'", "reference {", "tool      {"):
            self.assertRegex(done.stdout, f"(?m)^{start}")


if __name__ == "__main__":
    unittest.main()
