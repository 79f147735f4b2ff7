#!/usr/bin/env python3
"""Writes the header of odd values for seeds and mutations, and the oracle's tables of Unicode.

    generate_tables.py odd_values.json code_points.json FOLDER

The first file has the lists that all generators of inputs share (conformance/reference), the second one
the recorded properties of Python's characters. Needs nothing but Python 3.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HEAD = """\
// Written by fuzz/generate_tables.py; do not edit.
#ifndef {guard}
#define {guard}

#include <array>
{includes}
namespace flaghook::fuzz {{
"""
TAIL = "\n}} // namespace flaghook::fuzz\n\n#endif // {guard}\n"


def literal(text: bytes) -> str:
    """Returns bytes as a C++ string literal; octal escapes end after three digits."""
    return '"' + "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\?' else f"\\{byte:03o}"
        for byte in text
    ) + '"sv'


def texts(name: str, values: Iterable[bytes]) -> str:
    lines = "".join(f"    {literal(value)},\n" for value in values)
    return (
        f"\ninline constexpr auto {name} = std::to_array<std::string_view>({{\n{lines}}});\n"
    )


def odd_values(lists: dict[str, Any]) -> str:
    """Returns the header of odd values: UTF-8 with surrogates as three bytes each."""
    body = "\nusing namespace std::string_view_literals;\n"
    for name, values in lists.items():
        is_hex = name == "not_utf_8"
        body += texts(f"odd_{name}", (
            bytes.fromhex(value) if is_hex else value.encode("utf-8", "surrogatepass")
            for value in values
        ))
    return body


def points(name: str, lines: Iterable[str]) -> str:
    """Returns a list of ranges of code points."""
    ranges = [part.partition("-") for part in " ".join(lines).split()]
    pairs = "".join(f"    {{0x{first}, 0x{last or first}}},\n" for first, _, last in ranges)
    return (
        f"\ninline constexpr std::array<std::array<char32_t, 2>, {len(ranges)}> {name}{{{{\n"
        f"{pairs}}}}};\n"
    )


def write(file: Path, includes: str, body: str) -> None:
    """Writes a header, unless it is already the same."""
    guard = f"FLAGHOOK_FUZZ_{file.stem.upper()}_HPP"
    content = HEAD.format(guard=guard, includes=includes) + body + TAIL.format(guard=guard)
    if not file.exists() or file.read_text("ascii") != content:
        file.write_text(content, "ascii")


def main(arguments: list[str]) -> int:
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    lists, recorded = (json.loads(Path(file).read_text("ascii")) for file in arguments[:2])
    folder = Path(arguments[2])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "odd_values.hpp", "#include <string_view>\n", odd_values(lists))
    tables = ("unassigned", "unprintable", "digit_zeros")
    write(folder / "code_point_tables.hpp", "",
          "".join(points(name, recorded[name]) for name in tables))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
