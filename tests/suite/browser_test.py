"""Tests the HTML report in a browser: it loads without errors, and fits a desktop and a phone.

The environment variable FLAGHOOK_CHROMIUM names the browser.
"""

import os
import re
import sys
import unittest
from pathlib import Path

from tool import OURS, ROOT, Folder, bad_testee, cases, suite

sys.path.insert(0, str(ROOT / "docs" / "site"))

import look  # noqa: E402

# Unfolds everything and reports the width of the page and of the window. The report itself has no
# scripts; the test adds this one to a copy.
MEASURE = """
<script>
for (const fold of document.querySelectorAll("details")) { fold.open = true; }
const root = document.documentElement;
root.dataset.measured = `${root.scrollWidth} ${window.innerWidth}`;
</script>
"""


class Browser(Folder, unittest.TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.page = self.folder / "report.html"
        done = suite("--testee", OURS, "--testee", bad_testee("crashes"),
                     "--testee", bad_testee("upper_case_digest"),
                     "--testee", bad_testee("ids_as_doubles"),
                     "--format", "html", "--output", str(self.page))
        self.assertEqual(done.returncode, 1, msg=done.stderr)

    def open(self, page: Path, *arguments: str) -> tuple[str, list[str]]:
        """Returns the page after loading, and the output on the browser's console."""
        with (look.scratch() as folder, open(f"{folder}/dom", "w+") as dom,
              open(f"{folder}/console", "w+") as console):
            command = look.browser(os.environ["FLAGHOOK_CHROMIUM"], f"{folder}/profile",
                                   *arguments, "--dump-dom", page.as_uri())
            with look.running(command, console, dom) as process:
                process.wait(100)
            dom.seek(0)
            console.seek(0)
            self.assertEqual(process.returncode, 0, msg=console.read()[-2000:])
            return dom.read(), look.said(console)

    def test_the_page_is_read_without_complaints(self) -> None:
        dom, console = self.open(self.page)
        self.assertEqual(console, [])
        matrix = dom[dom.index('id="matrix"'):]
        matrix = matrix[:matrix.index("</section>")]
        groups = {case["id"].partition("-")[0] for case in cases()}
        self.assertEqual(matrix.count("<tr>"), 1 + len(groups))
        for name in ("crashes", "upper_case_digest", "ids_as_doubles"):
            self.assertEqual(matrix.count(f"bad testee: {name}"), 1)
        self.assertNotIn("<script", dom)

    def test_a_complaint_would_be_seen(self) -> None:
        spoiled = self.folder / "spoiled.html"
        spoiled.write_text(self.page.read_text() + "<script>undefined_name()</script>")
        _, console = self.open(spoiled)
        self.assertTrue(any("undefined_name" in line for line in console), msg=str(console))

    def test_the_page_is_never_wider_than_its_window(self) -> None:
        measured = self.folder / "measured.html"
        measured.write_text(self.page.read_text().replace("</body>", MEASURE + "</body>"))
        for window in ("1600,1000", "1280,900", "800,1000", "500,1000"):
            dom, _ = self.open(measured, f"--window-size={window}")
            found = re.search(r'data-measured="(\d+) (\d+)"', dom)
            assert found is not None
            width, room = map(int, found.groups())
            self.assertLessEqual(width, room, msg=window)


if __name__ == "__main__":
    unittest.main()
