#!/usr/bin/env python3
"""Tests the checks of the site: each one must find its kind of mistake.

    site_test.py CHROMIUM
"""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

import check_links
import look
import pages
import public_names

chromium = ""
HEAD = '<!DOCTYPE html><link rel="icon" href="data:,">'


class SiteTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name: str, body: str) -> None:
        (self.folder / name).write_text(HEAD + body, encoding="utf-8")


class Names(SiteTest):
    def check(self, rows: str) -> tuple[int, str]:
        (self.folder / "n.xml").write_text(
            '<doxygen><compounddef kind="namespace"><compoundname>flaghook</compoundname><sectiondef>'
            '<memberdef kind="function"><name>parse</name><location file="flaghook/a.hpp"/>'
            "</memberdef></sectiondef></compounddef>"
            '<compounddef kind="class"><compoundname>flaghook::crypto::key</compoundname>'
            '<location file="flaghook/b.hpp"/></compounddef></doxygen>', encoding="utf-8")
        page = self.folder / "stability.md"
        page.write_text(rows, encoding="utf-8")
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = public_names.main(self.folder, page)
        return status, output.getvalue()

    def test_equal_lists_pass(self) -> None:
        status, output = self.check("| `a.hpp` | `parse` |\n| `b.hpp` | `crypto::key` |\n")
        self.assertEqual(status, 0, output)

    def test_missing_and_old_names_are_named(self) -> None:
        for rows, words in [
            ("| `a.hpp` | `parse` |\n", "does not list crypto::key of b.hpp"),
            ("| `a.hpp` | `parse`, `read` |\n| `b.hpp` | `crypto::key` |\n",
             "lists read, which a.hpp does not declare"),
            ("| `b.hpp` | `parse`, `crypto::key` |\n", "does not list parse of a.hpp"),
        ]:
            with self.subTest(words):
                status, output = self.check(rows)
                self.assertEqual(status, 1)
                self.assertIn(words, output)


class Links(SiteTest):
    def check(self, body: str) -> tuple[int, str]:
        self.write("other.html", '<p id="here">other</p>')
        self.write("page.html", body)
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = check_links.main(self.folder)
        return status, output.getvalue()

    def test_good_ones_pass(self) -> None:
        status, output = self.check(
            '<a id="x" href="other.html#here">a</a><a href="#x">b</a>'
            '<a href="https://sentry.io/">c</a>'
        )
        self.assertEqual(status, 0, output)

    def test_bad_ones_are_named(self) -> None:
        for body, words in [
            ('<a href="nowhere.html">a</a>', "nowhere.html has no target file"),
            ('<a href="other.html#there">a</a>', "other.html#there has no target element"),
            ('<a href="#there">a</a>', "#there has no target element"),
            ('<a href="https://">a</a>', "is not a valid address"),
            ('<a href="ftp://sentry.io/">a</a>', "is not a valid address"),
            ('<img src="https://sentry.io/a.png">', "is loaded from another host"),
        ]:
            with self.subTest(words):
                status, output = self.check(body)
                self.assertEqual(status, 1)
                self.assertIn(words, output)


class Pages(unittest.TestCase):
    def test_links_are_turned_towards_the_site(self) -> None:
        for link, page, turned in [
            ("docs/guide.md#time", "README.md", "guide.md#time"),
            ("../CHANGELOG.md", "docs/guide.md", "changelog.md"),
            ("examples", "docs/guide.md", "examples.md"),
            ("fuzz/README.md", "CONTRIBUTING.md", "fuzzing.md"),
            ("#time", "docs/guide.md", "#time"),
            ("https://sentry.io/", "README.md", "https://sentry.io/"),
        ]:
            self.assertEqual(pages.turned(link, page), turned)

    def test_links_to_nothing_and_out_of_the_site_are_named(self) -> None:
        with self.assertRaisesRegex(pages.Problem, "docs/nothing.md does not exist"):
            pages.turned("docs/nothing.md", "README.md")
        with self.assertRaisesRegex(pages.Problem, "tests/run is not part of the site"):
            pages.turned("tests/run", "README.md")

    def test_a_page_that_nothing_leads_to_is_named(self) -> None:
        lines = [f"  - A page: {name}\n" for name in pages.PAGES.values()]
        self.assertEqual(pages.unlisted("".join(lines)), [])
        self.assertEqual(pages.unlisted("".join(lines).replace("guide.md", "")), ["guide.md"])

    def test_lists_begin_after_a_blank_line_and_code_stays(self) -> None:
        self.assertEqual(pages.site_text("words:\n* one\n* two\n", "README.md"),
                         "words:\n\n* one\n* two\n")
        code = "```sh\n./run\n- [x](nothing.md)\n```\n"
        self.assertEqual(pages.site_text(code, "README.md"), code)

    def test_a_sender_is_shown_where_the_page_links_to_it(self) -> None:
        shown = pages.with_programs(
            "[`docs/senders/go/sender.go`](senders/go/sender.go). Go\n1.19.\n\nMore.\n")
        self.assertTrue(shown.startswith("`docs/senders/go/sender.go`. Go\n1.19.\n\n```go\n"), shown)
        self.assertTrue(shown.endswith("}\n```\n\nMore.\n"), shown)

    def test_a_source_of_unknown_kind_is_refused(self) -> None:
        self.assertEqual(pages.authority("https://www.rfc-editor.org/rfc/rfc8259"),
                         ("standard", "RFC 8259"))
        with self.assertRaises(pages.Problem):
            pages.authority("https://example.com/")


class Browser(SiteTest):
    def test_what_is_wide_or_complains_is_seen(self) -> None:
        self.write("good.html", "<p>good")
        self.write("wide.html", '<div style="width: 500px">wide')
        self.write("broken.html", "<script>undefined_name()</script>")
        site = look.Site(self.folder)
        look.threading.Thread(target=site.serve_forever, daemon=True).start()
        self.addCleanup(site.server_close)
        self.addCleanup(site.shutdown)
        wrong = look.measure(chromium, site, ["good.html", "wide.html", "broken.html"])
        widths = [line for line in wrong if "CONSOLE" not in line]
        self.assertEqual(len(widths), 1, wrong)
        self.assertRegex(widths[0], r"/wide\.html: 50\d px wide in a window of 390 px")
        self.assertTrue(any("undefined_name" in line for line in wrong), wrong)


if __name__ == "__main__":
    chromium = sys.argv.pop(1)
    unittest.main()
