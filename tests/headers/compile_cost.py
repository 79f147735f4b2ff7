"""Measures the cost of including each header: preprocessed lines, and with --time compile time.

Usage: compile_cost.py COMPILER INCLUDE_DIRECTORY [--time]

Fails if the umbrella header has more than 1.23 times the lines of the base, which is Boost.JSON's
parser with Mbed TLS's digests and <chrono>, whose size differs much between releases of compilers.
Compares lines, because time depends on the machine.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

BASE = (
    "#include <boost/json/basic_parser_impl.hpp>\n#include <mbedtls/md.h>\n#include <chrono>\n"
)
MOST = 1.23


def run(compiler: str, include: str, source: str, *options: str) -> str:
    """Returns the compiler's output for a source."""
    done = subprocess.run(
        [compiler, "-std=c++20", f"-I{include}", "-x", "c++", *options, "-"],
        input=source, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def lines(compiler: str, include: str, source: str) -> int:
    """Counts the lines after preprocessing."""
    return run(compiler, include, source, "-E", "-P").count("\n")


def seconds(compiler: str, include: str, source: str) -> float:
    """Returns the shortest processor time of three compilations without code generation."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(compiler, include, source, "-fsyntax-only")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime)
    return min(times)


def main(arguments: list[str]) -> int:
    """Prints the table and returns the exit status."""
    if len(arguments) not in (2, 3) or arguments[2:] not in ([], ["--time"]):
        print(__doc__, file=sys.stderr)
        return 2
    compiler, include = arguments[:2]
    timed = bool(arguments[2:])
    headers = sorted(
        path.relative_to(include).as_posix() for path in Path(include, "flaghook").rglob("*.hpp")
    )
    base = lines(compiler, include, BASE)
    print("| header | lines | of the base |" + (" seconds |" if timed else ""))
    print("|---|---:|---:|" + ("---:|" if timed else ""))
    rows = [("basic_parser_impl.hpp, mbedtls/md.h and chrono", BASE)]
    rows += [(header, f"#include <{header}>\n") for header in headers]
    failed = True
    for name, source in rows:
        count = lines(compiler, include, source)
        row = f"| {name} | {count:,} | {count / base:.2f} |"
        print(row + (f" {seconds(compiler, include, source):.2f} |" if timed else ""))
        if name == "flaghook/flaghook.hpp":
            failed = count > MOST * base
    if failed:
        print(f"the umbrella header has more than {MOST} times the lines of the base")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
