"""Prints the results of tests/platforms/run as a table, or writes it into a page.

Usage: table.py [--write PAGE] RESULTS PLATFORM...

RESULTS is a folder with a file for each platform that was tested. Each line is a step: platform,
compiler, libraries, what ran, passed, failed, seconds, separated by tabs. In a page the table is
between two comments. Ends with `N passed, N failed`, and with status 1 if something failed.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

BEGIN = "<!-- written by tests/platforms/run --write -->\n"
END = "<!-- end of the table -->\n"


@dataclass(frozen=True)
class Step:
    """One row of the table."""

    platform: str
    compiler: str
    libraries: str
    what: str
    passed: int
    failed: int
    seconds: int


def read(results: Path, platforms: list[str]) -> list[Step]:
    """Returns the steps of these platforms that were run."""
    steps: list[Step] = []
    for platform in platforms:
        file = results / platform
        if not file.is_file():
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            *texts, passed, failed, seconds = line.split("\t")
            steps.append(Step(*texts, int(passed), int(failed), int(seconds)))
    return steps


def text(steps: list[Step]) -> str:
    """Returns the table for a terminal."""
    lines = [
        f"{'platform':10} {'compiler':44} {'what ran':16} {'passed':>7} {'failed':>7} {'seconds':>8}"
    ]
    lines += [
        f"{each.platform:10} {each.compiler:44} {each.what:16} "
        f"{each.passed:7} {each.failed:7} {each.seconds:8}"
        for each in steps
    ]
    return "\n".join(lines) + "\n"


def markdown(steps: list[Step]) -> str:
    """Returns the table for a page."""
    lines = ["| platform | compiler | libraries | ran | passed | failed |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {each.platform} | {each.compiler} | {each.libraries} | {each.what} "
        f"| {each.passed} | {each.failed} |"
        for each in steps
    ]
    return "\n".join(lines) + "\n"


def rewritten(page: str, steps: list[Step]) -> str:
    """Returns a page with the table inserted."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN.strip()} and {END.strip()}")
    return f"{before}{begin}\n{markdown(steps)}\n{end}{after}"


def main(arguments: list[str]) -> int:
    """Runs the command and returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the table into a page")
    parser.add_argument("results", type=Path)
    parser.add_argument("platforms", nargs="+")
    options = parser.parse_args(arguments)
    steps = read(options.results, options.platforms)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(rewritten(page, steps), encoding="utf-8")
        return 0
    passed, failed = sum(each.passed for each in steps), sum(each.failed for each in steps)
    print(f"\n{text(steps)}\n{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
