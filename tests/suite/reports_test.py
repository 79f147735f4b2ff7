"""Tests `flaghook suite`: the four forms of its report."""

import contextlib
import json
import os
import pty
import re
import subprocess
import unittest
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from tool import OURS, REFERENCE, ROOT, TOOL, Folder, bad_testee, cases, report, script, suite

# Text with which a testee may try to break out of a report.
EVIL = "<script>alert(1)</script>\"'&</pre>\x1b[31m\u202e]]>\ufffe\x00<img src=x onerror=alert(1)>"

VOID = {"meta", "link", "br", "img"}


def without_time(report: str) -> str:
    return re.sub(r"\d\d:\d\d UTC", "", report)


class Page(HTMLParser):
    """Collects the elements of a page, and checks that all are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.problems: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()} closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


class Reports(Folder, unittest.TestCase):
    def evil(self, parting: str = "") -> str:
        """Returns a testee that attacks the report with every text."""
        return script(self.folder, f"""
            import json, sys
            EVIL = {EVIL!r}
            replies = [
                lambda id: {{"id": id, "errored": {{"message": EVIL}}}},
                lambda id: {{"id": id, "skipped": {{"reason": EVIL}}}},
                lambda id: {{"id": id, "result": {{EVIL: EVIL, "outcome": EVIL, "issues": []}}}},
                lambda id: {{"id": EVIL, "result": {{}}}},
            ]
            for line in sys.stdin:
                request = json.loads(line)
                sys.stderr.write(EVIL)
                if request["op"] == "hello":
                    reply = {{"protocol": 1, "implementation": EVIL, "capabilities": ["delivery"]}}
                else:
                    reply = replies[request["id"] % 4](request["id"])
                print(json.dumps(reply))
            print({parting!r}, end="")
        """)

    def test_text_shows_what_is_wrong_and_why(self) -> None:
        done = suite("--testee", bad_testee("crashes"), "--filter", "signature-sign-*")
        lines = done.stdout.splitlines()
        self.assertEqual(done.stderr, "")
        for line in (
            "  rule pipe-reply: 1 failure",
            "    A testee answers each request with one line, flushes it, and runs until its standard "
            "input ends.",
            "    docs/conformance-protocol.md",
            "    crashed signature-sign-empty-body (MUST): the empty body has a signature too",
            "      got      was killed by signal 11 (Segmentation fault)",
            "      stderr   | about to read at address 0",
            "               body: (empty)",
            "  restarted 1 time",
        ):
            self.assertIn(line, lines)
        count = len([one for one in cases() if one["id"].startswith("signature-sign-")])
        self.assertEqual(lines[-1], f"{count - 1} passed, 1 failed")

    def test_text_for_no_terminal_has_no_colour_and_no_bar(self) -> None:
        done = suite("--testee", self.evil(), "--filter", "delivery-*")
        self.assertTrue(done.stdout.isascii(), msg=ascii(done.stdout))
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual(done.stderr, "")
        self.assertNotIn("\x1b", suite("--filter", "emit-two").stdout)

    def on_terminal(self, **environment: str) -> tuple[str, str]:
        """Returns standard output, and the output of a terminal at standard error."""
        ours, theirs = pty.openpty()
        try:
            done = subprocess.run(
                [TOOL, "suite", "--testee", OURS, "--filter", "versions-*"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs, text=True,
                timeout=60, env=os.environ | environment,
            )
            os.close(theirs)
            theirs = -1
            shown = b""
            with contextlib.suppress(OSError):  # a terminal reports its end as an error
                while part := os.read(ours, 65536):
                    shown += part
            return done.stdout, shown.decode()
        finally:
            for end in (ours, theirs):
                if end >= 0:
                    os.close(end)

    def test_a_terminal_shows_how_far_the_run_is(self) -> None:
        out, shown = self.on_terminal(TERM="xterm")
        self.assertNotIn("\r", out)
        self.assertIn("\r[                        ] 0/23 flaghook", shown)
        self.assertIn("\r[########################] 23/23 flaghook", shown)
        self.assertTrue(shown.endswith("\r\x1b[K"), msg=ascii(shown[-50:]))
        self.assertEqual(self.on_terminal(TERM="dumb")[1], "")

    def test_json_is_complete(self) -> None:
        document = report("--testee", OURS, "--filter", "versions-*", "--filter", "emit-*",
                          "--level", "must")
        self.assertEqual({key: value for key, value in document.items()
                          if key != "implementations"},
                         {"schema": 1, "flaghook": document["flaghook"],
                          "date": document["date"], "revision": document["revision"],
                          "level": "MUST",
                          "patterns": ["versions-*", "emit-*"], "index_keyed": False,
                          "conforms": True})
        (ours,) = document["implementations"]
        expected = {one["id"]: one for one in cases()
                    if one["level"] == "MUST" and one["id"].startswith(("versions-", "emit-"))}
        self.assertEqual({one["id"] for one in ours["results"]}, set(expected))
        self.assertEqual(ours["counts"]["passed"], len(expected))
        self.assertEqual(ours["command"], OURS)
        for one in ours["results"]:
            case = expected[one["id"]]
            self.assertEqual((one["input"], one["expected"]), (case["input"], case["expected"]))
            self.assertEqual(one["clause"]["id"], case["clause"])
            self.assertGreaterEqual(one["seconds"], 0)

    def test_json_has_the_members_that_its_page_names(self) -> None:
        page = (ROOT / "docs" / "conformance-protocol.md").read_text(encoding="utf-8")
        (item,) = re.findall(r"^\* `json`: .*?(?=^\* )", page, re.DOTALL | re.MULTILINE)
        # The third reply is broken, so the testee starts again; the last reply is complete, so that
        # the testee still writes something at its end.
        document = report("--testee", self.evil("at its end, one more line"), "--filter",
                          "delivery-not-found*", "--filter", "delivery-too-large-empty",
                          "--filter", "delivery-throttled")
        (evil,) = document["implementations"]
        members = {*document, *evil, *evil["results"][0]["clause"]}
        members = members.union(*evil["results"])
        for result in evil["results"]:
            members = members.union(*result.get("differences", []))
        # These need other mistakes; explanations_test.py has them.
        members |= {"cause", "time_zone"}
        self.assertEqual(members, set(re.findall(r"`(\w+)`", item)) - {"json", "null"})

    def test_json_is_ascii_whatever_comes(self) -> None:
        done = suite("--testee", self.evil(), "--filter", "delivery-*", "--format", "json")
        self.assertTrue(done.stdout.isascii())
        (evil,) = json.loads(done.stdout)["implementations"]
        self.assertEqual(evil["implementation"], EVIL)
        self.assertEqual({one["verdict"] for one in evil["results"]},
                         {"errored", "skipped", "failed"})
        self.assertTrue(any(one["got"] and one["got"].get("outcome") == EVIL
                            for one in evil["results"] if one["verdict"] == "failed"))

    def junit(self, *arguments: str) -> ElementTree.Element:
        return ElementTree.fromstring(suite("--format", "junit", *arguments).stdout)

    def test_junit_has_a_suite_for_each_group(self) -> None:
        root = self.junit("--testee", bad_testee("crashes"))
        groups: dict[str, int] = {}
        for case in cases():
            group = case["id"].split("-")[0]
            groups[group] = groups.get(group, 0) + 1
        self.assertEqual(root.tag, "testsuites")
        self.assertEqual({one.get("name"): int(one.get("tests", "0")) for one in root},
                         {f"bad testee: crashes: {group}": count
                          for group, count in groups.items()})
        for element in [root, *root]:
            inner = list(element.iter("testcase"))
            self.assertEqual(int(element.get("tests", "")), len(inner))
            for name, tag in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]:
                self.assertEqual(int(element.get(name, "")),
                                 sum(one.find(tag) is not None for one in inner))
        (error,) = root.findall(".//testcase[@name='signature-sign-empty-body']/error")
        self.assertEqual(error.get("type"), "crashed")
        self.assertIn("signal 11", error.get("message", ""))
        self.assertIn("about to read at address 0", error.text or "")

    def test_junit_tells_kinds_apart(self) -> None:
        listed = self.folder / "known.txt"
        listed.write_text("emit-two\nsignature-sign-empty-secret\n")
        root = self.junit("--level", "may", "--known-failures", str(listed), "--filter", "emit-two",
                          "--filter", "signature-sign-empty-*")
        found = {one.get("name"): [child.tag for child in one] for one in root.iter("testcase")}
        self.assertEqual(found, {"emit-two": ["failure"], "signature-sign-empty-body": [],
                                 "signature-sign-empty-secret": ["skipped"]})
        self.assertEqual(root.find(".//failure").get("type"), "unexpected_pass")
        self.assertTrue(root.find(".//skipped").get("message", "").startswith("known failure: "))

    def test_junit_is_xml_whatever_comes(self) -> None:
        root = self.junit("--testee", self.evil(), "--filter", "delivery-*")
        self.assertEqual({child.tag for one in root.iter("testcase") for child in one},
                         {"error", "failure"})
        self.assertIn("<script>alert(1)</script>", root[0].get("name", ""))

    def page(self, *arguments: str) -> Page:
        path = self.folder / "report.html"
        done = suite("--format", "html", "--output", str(path), *arguments)
        self.assertIn(done.returncode, (0, 1), msg=done.stderr)
        self.assertRegex(done.stdout, r"\A\d+ passed, \d+ failed(, \d+ skipped)?\n\Z")
        found = Page(path.read_text(encoding="utf-8"))
        self.assertEqual(found.problems, [])
        return found

    def assert_self_contained(self, page: Page) -> None:
        for tag, attributes in page.elements:
            self.assertNotIn(tag, ("script", "img", "iframe", "object", "embed", "form", "base"))
            self.assertNotIn("src", attributes)
            self.assertFalse([name for name in attributes if name.startswith("on")])
            if tag == "link":
                self.assertEqual(attributes, {"rel": "icon", "href": "data:,"})
            elif "href" in attributes:
                self.assertRegex(attributes["href"] or "", r"^(#[a-z0-9-]+|https://[^\s]+)$")

    def test_html_has_a_matrix_and_every_case(self) -> None:
        page = self.page("--testee", REFERENCE, "--testee", bad_testee("crashes"),
                         "--testee", bad_testee("upper_case_digest"))
        self.assert_self_contained(page)
        groups = {case["id"].split("-")[0] for case in cases()}
        self.assertIn({"id": "matrix"}, page.all("section"))
        self.assertEqual(len(page.all("article")), 3)
        words = [*groups, "bad testee: crashes", "bad testee: upper_case_digest",
                 "about to read at address 0", "IndexError", "conforms", "does not conform",
                 "X-Sentry-Signature has the digest as 64 lower-case hex digits"]
        for word in words + [case["id"] for case in cases()]:
            self.assertTrue(word in page.text, msg=f"{word} is not on the page")
        # Every link within the page has a target.
        ids = {attributes.get("id") for _, attributes in page.elements}
        inner = [link["href"] for link in page.all("a") if (link["href"] or "").startswith("#")]
        self.assertTrue(inner)
        for href in inner:
            self.assertIn((href or "")[1:], ids)

    def test_html_shows_a_failing_case_with_input_expected_and_got(self) -> None:
        page = self.page("--testee", bad_testee("ids_as_doubles"), "--filter",
                         "*-beyond-double")
        for words in ('"change_id":9007199254740993', "9007199254740992",
                      'rows[0].change_id: expected "9007199254740993", got "9007199254740992"',
                      "Input: body", "Expected", "Got"):
            self.assertTrue(words in page.text.replace('\\"', '"'), msg=words)

    def test_html_escapes_whatever_comes(self) -> None:
        page = self.page("--testee", self.evil(), "--filter", "delivery-*")
        self.assert_self_contained(page)
        self.assertIn("<script>alert(1)</script>\"'&</pre>\\u001b[31m\\u202e]]>", page.text)
        for character in "\x1b\u202e\ufffe\x00":
            self.assertNotIn(character, page.text)

    def test_html_says_what_was_selected(self) -> None:
        page = self.page("--filter", "emit-t<o>*", "--filter", "emit-two", "--index-keyed",
                         "--level", "must")
        self.assertIn("emit-t<o>*", page.text)
        self.assertIn("1 case up to level MUST, 1 implementation: 1 passed, 0 failed", page.text)
        self.assertIn("keyed by index", page.text)

    def test_a_file_gets_the_same_report(self) -> None:
        for form in ("text", "json", "junit", "html"):
            path = self.folder / form
            arguments: list[Any] = ["--filter", "emit-two", "--format", form]
            there = suite(*arguments, "--output", str(path))
            self.assertEqual(there.stdout, "1 passed, 0 failed\n")
            here = suite(*arguments).stdout
            if form in ("text", "html"):
                self.assertEqual(without_time(path.read_text()), without_time(here))
            self.assertGreater(len(here), 20)


if __name__ == "__main__":
    unittest.main()
