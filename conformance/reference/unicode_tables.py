#!/usr/bin/python3
"""Writes include/flaghook/server/unicode_tables.hpp from the Unicode data of the running Python.

The server's rules for text use three properties of Python's `str`: `isspace`, the decimal digit
value and `isprintable`. Their tables are derived here, so that nobody types them.

    unicode_tables.py            writes the header
    unicode_tables.py --check    fails when the header in the tree differs
"""

import sys
import unicodedata
from pathlib import Path

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

namespace flaghook::inline FLAGHOOK_ABI::server {{

/// The version of the Unicode Character Database behind the tables.
inline constexpr char unicode_version[] = "{version}";

/// First code point of each run of ten decimal digits 0 to 9, ascending.
inline constexpr std::uint32_t decimal_digit_zeros[] = {{
{zeros}}};

/// Where `str.isprintable` changes, ascending: code points from the first entry on are not
/// printable, from the second on printable again, and so on. Code points below are printable.
inline constexpr std::uint32_t printable_changes[] = {{
{changes}}};

}} // namespace flaghook::inline FLAGHOOK_ABI::server

#endif
"""


def rows(values: list[int]) -> str:
    lines = []
    for first in range(0, len(values), 10):
        lines.append("    " + ", ".join(f"0x{value:05X}" for value in values[first : first + 10]))
    return ",\n".join(lines) + ",\n"


def digit_zeros() -> list[int]:
    zeros = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.decimal(chr(point), -1) == 0:
            assert all(
                unicodedata.decimal(chr(point + digit), -1) == digit for digit in range(10)
            ), f"U+{point:04X} does not start a run of ten digits"
            zeros.append(point)
    return zeros


def printable_changes() -> list[int]:
    changes = []
    printable = True
    for point in range(sys.maxunicode + 1):
        if chr(point).isprintable() != printable:
            printable = not printable
            changes.append(point)
    return changes


def main() -> int:
    text = TEMPLATE.format(
        version=unicodedata.unidata_version,
        zeros=rows(digit_zeros()),
        changes=rows(printable_changes()),
    )
    if "--check" in sys.argv[1:]:
        if HEADER.read_text(encoding="ascii") != text:
            print(f"{HEADER} is not what {Path(__file__).name} writes", file=sys.stderr)
            return 1
        return 0
    HEADER.write_text(text, encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
