"""Builds a program of two parts that were compiled with different versions of the headers.

Usage: build_and_run.py SCRATCH INCLUDE OTHER_INCLUDE COMPILER

Checks that the program runs and that each part uses its own version. If one part passes a type of
the library to the other one, the linker must report a missing symbol whose name contains the
version. Exits with 1 if a check fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(*command: str | Path) -> tuple[int, str]:
    """Returns the exit status and the output of a command."""
    done = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def version_of(include: str) -> str:
    """Returns the version of the headers."""
    text = Path(include, "flaghook/version.hpp").read_text(encoding="utf-8")
    found = re.search(r'#define FLAGHOOK_VERSION "([0-9.]+)"', text)
    if not found:
        raise ValueError(f"{include} says no version")
    return found[1]


def main(arguments: list[str]) -> int:
    """Runs the check and returns the exit status."""
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    scratch, compiler = Path(arguments[0]), arguments[3]
    scratch.mkdir(parents=True, exist_ok=True)
    versions = [version_of(include) for include in arguments[1:3]]
    if versions[0] == versions[1]:
        print(f"both parts are of version {versions[0]}")
        return 1

    build = [compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-c"]
    for source, include, name, *macros in (
        ("main.cpp", arguments[1], "main.o"),
        ("other_part.cpp", arguments[2], "other_part.o"),
        ("main.cpp", arguments[1], "handing_over.o", "-DHAND_A_TYPE_ACROSS"),
    ):
        status, said = run(*build, *macros, f"-I{include}", HERE / source, "-o", scratch / name)
        if status != 0:
            print(f"{source} does not compile:\n{said}")
            return 1

    program = scratch / "program"
    status, said = run(compiler, scratch / "main.o", scratch / "other_part.o", "-o", program)
    if status != 0:
        print(f"two versions do not link:\n{said}")
        return 1
    status, said = run(program)
    if not re.fullmatch(rf"{versions[0]} 1 \S+, {versions[1]} 1 \S+\n", said) or status != 0:
        print(f"the program with two versions says {said!r} and exits with {status}")
        return 1

    status, said = run(
        compiler, scratch / "handing_over.o", scratch / "other_part.o", "-o", scratch / "none"
    )
    name = "v" + versions[0].replace(".", "_")
    if status == 0 or not re.search(rf"undefined reference to [^\n]*describe\([^\n]*{name}", said):
        print(f"a type was handed across; the linker exits with {status} and says:\n{said}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
