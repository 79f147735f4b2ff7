"""Tests `flaghook log URL`: the query and the token of its requests."""

import unittest

from audit_log import PATH, TOKEN, entry, page
from log_server import LAST, FetchTest
from scripted_server import Answer


class Query(FetchTest):
    """The request has the token, and a query made from the options."""

    def test_asks_with_the_token(self) -> None:
        server = self.serve(Answer(200, page(entry(1)), [LAST]))
        outcome = self.fetch(server.url)
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertIn("1 entry on 1 page\n", outcome.output)
        (request,) = server.requests
        self.assertEqual((request.target, request.headers["Authorization"]), (PATH, f"Bearer {TOKEN}"))

    def test_the_token_of_a_file_outweighs_the_environment(self) -> None:
        server = self.serve(Answer(200, page()))
        for end in ("", "\n", "\r\n"):
            name = self.write_secret(("of-the-file" + end).encode(), "token")
            self.assertEqual(self.fetch(server.url, "--token-file", name).status, 0)
            self.assertEqual(server.requests[-1].headers["Authorization"], "Bearer of-the-file")

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
                                     "the token in token has an invalid character")
                self.assertNotIn("ken\n", outcome.errors.replace("token\n", "").lower())
        for content, reason in (('"to-ken"', "is in quotes; remove them"),
                                ("SENTRY_TOKEN=to-ken", "has the form NAME=value; keep only the value")):
            name = self.write_secret(content.encode(), "token")
            outcome = self.fetch(server.url, "--token-file", name)
            self.assert_unusable(outcome, f"the token in token {reason}")
            self.assertNotIn("to-ken", outcome.errors)
        self.assert_unusable(
            self.fetch(server.url, "--token-file", "sntryu_0123456789abcdef"),
            "cannot open the file of --token-file, whose name is not repeated here in case it is "
            "the token itself: No such file or directory",
        )
        self.assert_unusable(
            self.fetch(server.url, "--token-file", self.write_secret(b"x" * 4097, "token")),
            "token has more than 4096 bytes; expected a file that contains only the API token",
        )
        self.assertEqual(server.requests, [])

    def test_a_token_of_an_organization_is_not_taken_for_a_name_with_a_value(self) -> None:
        server = self.serve(Answer(200, page()))
        for token in ("sntrys_eyJrZXkiOjF9Cg==_c2VjcmV0", "sntryu_0123456789abcdef"):
            name = self.write_secret(token.encode(), "token")
            self.assertEqual(self.fetch(server.url, "--token-file", name).status, 0)
            self.assertEqual(server.requests[-1].headers["Authorization"], f"Bearer {token}")

    def test_a_token_file_that_everybody_can_read(self) -> None:
        server = self.serve(Answer(200, page()))
        name = self.write_secret(TOKEN.encode(), "token", 0o644)
        self.assert_unusable(
            self.fetch(server.url, "--token-file", name),
            "the token in token can be read by every user of this machine; run 'chmod 600' on the "
            "file, or accept that with --allow-readable-token (for example in a container without "
            "other users, where the file is mounted read-only)",
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

    def test_http_to_another_machine_needs_consent(self) -> None:
        server = self.serve(Answer(200, page(entry(1))))
        # An address of this machine, but not one that is recognized as such.
        url = f"http://127.1:{server.port}{PATH}"
        self.assert_unusable(self.fetch(url), "over http, others on the network can read the token",
                             "On a network that you trust, add --allow-http")
        self.assertEqual(server.requests, [])
        self.assertEqual(self.fetch(url, "--allow-http").status, 0)
        self.assertEqual([one.target for one in server.requests], [PATH])
        self.assert_unusable(self.fetch(f"http://a:b@127.1{PATH}", "--allow-http"), "password")

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

    def test_a_payload_that_cannot_be_read_costs_no_request(self) -> None:
        server = self.serve(Answer(200, page()))
        self.assert_unusable(self.fetch(server.url, "--sent", "missing"), "cannot open missing")
        self.assertEqual(server.requests, [])


if __name__ == "__main__":
    unittest.main()
