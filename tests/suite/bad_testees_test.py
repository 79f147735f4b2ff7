"""Tests `flaghook suite` with wrong implementations: each one fails for its own reason, in the
cases that show it, and in no others."""

import base64
import json
import unittest
from typing import Any

from tool import bad_testee, body_bytes, cases, implementation, not_passed, signature, suite

Case = dict[str, Any]

ACCEPTED = {"status": 200, "answer": None, "rows": []}


def ids(cases_: list[Case]) -> set[str]:
    return {case["id"] for case in cases_}


def fits(case: Case, given: str) -> bool:
    """Returns whether the signature is right for the case's body."""
    body = body_bytes(case["input"]["body"])
    return given in [signature(secret, body) for secret in case["input"]["secrets"]]


def rounded(change_id: str) -> str:
    return str(int(float(change_id)))


class WrongResults(unittest.TestCase):
    """Tests testees that reply with wrong results."""

    def assert_fails_in(self, name: str, expected: set[str]) -> dict[str, Any]:
        self.assertTrue(expected, msg="the vectors have no case for this mistake")
        bad = implementation("--testee", bad_testee(name))
        found = not_passed(bad)
        self.assertEqual(set(found), expected)
        self.assertEqual({one["verdict"] for one in found.values()}, {"failed"})
        self.assertEqual(bad["restarts"], 0)
        self.assertFalse(bad["conforms"])
        return found

    def test_accepting_everything(self) -> None:
        expected = ids([case for case in cases() if case["op"] in ("parse", "receive")
                        and case["expected"] != ACCEPTED])
        found = self.assert_fails_in("accepts_everything", expected)
        reasons = {id: one["reason"] for id, one in found.items()}
        self.assertEqual(reasons["signature-receive-refused-body"],
                         "status: expected 401, got 200")
        self.assertEqual(reasons["json-leading-comma"], "status: expected 400, got 200")
        self.assertEqual(reasons["fields-data-missing"],
                         'answer: expected {"data":["This field is required."]}, got null')

    def test_refusing_everything(self) -> None:
        expected = ids([case for case in cases()
                        if case["op"] == "parse"
                        or case["op"] == "receive" and case["expected"]["status"] != 401])
        found = self.assert_fails_in("refuses_everything", expected)
        for one in found.values():
            self.assertRegex(one["reason"], r"^(status|answer|answer\.detail): expected ")

    def test_upper_case_digests(self) -> None:
        signs = [case for case in cases() if case["op"] == "sign"]
        takes = [case for case in cases() if case["op"] == "receive"
                 and case["input"]["signature"] is not None
                 and not fits(case, case["input"]["signature"])
                 and fits(case, case["input"]["signature"].lower())]
        self.assertTrue(takes, msg="no case has a signature with upper-case digits")
        found = self.assert_fails_in("upper_case_digest", ids(signs) | ids(takes))
        for case in signs:
            reason = found[case["id"]]["reason"]
            self.assertTrue(reason.startswith("signature: expected "), msg=reason)

    def test_signing_rewritten_json(self) -> None:
        def is_rewritten(case: Case) -> bool:
            body = body_bytes(case["input"]["body"])
            try:
                return json.dumps(json.loads(body), separators=(",", ":")).encode() != body
            except ValueError:
                return False

        signs = [case for case in cases() if case["op"] == "sign" and is_rewritten(case)]
        refuses = [case for case in cases() if case["op"] == "receive" and is_rewritten(case)
                   and case["expected"]["status"] != 401]
        takes = {"signature-receive-newline-added"}
        self.assert_fails_in("signs_rewritten_json", ids(signs) | ids(refuses) | takes)

    def test_ids_in_doubles(self) -> None:
        def is_rounded(case: Case) -> bool:
            if case["op"] == "emit":
                rows = [] if "errored" in case["expected"] else case["input"]["changes"]
            else:
                rows = case["expected"].get("rows", [])
            return any(rounded(row["change_id"]) != row["change_id"] for row in rows)

        expected = [case for case in cases() if is_rounded(case)]
        self.assertEqual({case["op"] for case in expected}, {"emit", "parse"})
        found = self.assert_fails_in("ids_as_doubles", ids(expected))
        self.assertEqual(found["fields-change-id-beyond-double"]["reason"],
                         'rows[0].change_id: expected "9007199254740993", got "9007199254740992"')
        body = base64.b64decode(found["emit-id-beyond-double"]["got"]["body"])
        self.assertIn(b"9007199254740992", body)

    def test_keeping_places(self) -> None:
        def flags(case: Case) -> list[str]:
            return [one["flag"] for one in case["input"]["evaluations"]
                    if isinstance(one["result"], bool)]

        def moves_a_flag(case: Case) -> bool:
            kept: list[str] = []
            for flag in flags(case):
                if flag in kept[:-1]:
                    return True
                kept = kept if flag in kept else [*kept, flag][-100:]
            return False

        def shows(case: Case) -> bool:
            if case["op"] == "span_evaluate":
                return len(set(flags(case))) > 10
            if case["op"] == "evaluate":
                return moves_a_flag(case) or any(case["input"].get("fork", {}).values())
            return False

        expected = [case for case in cases() if shows(case)]
        self.assertEqual({case["op"] for case in expected}, {"evaluate", "span_evaluate"})
        found = self.assert_fails_in("keeps_places", ids(expected))
        self.assertEqual(found["evaluate-again-oldest"]["reason"],
                         'values[0].flag: expected "b", got "a"')
        self.assertEqual(found["span-overfull"]["reason"],
                         "attributes.flag.evaluation.flag-1: expected true, got nothing")


class NoResults(unittest.TestCase):
    """Tests testees that do not reply as they should."""

    def test_crashing(self) -> None:
        bad = implementation("--testee", bad_testee("crashes"))
        found = not_passed(bad)
        self.assertEqual(set(found), {"emit-none", "signature-sign-empty-body"})
        self.assertEqual({one["verdict"] for one in found.values()}, {"crashed"})
        by_exception = found["emit-none"]
        self.assertEqual(by_exception["reason"], "exited with status 1")
        self.assertIn("IndexError", by_exception["standard_error"])
        by_signal = found["signature-sign-empty-body"]
        self.assertRegex(by_signal["reason"], r"^was killed by signal 11 \(.+\)$")
        self.assertEqual(by_signal["standard_error"], "about to read at address 0\n")
        self.assertEqual(bad["restarts"], 2)

    def test_hanging(self) -> None:
        bad = implementation("--testee", bad_testee("hangs"), "--timeout", "2.5",
                             "--filter", "delivery-*")
        found = not_passed(bad)
        self.assertEqual(set(found), {"delivery-gateway-timeout"})
        (one,) = found.values()
        self.assertEqual(one["verdict"], "timed_out")
        self.assertEqual(one["reason"], "no reply within 2.5 s; check that it flushes its output "
                                        "after each line")
        self.assertEqual(one["standard_error"], "waiting for the lock\n")
        self.assertEqual(bad["restarts"], 1)

    def test_printing_what_is_no_reply(self) -> None:
        words = {
            201: 'more than one line in reply: "INFO reading an answer" and then "{',
            404: r'the reply is not JSON (syntax error): "\xff\xfe\u0000\u001b[31m"',
            413: "the reply must have exactly one well-formed result, skipped or errored",
            429: 'more than one line in reply: "{',
            502: 'the reply is longer than 67108864 bytes and begins with "xxxx',
        }
        expected = {case["id"]: words[case["input"]["status"]] for case in cases()
                    if case["op"] == "delivery" and case["input"]["status"] in words}
        bad = implementation("--testee", bad_testee("prints_garbage"), "--filter", "delivery-*")
        found = not_passed(bad)
        self.assertEqual(set(found), set(expected))
        for id, start in expected.items():
            self.assertEqual(found[id]["verdict"], "errored")
            self.assertTrue(found[id]["reason"].startswith(start), msg=found[id]["reason"])
        self.assertEqual(bad["restarts"], len(expected))

    def test_mixing_up_ids(self) -> None:
        bad = implementation("--testee", bad_testee("wrong_id"))
        self.assertEqual(bad["counts"]["errored"], len(cases()))
        reasons = [one["reason"] for one in bad["results"]]
        for one in bad["results"][:10]:
            number = json.loads(one["request"])["id"]
            self.assertTrue(
                one["reason"].startswith(
                    f'the reply does not have the request\'s id {number}: "{{\\"id\\": '
                ),
                msg=one["reason"],
            )
        # The suite gave up, and the report says so.
        self.assertEqual(set(reasons[10:]),
                         {"not asked: the testee was restarted 9 times and has been given up"})
        self.assertEqual(bad["restarts"], 9)


class ForPeople(unittest.TestCase):
    def test_every_bad_testee_ends_with_exit_status_1_and_a_reason(self) -> None:
        for name, words in [
            ("accepts_everything", "at status\n      expected 400\n      got      200\n"),
            ("upper_case_digest", "at signature\n      expected "),
            ("crashes", "was killed by signal 11"),
            ("prints_garbage", "the reply is not JSON"),
            ("wrong_id", "the reply does not have the request's id "),
        ]:
            chosen = ["--filter", "signature-*", "--filter", "delivery-not-found"]
            if name == "accepts_everything":
                chosen = ["--filter", "json-*"]
            done = suite("--testee", bad_testee(name), *chosen)
            self.assertEqual(done.returncode, 1, msg=done.stdout)
            self.assertIn(words, done.stdout)
            self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ passed, [1-9]\d* failed$")


if __name__ == "__main__":
    unittest.main()
