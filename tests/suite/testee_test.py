"""Tests `flaghook testee`: each line of its standard input has one reply, whatever its content."""

import base64
import json
import os
import random
import subprocess
import unittest
from typing import Any

from tool import TOOL, signature

EXAMPLE = (
    b'{"data":[{"action":"created","change_id":93899375123,'
    b'"created_at":"2024-12-12T00:02:00+00:00",'
    b'"created_by":{"id":"first.last@company.com","type":"email"},"flag":"hello.world"}],'
    b'"meta":{"version":1}}'
)
ROW = {
    "action": "created",
    "change_id": "93899375123",
    "created_at": "2024-12-12T00:02:00.000000+00:00",
    "created_by": "first.last@company.com",
    "created_by_type": "email",
    "flag": "hello.world",
}
SECRET = "a-secret-of-the-tests"


def encoded(body: bytes) -> str:
    return base64.b64encode(body).decode()


def raw_replies(sent: bytes) -> list[bytes]:
    """Returns the testee's output for these bytes, line by line. The testee has to succeed."""
    done = subprocess.run([TOOL, "testee"], input=sent, capture_output=True, timeout=120)
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"exit status {done.returncode}: {done.stderr.decode()}")
    *lines, rest = done.stdout.split(b"\n")
    if rest:
        raise AssertionError(f"the last reply has no end: {rest!r}")
    return lines


def replies(*lines: bytes) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in raw_replies(b"".join(line + b"\n" for line in lines))]
    if len(found) != len(lines):
        raise AssertionError(f"{len(lines)} lines, {len(found)} replies")
    return found


def reply(request: dict[str, Any]) -> dict[str, Any]:
    (only,) = replies(json.dumps(request).encode())
    return only


class Operations(unittest.TestCase):
    def test_hello_names_protocol_implementation_and_operations(self) -> None:
        greeting = reply({"op": "hello", "protocol": 1})
        self.assertEqual(greeting["protocol"], 1)
        self.assertRegex(greeting["implementation"], r"^flaghook \d+\.\d+\.\d+$")
        self.assertEqual(
            greeting["capabilities"],
            ["parse", "receive", "sign", "emit", "delivery", "evaluate", "span_evaluate"],
        )

    def test_parse_gives_rows(self) -> None:
        self.assertEqual(
            reply({"id": 7, "op": "parse", "body": encoded(EXAMPLE)}),
            {"id": 7, "result": {"status": 200, "answer": None, "rows": [ROW]}},
        )

    def test_parse_gives_the_error_tree_in_either_form(self) -> None:
        body = encoded(EXAMPLE.replace(b'"flag":"hello.world"', b'"flag":""'))
        blank = {"flag": ["This field may not be blank."]}
        for request, data in [({}, [blank]), ({"index_keyed": True}, {"0": blank}),
                              ({"index_keyed": False}, [blank])]:
            got = reply({"id": 1, "op": "parse", "body": body} | request)
            self.assertEqual(got["result"], {"status": 200, "answer": {"data": data}, "rows": []})

    def test_receive_checks_the_signature_first(self) -> None:
        right = signature(SECRET, EXAMPLE)
        request = {"id": 1, "op": "receive", "body": encoded(EXAMPLE), "secrets": ["x", SECRET]}
        accepted = {"status": 200, "answer": None, "rows": [ROW]}
        refused = {"status": 401, "answer": "Not authorized.", "rows": []}
        for changed, result in [
            ({"signature": right}, accepted),
            ({"signature": right.upper()}, refused),
            ({"signature": None}, refused),
            ({"signature": right, "secrets": []}, refused),
            ({"signature": right, "body": encoded(b"{")}, refused),
        ]:
            self.assertEqual(reply(request | changed)["result"], result)

    def test_sign_takes_secrets_of_any_length(self) -> None:
        for secret in ["k", SECRET, "k" * 500, "schl\u00fcssel-\U0001f511"]:
            got = reply({"id": 1, "op": "sign", "secret": secret, "body": encoded(EXAMPLE)})
            self.assertEqual(got["result"], {"signature": signature(secret, EXAMPLE)})

    def test_emit_builds_the_documented_body(self) -> None:
        got = reply({"id": 1, "op": "emit", "version": 1, "changes": [ROW]})
        self.assertEqual(base64.b64decode(got["result"]["body"]), EXAMPLE)

    def test_delivery_reads_an_answer(self) -> None:
        body = b'{"data":[{},{"flag":["This field is required."]}]}'
        got = reply({"id": 1, "op": "delivery", "status": 200, "body": encoded(body)})
        issue = {"path": "data[1].flag", "message": "This field is required."}
        self.assertEqual(got["result"], {"outcome": "refused", "issues": [issue]})

    def test_evaluate_keeps_the_most_recent_evaluations(self) -> None:
        a, b, c = ({"flag": flag, "result": True} for flag in "abc")
        request = {"id": 1, "op": "evaluate", "evaluations": [a, b, a | {"result": None}, a]}
        self.assertEqual(reply(request)["result"], {"values": [b, a]})
        fork = {"fork": {"child": [c], "parent": [b]}}
        self.assertEqual(reply(request | fork)["result"], {"values": [a, b], "child": [b, a, c]})

    def test_span_evaluate_keeps_the_first_flags_and_counts_the_others(self) -> None:
        evaluations = [{"flag": f"f{number}", "result": number < 5} for number in range(12)]
        got = reply({"id": 1, "op": "span_evaluate", "evaluations": evaluations})
        attributes = {f"flag.evaluation.f{number}": number < 5 for number in range(10)}
        self.assertEqual(got["result"], {"attributes": attributes, "dropped": 2})


class Identity(unittest.TestCase):
    def test_usable_ids_come_back_as_they_are(self) -> None:
        for id in [0, -1, 2**63 - 1, 2**64 - 1, "", "a", "\"\\\n\u2028\U0001f6a9"]:
            got = reply({"id": id, "op": "parse", "body": ""})
            self.assertEqual(got["id"], id)
            self.assertIn("result", got)

    def test_other_ids_are_errors_with_the_id_null(self) -> None:
        for id in [None, True, 1.5, 2**64, -(2**63) - 1, [], {}]:
            got = reply({"id": id, "op": "parse", "body": ""})
            self.assertIsNone(got["id"])
            self.assertIn("errored", got)
        self.assertIn("errored", reply({"op": "parse", "body": ""}))


class BadRequests(unittest.TestCase):
    def assert_errored(self, request: dict[str, Any], words: str) -> None:
        got = reply(request)
        self.assertEqual(set(got), {"id", "errored"}, msg=str(request)[:200])
        self.assertEqual(got["id"], request.get("id"))
        self.assertIn(words, got["errored"]["message"])

    def test_lines_that_are_no_request(self) -> None:
        lines = [
            b"", b" ", b"hello", b"null", b"[]", b"1", b'"op"', b"{", b"{}}", b'{"op":"hello"',
            b"\x00", b"\xff\xfe", b"\r", b'{"op":"hello"}\r{', b"[" * 100_000,
            b'{"op":"\\ud800"}', b'{"a":' * 1000, b"\xef\xbb\xbf{}", b"NaN", b"{'op':'hello'}",
        ]
        for line, got in zip(lines, replies(*lines)):
            self.assertEqual(set(got), {"id", "errored"}, msg=repr(line[:50]))
            self.assertIsNone(got["id"])

    def test_operations_that_do_not_exist(self) -> None:
        self.assert_errored({"id": 3, "op": "dance"}, 'no operation "dance"')
        self.assert_errored({"id": 3, "op": 4}, '"op" must be a string')
        self.assert_errored({"id": 3}, '"op" is missing')
        self.assert_errored({}, '"op" is missing')

    def test_each_member_is_needed_and_has_its_type(self) -> None:
        good: dict[str, dict[str, Any]] = {
            "parse": {"body": ""},
            "receive": {"body": "", "signature": None, "secrets": ["s"]},
            "sign": {"secret": "s", "body": ""},
            "emit": {"version": 1, "changes": []},
            "delivery": {"status": 200, "body": ""},
            "evaluate": {"evaluations": []},
            "span_evaluate": {"evaluations": []},
        }
        values: list[Any] = [None, True, 1, 1.5, "@", [], {}, [1], ["", None]]
        fits = {"signature": [None, "@"], "secrets": [[]], "secret": ["@"], "version": [1],
                "changes": [[]], "evaluations": [[]]}
        for operation, members in good.items():
            request = {"id": 1, "op": operation} | members
            self.assertIn("result", reply(request))
            for name in members:
                missing = {key: value for key, value in request.items() if key != name}
                self.assert_errored(missing, f'"{name}" is missing')
                for value in values:
                    if value not in fits.get(name, []) or isinstance(value, bool):
                        self.assert_errored(request | {name: value}, "")

    def test_index_keyed_is_a_boolean(self) -> None:
        self.assert_errored({"id": 1, "op": "parse", "body": "", "index_keyed": 1}, "true or false")

    def test_base64_is_strict(self) -> None:
        for text in ["Y", "YQ", "YQ=", "YQ==\n", " YQ==", "Y Q==", "YQ==YQ==", "Y=Q=", "====",
                     "YW\nJj", "A===", "YWJ-", "YWJ_", "YWJ\u00e9", "YWJj\r\n", "YWJj\x00aaa"]:
            self.assert_errored({"id": 1, "op": "parse", "body": text}, "base64")

    def test_changes_that_nobody_should_send(self) -> None:
        for changed in [
            {"action": "archived"}, {"created_by_type": "login"}, {"change_id": "1.0"},
            {"change_id": 1}, {"change_id": str(2**64)}, {"change_id": ""}, {"flag": " "},
            {"flag": "x" * 257}, {"created_at": "2024-12-12"}, {"created_at": None},
            {"created_by": "\x00"}, {"flag": None},
        ]:
            self.assert_errored({"id": 1, "op": "emit", "version": 1, "changes": [ROW | changed]},
                                "")
        self.assert_errored({"id": 1, "op": "emit", "version": 2, "changes": []}, "version 2")
        self.assert_errored({"id": 1, "op": "emit", "version": 1, "changes": [3]}, "a row")

    def test_evaluations_that_are_none(self) -> None:
        for operation in ("evaluate", "span_evaluate"):
            request = {"id": 1, "op": operation}
            for evaluation in [{}, {"flag": "a"}, {"result": True}, {"flag": 1, "result": True}]:
                self.assert_errored(request | {"evaluations": [evaluation]}, '"')
        request = {"id": 1, "op": "evaluate", "evaluations": []}
        for fork in [None, [], {}, {"child": []}, {"parent": []}, {"child": [], "parent": [1]}]:
            self.assert_errored(request | {"fork": fork}, "")

    def test_numbers_that_are_no_status(self) -> None:
        for status in [0, 99, 1000, -200, 2**40, 2**64]:
            self.assert_errored({"id": 1, "op": "delivery", "status": status, "body": ""},
                                "status")

    def test_an_empty_secret_is_refused_and_not_used(self) -> None:
        self.assert_errored({"id": 1, "op": "sign", "secret": "", "body": ""}, "empty")


class Lines(unittest.TestCase):
    def test_nothing_in_nothing_out(self) -> None:
        self.assertEqual(raw_replies(b""), [])

    def test_a_last_line_without_a_line_feed_is_answered(self) -> None:
        self.assertEqual(len(raw_replies(b'{"op":"hello"}\n{"op":"hello"}')), 2)

    def test_a_line_that_is_too_long_is_named_and_passed_over(self) -> None:
        hello = b'{"op":"hello","protocol":1}'
        long = b'{"id":1,"op":"parse","body":"' + b"A" * (33 << 20) + b'"}'
        first, second, third = replies(hello, long, hello)
        self.assertEqual(first, third)
        self.assertIsNone(second["id"])
        self.assertIn("longer than 33554432 bytes", second["errored"]["message"])

    def test_a_line_just_below_the_limit_is_read(self) -> None:
        frame = b'{"id":1,"op":"sign","secret":"k","body":""}'
        body = b"A" * (((32 << 20) - len(frame)) // 4 * 4)
        (got,) = replies(frame.replace(b'"body":""', b'"body":"' + body + b'"'))
        self.assertIn("result", got)

    def test_an_endless_line_costs_bounded_memory(self) -> None:
        process = subprocess.Popen([TOOL, "testee"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None and process.stdout is not None
        sent = 500_000_000
        for _ in range(sent // 1_000_000):
            process.stdin.write(b"x" * 1_000_000)
        process.stdin.close()
        out = process.stdout.read()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        self.assertIn(b"longer than", out)
        # In kilobytes. The sanitizers delay the reuse of freed memory.
        self.assertLess(usage.ru_maxrss * 1024, sent * 0.8)

    def test_each_reply_comes_before_the_next_request_is_sent(self) -> None:
        with subprocess.Popen([TOOL, "testee"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              bufsize=0) as process:
            assert process.stdin is not None and process.stdout is not None
            for id in range(50):
                line = json.dumps({"id": id, "op": "parse", "body": ""}).encode()
                for part in (line[:10], line[10:], b"\n"):
                    process.stdin.write(part)
                self.assertEqual(json.loads(process.stdout.readline())["id"], id)
            process.stdin.close()
        self.assertEqual(process.returncode, 0)

    def test_many_requests_at_once_are_answered_in_order(self) -> None:
        lines = [json.dumps({"id": id, "op": "parse", "body": encoded(EXAMPLE)}).encode()
                 for id in range(20_000)]
        self.assertEqual([got["id"] for got in replies(*lines)], list(range(20_000)))

    def test_any_bytes_have_one_well_formed_reply_a_line(self) -> None:
        chance = random.Random(20241212)
        pattern = [
            json.dumps({"id": 1, "op": "parse", "body": encoded(EXAMPLE)}).encode(),
            json.dumps({"id": "a", "op": "receive", "body": encoded(EXAMPLE), "signature": "00",
                        "secrets": ["s"], "index_keyed": True}).encode(),
            json.dumps({"id": 2, "op": "sign", "secret": "s", "body": ""}).encode(),
            json.dumps({"id": 3, "op": "emit", "version": 1, "changes": [ROW]}).encode(),
            json.dumps({"id": 4, "op": "delivery", "status": 200,
                        "body": encoded(b'{"a":["b"]}')}).encode(),
        ]
        tokens = [b'"', b"{", b"}", b"[", b"]", b":", b",", b"null", b"\\u0000", b"\\ud800",
                  b"1e999", b"-0", b"99999999999999999999", b"\xff", b"\xc3", b"\x00", b"="]
        lines = []
        for _ in range(20_000):
            line = bytearray(chance.choice(pattern))
            for _ in range(chance.randint(1, 2)):
                at = chance.randrange(len(line) + 1)
                match chance.randrange(3):
                    case 0:
                        line[at:at] = chance.choice(tokens)
                    case 1:
                        del line[at:at + chance.randint(1, 30)]
                    case _:
                        line[at:at + 1] = bytes([chance.randrange(256)])
            lines.append(bytes(line).replace(b"\n", b""))
        kinds = {"result": 0, "errored": 0, "hello": 0}
        for line, got in zip(lines, replies(*lines)):
            if "protocol" in got:
                kinds["hello"] += 1
                continue
            (kind,) = set(got) - {"id"}
            kinds[kind] += 1
        # Both kinds must occur, otherwise the test shows nothing.
        self.assertGreater(kinds["result"], 1000)
        self.assertGreater(kinds["errored"], 1000)


if __name__ == "__main__":
    unittest.main()
