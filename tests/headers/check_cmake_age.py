"""Checks that the CMake files use no feature newer than the CMake release that they require.

Usage: check_cmake_age.py SOURCE_DIRECTORY

The list below has the features of later releases, from
https://cmake.org/cmake/help/latest/release/index.html. Prints one line for each use, and exits with
1 if there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

NEWER: dict[str, str] = {
    r"\bFILE_SET\b|\bHEADER_SETS?\b": "3.23",
    r"\bFIND_PACKAGE_ARGS\b|\bOVERRIDE_FIND_PACKAGE\b": "3.24",
    r"find_package\([^)]*\bGLOBAL\b|\bREGISTRY_VIEW\b": "3.24",
    r"\bPATH_EQUAL\b|\$<PATH:|\$<(?:LINK_LIBRARY|LINK_GROUP):": "3.24",
    r"\bCOMPILE_WARNING_AS_ERROR\b|\bCOLOR_DIAGNOSTICS\b|--fresh\b": "3.24",
    r"(?m)^\s*(?:end)?block\s*\(|return\s*\(\s*PROPAGATE\b": "3.25",
    r"add_subdirectory\([^)]*\bSYSTEM\b|\bcmake_language\(\s*GET_MESSAGE": "3.25",
    r"\$<BUILD_LOCAL_INTERFACE:|\bIMPORTED_CXX_MODULES\w*": "3.26",
    r"\$<(?:LIST|COMPILE_ONLY):|\bcmake_file_api\b": "3.27",
    r"\bGENERATED_HEADER\b|FetchContent_Declare\([^)]*\bEXCLUDE_FROM_ALL\b": "3.28",
    r"\bcmake_language\(\s*EXIT\b|\bTEST_LAUNCHER\b": "3.29",
    r"\bcmake_pkg_config\b|file\(\s*ARCHIVE_CREATE[^)]*\bTHREADS\b": "3.31",
}
ASKED_FOR = "3.22"
COMMENT = re.compile(r"#\[(=*)\[.*?\]\1\]|#[^\n]*", re.DOTALL)
PLACES = ("CMakeLists.txt", "cmake/*.cmake", "cmake/*.cmake.in", "cmake/vcpkg/**/*.cmake")
"""The files that a consumer's CMake reads. Our tests, tool and fuzz targets may require more."""


def newer(text: str) -> Iterator[tuple[int, str, str]]:
    """Yields each use of a newer feature: its line, its text, and the release that added it."""
    code = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for pattern, release in NEWER.items():
        for found in re.finditer(pattern, code):
            yield code.count("\n", 0, found.start()) + 1, found[0].strip(), release


def main(arguments: list[str]) -> int:
    """Runs the check and returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    source = Path(arguments[0])
    asked = f"cmake_minimum_required(VERSION {ASKED_FOR})"
    if asked not in (source / "CMakeLists.txt").read_text(encoding="utf-8"):
        print(f"CMakeLists.txt does not contain {asked}")
        return 1
    # Checks that the list works, since the check cannot fail without it.
    if not list(newer("block()\n")) or list(newer("# block()\n")):
        print("the list does not find block(), or finds it in a comment")
        return 1
    uses = [
        f"{path.relative_to(source)}:{line}: {what} needs CMake {release}"
        for place in PLACES
        for path in sorted(source.glob(place))
        for line, what, release in newer(path.read_text(encoding="utf-8"))
    ]
    print("\n".join(uses))
    return 1 if uses else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
