"""Tests that the vectors follow the rules, and that each rule detects a violation."""

import contextlib
import io
import json
import shutil
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reference_path import CONFORMANCE
import lint


class Tree(unittest.TestCase):
    def test_keeps_every_rule(self) -> None:
        self.assertEqual(lint.problems(lint.Vectors(CONFORMANCE / "vectors")), [])

    def test_covers_every_clause(self) -> None:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(lint.main([]), 0)
        self.assertRegex(output.getvalue(), r"signature-raw-body +\d+ +\d+")
        self.assertRegex(output.getvalue(), r"\d+ clauses, \d+ cases: ")


class Rules(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.vectors = Path(folder.name)
        whole = CONFORMANCE / "vectors"
        for name in (lint.SCHEMA, "versions.json"):
            shutil.copy(whole / name, self.vectors)
        cases = json.loads((whole / "versions.json").read_bytes())["cases"]
        cited = {case["clause"] for case in cases}
        clauses = json.loads((whole / lint.CLAUSES).read_bytes())["clauses"]
        kept = [clause for clause in clauses if clause["id"] in cited]
        (self.vectors / lint.CLAUSES).write_text(json.dumps({"clauses": kept}))
        ids = "".join(f"{case['id']}\n" for case in cases)
        (self.vectors / lint.FROZEN_IDS).write_text(ids)
        self.assertEqual(lint.problems(lint.Vectors(self.vectors)), [])

    def edit(self, name: str, change: Callable[[Any], None]) -> None:
        path = self.vectors / name
        content = json.loads(path.read_text())
        change(content)
        path.write_text(json.dumps(content))

    def edit_case(self, **replaced: Any) -> None:
        self.edit("versions.json", lambda content: content["cases"][0].update(replaced))

    def assert_problem(self, pattern: str) -> None:
        found = lint.problems(lint.Vectors(self.vectors))
        self.assertRegex("\n".join(found), pattern)
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(lint.main([str(self.vectors)]), 1)

    def test_files_fit_the_schema(self) -> None:
        self.edit_case(level="PERHAPS")
        self.assert_problem(r"versions.json\['cases'\]\[0\]\['level'\]: 'PERHAPS'")

    def test_inputs_fit_their_operation(self) -> None:
        self.edit_case(input={"body": {"text": "", "base64": ""}})
        self.assert_problem("versions.json.*too many properties")

    def test_expectations_fit_their_operation(self) -> None:
        self.edit_case(expected={"signature": "0" * 64})
        self.assert_problem("versions.json.*signature")

    def test_an_answer_to_what_is_not_json_says_why(self) -> None:
        for answer in ({"detail": "x"}, {"detail": "JSON parse error - "}, {}, None, "x"):
            self.edit_case(expected={"status": 400, "answer": answer, "rows": []})
            self.assert_problem(r"versions.json\['cases'\]\[0\]\['expected'\]\['answer'\]")
        self.edit_case(expected={"status": 400, "rows": []})
        self.assert_problem("'answer' is a required property")

    def test_bodies_have_parts_that_are_none_of_parts(self) -> None:
        part = {"text": "x"}
        for body in ({"parts": [part]}, {"parts": [part, {"parts": [part, part]}]},
                     {"parts": [part, {"text": ""}]}, {"parts": [part, {"repeat": part}]}):
            self.edit_case(input={"body": body})
            self.assert_problem(r"versions.json\['cases'\]\[0\]\['input'\]\['body'\]")

    def test_files_are_json(self) -> None:
        (self.vectors / "versions.json").write_text("{")
        self.assert_problem("versions.json: Expecting")

    def test_lone_surrogates_stay_outside(self) -> None:
        self.edit_case(title="\ud800")
        self.assert_problem("versions.json: .*surrogates")

    def test_ids_are_unique(self) -> None:
        self.edit("versions.json", lambda content: content["cases"].append(content["cases"][0]))
        self.assert_problem("the id versions-published occurs 2 times")

    def test_inputs_are_unique(self) -> None:
        def copy_input(content: Any) -> None:
            content["cases"][1]["input"] = content["cases"][0]["input"]

        self.edit("versions.json", copy_input)
        self.assert_problem("the input .* occurs 2 times")

    def test_ids_begin_with_their_group(self) -> None:
        self.edit_case(id="fields-published")
        self.assert_problem("fields-published is in versions.json")

    def test_groups_have_their_own_files(self) -> None:
        shutil.move(self.vectors / "versions.json", self.vectors / "other.json")
        self.assert_problem("other.json has the group versions")

    def test_ids_never_vanish(self) -> None:
        self.edit("versions.json", lambda content: content["cases"].pop())
        self.assert_problem("was removed; ids must not be removed")

    def test_new_ids_are_frozen(self) -> None:
        self.edit_case(id="versions-brand-new")
        self.assert_problem("versions-brand-new is not in ids.txt")

    def test_cited_clauses_exist(self) -> None:
        self.edit_case(clause="no-such-clause")
        self.assert_problem("versions-published cites no-such-clause")

    def test_clauses_are_cited(self) -> None:
        clause = {"id": "lonely", "statement": "Nobody cites it.", "source": "https://a.example/"}
        self.edit("clauses.json", lambda content: content["clauses"].append(clause))
        self.assert_problem("no case cites lonely")

    def test_clauses_are_unique(self) -> None:
        self.edit("clauses.json", lambda content: content["clauses"].append(
            content["clauses"][0]
        ))
        self.assert_problem("the clause version-not-checked occurs 2 times")


if __name__ == "__main__":
    unittest.main()
