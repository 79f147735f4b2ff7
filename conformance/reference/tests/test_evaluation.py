"""Tests flag evaluations, and the recording of the JavaScript SDK beside the case table."""

import json
import unittest
from typing import Any

import reference_path  # noqa: F401
import cases
import javascript_sdk
from cases.evaluation import RECORDED
from evaluation import FLAGS_PER_EVENT, FLAGS_PER_SPAN, FlagBuffer, span_attributes


def numbered(count: int) -> list[dict[str, Any]]:
    return [{"flag": str(number), "result": True} for number in range(count)]


class Buffer(unittest.TestCase):
    def test_moves_what_is_evaluated_again_to_the_end(self) -> None:
        buffer = FlagBuffer(numbered(3) + [{"flag": "0", "result": False}])
        self.assertEqual([(one["flag"], one["result"]) for one in buffer.values],
                         [("1", True), ("2", True), ("0", False)])

    def test_gives_up_the_oldest(self) -> None:
        buffer = FlagBuffer(numbered(FLAGS_PER_EVENT + 2))
        self.assertEqual(buffer.values, numbered(FLAGS_PER_EVENT + 2)[2:])

    def test_has_independent_forks(self) -> None:
        buffer = FlagBuffer(numbered(1))
        fork = buffer.fork()
        fork.record([{"flag": "0", "result": False}])
        self.assertEqual((buffer.values[0]["result"], fork.values[0]["result"]), (True, False))

    def test_takes_only_booleans(self) -> None:
        for result in (None, 0, 1, "true", []):
            self.assertEqual(FlagBuffer([{"flag": "a", "result": result}]).values, [])


class Span(unittest.TestCase):
    def test_keeps_the_first_and_updates_them(self) -> None:
        again = [{"flag": "0", "result": False}, {"flag": "10", "result": False}]
        attributes = span_attributes(numbered(FLAGS_PER_SPAN + 1) + again)
        self.assertEqual(len(attributes), FLAGS_PER_SPAN)
        self.assertIs(attributes["flag.evaluation.0"], False)
        self.assertNotIn("flag.evaluation.10", attributes)


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
