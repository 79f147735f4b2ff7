"""Counts the instructions of one request with callgrind, and compares them with expected counts.

Usage: count.py PROGRAM [EXPECTED [--write]]

EXPECTED has a line for each case. A count of more than 10 % above it fails. A count far below it
does not fail, but --write should record it. Without EXPECTED the counts are only printed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

CASES = [
    f"{what} {way} {changes}"
    for what in ("receive", "answer")
    for way in ("owning", "views", "escaped")
    for changes in (1, 100)
]
MOST = 1.10


def count(program: str, case: str) -> int:
    """Returns the number of instructions between the two marks in the program."""
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         "--instr-atstart=no", "--collect-atstart=no", program, *case.split()],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    found = re.search(r"Collected : (\d+)", done.stdout)
    if done.returncode != 0 or not found or int(found[1]) == 0:
        raise SystemExit(f"{program} {case}: nothing was counted\n{done.stdout}")
    return int(found[1])


def main(arguments: list[str]) -> int:
    """Compares the counts and returns the exit status."""
    if len(arguments) not in (1, 2, 3) or arguments[2:] not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    program = arguments[0]
    counted = {case: count(program, case) for case in CASES}
    if not arguments[1:]:
        for case, value in counted.items():
            print(f"{case:20} {value:9} instructions")
        return 0
    path = Path(arguments[1])
    if arguments[2:]:
        path.write_text("".join(f"{case} {value}\n" for case, value in counted.items()))
        return 0
    expected = {}
    for line in path.read_text().splitlines():
        case, _, value = line.rpartition(" ")
        expected[case] = int(value)
    failed = expected.keys() != counted.keys()
    for case, value in counted.items():
        ratio = value / expected.get(case, 1)
        failed |= ratio > MOST
        print(f"{case:20} {value:9} instructions, {ratio:5.2f} of what is written down")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
