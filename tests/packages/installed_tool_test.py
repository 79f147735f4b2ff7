"""Tests the files of the tool that `cmake --install` installs.

FLAGHOOK_CMAKE names the program cmake, FLAGHOOK_BUILD the build folder.
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PAGES = {
    "man": "share/man/man1/flaghook.1",
    "bash": "share/bash-completion/completions/flaghook",
    "zsh": "share/zsh/site-functions/_flaghook",
    "fish": "share/fish/vendor_completions.d/flaghook.fish",
}


def run(*command: str) -> str:
    """Runs a command, which must succeed, and returns its output."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=120, check=True,
                          cwd="/").stdout


class InstalledTool(unittest.TestCase):
    """The component `tool`."""

    def setUp(self) -> None:
        self.prefix = Path(tempfile.mkdtemp(prefix="flaghook-test-"))
        self.addCleanup(shutil.rmtree, self.prefix)
        run(os.environ["FLAGHOOK_CMAKE"], "--install", os.environ["FLAGHOOK_BUILD"],
            "--prefix", str(self.prefix), "--component", "tool")
        self.tool = str(self.prefix / "bin/flaghook")

    def test_its_files(self) -> None:
        files = {str(path.relative_to(self.prefix))
                 for path in self.prefix.rglob("*") if path.is_file()}
        self.assertEqual(files, {"bin/flaghook", *PAGES.values()})

    def test_the_pages_are_those_of_the_tool(self) -> None:
        for form, name in PAGES.items():
            page = (self.prefix / name).read_text(encoding="ascii")
            date = page.partition(".TH FLAGHOOK 1 ")[2].partition(" ")[0]
            self.assertEqual(run(self.tool, "usage", form, "--date", date), page)

    def test_it_passes_the_suite(self) -> None:
        self.assertRegex(run(self.tool, "suite", "--quiet"), r"\A\d+ passed, 0 failed\n\Z")


if __name__ == "__main__":
    unittest.main()
