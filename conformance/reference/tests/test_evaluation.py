"""Tests the recording of the JavaScript SDK beside the table of evaluations."""

import json
import unittest

import reference_path  # noqa: F401
import cases
import javascript_sdk
from cases.evaluation import RECORDED


class Recording(unittest.TestCase):
    def setUp(self) -> None:
        self.recorded = json.loads(RECORDED.read_text())

    def test_has_exactly_the_cases_of_the_table(self) -> None:
        self.assertEqual(list(self.recorded["results"]),
                         [case.id for case in javascript_sdk.questions()])

    def test_is_of_the_version_that_is_installed(self) -> None:
        self.assertEqual(self.recorded["@sentry/core"], javascript_sdk.wanted_version())
        package = json.loads((javascript_sdk.SOURCES / "package.json").read_text())
        self.assertEqual(package["dependencies"], {"@sentry/core": javascript_sdk.wanted_version()})

    def test_is_what_the_cases_expect(self) -> None:
        for case in cases.GROUPS["evaluate"] + cases.GROUPS["span"]:
            self.assertEqual(case.expected, self.recorded["results"][case.id])

    def test_shows_every_difference(self) -> None:
        results = dict(self.recorded["results"])
        self.assertEqual(javascript_sdk.differences(results), [])
        results["evaluate-one"] = {"values": []}
        del results["span-one"]
        results["span-new"] = {"attributes": {}}
        found = javascript_sdk.differences(results)
        self.assertEqual([line.partition(":")[0] for line in found],
                         ["evaluate-one", "span-new", "span-one"])

    def test_is_written_as_it_is_read(self) -> None:
        written = javascript_sdk.recording(self.recorded["results"])
        self.assertEqual(written, RECORDED.read_text())


if __name__ == "__main__":
    unittest.main()
