"""What the pages of docs/ show, run as it stands there: the shell blocks of the guide and of the
page on testing, the body of the protocol's page, and the testee of the conformance protocol's.

A page's shell blocks run in one folder, one after the other. A block without a language right
behind one is what it prints, or a part of that.
"""

import re
import socket
import subprocess
import sys
import unittest
from pathlib import Path

from live import PATIENCE, LiveTest, program
from running import environment

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```sh\n(.*?)^```$(?:\n\n^```\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)


class Guide(LiveTest):
    def run_page(self, name: str) -> int:
        """Runs a page's blocks; how many they were."""
        blocks = BLOCK.findall((DOCS / name).read_text(encoding="utf-8"))
        folder = Path(program("TOOL")).parent
        for script, printed in blocks:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = str(free.getsockname()[1])
            with self.subTest(name, script=script.splitlines()[0]):
                # A file, because what is left in the background may still hold a pipe.
                with open(self.folder / "printed", "w+b") as output:
                    done = subprocess.run(
                        ["bash", "-euo", "pipefail", "-c", script.replace("8137", port)],
                        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                        cwd=self.folder, check=False, timeout=PATIENCE,
                        env=environment(PATH=f"{folder}:{environment()['PATH']}"),
                    )
                    output.seek(0)
                    said = output.read().decode()
                self.assertEqual(done.returncode, 0, said)
                self.assertIn(printed, said)
        return len(blocks)

    def test_the_guide(self) -> None:
        self.assertEqual(self.run_page("guide.md"), 1)

    def block(self, page: str, language: str) -> str:
        """The only block of a language in a page."""
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
        self.assertEqual(self.run_page("testing.md"), 3)


if __name__ == "__main__":
    unittest.main()
