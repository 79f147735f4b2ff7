"""Tests that the golden vectors are a part of the program."""

import json
import os
import shutil
import unittest
from pathlib import Path

from running import CONFORMANCE, TOOL, ToolTest

VECTORS = CONFORMANCE / "vectors"


class Vectors(ToolTest):
    """The suite needs no other file than the program."""

    def results(self, *arguments: str) -> list[tuple[str, str]]:
        """Returns the id and the verdict of each case."""
        document = self.run_tool("suite", "--format", "json", *arguments).document
        (one,) = document["implementations"]
        return [(result["id"], result["verdict"]) for result in one["results"]]

    def test_they_are_those_of_the_source_tree(self) -> None:
        expected = []
        for path in sorted(VECTORS.glob("*.json")):
            expected += json.loads(path.read_text()).get("cases", [])
        own = self.run_tool("suite", "--list", "--level", "may").output
        self.assertEqual([line.split()[0] for line in own.splitlines()],
                         [case["id"] for case in expected])
        self.assertEqual(self.results(), self.results("--vectors", str(VECTORS)))

    def test_another_folder_replaces_them(self) -> None:
        for name in ("clauses.json", "span.json"):
            shutil.copy(VECTORS / name, self.folder)
        ids = {case["id"] for case in json.loads((VECTORS / "span.json").read_text())["cases"]}
        self.assertEqual({one for one, _ in self.results("--vectors", ".", "--level", "may")}, ids)

    def test_the_program_does_not_know_the_source_tree(self) -> None:
        self.assertNotIn(os.fsencode(VECTORS), Path(TOOL).read_bytes())


if __name__ == "__main__":
    unittest.main()
