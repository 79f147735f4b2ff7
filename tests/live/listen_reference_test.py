"""Compares `flaghook listen` with the reference server: the same requests must get the same
answers."""

import json
import unittest

from live import GOOD, HEADER, REFUSED, LiveTest, body_of, header_lines, signed
from running import digest


class SameAsTheReference(LiveTest):
    """Both servers get the same requests."""

    def setUp(self) -> None:
        super().setUp()
        self.both = (self.listen("--rows", "rows"), self.reference("--rows", "reference-rows"))

    def assert_same(self, name: str, **request: object) -> None:
        """Checks that both servers answer with the same status and the same JSON."""
        with self.subTest(name):
            ours, theirs = (server.ask(**request) for server in self.both)  # type: ignore[arg-type]
            self.assertEqual(ours.status, theirs.status)
            if theirs.headers.get("Content-Type") == "application/json":
                self.assertEqual(ours.headers["Content-Type"], "application/json")
                self.assertEqual(json.loads(ours.body), json.loads(theirs.body))
            self.assertEqual(ours.status == 405, "POST" in ours.headers.get("Allow", ""))

    def test_statuses_and_bodies(self) -> None:
        path = self.both[0].parts.path
        signature = {HEADER: digest(GOOD)}
        json_type = {"Content-Type": "application/json"}
        self.assert_same("accepted")
        self.assert_same("refused", body=REFUSED)
        self.assert_same("malformed", body=b"{")
        self.assert_same("empty", body=b"")
        self.assert_same("empty, without a type", body=b"", headers={HEADER: digest(b"")})
        self.assert_same("several of one id", body=body_of(1, 2, 1))
        self.assert_same("no signature", headers=json_type)
        self.assert_same("empty signature", headers={**json_type, HEADER: ""})
        self.assert_same("capital letters", headers={**json_type, HEADER: digest(GOOD).upper()})
        self.assert_same("underscores", headers={**json_type, "X_Sentry_Signature": digest(GOOD)})
        self.assert_same("small letters", headers={"content-type": "application/json",
                                                   "x-sentry-signature": digest(GOOD)})
        self.assert_same("wrong signature of no JSON", body=b"{", headers=signed(GOOD))
        for media_type in (
            "application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;x=y",
            "text/plain", "application/x-www-form-urlencoded", "application/jsonp",
            "multipart/form-data; boundary=x", "application/vnd.api+json", "*/*",
        ):
            self.assert_same(media_type, headers={**signature, "Content-Type": media_type})
        self.assert_same("no JSON, wrong signature", body=b"{", headers={**signature,
                                                                        "Content-Type": "x/y"})
        for other in (
            path[:-1], path + "/", "/", path.replace("generic", "launchdarkly"),
            path.replace("generic", "unleash"), path.replace("/0/", "/1/"), path.upper(),
            path.replace("example", "another"), path + "?x=1", "/below" + path,
        ):
            self.assert_same(other, path=other)
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            self.assert_same(method, method=method)
        self.assertEqual(self.rows(), self.rows("reference-rows"))
        self.assertGreater(len(self.rows()), 3)

    def test_two_signatures_are_none(self) -> None:
        for second in (digest(GOOD), "x"):
            head = [f"Content-Length: {len(GOOD)}", *header_lines(signed(GOOD)),
                    f"{HEADER}: {second}"]
            for server in self.both:
                answer = server.exchange(server.head(*head, "Connection: close"), GOOD)
                self.assertIn(b" 401 ", answer.split(b"\r\n")[0])
                self.assertTrue(answer.endswith(b'"Not authorized."'))


if __name__ == "__main__":
    unittest.main()
