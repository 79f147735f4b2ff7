"""`flaghook log`: saved pages, pages from one server in this process, and what is missing in them.

The whole story with `flaghook listen` is in tests/live.
"""

import json
import socket
import sys
import threading
import unittest
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from running import Outcome, ToolTest

PATH = "/api/0/organizations/acme/flags/logs/"
TOKEN = "sntryu_" + "a-token-of-the-tests"


def entry(number: int, **different: Any) -> dict[str, Any]:
    """An entry as Sentry gives it, of the change with this number as its second."""
    return {
        "action": "updated", "createdAt": f"2024-12-12T00:02:{number:02}+00:00",
        "createdBy": "jane@example.com", "createdByType": "email", "flag": "checkout",
        "id": 100 + number, "provider": "generic", "tags": {},
    } | different


def page(*entries: dict[str, Any]) -> bytes:
    return json.dumps({"data": entries}).encode()


def change(number: int, **different: Any) -> dict[str, Any]:
    """The change that `entry(number)` is the record of."""
    return {
        "action": "updated", "change_id": number,
        "created_at": f"2024-12-12T00:02:{number:02}+00:00",
        "created_by": {"id": "jane@example.com", "type": "email"}, "flag": "checkout",
    } | different


def payload(*changes: dict[str, Any]) -> bytes:
    return json.dumps({"data": changes, "meta": {"version": 1}}).encode()


class LogTest(ToolTest):
    def sent(self, name: str, *changes: dict[str, Any]) -> str:
        """A payload's file."""
        return self.write(name, payload(*changes))

    def log(self, *arguments: str, stdin: bytes = b"") -> Outcome:
        return self.run_tool("log", *arguments, stdin=stdin)


class Table(LogTest):
    """A log for people."""

    def test_an_entry_is_a_line_below_the_names(self) -> None:
        outcome = self.log("-", stdin=page(
            entry(1), entry(2, flag="x", action="deleted", createdByType="name", createdBy="Jo")
        ))
        self.assertEqual(outcome, Outcome(0, (
            'created_at                 action   flag        by                        '
            'provider  id\n'
            '2024-12-12T00:02:01+00:00  updated  "checkout"  email "jane@example.com"  '
            'generic   101\n'
            '2024-12-12T00:02:02+00:00  deleted  "x"         name "Jo"                 '
            'generic   102\n'
            '2 entries on 1 page\n'
        ), ""))

    def test_what_is_not_known_is_a_dash(self) -> None:
        without = entry(1, createdBy=None, createdByType=None, provider=None)
        line = self.log("-", stdin=page(without)).output.splitlines()[1]
        self.assertEqual(line.split(), ["2024-12-12T00:02:01+00:00", "updated", '"checkout"', "-",
                                        "-", "101"])

    def test_an_empty_log(self) -> None:
        self.assertEqual(self.log("-", stdin=page()), Outcome(0, "0 entries on 1 page\n", ""))

    def test_several_pages_are_one_log_and_what_is_on_two_counts_once(self) -> None:
        first = self.write("first", page(entry(3), entry(2)))
        second = self.write("second", page(entry(2), entry(1)))
        outcome = self.log(first, second)
        self.assertEqual([line.split()[-1] for line in outcome.output.splitlines()[1:-1]],
                         ["103", "102", "101"])
        self.assertIn("3 entries on 2 pages\n", outcome.output)
        twins = self.log("-", stdin=page(entry(1), entry(1, flag="other")))
        self.assertIn("2 entries on 1 page", twins.output, "the same id alone says nothing")

    def test_nothing_of_a_log_acts_on_a_terminal_or_passes_for_columns(self) -> None:
        harmful = "x\x1b[31m\r\n\x9b\u202e\"  email  generic"
        outcome = self.log("-", stdin=page(
            entry(1, flag=harmful, createdBy=harmful, provider=harmful)
        ))
        self.assertEqual(len(outcome.output.splitlines()), 3)
        for character in "\x1b\r\x9b\u202e":
            self.assertNotIn(character, outcome.output)
        shown = '"x\\u001b[31m\\r\\n\\u009b\\u202e\\"  email  generic"'
        self.assertEqual(outcome.output.count(shown), 3, outcome.output)

    def test_a_text_without_end_is_cut(self) -> None:
        outcome = self.log("-", stdin=page(entry(1, flag="x" * 100_000, provider="y" * 100_000)))
        self.assertIn('"' + "x" * 256 + '"...  ', outcome.output)
        self.assertLess(len(outcome.output), 1500)


class Json(LogTest):
    """A log for machines."""

    def test_entries_have_the_members_that_sentry_gives_them(self) -> None:
        nobody = entry(2, createdBy=None, createdByType=None, provider=None)
        outcome = self.log("-", "--format", "json", stdin=page(entry(1), nobody))
        self.assertEqual(outcome.document, {
            "pages": 1, "cut": None, "sent": None,
            "entries": [{name: value for name, value in one.items() if name != "tags"}
                        for one in (entry(1), nobody)],
        })
        self.assertEqual(outcome.status, 0)

    def test_hostile_text_is_ascii_and_means_the_same(self) -> None:
        harmful = "\x1b[2J\x9b\u202e\U000e0001"
        outcome = self.log("-", "--format", "json", stdin=page(entry(1, flag=harmful)))
        self.assertTrue(outcome.output.isascii())
        self.assertNotIn("\x1b", outcome.output)
        self.assertEqual(outcome.document["entries"][0]["flag"], harmful)

    def test_each_row_of_each_payload_is_found_or_not(self) -> None:
        outcome = self.log("-", "--format", "json", "--sent",
                           self.sent("a", change(1), change(2), change(1)),
                           self.sent("b", change(3, flag=" ")), stdin=page(entry(2)))
        self.assertEqual(outcome.status, 1)
        sent = outcome.document["sent"]
        payloads = sent.pop("payloads")
        self.assertEqual(sent, {"changes": 2, "found": 1, "missing": 1, "again": 0, "refused": 1})
        self.assertEqual([(one["file"], one["accepted"], one["found"]) for one in payloads],
                         [("a", True, [False, True]), ("b", False, [])])
        self.assertEqual([row["change_id"] for row in payloads[0]["rows"]], ["1", "2"])
        self.assertEqual(payloads[1]["issues"][0]["path"], "data[0].flag")


class Sent(LogTest):
    """What was sent is there, or is missing."""

    def assert_summary(self, outcome: Outcome, status: int, summary: str) -> None:
        self.assertEqual(outcome.status, status, outcome)
        self.assertIn(summary, outcome.output)

    def test_all_is_there(self) -> None:
        outcome = self.log("-", "--sent", self.sent("a", change(1), change(2)),
                           self.sent("b", change(3)), stdin=page(entry(3), entry(2), entry(1)))
        self.assert_summary(outcome, 0, (
            "\na: 2 of 2 changes are in the log\nb: 1 of 1 change is in the log\n"
            "complete: 3 changes sent, 3 found, 0 missing; 0 of 2 payloads refused, so not "
            "recorded\n"
        ))

    def test_one_is_missing(self) -> None:
        outcome = self.log("-", "--sent", self.sent("a", change(1), change(2)),
                           stdin=page(entry(2)))
        self.assert_summary(outcome, 1, (
            "a: 1 of 2 changes are in the log\n"
            '  missing: "checkout" was updated at 2024-12-12T00:02:01.000000+00:00 by the email '
            '"jane@example.com", change_id 1\n'
            "incomplete: 2 changes sent, 1 found, 1 missing; 0 of 1 payload refused"
        ))

    def test_everything_that_the_log_shows_has_to_be_the_same(self) -> None:
        name = self.sent("a", change(1))
        for different in (
            {"action": "created"}, {"createdAt": "2024-12-12T00:02:01.000001+00:00"},
            {"createdBy": "other"}, {"createdBy": None}, {"createdByType": "id"},
            {"createdByType": None}, {"flag": "Checkout"}, {"provider": "launchdarkly"},
        ):
            with self.subTest(different):
                outcome = self.log("-", "--sent", name, stdin=page(entry(1, **different)))
                self.assert_summary(outcome, 1, "0 found, 1 missing")
        for same in (
            {"createdAt": "2024-12-12T01:02:01.000000+01:00"}, {"provider": None}, {"id": 7},
        ):
            with self.subTest(same):
                outcome = self.log("-", "--sent", name, stdin=page(entry(1, **same)))
                self.assert_summary(outcome, 0, "1 found, 0 missing")

    def test_values_are_compared_as_the_server_records_them(self) -> None:
        coerced = change(1, flag=" 17 ", created_at="2024-12-12 00:02:01",
                         created_by={"id": 1.0, "type": "id"})
        outcome = self.log("-", "--sent", self.sent("a", coerced), stdin=page(
            entry(1, flag="17", createdBy="1.0", createdByType="id")
        ))
        self.assert_summary(outcome, 0, "1 found, 0 missing")

    def test_an_entry_counts_for_one_change(self) -> None:
        twice = self.sent("a", change(1), change(1, change_id=2))
        outcome = self.log("-", "--sent", twice, stdin=page(entry(1)))
        self.assert_summary(outcome, 1, "2 changes sent, 1 found, 1 missing")
        self.assertIn("missing: ", outcome.output)
        outcome = self.log("-", "--sent", twice, stdin=page(entry(1), entry(1, id=7)))
        self.assert_summary(outcome, 0, "2 changes sent, 2 found, 0 missing")

    def test_repeated_ids_of_one_payload_are_recorded_once(self) -> None:
        once = self.sent("a", change(1), change(2, change_id=1))
        outcome = self.log("-", "--sent", once, stdin=page(entry(1)))
        self.assert_summary(outcome, 0, "1 change sent, 1 found, 0 missing")

    def test_a_payload_that_was_sent_twice_is_named_twice(self) -> None:
        name = self.sent("a", change(1))
        both = page(entry(1), entry(1, id=7))
        self.assert_summary(self.log("-", "--sent", name, name, stdin=both), 0,
                            "2 changes sent, 2 found, 0 missing")
        self.assert_summary(self.log("-", "--sent", name, name, stdin=page(entry(1))), 1,
                            "2 changes sent, 1 found, 1 missing")
        self.assert_summary(self.log("-", "--sent", name, stdin=both), 0, (
            "1 change sent, 1 found, 0 missing; 0 of 1 payload refused, so not recorded; the log "
            "has 1 more entry like them than were sent\n"
        ))

    def test_a_refused_payload_is_not_recorded_and_says_why(self) -> None:
        outcome = self.log("-", "--sent", self.sent("good", change(1)),
                           self.sent("bad", change(2), change(3, flag="")),
                           self.write("broken", b"{"), stdin=page(entry(1), entry(2), entry(3)))
        self.assert_summary(outcome, 1, (
            "incomplete: 1 change sent, 1 found, 0 missing; 2 of 3 payloads refused, so not "
            "recorded"
        ))
        self.assertIn("bad: refused: Sentry would answer 200 with an error tree", outcome.output)
        self.assertIn("data[1].flag: This field may not be blank.", outcome.output)
        self.assertIn("broken: refused: the body is no JSON", outcome.output)

    def test_what_is_missing_cannot_act_on_the_terminal(self) -> None:
        outcome = self.log("-", "--sent", self.sent("a", change(1, flag="\x1b[2J\u202e")),
                           stdin=page())
        self.assert_summary(outcome, 1, 'missing: "\\u001b[2J\\u202e" was updated')
        self.assertNotIn("\x1b", outcome.output)

    def test_of_many_that_are_missing_the_first_are_shown(self) -> None:
        name = self.sent("a", *(change(1, change_id=number) for number in range(60)))
        outcome = self.log("-", "--sent", name, stdin=page(entry(1)))
        self.assertEqual(outcome.output.count("  missing: "), 50)
        self.assertIn("  and 9 more, which --format json shows\n", outcome.output)

    def test_a_large_log_takes_no_time_that_grows_with_its_square(self) -> None:
        many = [entry(number % 60, id=1) for number in range(30_000)]
        name = self.sent("a", *(change(number % 60, change_id=number) for number in range(60)))
        outcome = self.log("-", "--sent", name, stdin=page(*many))
        self.assert_summary(outcome, 0, "60 changes sent, 60 found, 0 missing")


class Mistakes(LogTest):
    """Status 2, and what to do."""

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
                self.assert_unusable(outcome, "page is no page of the audit log: ", part,
                                     "expected the answer to GET .../flags/logs/")
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
            ((name, url), "there is a URL among 2 sources"),
            (("-", "-"), "standard input (-) is named twice"),
            (("-", "--sent", "-"), "standard input (-) is named twice"),
            ((name, "--flag", "x"), "no URL to ask"),
            ((name, "--start", "2024-12-12", "--end", "2024-12-13"), "no URL to ask"),
            ((name, "--token-file", "token"), "no URL to ask"),
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
                self.assert_unusable(outcome, "the query is not one that the server takes: ", part)

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

    def test_help_says_the_statuses_and_the_bounds(self) -> None:
        outcome = self.log("--help")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertEqual([line for line in outcome.output.split("\n") if len(line) > 100], [])
        words = " ".join(outcome.output.split())
        for part in ("Exit status: 0 every sent change is in the log; 1 one is missing or refused",
                     "2 the command line", "3 no connection", "8 a redirect", "64 MiB",
                     "--pages N:INT in [1 - 10000]=100",
                     "FLAGHOOK_TOKEN"):
            self.assertIn(part, words)
        self.assertNotIn("--token ", outcome.output)
        self.assertRegex(self.run_tool("--help").output, r"(?m)^  log +\S")


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)


class Scripted(ThreadingHTTPServer):
    """Gives the answers in turn, the last one for ever, and keeps the requests."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{PATH}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        """The parameters of each request."""
        return [parse_qs(urlsplit(target).query) for target, _ in self.requests]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Scripted

    def do_GET(self) -> None:
        given = self.server.requests
        answer = self.server.answers[min(len(given), len(self.server.answers) - 1)]
        given.append((self.path, dict(self.headers.items())))
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: Any) -> None:
        pass


def link(cursor: str, target: str = f"https://sentry.io{PATH}", results: str = "true",
         relation: str = "next") -> tuple[str, str]:
    """A header that leads to another page, as Sentry writes it."""
    return ("Link", f'<{target}?&cursor={cursor}>; rel="{relation}"; results="{results}"; '
                    f'cursor="{cursor}"')


LAST = link("0:0:0", results="false")


class Fetched(LogTest):
    """A log from a server."""

    def serve(self, *answers: Answer) -> Scripted:
        server = Scripted(list(answers))
        self.addCleanup(server.server_close)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        thread.start()
        return server

    def fetch(self, url: str, *arguments: str, token: str = TOKEN, **variables: str) -> Outcome:
        """Runs `flaghook log`; whatever it does, the token is not printed."""
        outcome = self.run_tool("log", url, *arguments,
                                variables={"FLAGHOOK_TOKEN": token, **variables})
        self.assertNotIn(token or TOKEN, outcome.output + outcome.errors)
        return outcome

    def test_asks_with_the_token(self) -> None:
        server = self.serve(Answer(200, page(entry(1)), [LAST]))
        outcome = self.fetch(server.url)
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertIn("1 entry on 1 page\n", outcome.output)
        ((target, headers),) = server.requests
        self.assertEqual((target, headers["Authorization"]), (PATH, f"Bearer {TOKEN}"))

    def test_the_token_of_a_file_outweighs_the_environment(self) -> None:
        server = self.serve(Answer(200, page()))
        for end in ("", "\n", "\r\n"):
            name = self.write_secret(("of-the-file" + end).encode(), "token")
            self.assertEqual(self.fetch(server.url, "--token-file", name).status, 0)
            self.assertEqual(server.requests[-1][1]["Authorization"], "Bearer of-the-file")

    def test_tokens_that_are_none(self) -> None:
        server = self.serve(Answer(200, page()))
        self.assert_unusable(
            self.run_tool("log", server.url),
            "there is no API token; give --token-file FILE, or set the environment variable "
            "FLAGHOOK_TOKEN",
        )
        self.assert_unusable(self.fetch(server.url, token=""),
                             "the environment variable FLAGHOOK_TOKEN is empty")
        for content in ("to ken", "token\nX-Other: 1", "token\n\n", "t\x00ken", "t\u00f6ken"):
            with self.subTest(content):
                name = self.write_secret(content.encode(), "token")
                outcome = self.fetch(server.url, "--token-file", name, token="x-x-x")
                self.assert_unusable(outcome,
                                     "the token in token has a character that no token has")
                self.assertNotIn("ken\n", outcome.errors.replace("token\n", "").lower())
        self.assert_unusable(
            self.fetch(server.url, "--token-file", self.write_secret(b"x" * 4097, "token")),
            "token has more than 4096 bytes; expected a file with nothing but the API token",
        )
        self.assertEqual(server.requests, [])

    def test_a_token_file_that_everybody_can_read(self) -> None:
        server = self.serve(Answer(200, page()))
        name = self.write_secret(TOKEN.encode(), "token", 0o644)
        self.assert_unusable(
            self.fetch(server.url, "--token-file", name),
            "the token in token can be read by every user of this machine; run 'chmod 600' on the "
            "file, or accept that with --allow-readable-token",
        )
        self.assertEqual(server.requests, [])
        outcome = self.fetch(server.url, "--token-file", name, "--allow-readable-token")
        self.assertEqual(outcome.status, 0)

    def test_over_http_the_token_is_not_shown_to_a_proxy(self) -> None:
        proxy = self.serve(Answer(200, page()))
        server = self.serve(Answer(200, page(entry(1))))
        outcome = self.fetch(server.url, http_proxy=f"http://127.0.0.1:{proxy.port}")
        self.assertEqual(outcome.status, 0)
        self.assertEqual((len(proxy.requests), len(server.requests)), (0, 1))

    def test_options_become_the_query(self) -> None:
        server = self.serve(Answer(200, page()))
        self.fetch(server.url, "--flag", "a b", "--flag", "\u00e4&c", "--start", "2024-12-12",
                   "--end", "2024-12-13T01:00:00+01:00", "--per-page", "7", "--offset", "3",
                   "--cursor", "0:5:0")
        self.assertEqual(server.queries, [{
            "flag": ["a b", "\u00e4&c"], "start": ["2024-12-12T00:00:00+00:00"],
            "end": ["2024-12-13T00:00:00+00:00"], "per_page": ["7"], "offset": ["3"],
            "cursor": ["0:5:0"],
        }])
        self.fetch(server.url, "--stats-period", "24h")
        self.assertEqual(server.queries[1], {"statsPeriod": ["24h"]})

    def test_follows_the_cursor_to_the_last_page(self) -> None:
        server = self.serve(
            Answer(200, page(entry(3)), [("Link", link("0:0:1", relation="previous",
                                                       results="false")[1]), link("0:1:0")]),
            Answer(200, page(entry(2)), [link("0:2:0")]), Answer(200, page(entry(1)), [LAST]),
        )
        outcome = self.fetch(server.url, "--flag", "checkout", "--offset", "0", "--sent",
                             self.sent("a", change(1), change(2), change(3)))
        self.assertEqual(outcome.status, 0, outcome)
        self.assertIn("3 entries on 3 pages\n", outcome.output)
        self.assertNotIn("whole", outcome.output)
        self.assertEqual(server.queries, [
            {"flag": ["checkout"], "offset": ["0"]},
            {"flag": ["checkout"], "cursor": ["0:1:0"]},
            {"flag": ["checkout"], "cursor": ["0:2:0"]},
        ])

    def test_the_number_of_pages_is_bounded(self) -> None:
        endless = [Answer(200, page(entry(number)), [link(f"0:{number + 1}:0")])
                   for number in range(8)]
        name = self.sent("a", change(0), change(7))
        outcome = self.fetch(self.serve(*endless).url, "--pages", "3", "--sent", name)
        self.assertEqual(outcome.status, 1)
        cut = "there are further pages behind the 3 that --pages allows"
        self.assertIn(f"3 entries on 3 pages\nnot the whole log: {cut}\n", outcome.output)
        self.assertIn("What is missing may be beyond the part of the log that was read: " + cut,
                      outcome.output)
        document = self.fetch(self.serve(*endless).url, "--pages", "3", "--format", "json").document
        self.assertEqual((document["pages"], document["cut"]), (3, cut))
        found = self.fetch(self.serve(*endless).url, "--pages", "3", "--sent",
                           self.sent("b", change(0)))
        self.assertEqual(found.status, 0, "what was looked for is there")

    def test_the_number_of_bytes_is_bounded(self) -> None:
        large = page() + b" " * (16 << 20)
        large = large[: 16 << 20]
        server = self.serve(*(Answer(200, large, [link(f"0:{number}:0")]) for number in range(9)))
        outcome = self.fetch(server.url, "--timeout", "100")
        self.assertEqual(outcome.status, 0)
        self.assertIn(f"there are further pages behind {64 << 20} bytes of the log",
                      outcome.output)
        self.assertEqual(len(server.requests), 4)
        over = self.fetch(self.serve(Answer(200, large + b" ")).url, "--timeout", "100")
        self.assertEqual(over.status, 7, "an answer that is longer than any is read")

    def test_cursors_that_lead_nowhere(self) -> None:
        for header, why in (
            (link(""), "no cursor to ask for it"), (link("x" * 1001), "that cannot be used"),
            (link("again"), "names the same page"),
        ):
            with self.subTest(why):
                server = self.serve(Answer(200, page(entry(1)), [header]))
                outcome = self.fetch(server.url, "--cursor", "again")
                self.assertEqual(outcome.status, 0)
                self.assertIn("not the whole log: the server names", outcome.output)
                self.assertIn(why, outcome.output)
                self.assertEqual(len(server.requests), 1)

    def test_a_link_to_another_place_takes_the_token_nowhere(self) -> None:
        thief = self.serve(Answer(200, page()))
        for target in (thief.url, f"//127.0.0.1:{thief.port}{PATH}",
                       f"http://127.0.0.1:{thief.port}@x{PATH}"):
            with self.subTest(target):
                server = self.serve(Answer(200, page(entry(2)), [link("0:1:0", target)]),
                                    Answer(200, page(entry(1)), [link("0:2:0", target, "false")]))
                outcome = self.fetch(server.url)
                self.assertEqual(outcome.status, 0)
                self.assertIn("2 entries on 2 pages\n", outcome.output)
                self.assertEqual(len(server.requests), 2)
        self.assertEqual(thief.requests, [])

    def test_a_redirect_is_not_followed(self) -> None:
        thief = self.serve(Answer(200, page()))
        for status in (301, 302, 303, 307, 308):
            with self.subTest(status):
                server = self.serve(Answer(status, b"", [("Location", thief.url)]))
                outcome = self.fetch(server.url)
                self.assertEqual(outcome.status, 8)
                self.assertIn(f"{status} no log: It redirects elsewhere", outcome.output)
                self.assertIn(f'It leads to "{thief.url}"', outcome.output)
        self.assertEqual(thief.requests, [])

    def test_answers_that_are_no_log(self) -> None:
        for status, body, parts in (
            (401, b'{"detail":"Invalid token"}', ("The token is not accepted", '"Invalid token"')),
            (403, b'{"detail":"No."}', ("org:read", '"No."')),
            (404, b'{"detail":"Not found."}', ("no such organization",)),
            (400, b'{"detail":"Invalid date range"}', ("the query", '"Invalid date range"')),
            (429, b"", ("too many requests",)), (500, b"<html>\x1b[2J", ('"<html>\\u001b[2J"',)),
            (200, b"<html>", ("no page of an audit log", "JSON parse error")),
            (200, b'{"data":[{"id":1}]}', ("data[0].action: This field is required.",)),
            (204, b"", ("no answer of Sentry's audit log",)),
        ):
            with self.subTest(status=status, body=body):
                server = self.serve(Answer(status, body))
                outcome = self.fetch(server.url)
                self.assertEqual((outcome.status, outcome.errors), (1, ""))
                for part in (f"{status} no log: ", *parts):
                    self.assertIn(part, outcome.output)
                self.assertNotIn("\x1b", outcome.output)
                document = self.fetch(server.url, "--format", "json").document
                self.assertEqual(document["status"], status)

    def test_a_token_that_an_answer_repeats_is_not_printed(self) -> None:
        location = [("Location", f"https://x/?token={TOKEN}")]
        for answer in (
            Answer(401, json.dumps({"detail": f"No: {TOKEN}{TOKEN}."}).encode()),
            Answer(302, f"<html>{TOKEN}".encode(), location), Answer(500, TOKEN.encode()),
            Answer(200, page(entry(1, action=TOKEN))),
        ):
            for form in ("text", "json"):
                with self.subTest(status=answer.status, form=form):
                    outcome = self.fetch(self.serve(answer).url, "--format", form)
                    self.assertEqual(outcome.status, 8 if answer.status == 302 else 1)
                    if form == "text" or answer.status in (200, 302, 401):
                        self.assertIn("[the token]", outcome.output)

    def test_a_failure_on_a_later_page_is_one_of_all(self) -> None:
        server = self.serve(Answer(200, page(entry(1)), [link("0:1:0")]), Answer(429))
        outcome = self.fetch(server.url, "--sent", self.sent("a", change(1)))
        self.assertEqual(outcome.status, 1)
        self.assertIn("429 no log", outcome.output)
        self.assertNotIn("complete: ", outcome.output)

    def test_no_answer_has_the_exit_statuses_of_send(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        gone = self.fetch(f"http://127.0.0.1:{port}{PATH}")
        self.assertEqual((gone.status, gone.output), (3, ""))
        unknown = self.fetch(f"https://no-such-host.invalid{PATH}")
        self.assertEqual(unknown.status, 4)
        server = self.serve(Answer(200, page()))
        self.assertEqual(self.fetch(server.url.replace("http:", "https:")).status, 5)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}{PATH}"
            slow = self.fetch(url, "--timeout", "0.3", "--format", "json")
        self.assertEqual((slow.status, slow.document["failure"]), (6, "timed_out"))
        self.assertNotIn("recorded", slow.document["advice"])

    def test_links_without_end_are_no_answer(self) -> None:
        many = [link("x" * 900)] * 80
        outcome = self.fetch(self.serve(Answer(200, page(), many)).url)
        self.assertEqual(outcome.status, 7)

    def test_says_which_part_was_asked_for_when_something_is_missing(self) -> None:
        server = self.serve(Answer(200, page()))
        name = self.sent("a", change(1))
        outcome = self.fetch(server.url, "--sent", name)
        self.assertIn("Sentry lists the last 90 days unless", outcome.output)
        outcome = self.fetch(server.url, "--stats-period", "1h", "--sent", name)
        self.assertIn("The query asks for a part of the log only.", outcome.output)
        self.assertNotIn("90 days", outcome.output)

    def test_a_payload_that_cannot_be_read_costs_no_request(self) -> None:
        server = self.serve(Answer(200, page()))
        self.assert_unusable(self.fetch(server.url, "--sent", "missing"), "cannot open missing")
        self.assertEqual(server.requests, [])


if __name__ == "__main__":
    unittest.main()
