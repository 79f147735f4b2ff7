"""Tests `flaghook listen` with third-party clients and with the tool's own."""

import json
import subprocess
import unittest

import requests
from live import GOOD, HEADER, PATIENCE, LiveTest, Server, body_of, program, signed
from running import SECRET, digest, environment

# A typical sender in JavaScript: three changes over one persistent connection.
NODE_SENDER = """
import { createHmac } from "node:crypto";
const [url, secret] = [process.argv[2], process.env.SENDER_SECRET];
for (const id of [1, 2, 3]) {
  const body = JSON.stringify({
    data: [{
      action: "updated", change_id: id, created_at: "2024-12-12T00:02:00+00:00",
      created_by: { id: "jane@example.com", type: "email" }, flag: `h\\u00e9llo-${id}`,
    }],
    meta: { version: 1 },
  });
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Sentry-Signature": createHmac("sha256", secret).update(body).digest("hex"),
    },
    body,
  });
  const answer = await response.text();
  console.log(response.status, answer);
  if (response.status !== 200 || answer !== "") process.exit(1);
}
"""


class Clients(LiveTest):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.listen("--rows", "rows")

    def run_program(self, *command: str, stdin: bytes = b"", **variables: str) -> bytes:
        """Runs a program that has to succeed, and returns its output."""
        done = subprocess.run(
            command, input=stdin, capture_output=True, cwd=self.folder, timeout=PATIENCE,
            env=environment(**variables), check=False,
        )
        self.assertEqual(done.returncode, 0, done)
        return done.stdout

    def curl(self, body: bytes, *more: str) -> bytes:
        """Sends a body with curl, and returns the status and the body of the answer."""
        return self.run_program(
            program("CURL"), "--silent", "--show-error", "--data-binary", "@-",
            "--write-out", "%{http_code}", "--header", "Content-Type: application/json",
            "--header", f"{HEADER}: {digest(body)}", *more, self.server.url, stdin=body,
        )

    def test_curl(self) -> None:
        large = body_of(*range(20_000))
        self.assertGreater(len(large), 2**20)
        self.assertEqual(self.curl(GOOD), b"200")
        self.assertEqual(self.curl(GOOD, "--http1.0"), b"200")
        self.assertEqual(self.curl(GOOD, "--header", "Transfer-Encoding: chunked"), b"200")
        # curl sends `Expect: 100-continue` before a body of this size.
        self.assertEqual(self.curl(large), b"200")
        self.assertEqual(self.curl(large, "--header", "Transfer-Encoding: chunked"), b"200")
        self.assertEqual(json.loads(self.curl(b"{}")[:-3])["meta"], ["This field is required."])
        self.assertEqual(len(self.rows()), 3 + 2 * 20_000)

    def test_requests(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            for number in range(3):
                body = body_of(number)
                answer = session.post(self.server.url, body, headers=signed(body), timeout=PATIENCE)
                self.assertEqual((answer.status_code, answer.content), (200, b""))
            in_pieces = iter([GOOD[:10], GOOD[10:]])
            answer = session.post(self.server.url, in_pieces, headers=signed(GOOD), timeout=PATIENCE)
            self.assertEqual((answer.status_code, answer.content), (200, b""))
            answer = session.post(self.server.url, json={}, timeout=PATIENCE)
            self.assertEqual((answer.status_code, answer.json()), (401, "Not authorized."))
        self.assertEqual(len(self.rows()), 4)

    def test_fetch(self) -> None:
        self.write("sender.mjs", NODE_SENDER.encode())
        output = self.run_program(
            program("NODE"), "sender.mjs", self.server.url, SENDER_SECRET=SECRET.decode()
        )
        self.assertEqual(output, b"200 \n" * 3)
        self.assertEqual([row["flag"] for row in self.rows()],
                         [f"h\u00e9llo-{number}" for number in (1, 2, 3)])

    def test_emit_and_send(self) -> None:
        payload = self.run_tool("emit", "--action", "updated", "--flag", "checkout",
                                "--by", "email:jane@example.com", "--key", "checkout:17")
        outcome = self.run_tool("send", self.server.url, "-", "--secret-file", "secret",
                                stdin=payload.output.encode())
        self.assertEqual(outcome.status, 0, outcome)
        self.assertIn("200 accepted", outcome.output)
        self.assertIn('200 accepted: "checkout" was updated', self.server.line())
        ((row),) = self.rows()
        self.assertEqual((row["flag"], row["created_by"]), ("checkout", "jane@example.com"))

    def test_a_sender_with_another_secret(self) -> None:
        self.write_secret(b"another-secret-altogether", name="other")
        outcome = self.run_tool("send", self.server.url, "-", "--secret-file", "other", stdin=GOOD)
        self.assertEqual(outcome.status, 1)
        self.assertIn("401 unauthorized", outcome.output)

    def test_rotation_of_secrets(self) -> None:
        self.write_secret(b"another-secret-altogether", name="other")
        both = self.listen("--secret-file", "other")
        for name in ("secret", "other"):
            outcome = self.run_tool("send", both.url, "-", "--secret-file", name, stdin=GOOD)
            self.assertEqual(outcome.status, 0, outcome)


class Probe(LiveTest):
    """Tests `flaghook probe` with `flaghook listen` and with the reference."""

    def assert_passes(self, server: Server, *arguments: str) -> None:
        outcome = self.run_tool("probe", server.url, "--secret-file", "secret", "--level", "may",
                                *arguments)
        self.assertEqual(outcome.status, 0, outcome.output[-3000:] + outcome.errors)
        self.assertRegex(outcome.output, r"\n7\d\d passed, 0 failed\n$")

    def test_the_stand_in(self) -> None:
        self.assert_passes(self.listen())

    def test_the_stand_in_with_index_keyed_answers(self) -> None:
        self.assert_passes(self.listen("--index-keyed"), "--index-keyed")

    def test_the_reference(self) -> None:
        self.assert_passes(self.reference())


if __name__ == "__main__":
    unittest.main()
