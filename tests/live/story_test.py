"""Runs a whole scenario with the commands alone: makes and registers a secret, sends changes, and
checks in the audit log that they arrived."""

import json
import unittest

from live import HEADER, LiveTest, body_of
from running import GOOD, TOOL, Outcome

TOKEN = "sntryu_" + "a-token-of-the-story"


class Story(LiveTest):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.start([TOOL, "listen", "--port", "0", "--no-secret"])
        self.flags = self.server.url.removesuffix("hooks/provider/generic/")
        self.assertEqual(self.run_tool("secret", "generate", "--output", "secret"),
                         Outcome(0, "", ""))
        self.secret = (self.folder / "secret").read_text().strip()

    def tearDown(self) -> None:
        _, output, errors = self.server.stop()
        for hidden in (self.secret, TOKEN):
            self.assertNotIn(hidden, output + errors)
        super().tearDown()

    def api(self, method: str, resource: str, body: bytes = b"") -> tuple[int, bytes]:
        """Makes a request below `flags/` as another program does, and returns status and body."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        path = self.server.parts.path.removesuffix("hooks/provider/generic/") + resource
        answer = self.server.ask(body, headers, method, path)
        return answer.status, answer.body

    def register(self) -> None:
        body = json.dumps({"provider": "generic", "secret": self.secret}).encode()
        self.assertEqual(self.api("POST", "signing-secrets/", body)[0], 201)

    def run_quietly(self, *arguments: str, stdin: bytes = b"") -> Outcome:
        """Runs a command, and checks that it prints neither the secret nor the token."""
        outcome = self.run_tool(*arguments, stdin=stdin, variables={"FLAGHOOK_TOKEN": TOKEN})
        for hidden in (self.secret, TOKEN):
            self.assertNotIn(hidden, outcome.output + outcome.errors)
        return outcome

    def emit(self, name: str, flag: str, at: str) -> str:
        """Writes a payload with one change, and returns its file name."""
        outcome = self.run_tool("emit", "--action", "updated", "--flag", flag, "--by", "name:Jane",
                                "--at", at)
        self.assertEqual(outcome.status, 0, outcome)
        return self.write(name, outcome.output.encode())

    def send(self, *names: str) -> list[int]:
        return [self.run_quietly("send", self.server.url, name, "--secret-file", "secret").status
                for name in names]

    def log(self, *arguments: str) -> Outcome:
        return self.run_quietly("log", self.flags + "logs/", *arguments)

    def test_what_was_sent_is_in_the_log_and_what_is_not_is_named(self) -> None:
        self.register()
        first = self.emit("first.json", "checkout", "2024-12-12T00:02:00Z")
        twice = self.emit("twice.json", "search", "2024-12-12T00:03:00.000001Z")
        batch = self.write("batch.json", body_of(1, 2, 1))
        refused = self.write("refused.json", body_of(3, flag=" "))
        unsent = self.emit("unsent.json", "basket", "2024-12-12T00:04:00Z")
        self.assertEqual(self.send(first, twice, twice, batch, refused), [0, 0, 0, 0, 1])
        # `send` does not send a payload that would be refused; other senders do.
        signature = self.run_quietly("sign", refused, "--secret-file", "secret").output.strip()
        answer = self.server.ask((self.folder / refused).read_bytes(),
                                 {HEADER: signature, "Content-Type": "application/json"})
        self.assertEqual(answer.status, 200)
        self.assertNotEqual(answer.body, b"")

        outcome = self.log("--sent", first, twice, twice, batch)
        self.assertEqual((outcome.status, outcome.errors), (0, ""), outcome)
        self.assertIn("5 entries on 1 page\n", outcome.output)
        self.assertIn("batch.json: 2 of 2 changes are in the log\ncomplete: 5 changes sent, 5 "
                      "found, 0 missing; 0 of 4 payloads refused, so not recorded\n",
                      outcome.output)

        outcome = self.log("--sent", first, twice, twice, batch, refused, unsent)
        self.assertEqual((outcome.status, outcome.errors), (1, ""), outcome)
        self.assertIn("refused.json: refused: Sentry would answer 200 with an error tree",
                      outcome.output)
        self.assertIn('unsent.json: 0 of 1 change is in the log\n  missing: "basket" was updated '
                      'at 2024-12-12T00:04:00.000000+00:00 by the name "Jane", ', outcome.output)
        self.assertIn("incomplete: 6 changes sent, 5 found, 1 missing; 1 of 6 payloads refused",
                      outcome.output)

        outcome = self.log("--sent", twice)
        self.assertEqual(outcome.status, 0)
        self.assertIn("1 further log entry repeats a sent change", outcome.output)
        outcome = self.log("--sent", twice, twice, twice)
        self.assertEqual(outcome.status, 1)
        self.assertIn("3 changes sent, 2 found, 1 missing", outcome.output)

    def test_changes_that_nobody_took_are_missing(self) -> None:
        first = self.emit("first.json", "checkout", "2024-12-12T00:02:00Z")
        self.assertEqual(self.send(first), [1], "no secret is registered")
        outcome = self.log("--sent", first)
        self.assertEqual(outcome.status, 1)
        self.assertIn("0 entries on 1 page\n", outcome.output)
        self.assertIn("1 change sent, 0 found, 1 missing", outcome.output)
        self.register()
        self.assertEqual(self.send(first), [0])
        self.assertEqual(self.log("--sent", first).status, 0)

    def test_a_log_of_several_pages(self) -> None:
        self.register()
        names = [self.emit(f"{number}.json", f"flag-{number}", f"2024-12-0{number}")
                 for number in range(1, 6)]
        self.assertEqual(self.send(*names), [0] * 5)
        outcome = self.log("--per-page", "2", "--sent", *names)
        self.assertEqual((outcome.status, outcome.errors), (0, ""), outcome)
        self.assertEqual([line.split()[2] for line in outcome.output.splitlines()[1:6]],
                         [f'"flag-{number}"' for number in (5, 4, 3, 2, 1)])
        self.assertIn("5 entries on 3 pages\n\n", outcome.output)
        cut = self.log("--per-page", "2", "--pages", "2", "--sent", *names)
        self.assertEqual(cut.status, 1)
        self.assertIn("5 changes sent, 4 found, 1 missing", cut.output)
        self.assertIn("Missing changes may be in a part of the log that was not read: there are "
                      "more pages than the 2 that --pages allows.\n", cut.output)

    def test_a_part_of_the_log(self) -> None:
        self.register()
        names = [self.emit(f"{number}.json", f"flag-{number}", f"2024-12-0{number}")
                 for number in range(1, 5)]
        self.assertEqual(self.send(*names), [0] * 4)
        for arguments, numbers in (
            (("--flag", "flag-1", "--flag", "flag-3"), (3, 1)),
            (("--start", "2024-12-02", "--end", "2024-12-04"), (3, 2)),
            (("--stats-period", "1h"), ()), (("--offset", "3"), (1,)),
            (("--offset", "1", "--per-page", "1"), (3, 2, 1)),
        ):
            with self.subTest(arguments):
                outcome = self.log(*arguments, "--format", "json")
                self.assertEqual(outcome.status, 0, outcome)
                self.assertEqual([one["flag"] for one in outcome.document["entries"]],
                                 [f"flag-{number}" for number in numbers])

    def test_a_saved_page_is_as_good(self) -> None:
        self.register()
        self.assertEqual(self.send(self.write("good.json", GOOD)), [0])
        status, body = self.api("GET", "logs/")
        self.assertEqual(status, 200)
        outcome = self.run_quietly("log", "-", "--sent", "good.json", stdin=body)
        self.assertEqual((outcome.status, outcome.errors), (0, ""), outcome)
        self.assertEqual(outcome.output, self.log("--sent", "good.json").output)

    def test_another_organization_has_no_log_here(self) -> None:
        outcome = self.run_quietly(
            "log", self.flags.replace("/organizations/", "/organizations/other-") + "logs/"
        )
        self.assertEqual(outcome.status, 1)
        self.assertIn("404 no log: ", outcome.output)


if __name__ == "__main__":
    unittest.main()
