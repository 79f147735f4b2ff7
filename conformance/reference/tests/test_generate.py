"""Tests the generated files in the tree and the generator."""

import contextlib
import io
import json
import shutil
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

from reference_path import CONFORMANCE
import cases
import generate
import samples


class Tree(unittest.TestCase):
    def test_is_as_generated(self) -> None:
        self.assertEqual(generate.differences(generate.outputs()), [])


class Check(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.copy = Path(folder.name)
        for name in ("vectors", "samples"):
            shutil.copytree(CONFORMANCE / name, self.copy / name)
        patch = mock.patch.object(generate, "CONFORMANCE", self.copy)
        patch.start()
        self.addCleanup(patch.stop)

    def run_check(self, *arguments: str) -> tuple[int, str]:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = generate.main(["--check", *arguments])
        return status, output.getvalue()

    def test_passes_on_what_was_written(self) -> None:
        self.assertEqual(self.run_check()[0], 0)

    def test_shows_a_changed_line_and_fails(self) -> None:
        path = self.copy / "vectors" / "versions.json"
        path.write_text(path.read_text().replace("the only published version", "a version"))
        status, output = self.run_check()
        self.assertEqual(status, 1)
        self.assertRegex(output, '(?m)^-.* "title": "a version"')
        self.assertRegex(output, r'(?m)^\+.* "title": "the only published version"')

    def test_fails_on_a_missing_file_and_a_changed_line_end(self) -> None:
        (self.copy / "samples" / "batch.json").unlink()
        self.assertEqual(self.run_check()[0], 1)
        path = self.copy / "samples" / "batch.json"
        path.write_bytes(samples.SAMPLES["batch.json"] + b"\n")
        status, output = self.run_check()
        self.assertEqual(status, 1)
        self.assertIn("only the line ends differ", output)

    def test_writing_mends_what_differs(self) -> None:
        (self.copy / "vectors" / "json.json").write_text("{}")
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(generate.main([]), 0)
        self.assertEqual(self.run_check()[0], 0)

    def test_never_takes_an_id_out_of_the_frozen_list(self) -> None:
        path = self.copy / "vectors" / "ids.txt"
        path.write_text("fields-of-gold\n" + path.read_text())
        with contextlib.redirect_stdout(io.StringIO()):
            generate.main([])
        self.assertTrue(path.read_text().startswith("fields-of-gold "))


class Disagreement(unittest.TestCase):
    def first(self, group: str) -> cases.Case:
        return cases.GROUPS[group][0]

    def test_with_a_case_s_intention_is_an_error(self) -> None:
        with self.assertRaisesRegex(generate.Disagreement, "expected accepted, got "):
            generate.expectation(replace(self.first("fields"), intent="accepted"))

    def test_with_an_expectation_by_hand_is_an_error(self) -> None:
        with self.assertRaisesRegex(generate.Disagreement, r"expected \{.*\}, got "):
            generate.expectation(replace(self.first("delivery"), expected={"outcome": "refused"}))

    def test_is_an_error_where_the_reference_errs(self) -> None:
        broken = replace(self.first("emit"), input={"version": 9, "changes": []})
        with self.assertRaisesRegex(generate.Disagreement, "version 9"):
            generate.expectation(broken)

    def test_is_told_by_the_command(self) -> None:
        broken = {"fields": [replace(self.first("fields"), intent="accepted")]}
        with mock.patch.object(cases, "GROUPS", broken):
            with contextlib.redirect_stderr(io.StringIO()) as errors:
                self.assertEqual(generate.main(["--check"]), 1)
        self.assertIn("expected accepted, got ", errors.getvalue())


class Samples(unittest.TestCase):
    def test_have_the_verdicts_that_their_senders_get(self) -> None:
        expected = json.loads((CONFORMANCE / "samples" / "expected.json").read_bytes())
        verdicts = {
            name: (verdict["status"], verdict["answer"], [r["change_id"] for r in verdict["rows"]])
            for name, verdict in expected["samples"].items()
        }
        self.assertEqual(verdicts, {
            "flagsmith.json": (200, None, ["4711"]),
            "typescript-service.json": (200, None, ["1748945533123"]),
            "flag-platform.json": (200, None, ["10442", "10443"]),
            "php-negative-ids.json": (
                200, None, ["-8177273849193457161", "5405124879123456789"]
            ),
            "blueprint-example.json": (
                200, {"data": [{"change_id": ["This field is required."]}]}, []
            ),
            "documented-example.json": (200, None, ["93899375123"]),
            "batch.json": (
                200, None, ["93899375123", "93899375124", "93899375125", "93899375126"]
            ),
        })

    def test_are_exactly_the_files_beside_the_expectations(self) -> None:
        files = {path.name for path in (CONFORMANCE / "samples").glob("*.json")}
        self.assertEqual(files, set(samples.SAMPLES) | {"expected.json"})


if __name__ == "__main__":
    unittest.main()
