"""Runs the commands of the pages as written: the README's three steps, the shell blocks of the
guide and of the page about testing, the body of the protocol's page, and the testee of the
conformance protocol's page.

A page's shell blocks run in one folder, one after the other. A block without a language that
follows one is its output, or a part of it.
"""

import re
import sys
import unittest
from pathlib import Path

from live import LiveTest

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```sh\n(.*?)^```$(?:\n\n^```\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)


class Guide(LiveTest):
    def run_page(self, name: str) -> int:
        """Runs a page's blocks, and returns their number."""
        blocks = BLOCK.findall((DOCS / name).read_text(encoding="utf-8"))
        for script, printed in blocks:
            with self.subTest(name, script=script.splitlines()[0]):
                status, said = self.run_block(script)
                self.assertEqual(status, 0, said)
                self.assertIn(printed, said)
        return len(blocks)

    def test_the_readme_s_three_steps(self) -> None:
        text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
        script, printed = BLOCK.findall(text.partition("from the secret to the answer")[2])[0]
        first, _, rest = script.partition("\n")
        self.assertIn("export PATH=", first)
        self.assertEqual(rest.count("8137"), 2)
        status, said = self.run_block(rest)
        self.assertEqual(status, 0, said)
        self.assertIn(printed, said)
        self.assertIn('200 accepted: "checkout" was updated\n', said)

    def test_the_guide(self) -> None:
        self.assertEqual(self.run_page("guide.md"), 1)

    def block(self, page: str, language: str) -> str:
        """Returns the only block of a language in a page."""
        text = (DOCS / page).read_text(encoding="utf-8")
        (found,) = re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        return found

    def test_the_protocol_s_body_is_accepted_and_has_the_documented_form(self) -> None:
        done = self.check(self.block("protocol.md", "json").encode(), "--strict")
        self.assertEqual(done.status, 0, done.output)

    def test_the_conformance_protocol_s_testee_conforms_in_what_it_has(self) -> None:
        (self.folder / "testee.py").write_text(self.block("conformance-protocol.md", "python"))
        done = self.run_tool("suite", "--testee", f"{sys.executable} testee.py")
        self.assertEqual(done.status, 0, done.output + done.errors)

    def test_the_page_on_testing(self) -> None:
        self.assertEqual(self.run_page("testing.md"), 6)


if __name__ == "__main__":
    unittest.main()
