"""Tests cmake/amalgamate.py with small sets of headers, including each of its errors."""

from __future__ import annotations

import re
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "cmake"))

import amalgamate  # noqa: E402

VERSION = '#define FLAGHOOK_VERSION "1.2.3"\n'


def guarded(name: str, body: str) -> str:
    """Returns a header with an include guard."""
    guard = re.sub(r"\W", "_", f"FLAGHOOK_{name}").upper()
    return f"#ifndef {guard}\n#define {guard}\n\n{body}\n\n#endif\n"


class Amalgamate(unittest.TestCase):
    """Tests the contents of the single header, and their order."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        self.write("version", VERSION)

    def write(self, name: str, body: str) -> None:
        path = self.root / "flaghook" / f"{name}.hpp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(guarded(f"{name}.hpp", body), encoding="utf-8")

    def code(self) -> list[str]:
        """Returns the lines of code, without comments and guards."""
        text = amalgamate.amalgamate(self.root)
        return [
            line
            for line in text.splitlines()
            if line and not line.startswith("//") and "FLAGHOOK_" not in line and line != "#endif"
        ]

    def test_a_header_stands_once_after_what_it_includes(self) -> None:
        self.write("flaghook", "#include <flaghook/a.hpp>\n#include <flaghook/b.hpp>\nint last;")
        self.write("a", "#include <flaghook/b.hpp>\n\n#include <vector>\nint a;")
        self.write("b", "#include <boost/b.hpp>\n\n#include <vector>\nint b;")
        self.assertEqual(
            self.code(),
            ["#include <boost/b.hpp>", "#include <vector>", "int b;", "int a;", "int last;"],
        )

    def test_what_two_branches_include_stands_before_them(self) -> None:
        self.write(
            "flaghook",
            "#ifdef ONE\n#include <flaghook/one.hpp>\n#else\n#include <flaghook/two.hpp>\n#endif",
        )
        self.write("one", "#include <flaghook/both.hpp>\n#include <first/one.h>\nint one;")
        self.write("two", "#include <flaghook/both.hpp>\n#include <second/two.h>\nint two;")
        self.write("both", "#include <span>\nint both;")
        self.assertEqual(
            self.code(),
            ["#include <span>", "int both;", "#ifdef ONE", "#include <first/one.h>", "int one;",
             "#else", "#include <second/two.h>", "int two;"],
        )

    def test_the_version_comes_first_with_its_guard(self) -> None:
        self.write("flaghook", "#include <flaghook/a.hpp>\n#include <flaghook/version.hpp>")
        self.write("a", "int a;")
        text = amalgamate.amalgamate(self.root)
        self.assertIn("flaghook 1.2.3", text.splitlines()[0])
        self.assertLess(text.index("#ifndef FLAGHOOK_VERSION_HPP"), text.index("int a;"))
        self.assertIn("#ifndef FLAGHOOK_A_HPP", text)

    def test_what_cannot_be_one_file_is_a_mistake(self) -> None:
        for bodies, said in (
            ({"flaghook": "#include <flaghook/a.hpp>"}, "there is no"),
            ({"flaghook": "#include <flaghook/a.hpp>", "a": "#include <flaghook/flaghook.hpp>"},
             "circular"),
            ({"flaghook": "#ifdef ONE"}, "not closed"),
            ({"flaghook": "#ifdef ONE\n#include <flaghook/a.hpp>\n#endif\n"
                          "#include <flaghook/a.hpp>", "a": "int a;"}, "already included"),
        ):
            with self.subTest(said=said):
                for name, body in bodies.items():
                    self.write(name, body)
                with self.assertRaisesRegex(amalgamate.Mistake, said):
                    amalgamate.amalgamate(self.root)

    def test_the_file_is_written_into_a_new_folder(self) -> None:
        self.write("flaghook", "int a;")
        output = self.root / "new" / "single.hpp"
        self.assertEqual(amalgamate.main([str(self.root), str(output)]), 0)
        self.assertEqual(output.read_text(encoding="utf-8"), amalgamate.amalgamate(self.root))


class OurHeaders(unittest.TestCase):
    """Tests the single header of this tree."""

    def test_every_header_is_in_it_once(self) -> None:
        include = SOURCE / "include"
        parts = re.findall(r"(?m)^// ---- (\S+)$", amalgamate.amalgamate(include))
        tree = [path.relative_to(include).as_posix() for path in include.rglob("*.hpp")]
        # fwd.hpp is only for code that includes no other header.
        self.assertEqual(sorted(parts), sorted(set(tree) - {"flaghook/fwd.hpp"}))


if __name__ == "__main__":
    unittest.main()
