"""Checks that each promise of docs/threat-model.md names tests, and that these exist.

Usage: check_claims.py SOURCE_DIRECTORY

A test is named as ctest and unittest name it, in backquotes:

* `module.suite.test`: a GoogleTest case in tests/<module>/
* `tool.module.Class.test_name`: a test in tests/tool/<module>_test.py
* `constant_time.<subject>_O<level>` and `consumer.<project>`: tests that CMake lists define

Prints one line per mistake, and exits with 1 if there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = "docs/threat-model.md"
NAME = re.compile(r"`((?:\w+\.){1,3}\w+)`")
GOOGLE_TEST = re.compile(r"TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)")
NO_TESTS = ("hpp", "cpp", "py", "md", "txt")
"""Names with these endings are files."""


def google_tests(source: Path) -> set[str]:
    """Returns every GoogleTest case, as module.suite.test."""
    return {
        f"{file.parent.name}.{suite}.{test}"
        for file in source.glob("tests/*/*_test.cpp")
        for suite, test in GOOGLE_TEST.findall(file.read_text(encoding="utf-8"))
    }


def tool_tests(source: Path) -> set[str]:
    """Returns every test of the tool, as tool.module.Class.test."""
    found: set[str] = set()
    for file in source.glob("tests/tool/*_test.py"):
        owner = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if begun := re.match(r"class (\w+)", line):
                owner = begun[1]
            elif case := re.match(r"    def (test_\w+)", line):
                found.add(f"tool.{file.stem.removesuffix('_test')}.{owner}.{case[1]}")
    return found


def built_tests(source: Path) -> set[str]:
    """Returns the tests that CMake makes from lists."""
    lists = (source / "tests/constant_time/CMakeLists.txt").read_text(encoding="utf-8")
    subjects = re.search(r"foreach\(subject IN ITEMS ([^)]*)\)", lists)
    levels = re.search(r"foreach\(level IN ITEMS ([^)]*)\)", lists)
    assert subjects and levels
    projects = source.glob("tests/consumer/*/CMakeLists.txt")
    return {
        f"constant_time.{subject}_O{level}"
        for subject in subjects[1].split() for level in levels[1].split()
    } | {f"consumer.{project.parent.name}" for project in projects}


def promises(page: str) -> Iterator[tuple[int, str, str]]:
    """Yields the rows of the tables of promises: line, promise, and the tests that show it."""
    promised = False
    for number, line in enumerate(page.splitlines(), start=1):
        if line.startswith("#"):
            promised = False
        elif line == "| promise | shown by |":
            promised = True
        elif promised and line.startswith("|") and not line.startswith("|---"):
            _, promise, shown, _ = re.split(r"\s*\|\s*", line)
            yield number, promise, shown


def mistakes(page: str, tests: set[str]) -> Iterator[str]:
    """Returns the mistakes of a page, given the existing tests."""
    rows = list(promises(page))
    if not rows:
        yield f"{PAGE}: no promises"
    for number, promise, shown in rows:
        if not NAME.search(shown):
            yield f"{PAGE}:{number}: nothing shows that {promise!r}"
    for number, line in enumerate(page.splitlines(), start=1):
        for name in NAME.findall(line):
            if name.rpartition(".")[2] not in NO_TESTS and name not in tests:
                yield f"{PAGE}:{number}: there is no test {name}"


def main(arguments: list[str]) -> int:
    """Runs the check and returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    source = Path(arguments[0])
    tests = google_tests(source) | tool_tests(source) | built_tests(source)
    found = list(mistakes((source / PAGE).read_text(encoding="utf-8"), tests))
    for mistake in found:
        print(mistake)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
