"""Tests table.py: the printed table, the table in a page, and the exit status."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import table  # noqa: E402

GOOD = "s390x\ts390x-linux-gnu-g++ 12.2.0\tBoost 1.81\trooms\t622\t0\t17\n"
BAD = "wasm\tem++ 3.1.69\tBoost 1.83\trooms\t420\t3\t28\n"


class Table(unittest.TestCase):
    """Tests the command on sample results."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.results = Path(scratch.name) / "results"
        self.results.mkdir()
        self.page = Path(scratch.name) / "page.md"

    def run_table(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-B", str(HERE / "table.py"), *arguments],
            text=True, capture_output=True, check=False,
        )  # fmt: skip

    def test_prints_the_platforms_that_were_asked_for_and_sums_them(self) -> None:
        (self.results / "s390x").write_text(GOOD + GOOD, encoding="utf-8")
        (self.results / "wasm").write_text(BAD, encoding="utf-8")
        done = self.run_table(str(self.results), "s390x")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.splitlines()[-1], "1244 passed, 0 failed")
        self.assertNotIn("wasm", done.stdout)

    def test_a_failure_on_one_platform_is_one_of_all(self) -> None:
        (self.results / "s390x").write_text(GOOD, encoding="utf-8")
        (self.results / "wasm").write_text(BAD, encoding="utf-8")
        done = self.run_table(str(self.results), "s390x", "wasm")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.splitlines()[-1], "1042 passed, 3 failed")

    def test_nothing_that_was_run_is_a_failure(self) -> None:
        self.assertEqual(self.run_table(str(self.results), "s390x").returncode, 1)

    def test_writes_between_the_marks_and_nowhere_else(self) -> None:
        (self.results / "s390x").write_text(GOOD, encoding="utf-8")
        self.page.write_text(f"before\n{table.BEGIN}old\n{table.END}after\n", encoding="utf-8")
        for _ in range(2):
            done = self.run_table("--write", str(self.page), str(self.results), "s390x", "wasm")
            self.assertEqual(done.returncode, 0)
        self.assertEqual(
            self.page.read_text(encoding="utf-8"),
            f"before\n{table.BEGIN}\n"
            "| platform | compiler | libraries | ran | passed | failed |\n"
            "|---|---|---|---|---|---|\n"
            "| s390x | s390x-linux-gnu-g++ 12.2.0 | Boost 1.81 | rooms | 622 | 0 |\n"
            f"\n{table.END}after\n",
        )

    def test_the_readme_has_a_place_for_it(self) -> None:
        readme = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
        self.assertIn("| platform |", table.rewritten(readme, []))

    def test_a_page_without_a_place_is_a_mistake(self) -> None:
        with self.assertRaises(ValueError):
            table.rewritten("a page\n", [])


if __name__ == "__main__":
    unittest.main()
