"""Checks in the program's file that compiler and linker added their protections."""

import os
import subprocess
import unittest
from pathlib import Path

from running import TOOL


def readelf(*options: str) -> str:
    """Returns readelf's output for the program."""
    done = subprocess.run(
        ["readelf", "--wide", *options, TOOL], capture_output=True, text=True, timeout=60,
        check=True, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )
    return done.stdout


def lines_with(text: str, part: str) -> list[str]:
    """Returns the lines that contain a text."""
    return [line for line in text.splitlines() if part in line]


class Hardening(unittest.TestCase):
    """Tests each measure of cmake/flaghookHardening.cmake."""

    def test_it_is_loaded_anywhere(self) -> None:
        self.assertRegex(readelf("--file-header"), r"Type: +DYN")
        self.assertRegex(readelf("--dynamic"), r"FLAGS_1.* PIE")

    def test_what_the_linker_fills_in_is_read_only_afterwards(self) -> None:
        self.assertEqual(len(lines_with(readelf("--program-headers"), "GNU_RELRO")), 1)
        self.assertRegex(readelf("--dynamic"), r"\(FLAGS\).*BIND_NOW|FLAGS_1.*NOW")

    def test_nothing_is_both_writable_and_executable(self) -> None:
        segments = readelf("--program-headers")
        (stack,) = lines_with(segments, "GNU_STACK")
        self.assertIn(" RW ", stack)
        self.assertNotIn(" RWE ", segments)
        executable = [line for line in lines_with(segments, "LOAD") if " R E " in line]
        self.assertEqual(len(executable), 1, "code has a segment of its own")

    def test_functions_check_their_stack(self) -> None:
        self.assertTrue(lines_with(readelf("--dyn-syms"), "__stack_chk_fail"))

    def test_calls_of_the_library_are_checked_in_optimized_builds(self) -> None:
        checked = bool(lines_with(readelf("--dyn-syms"), "printf_chk@"))
        self.assertEqual(checked, os.environ["FLAGHOOK_TOOL_IS_FORTIFIED"] == "1")

    def test_functions_begin_where_jumps_may_land(self) -> None:
        # The file's property note is set only if the C library's start-up code supports it, too,
        # which Debian's does not. So look for the instructions ENDBR64 and BTI c, in their byte
        # order in memory.
        machine = lines_with(readelf("--file-header"), "Machine:")[0]
        marks = {"X86-64": b"\xf3\x0f\x1e\xfa", "AArch64": b"\x5f\x24\x03\xd5"}
        (mark,) = (mark for name, mark in marks.items() if name in machine)
        self.assertGreater(Path(TOOL).read_bytes().count(mark), 1000)

    def test_it_looks_for_libraries_where_the_system_does(self) -> None:
        dynamic = readelf("--dynamic")
        self.assertNotIn("RPATH", dynamic)
        self.assertNotIn("RUNPATH", dynamic)



if __name__ == "__main__":
    unittest.main()
