"""Tests `flaghook check`: verdicts, reports, exit statuses."""

import json
import re
import unittest

from payloads import body, change
from running import GOOD, ToolTest


class Verdict(ToolTest):
    """Tests the JSON report about one body."""

    def test_an_accepted_body(self) -> None:
        self.assertEqual(
            self.check_json(GOOD),
            {
                "schema": 1,
                "file": "-",
                "status": 200,
                "answer": None,
                "accepted": True,
                "rows": [
                    {
                        "action": "created",
                        "change_id": "93899375123",
                        "created_at": "2024-12-12T00:02:00.000000+00:00",
                        "created_by": "first.last@company.com",
                        "created_by_type": "email",
                        "flag": "hello.world",
                    }
                ],
                "issues": [],
                "deviations": [],
                "signature": None,
            },
        )

    def test_a_refused_body_is_answered_with_200_and_an_error_tree(self) -> None:
        verdict = self.check_json(body(change(), change(flag=" ", action="renamed")))
        self.assertEqual(verdict["status"], 200)
        self.assertEqual(
            verdict["answer"],
            {
                "data": [
                    {},
                    {
                        "action": ['"renamed" is not a valid choice.'],
                        "flag": ["This field may not be blank."],
                    },
                ]
            },
        )
        self.assertIs(verdict["accepted"], False)
        self.assertEqual(verdict["rows"], [])
        self.assertEqual(
            verdict["issues"],
            [
                {
                    "path": "data[1].action",
                    "code": "invalid_choice",
                    "message": '"renamed" is not a valid choice.',
                    "expected": '"created", "updated" or "deleted"',
                    "came": '"renamed"',
                    "cause": 'the documented word is "updated"',
                },
                {
                    "path": "data[1].flag",
                    "code": "blank",
                    "message": "This field may not be blank.",
                    "expected": "a string of 1 to 256 characters",
                    "came": '" "',
                    "cause": "it is only white space, which Sentry trims",
                },
            ],
        )

    def test_errors_by_index(self) -> None:
        verdict = self.check_json(body(change(), change(flag=None)), "--index-keyed")
        self.assertEqual(
            verdict["answer"], {"data": {"1": {"flag": ["This field is required."]}}}
        )

    def test_malformed_json(self) -> None:
        verdict = self.check_json(b'{"data": [}')
        self.assertEqual(verdict["status"], 400)
        self.assertTrue(verdict["answer"]["detail"].startswith("JSON parse error - "))
        self.assertEqual(verdict["issues"][0]["code"], "parse_error")
        self.assertEqual(verdict["issues"][0]["path"], "")

    def test_no_deviations_are_told_of_what_is_no_json(self) -> None:
        self.assertEqual(self.check_json(b'{"extra": 1, "data": [}')["deviations"], [])
        refused = self.check_json(b'{"extra": 1, "data": []}')
        self.assertEqual([one["code"] for one in refused["deviations"]], ["unknown_key"])

    def test_an_answer_that_the_server_fails_to_write(self) -> None:
        verdict = self.check_json(body(change(action="\ud800")))
        self.assertEqual((verdict["status"], verdict["answer"]), (500, None))
        self.assertEqual(
            verdict["issues"][0]["message"], '"\ud800" is not a valid choice.'
        )

    def test_deviations_and_repeated_ids(self) -> None:
        verdict = self.check_json(body(change(change_id="7"), change(change_id=7)))
        self.assertEqual([row["change_id"] for row in verdict["rows"]], ["7"])
        self.assertEqual(
            [(one["path"], one["code"]) for one in verdict["deviations"]],
            [
                ("data[0].change_id", "coerced_type"),
                ("data[1].change_id", "repeated_change_id"),
            ],
        )
        self.assertEqual(
            verdict["deviations"][0]["message"],
            "A number is documented; Sentry converts this string.",
        )

    def test_the_largest_and_the_smallest_id_are_exact(self) -> None:
        ids = [2**64 - 1, -(2**63)]
        verdict = self.check_json(body(*(change(change_id=id) for id in ids)))
        self.assertEqual([row["change_id"] for row in verdict["rows"]], list(map(str, ids)))

    def test_a_body_of_no_bytes_comes_from_a_file(self) -> None:
        (verdict,) = self.run_tool(
            "check", "--format", "json", self.write("empty", b"")
        ).document
        required = ["This field is required."]
        self.assertEqual(verdict["answer"], {"data": required, "meta": required})


class Report(ToolTest):
    """Tests the report for people."""

    def test_accepted(self) -> None:
        outcome = self.run_tool("check", self.write("good.json", GOOD))
        self.assertEqual(
            outcome.output,
            "good.json: accepted: Sentry would answer 200 with an empty body and record 1 change\n"
            "  recorded\n"
            '    "hello.world" was created at 2024-12-12T00:02:00.000000+00:00 by the email '
            '"first.last@company.com", change_id 93899375123\n',
        )
        self.assertEqual(outcome.errors, "")

    def test_refused(self) -> None:
        outcome = self.check(body(change(change_id=None, created_at=5), 3))
        self.assertEqual(
            outcome.output,
            "standard input: refused: Sentry would answer 200 with an error tree and record "
            "nothing\n"
            "  issues\n"
            "    data[0].change_id: This field is required.\n"
            "      expected a number without fraction, got nothing\n"
            "    data[0].created_at: Datetime has wrong format. Use one of these formats instead: "
            "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].\n"
            '      expected a string such as "2024-12-12T00:02:00+00:00", got 5\n'
            "    data[1]: Invalid data. Expected a dictionary, but got int.\n"
            '      expected an object with "action", "change_id", "created_at", "created_by" and '
            '"flag", got 3\n'
            "  answer\n"
            '    {"data":[{"change_id":["This field is required."],"created_at":["Datetime has '
            "wrong format. Use one of these formats instead: "
            'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."]},{"non_field_errors":["Invalid '
            'data. Expected a dictionary, but got int."]}]}\n',
        )

    def test_the_number_of_changes(self) -> None:
        for changes, words in (
            ([], "record nothing"),
            ([change()], "record 1 change\n"),
            ([change(change_id=1), change(change_id=2)], "record 2 changes\n"),
        ):
            with self.subTest(words):
                self.assertIn(words, self.check(body(*changes)).output)

    def test_the_other_answers(self) -> None:
        for content, words in (
            (b"{", "refused: Sentry cannot parse the body as JSON; it would answer 400"),
            (
                body(change(action="\udfff")),
                "refused: Sentry would fail to write its answer, respond with 500 and record nothing",
            ),
        ):
            with self.subTest(words):
                self.assertIn(words, self.check(content).output)

    def test_what_to_do_about_malformed_json(self) -> None:
        self.assertIn(
            "    the body: JSON parse error - Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 "
            "column 1 (char 0)\n"
            "      expected JSON text in UTF-8, without byte-order mark, comments, trailing "
            "commas, NaN or Infinity\n",
            self.check(b"\xef\xbb\xbf" + GOOD).output,
        )

    def test_what_was_expected_and_what_came(self) -> None:
        number, flag = "a number without fraction", "a string of 1 to 256 characters"
        for field, value, words in (
            ("change_id", "1e3", f'expected {number}, got "1e3"'),
            ("change_id", 1.5, f"expected {number}, got 1.5"),
            ("change_id", 2**64, "expected a 64-bit number, as documented (flaghook checks the "
             "range, Sentry does not), got 18446744073709551616\n  answer"),
            ("action", True, 'expected "created", "updated" or "deleted", got true'),
            ("action", [], 'expected "created", "updated" or "deleted", got a list'),
            ("flag", {}, f"expected {flag}, got an object"),
            ("flag", "", f'expected {flag}, got ""'),
            ("flag", 'a"\x00', f'expected {flag}, got "a\\"\\u0000"'),
            ("flag", "\ud800", f'expected {flag}, got "\\ud800"'),
            ("flag", "x" * 257, f'expected {flag}, got "{"x" * 60}"... of 257 characters'),
            ("created_by", "me", 'expected an object with "id" and "type", got "me"'),
            ("created_by", {"id": "a" * 101, "type": "email"}, "expected a string of 1 to 100 "),
        ):
            with self.subTest(field=field, value=value):
                self.assertIn("      " + words, self.check(body(change(**{field: value}))).output)

    def test_what_came_for_the_whole_and_for_the_parts(self) -> None:
        top = 'expected an object with "data" and "meta", got '
        for content, words in (
            (b"[1]", top + "a list"),
            (b"null", top + "null"),
            (b'"text"', top + '"text"'),
            (body(data={}), "expected a list of objects, got an object"),
            (body(change(), meta=[{"version": 1}]), 'expected an object with "version", got a '
             "list"),
            (body(change(), None), '"created_by" and "flag", got null'),
            (body(change(), meta={"version": "9" * 1001}),
             f'expected a number without fraction, got "{"9" * 60}"... of 1001 characters'),
            (b'{"data":[],"meta":{"version":1.' + b"3" * 99 + b"}}",
             f"got 1.{'3' * 58}... of 101 characters"),
        ):
            with self.subTest(words):
                self.assertIn(words, self.check(content).output)

    def test_what_came_is_the_last_of_a_repeated_key(self) -> None:
        content = GOOD.replace(b'"version":1', b'"version":"x","version":"y"')
        self.assertIn('got "y"\n', self.check(content).output)

    def test_what_came_is_nothing_where_only_a_replaced_value_had_something(self) -> None:
        for former in (b'{"id":null}', b'["stale"]', b'{"id":"stale"}'):
            content = GOOD.replace(
                b'"created_by":{"id":"first.last@company.com",',
                b'"created_by":' + former + b',"created_by":{',
            )
            with self.subTest(former):
                self.assertIn(
                    "    data[0].created_by.id: This field is required.\n"
                    "      expected a string of 1 to 100 characters, got nothing\n",
                    self.check(content).output,
                )

    def test_what_came_is_told_of_the_right_change(self) -> None:
        content = body(change(flag=None), change(flag=""), change(), change(flag=[]),
                       other=[{"flag": 1}, {"version": 2}], meta={"version": "x", "flag": 3})
        self.assertEqual(
            re.findall(r"    (\S+): .*\n      expected .*, got (.*)", self.check(content).output),
            [("data[0].flag", "nothing"), ("data[1].flag", '""'), ("data[3].flag", "a list"),
             ("meta.version", '"x"')],
        )

    def test_deviations(self) -> None:
        self.assertIn(
            "  deviations from the documentation\n"
            '    the body: The key "extra" is not documented; Sentry ignores it.\n'
            "    data[0].change_id: A number is documented; Sentry converts this string.\n",
            self.check(body(change(change_id="7"), extra=None)).output,
        )

    def test_long_lists_are_cut_and_say_so(self) -> None:
        rows = self.check(body(*(change(change_id=id) for id in range(51)))).output
        self.assertIn(", change_id 49\n    and 1 more; --format json shows all\n", rows)
        self.assertNotIn("change_id 50", rows)
        issues = self.check(body(*(change(flag=None) for _ in range(60)))).output
        self.assertIn("data[49].flag", issues)
        self.assertNotIn("data[50].flag:", issues)
        self.assertIn("    and 10 more; --format json shows all\n", issues)

    def test_long_answers_are_cut_and_say_so(self) -> None:
        content = body(*(change(flag=None) for _ in range(100)))
        length = len(json.dumps(self.check_json(content)["answer"], separators=(",", ":")))
        self.assertGreater(length, 2000)
        words = " ".join(self.check(content).output.split())
        self.assertTrue(
            words.endswith(f"... ({length} bytes; --format json shows all)"), words[-200:]
        )

    def test_issues_over_the_limit_are_counted(self) -> None:
        output = self.check(body(change(flag=None), {}), "--max-issues", "2").output
        self.assertIn(
            "the body: 4 more issues are not shown.\n"
            "      expected at most as many issues as --max-issues allows; the answer omits "
            "the others, too\n",
            output,
        )

    def test_one_report_for_each_file_in_order(self) -> None:
        self.write("a.json", GOOD)
        self.write("b.json", b"[]")
        lines = self.run_tool("check", "b.json", "a.json", "-", stdin=GOOD).output.splitlines()
        headlines = [line.split(": ")[:2] for line in lines if not line.startswith(" ")]
        self.assertEqual(
            headlines,
            [["b.json", "refused"], ["a.json", "accepted"], ["standard input", "accepted"]],
        )


class ExitStatus(ToolTest):
    """Tests the exit statuses 0, 1 and 2."""

    def test_all_accepted(self) -> None:
        deviating = self.write("deviating.json", body(change(change_id="7")))
        self.assertEqual(self.run_tool("check", self.write("good", GOOD), deviating).status, 0)

    def test_one_refused(self) -> None:
        bad = self.write("bad", b"[]")
        self.assertEqual(self.run_tool("check", bad, self.write("good", GOOD)).status, 1)

    def test_strict(self) -> None:
        self.assertEqual(self.check(GOOD, "--strict").status, 0)
        outcome = self.check(body(change(change_id="7")), "--strict")
        self.assertEqual(outcome.status, 1)
        self.assertIn("accepted: ", outcome.output)

    def test_an_unreadable_input_outweighs_refused_ones_and_hides_nothing(self) -> None:
        outcome = self.run_tool("check", "missing", self.write("bad", b"[]"))
        self.assertEqual(outcome.status, 2)
        self.assertIn("bad: refused: ", outcome.output)
        self.assertIn("flaghook: cannot open missing: No such file or directory", outcome.errors)

    def test_an_unreadable_input_has_its_place_in_the_document(self) -> None:
        outcome = self.run_tool("check", "--format", "json", "missing", self.write("good", GOOD))
        self.assertEqual(outcome.status, 2)
        self.assertEqual([one["file"] for one in outcome.document], ["missing", "good"])
        self.assertEqual(set(outcome.document[0]), {"schema", "file", "error"})
        self.assertIn("cannot open missing", outcome.document[0]["error"])
        self.assertIn("cannot open missing", outcome.errors)


if __name__ == "__main__":
    unittest.main()
