"""Tests `flaghook log` with unusable pages, files, options and URLs."""

import unittest

from audit_log import PATH, TOKEN, LogTest, entry, page


class Mistakes(LogTest):
    """The exit status is 2, and the message names the remedy."""

    def test_pages_that_are_none(self) -> None:
        for body, part in (
            (b"", "data"), (b"{", "JSON parse error"), (b"[]", "dictionary"),
            (b'{"detail":"Not found."}', "data: This field is required."),
            (page(entry(1), entry(2, createdAt="yesterday")), "data[1].createdAt: "),
            (page(entry(1, action="removed")), "data[0].action: "),
            (b"\xff\xfe", "JSON parse error"), (b"[" * 100_000, ""),
        ):
            with self.subTest(body[:40]):
                outcome = self.log(self.write("page", body))
                self.assert_unusable(outcome, "page is not a page of the audit log: ", part,
                                     "expected the unmodified answer to GET .../flags/logs/")
                self.assertLess(len(outcome.errors), 1000)

    def test_a_page_over_the_limit_is_not_read(self) -> None:
        self.assert_unusable(self.log(self.write("page", page(entry(1))), "--max-body", "10"),
                             "page has more than 10 bytes")
        self.assert_unusable(self.log("/dev/zero"), "/dev/zero has more than 16777216 bytes")

    def test_files_that_are_not_there(self) -> None:
        name = self.write("page", page())
        self.assert_unusable(self.log("missing"), "cannot open missing: ")
        self.assert_unusable(self.log(name, "--sent", "missing"), "cannot open missing: ")

    def test_contradictions(self) -> None:
        name = self.write("page", page())
        url = f"https://sentry.io{PATH}"
        for arguments, part in (
            ((), "SOURCE is required"),
            ((name, url), "a URL cannot be combined with other sources"),
            (("-", "-"), "standard input (-) is given twice"),
            (("-", "--sent", "-"), "standard input (-) is given twice"),
            ((name, "--flag", "x"), "--flag, --start and the like need a URL"),
            ((name, "--start", "2024-12-12", "--end", "2024-12-13"), "and the like need a URL"),
            ((name, "--token-file", "token"), "--token-file needs a URL"),
            ((url, "--start", "yesterday", "--end", "2024-12-13"),
             "--start is 'yesterday', expected a time"),
            ((url, "--pages", "0"), "--pages"),
            ((url, "--timeout", "0"), "--timeout"),
        ):
            with self.subTest(arguments):
                self.assert_unusable(self.log(*arguments), part)

    def test_a_query_that_the_server_would_refuse(self) -> None:
        url = f"http://127.0.0.1:9{PATH}"
        for arguments, part in (
            (("--per-page", "101"), "per_page: "), (("--stats-period", "soon"), "statsPeriod: "),
            (("--start", "2024-12-12"), "end: "), (("--offset", "-1"), "offset: "),
        ):
            with self.subTest(arguments):
                outcome = self.run_tool("log", url, *arguments, variables={"FLAGHOOK_TOKEN": TOKEN})
                self.assert_unusable(outcome, "the server does not accept this query: ", part)

    def test_urls_that_are_not_asked(self) -> None:
        for url, part in (
            (f"http://sentry.io{PATH}", "https://"), (f"ftp://127.0.0.1{PATH}", "https://"),
            (f"https://user:pass-word@sentry.io{PATH}", "password"),
            (f"https://sentry.io{PATH}?flag=x", "--flag"), (f"https://sentry.io{PATH}#x", "#"),
            (f"https://sentry.io{PATH[:-1]}", "not that of an audit log"),
            (f"https://sentry.io{PATH}17/", "not that of an audit log"),
            ("https://sentry.io/", "not that of an audit log"),
            (f"https://sentry.io:99999{PATH}", "port"), (f"https://a b{PATH}", "character"),
            (f"https://sentry.io/x?y={PATH}", "not that of an audit log"),
            (f"https://a\\@b{PATH}", "character"), (f"https://{PATH}", "host"),
        ):
            with self.subTest(url):
                outcome = self.run_tool("log", url, variables={"FLAGHOOK_TOKEN": TOKEN})
                self.assert_unusable(outcome, "the URL cannot be used: ", part)
                self.assertNotIn("pass-word", outcome.errors)

    def test_help_gives_the_statuses_and_the_bounds(self) -> None:
        outcome = self.log("--help")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertEqual([line for line in outcome.output.split("\n") if len(line) > 80], [])
        words = " ".join(outcome.output.split())
        for part in ("Exit status: 0 every sent change is in the log; 1 one is missing or refused",
                     "2 the command line", "3 try again later", "64 MiB",
                     "FLAGHOOK_TOKEN"):
            self.assertIn(part, words)
        # Releases of CLI11 print a default in different ways.
        self.assertRegex(words, r"--pages N the maximum number of pages .*\(1 to 10000, default 100\)")
        self.assertNotIn("--token ", outcome.output)
        self.assertRegex(self.run_tool("--help").output, r"(?m)^  log +\S")


if __name__ == "__main__":
    unittest.main()
