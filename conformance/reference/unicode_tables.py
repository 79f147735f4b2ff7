#!/usr/bin/python3
"""Writes include/flaghook/server/unicode_tables.hpp from the Unicode data of the running Python.

The server's rules for text use two properties of Python's `str` that depend on the Unicode version:
the decimal digit value and `isprintable`. Their tables are derived here.

    unicode_tables.py            writes the header and recorded/code_points.json
    unicode_tables.py --check    fails if the files in the tree differ

The tables are those of the server's Python, so only Python 3.13 writes them. `--check` runs on all
releases: with another Unicode version, it compares all code points except those that only one of
the two versions knows, and says how many these are.
"""

import json
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import unicode_versions

HEADER = Path(__file__).resolve().parents[2] / "include/flaghook/server/unicode_tables.hpp"

TEMPLATE = """\
/// @file
/// Unicode properties as Python knows them (Unicode {version}).
///
/// Written by conformance/reference/unicode_tables.py; do not edit.
#ifndef FLAGHOOK_SERVER_UNICODE_TABLES_HPP
#define FLAGHOOK_SERVER_UNICODE_TABLES_HPP

#include <flaghook/version.hpp>

#include <cstdint>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {{

/// The version of the Unicode Character Database behind the tables.
inline constexpr char unicode_version[] = "{version}";

/// First code point of each run of ten decimal digits 0 to 9, ascending.
inline constexpr std::uint32_t decimal_digit_zeros[] = {{
{zeros}}};

/// Where `str.isprintable` changes, ascending: code points from the first entry on are not
/// printable, from the second on printable again, and so on. Code points below are printable.
inline constexpr std::uint32_t printable_changes[] = {{
{changes}}};

}} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
"""


def rows(values: list[int]) -> str:
    lines = []
    for first in range(0, len(values), 10):
        lines.append("    " + ", ".join(f"0x{value:05X}" for value in values[first : first + 10]))
    return ",\n".join(lines) + ",\n"


def digit_zeros() -> list[int]:
    zeros = []
    for point in unicode_versions.CODE_POINTS:
        if unicodedata.decimal(chr(point), -1) == 0:
            assert all(
                unicodedata.decimal(chr(point + digit), -1) == digit for digit in range(10)
            ), f"U+{point:04X} does not start a run of ten digits"
            zeros.append(point)
    return zeros


def printable_changes() -> list[int]:
    changes = []
    printable = True
    for point in unicode_versions.CODE_POINTS:
        if chr(point).isprintable() != printable:
            printable = not printable
            changes.append(point)
    return changes


def header() -> str:
    """Returns the header for the running Python's Unicode data."""
    return TEMPLATE.format(
        version=unicodedata.unidata_version,
        zeros=rows(digit_zeros()),
        changes=rows(printable_changes()),
    )


def lines_of(points: Iterable[int]) -> list[str]:
    """Returns the lines of the recording that have these code points, which ascend."""
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][-1] == point - 1:
            ranges[-1][1:] = [point]
        else:
            ranges.append([point])
    text = " ".join("-".join(f"{point:X}" for point in one) for one in ranges)
    return textwrap.wrap(text, 92, break_on_hyphens=False)


def recording() -> str:
    """Returns the properties of all code points in the running Python."""
    points = unicode_versions.CODE_POINTS
    lists = {
        "unassigned": filter(unicode_versions.is_unassigned, points),
        "unprintable": (
            point
            for point in points
            if not unicode_versions.is_unassigned(point) and not chr(point).isprintable()
        ),
        "digit_zeros": digit_zeros(),
    }
    return json.dumps(
        {"unicode": unicodedata.unidata_version}
        | {name: lines_of(listed) for name, listed in lists.items()},
        indent=2,
    ) + "\n"


def table(text: str, name: str) -> list[int]:
    """Returns one of the header's tables."""
    found = re.search(rf" {name}\[\] = \{{(.*?)\}}", text, re.DOTALL)
    assert found, f"{HEADER} has no table {name}"
    return [int(value, 16) for value in re.findall(r"0x[0-9A-F]+", found[1])]


def differences(text: str) -> Iterator[str]:
    """Yields the differences between the header and the running Python, as far as both know."""
    if f'unicode_version[] = "{unicode_versions.UNICODE}"' not in text:
        yield f"{HEADER} is not of Unicode {unicode_versions.UNICODE}"
    changes = frozenset(table(text, "printable_changes"))
    digits = {
        zero + digit: digit
        for zero in table(text, "decimal_digit_zeros")
        for digit in range(10)
    }
    decided = unicode_versions.decided_by_release()
    printable = True
    for point in unicode_versions.CODE_POINTS:
        printable ^= point in changes
        if point in decided:
            continue
        if chr(point).isprintable() != printable:
            yield f"U+{point:04X}: printable is {printable}"
        if unicodedata.decimal(chr(point), None) != digits.get(point):
            yield f"U+{point:04X}: digit is {digits.get(point)}"


def check() -> list[str]:
    """Lists the errors in the tree's files, as far as the running Python can detect them."""
    text = HEADER.read_text(encoding="ascii")
    if unicodedata.unidata_version != unicode_versions.UNICODE:
        return list(differences(text))
    pairs = ((HEADER, header()), (unicode_versions.FILE, recording()))
    return [
        f"{file} differs from the output of {Path(__file__).name}"
        for file, content in pairs
        if file.read_text(encoding="ascii") != content
    ]


def main() -> int:
    if "--check" in sys.argv[1:]:
        found = check()
        print("\n".join(found[:20]), file=sys.stderr, end="\n" if found else "")
        print(unicode_versions.left_out() or "all code points are compared")
        return 1 if found else 0
    if unicodedata.unidata_version != unicode_versions.UNICODE:
        print(f"needs a Python with Unicode {unicode_versions.UNICODE}, not "
              f"{unicodedata.unidata_version}", file=sys.stderr)
        return 2
    HEADER.write_text(header(), encoding="ascii")
    unicode_versions.FILE.write_text(recording(), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
