"""Tests the reference as a testee, beside the golden vectors, which tests/suite asks it."""

import base64
import json
import subprocess
import sys
import unittest
from typing import Any

from reference_path import REFERENCE
from good_changes import a_body, a_row
from json_parser import DEEPEST_NESTING


def in_base64(body: bytes) -> str:
    return base64.b64encode(body).decode()


class Pipe(unittest.TestCase):
    def setUp(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(REFERENCE / "testee.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self.addCleanup(self.end)

    def end(self) -> None:
        self.process.stdin.close()
        self.assertEqual(self.process.wait(timeout=30), 0)
        self.process.stdout.close()

    def ask_line(self, line: bytes) -> dict[str, Any]:
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        self.assertTrue(answer.isascii())
        return json.loads(answer)

    def ask(self, **request: Any) -> dict[str, Any]:
        return self.ask_line(json.dumps(request).encode())

    def test_introduces_itself(self) -> None:
        hello = self.ask(op="hello", protocol=1)
        self.assertEqual(hello["protocol"], 1)
        self.assertIn("Python", hello["implementation"])
        self.assertEqual(
            hello["capabilities"],
            ["parse", "receive", "sign", "emit", "delivery", "evaluate", "span_evaluate"],
        )

    def test_refuses_to_emit(self) -> None:
        reply = self.ask(id=1, op="emit", version=1, changes=[a_row(flag="")])
        self.assertEqual(
            reply,
            {"id": 1, "errored": {"message": "data[0].flag: This field may not be blank."}},
        )

    def test_skips_what_it_does_not_know(self) -> None:
        for operation in ("dance", None, ["parse"]):
            with self.subTest(operation):
                self.assertIn("reason", self.ask(id=1, op=operation)["skipped"])

    def test_survives_every_bad_request(self) -> None:
        for line in (b"", b"x", b"[]", b"\xff", b"[" * 100_000):
            with self.subTest(line[:10]):
                reply = self.ask_line(line)
                self.assertEqual((reply["id"], list(reply)), (None, ["id", "errored"]))
        for request in (
            {"op": "parse"}, {"op": "parse", "body": "*"}, {"op": "parse", "body": 7},
            {"op": "sign", "secret": "\ud800", "body": ""}, {"op": "sign", "secret": 1, "body": ""},
            {"op": "emit", "version": 1, "changes": 7}, {"op": "emit", "changes": []},
            {"op": "delivery", "status": "200", "body": ""},
            {"op": "evaluate"}, {"op": "evaluate", "evaluations": [{}]},
            {"op": "span_evaluate", "evaluations": [{"flag": 1, "result": True}]},
        ):
            with self.subTest(request):
                reply = self.ask(id=[1], **request)
                self.assertEqual((reply["id"], list(reply)), ([1], ["id", "errored"]))
        self.assertIn("result", self.ask(id=1, op="parse", body=""))

    def test_survives_deep_nesting(self) -> None:
        for depth, status in (
            (DEEPEST_NESTING - 1, 200), (DEEPEST_NESTING, 500), (1_000_000, 500)
        ):
            note = b"[" * depth + b"]" * depth
            body = a_body()[:-1] + b',"note":' + note + b"}"
            with self.subTest(depth):
                reply = self.ask(id=1, op="parse", body=in_base64(body))
                self.assertEqual(reply["result"]["status"], status)


if __name__ == "__main__":
    unittest.main()
