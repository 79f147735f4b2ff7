#!/usr/bin/env python3
"""Writes all headers as one file, `flaghook.hpp`, which needs no include path of its own.

Usage: amalgamate.py INCLUDE_DIRECTORY OUTPUT

Each header appears once, within its own include guard, after those that it includes. One source
file may include both the single header and the original headers. Third-party includes are collected
at the top, except those that belong to one of the two crypto libraries.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

UMBRELLA = "flaghook/flaghook.hpp"
VERSION = "flaghook/version.hpp"

DIRECTIVE = re.compile(r"[ \t]*#[ \t]*(\w+)")
INCLUDE = re.compile(r"[ \t]*#[ \t]*include[ \t]*<([^>\n]+)>")

BANNER = """\
// flaghook {version}: Sentry's generic feature-flag webhook, all headers in one file.
//
// Made by cmake/amalgamate.py; change the headers in include/flaghook/ instead. It needs C++20, Boost 1.78
// or newer with Boost.JSON, and Mbed TLS, or OpenSSL 3 where FLAGHOOK_CRYPTO_OPENSSL is defined.
//
// SPDX-License-Identifier: MIT
//
{license}
"""


class Mistake(Exception):
    """The headers cannot be written as one file."""


@dataclass(frozen=True)
class Line:
    """A line of a header; `depth` counts the conditions around it, except for the include guard."""

    text: str
    depth: int

    @property
    def included(self) -> str | None:
        """Returns the included header's name."""
        found = INCLUDE.match(self.text)
        return found[1] if found else None


def read_lines(path: Path) -> list[Line]:
    """Returns a header's lines."""
    lines: list[Line] = []
    depth = -1
    for text in path.read_text(encoding="utf-8").splitlines():
        word = found[1] if (found := DIRECTIVE.match(text)) else ""
        depth -= word == "endif"
        lines.append(Line(text, depth - (word in ("else", "elif"))))
        depth += word in ("if", "ifdef", "ifndef")
    if depth != -1:
        raise Mistake(f"{path}: a condition is not closed")
    return lines


@dataclass
class Amalgamation:
    """Joins the headers below `root`."""

    root: Path
    parts: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    open: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Adds a header after those that it includes."""
        if name in self.done:
            return
        self.parts += [*self._header(name, conditional=False), ""]

    def _lines(self, name: str) -> list[Line]:
        path = self.root / name
        if not path.is_file():
            raise Mistake(f"there is no {path}")
        return read_lines(path)

    def _header(self, name: str, *, conditional: bool) -> list[str]:
        """Returns a header without its includes, which are added before it. Within a condition, all
        included headers must have been added already."""
        if name in self.open:
            raise Mistake(" -> ".join([*self.open, name]) + ": circular includes")
        self.open.append(name)
        result = [f"// ---- {name}"]
        for line in self._with_branches(name, conditional=conditional):
            # Keep at most one empty line where an include was removed.
            if line or result[-1]:
                result.append(line)
        self.open.pop()
        self.done.add(name)
        return result

    def _with_branches(self, name: str, *, conditional: bool) -> Iterator[str]:
        lines = self._lines(name)
        for line in lines:
            if line.included is None or not line.included.startswith("flaghook/"):
                continue
            if line.depth == 0:
                if conditional and line.included not in self.done:
                    raise Mistake(f"{name}: {line.included} would be within a condition")
                self.add(line.included)
            else:
                # A header that both branches include has to precede them.
                for inner in self._lines(line.included):
                    if inner.depth == 0 and (inner.included or "").startswith("flaghook/"):
                        self.add(inner.included or "")
        for line in lines:
            if line.included is None:
                yield line.text
            elif line.included.startswith("flaghook/"):
                if line.depth > 0:
                    if line.included in self.done:
                        raise Mistake(f"{name}: {line.included} is already included elsewhere")
                    yield from self._header(line.included, conditional=True)
            elif line.depth > 0 or conditional:
                yield line.text
            else:
                self.foreign.add(line.included)


def banner(root: Path) -> str:
    """Returns the head of the file: version and licence."""
    found = re.search(
        r'^#define FLAGHOOK_VERSION "([0-9.]+)"$',
        (root / VERSION).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    if not found:
        raise Mistake(f"{root / VERSION} does not define FLAGHOOK_VERSION")
    terms = (Path(__file__).resolve().parent.parent / "LICENSE").read_text(encoding="utf-8")
    commented = "\n".join(f"// {line}".rstrip() for line in terms.splitlines())
    return BANNER.format(version=found[1], license=commented)


def gathered(foreign: set[str]) -> Iterator[str]:
    """Returns third-party includes in the order of .clang-format: with a folder or `.h` first."""
    folders = sorted(name for name in foreign if "/" in name or name.endswith(".h"))
    for group in (folders, sorted(foreign - set(folders))):
        if group:
            yield ""
            yield from (f"#include <{name}>" for name in group)


def amalgamate(root: Path) -> str:
    """Returns the text of the single header."""
    whole = Amalgamation(root)
    # The version is first, because it refuses another version that was included before.
    whole.add(VERSION)
    version, whole.parts = whole.parts, []
    whole.add(UMBRELLA)
    text = banner(root) + "\n".join(
        ["", *version, *list(gathered(whole.foreign))[1:], "", *whole.parts]
    )
    return text.rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Runs the command and returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("include_directory", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args(arguments)
    try:
        text = amalgamate(options.include_directory)
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 2
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
