"""Tests `flaghook listen` with the rest of the Flags API over HTTP: registers a secret, sends
changes, and reads the audit log."""

import json
import unittest
from typing import Any

from live import GOOD, HEADER, Answer, LiveTest, body_of
from running import SECRET, TOOL, digest

TOKEN = {"Authorization": "Bearer any"}
JSON = {"Content-Type": "application/json"}


class Api(LiveTest):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.start([TOOL, "listen", "--port", "0", "--no-secret"])
        self.flags = self.server.parts.path.removesuffix("hooks/provider/generic/")

    def ask(self, method: str, resource: str, document: Any = None, **more: str) -> Answer:
        """Sends a request with a token for a resource below `flags/`."""
        body = b"" if document is None else json.dumps(document).encode()
        return self.server.ask(body, TOKEN | JSON | more, method, self.flags + resource)

    def register(self, secret: bytes = SECRET, provider: str = "generic") -> Answer:
        return self.ask("POST", "signing-secrets/",
                        {"provider": provider, "secret": secret.decode()})

    def logged(self, query: str = "") -> list[str]:
        """Returns the flags in the audit log."""
        answer = self.ask("GET", "logs/" + query)
        self.assertEqual(answer.status, 200, answer.body)
        return [entry["flag"] for entry in json.loads(answer.body)["data"]]

    def test_the_whole_story(self) -> None:
        self.assertEqual(self.server.ask().status, 401)
        self.assertIn("no secret is registered", self.server.line())
        self.assertEqual(self.register().status, 201)
        self.assertIn("the secret of the provider generic is registered", self.server.line())
        outcome = self.run_tool("send", self.server.url, "-", stdin=GOOD, secret=SECRET.decode())
        self.assertEqual(outcome.status, 0, outcome)
        answer = self.ask("GET", "logs/")
        (entry,) = json.loads(answer.body)["data"]
        self.assertEqual(entry, {
            "action": "created", "createdAt": "2024-12-12T00:02:00+00:00",
            "createdBy": "first.last@company.com", "createdByType": "email",
            "flag": "hello.world", "id": 1, "provider": "generic", "tags": {},
        })
        answer = self.ask("GET", "logs/1/")
        self.assertEqual(json.loads(answer.body), {"data": entry})
        self.assertEqual(self.ask("GET", "logs/2/").status, 404)

    def test_a_period_outweighs_a_start_and_an_end(self) -> None:
        self.register()
        self.server.ask(body_of(1))
        times = "start=2024-01-01T00:00:00Z&end=2024-01-02T00:00:00Z"
        both = self.ask("GET", f"logs/?statsPeriod=90d&{times}")
        self.assertEqual(both.status, 200, both.body)
        period = self.ask("GET", "logs/?statsPeriod=90d")
        self.assertEqual((both.body, both.headers["Link"]), (period.body, period.headers["Link"]))

    def test_a_type_of_any_bytes_is_refused(self) -> None:
        for form in ("text", "json"):
            with self.subTest(form):
                server = self.start([TOOL, "listen", "--port", "0", "--no-secret", "--format", form])
                path = self.flags + "signing-secrets/"
                answer = server.exchange(
                    f"POST {path} HTTP/1.1\r\nAuthorization: Bearer any\r\nContent-Length: 1\r\n"
                    "Content-Type: text/".encode() + b"\xff\r\n\r\nx")
                self.assertTrue(answer.startswith(b"HTTP/1.1 415 "), answer)
                self.assertIn("415", server.line())
                self.assertEqual(server.stop()[0], 0)

    def test_secrets_are_listed_redacted_replaced_and_deleted(self) -> None:
        self.register(b"the-first-secret")
        self.register(b"x" * 32, "unleash")
        self.assertEqual(self.register().status, 201)
        answer = self.ask("GET", "signing-secrets/")
        self.assertNotIn(SECRET, answer.body)
        listed = json.loads(answer.body)["data"]
        self.assertEqual([(one["provider"], one["secret"]) for one in listed], [
            ("generic", SECRET[:6].decode() + "*" * (len(SECRET) - 6)),
            ("unleash", "x" * 6 + "*" * 26),
        ])
        old = {HEADER: digest(GOOD, b"the-first-secret"), **JSON}
        self.assertEqual(self.server.ask(headers=old).status, 401)
        self.assertEqual(self.server.ask().status, 200)
        number = listed[0]["id"]
        self.assertEqual(self.ask("DELETE", f"signing-secrets/{number}/").status, 204)
        self.assertEqual(self.ask("DELETE", f"signing-secrets/{number}/").status, 404)
        self.assertEqual(self.server.ask().status, 401)

    def test_a_bad_registration_is_refused_with_400(self) -> None:
        answer = self.register(b"short")
        self.assertEqual(answer.status, 400)
        self.assertEqual(json.loads(answer.body),
                         {"secret": ["Ensure this field has at least 10 characters."]})
        self.assertEqual(self.ask("POST", "signing-secrets/", {"provider": "x"}).status, 400)
        answer = self.server.ask(b"{", TOKEN | JSON, "POST", self.flags + "signing-secrets/")
        self.assertEqual(answer.status, 400)
        self.assertTrue(json.loads(answer.body)["detail"].startswith("JSON parse error"))
        self.assertEqual(json.loads(self.ask("GET", "signing-secrets/").body)["data"], [])

    def test_resources_want_a_token_and_their_methods(self) -> None:
        for resource in ("logs/", "logs/1/", "signing-secrets/", "signing-secrets/1/"):
            with self.subTest(resource):
                answer = self.server.ask(b"", {}, "GET", self.flags + resource)
                self.assertEqual(answer.status, 401)
                self.assertIn("credentials", json.loads(answer.body)["detail"])
                self.assertEqual(self.ask("PUT", resource).status, 405)
        for resource in ("logs", "logs/x/", "logs/-1/", "logs//", "other/"):
            with self.subTest(resource):
                self.assertEqual(self.ask("GET", resource).status, 404)

    def test_the_log_is_filtered_and_paged(self) -> None:
        self.register()
        for number in range(1, 6):
            body = body_of(number, flag=f"flag-{number}", created_at=f"2024-12-0{number}T00:00:00Z")
            headers = {HEADER: digest(body), **JSON}
            self.assertEqual(self.server.ask(body, headers).status, 200)
        self.assertEqual(self.logged(), [f"flag-{number}" for number in (5, 4, 3, 2, 1)])
        self.assertEqual(self.logged("?flag=flag-2&flag=flag-4"), ["flag-4", "flag-2"])
        self.assertEqual(
            self.logged("?start=2024-12-02T00:00:00&end=2024-12-04T00:00:00"), ["flag-3", "flag-2"]
        )
        self.assertEqual(self.logged("?statsPeriod=1h"), [])
        self.assertEqual(self.logged("?per_page=2&offset=3"), ["flag-2", "flag-1"])
        answer = self.ask("GET", "logs/?per_page=2")
        found = [entry["flag"] for entry in json.loads(answer.body)["data"]]
        while 'rel="next"; results="true"' in answer.headers["Link"]:
            following = answer.headers["Link"].split("<")[2].split(">")[0]
            answer = self.ask("GET", "logs/?" + following.partition("?")[2])
            found += [entry["flag"] for entry in json.loads(answer.body)["data"]]
        self.assertEqual(found, [f"flag-{number}" for number in (5, 4, 3, 2, 1)])
        self.assertEqual(self.ask("GET", "logs/?per_page=101").status, 400)

    def test_nothing_of_a_secret_is_shown(self) -> None:
        self.register()
        self.register(SECRET + b"x" * 60)
        _, output, errors = self.server.stop()
        self.assertNotIn(SECRET.decode(), output + errors)


if __name__ == "__main__":
    unittest.main()
