"""Tests `flaghook log URL`: following pages, and where it stops."""

import unittest

from audit_log import PATH, change, entry, page
from log_server import LAST, FetchTest, link
from scripted_server import Answer


class Pages(FetchTest):
    """Cursors are followed to the end or to a limit."""

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
        cut = "there are more pages than the 3 that --pages allows"
        self.assertIn(f"3 entries on 3 pages\nnot the whole log: {cut}\n", outcome.output)
        self.assertIn("Missing changes may be in a part of the log that was not read: " + cut,
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
        self.assertIn(f"there are further pages after {64 << 20} bytes of the log",
                      outcome.output)
        self.assertEqual(len(server.requests), 4)
        over = self.fetch(self.serve(Answer(200, large + b" ")).url, "--timeout", "100")
        self.assertEqual(over.status, 3, "an answer that is longer than any is read")

    def test_cursors_that_lead_nowhere(self) -> None:
        for header, why in (
            (link(""), "not its cursor"), (link("x" * 1001), "its cursor cannot be used"),
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

    def test_a_failure_on_a_later_page_is_one_of_all(self) -> None:
        server = self.serve(Answer(200, page(entry(1)), [link("0:1:0")]), Answer(429))
        outcome = self.fetch(server.url, "--sent", self.sent("a", change(1)))
        self.assertEqual(outcome.status, 3)
        self.assertIn("429 no log", outcome.output)
        self.assertNotIn("complete: ", outcome.output)

    def test_links_without_end_are_no_answer(self) -> None:
        many = [link("x" * 900)] * 80
        outcome = self.fetch(self.serve(Answer(200, page(), many)).url)
        self.assertEqual(outcome.status, 3)

    def test_says_which_part_was_asked_for_when_something_is_missing(self) -> None:
        server = self.serve(Answer(200, page()))
        name = self.sent("a", change(1))
        outcome = self.fetch(server.url, "--sent", name)
        self.assertIn("By default, Sentry lists only the last 90 days", outcome.output)
        outcome = self.fetch(server.url, "--stats-period", "1h", "--sent", name)
        self.assertIn("The query selects only a part of the log.", outcome.output)
        self.assertNotIn("90 days", outcome.output)


if __name__ == "__main__":
    unittest.main()
