"""The shell blocks of the guide and of the page on testing, run as they stand there.

A page's blocks run in one folder, one after the other. A block without a language right behind one is
what it prints, or a part of that.
"""

import re
import socket
import subprocess
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

    def test_the_page_on_testing(self) -> None:
        self.assertEqual(self.run_page("testing.md"), 3)


if __name__ == "__main__":
    unittest.main()
