"""What the comparison with the tool takes for a difference, and what explains one."""

import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

from reference_path import CONFORMANCE, REFERENCE
import differential
from differential import OUT_OF_RANGE, TOO_DEEP, explained, same
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

    def test_the_wording_of_a_syntax_error_is_free_and_its_form_is_not(self) -> None:
        expected = verdict({"detail": "JSON parse error - Expecting value"}, 400)
        self.assertTrue(same(expected, verdict({"detail": "JSON parse error - oh no"}, 400)))
        for answer in ({"detail": "Malformed"}, {}, None, "JSON parse error - "):
            self.assertFalse(same(expected, verdict(answer, 400)))


class Explained(unittest.TestCase):
    def explanation(self, body: bytes, answer: Any, status: int = 200, **form: bool) -> str | None:
        """What explains that the tool gives this answer to the body, and the reference its own."""
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
        # Its stream reader keeps an incomplete character at the end to itself.
        body = a_body(a_change(change_id=BEYOND)) + b"\xc3"
        self.assertEqual(self.explanation(body, {"data": [RANGE]}), "change_id out of range")

    def test_a_version_is_never_out_of_range(self) -> None:
        body = a_body(a_change(change_id=BEYOND), meta={"version": BEYOND})
        answer = {"data": [RANGE], "meta": {"version": [OUT_OF_RANGE]}}
        self.assertIsNone(self.explanation(body, answer))

    def test_only_what_is_nested_deeper_than_the_limit_is_too_deep(self) -> None:
        answer = {"detail": f"{TOO_DEEP}512"}
        for depth, why in ((513, "nesting"), (500, None)):
            body = a_body()[:-1] + b',"note":' + b"[" * depth + b"]" * depth + b"}"
            with self.subTest(depth):
                self.assertEqual(self.explanation(body, answer, 400), why)

    def test_brackets_in_a_text_are_no_nesting(self) -> None:
        body = a_body(a_change(flag='"\\' + "[" * 200), *[a_change(flag="{" * 250)] * 3)
        self.assertIsNone(self.explanation(body, {"detail": f"{TOO_DEEP}512"}, 400))


class Program(unittest.TestCase):
    """`differential.py` as a process."""

    def compare_with(self, testee: str) -> "subprocess.CompletedProcess[str]":
        """Runs it with a program of the tree in place of the tool."""
        with tempfile.TemporaryDirectory() as folder:
            tool = Path(folder, "tool")
            words = shlex.join([sys.executable, str(CONFORMANCE / testee)])
            tool.write_text(f"#!/bin/sh\nexec {words}\n")
            tool.chmod(0o755)
            return subprocess.run(
                [sys.executable, str(REFERENCE / "differential.py"), "--seed", "fixed",
                 "--tool", str(tool), "--bodies", "500", "--jobs", "1"],
                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
            )

    def test_finds_nothing_where_there_is_nothing(self) -> None:
        done = self.compare_with("reference/testee.py")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(" 0 unexplained disagreements", done.stdout)

    def test_shows_a_smallest_body_for_what_a_wrong_testee_does(self) -> None:
        done = self.compare_with("testees/bad/ids_as_doubles.py")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"[1-9]\d* unexplained disagreements")
        for start in ("body      b'", "reference {", "tool      {"):
            self.assertRegex(done.stdout, f"(?m)^{start}")


if __name__ == "__main__":
    unittest.main()
