"""Tests `flaghook suite`: selecting cases, counting results, and the exit status."""

import json
import unittest
from pathlib import Path
from typing import Any

from tool import (
    KNOWN_FAILURES, OURS, VECTORS, Folder, cases, implementation, made_up_case, results_by_id,
    script, suite,
)

# Replies to each request with `REPLIES[operation]`.
CANNED = """
    import json, sys

    CAPABILITIES = {capabilities}
    REPLIES = {replies}
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "hello":
            print(json.dumps({{"protocol": 1, "implementation": "canned",
                               "capabilities": CAPABILITIES}}))
        else:
            print(json.dumps({{"id": request["id"]}} | REPLIES[request["op"]]))
"""


class Selection(unittest.TestCase):
    def test_filters_are_patterns_of_a_shell_and_any_may_fit(self) -> None:
        def selected(*patterns: str) -> list[str]:
            arguments = [word for pattern in patterns for word in ("--filter", pattern)]
            return [one["id"] for one in implementation(*arguments)["results"]]

        every = [one["id"] for one in implementation()["results"]]
        self.assertEqual(selected("*"), every)
        self.assertEqual(selected("emit-tw?"), ["emit-two"])
        self.assertEqual(selected("emit-t[uvw]o"), ["emit-two"])
        self.assertEqual(selected("versions-*", "emit-two"),
                         [id for id in every if id.startswith("versions-") or id == "emit-two"])

    def test_levels_include_the_ones_below(self) -> None:
        counts = {}
        for level, words in [("must", {"MUST"}), ("should", {"MUST", "SHOULD"}),
                             ("may", {"MUST", "SHOULD", "MAY"})]:
            found = implementation("--level", level)["results"]
            self.assertEqual({one["level"] for one in found}, words)
            counts[level] = len(found)
        self.assertEqual(len(implementation()["results"]), counts["should"])
        self.assertLess(counts["must"], counts["should"])
        self.assertLess(counts["should"], counts["may"])

    def test_nothing_selected_is_a_mistake(self) -> None:
        for arguments in (["--filter", "no-such-*"], ["--filter", "json-tolerated-nested-5000"]):
            done = suite(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn("no case is selected", done.stderr)

    def test_wrong_values_of_options(self) -> None:
        for arguments in (["--level", "shall"], ["--format", "yaml"], ["--timeout", "0"],
                          ["--timeout", "x"], ["--vectors", "/nowhere"], ["surplus"],
                          ["--output", "/nowhere/report.txt", "--filter", "emit-two"],
                          ["--known-failures", "/nowhere"]):
            done = suite(*arguments)
            self.assertEqual(done.returncode, 2, msg=str(arguments))
            self.assertNotEqual(done.stderr, "")
            self.assertNotIn("internal error", done.stderr)

    def test_index_keyed_changes_question_and_expectation(self) -> None:
        def errors_of_data(case: dict[str, Any]) -> Any:
            answer = case["expected"].get("answer")
            return answer.get("data") if isinstance(answer, dict) else None

        mixed = [case["id"] for case in cases()
                 if isinstance(errors_of_data(case), list) and {} in errors_of_data(case)]
        self.assertTrue(mixed, msg="no case has a good item beside a bad one")
        got = results_by_id(implementation("--index-keyed"))
        for id in mixed:
            data = errors_of_data(got[id])
            self.assertIsInstance(data, dict)
            self.assertTrue(data and all(key.isdigit() for key in data))
            self.assertNotIn({}, data.values())
            self.assertEqual(got[id]["verdict"], "passed")


class KnownFailures(Folder, unittest.TestCase):
    def list_of(self, text: str) -> str:
        path = self.folder / "known.txt"
        path.write_text(text)
        return str(path)

    def test_a_listed_failure_is_none(self) -> None:
        chosen = ["--level", "may", "--filter", "signature-sign-empty-*"]
        self.assertEqual(suite(*chosen).returncode, 1)
        listed = self.list_of("# why\n\n  signature-sign-empty-secret\t# because\r\n")
        done = suite(*chosen, "--known-failures", listed)
        self.assertEqual(done.returncode, 0, msg=done.stdout)
        self.assertIn("1 known failure, as listed", done.stdout)
        self.assertEqual(done.stdout.splitlines()[-1], "1 passed, 0 failed")

    def test_a_listed_case_that_passes_is_a_failure(self) -> None:
        done = suite("--filter", "emit-t*", "--known-failures", self.list_of("emit-two"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("unexpected emit-two", done.stdout)
        self.assertIn("remove it from the list", done.stdout)
        self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ passed, 1 failed$")

    def test_a_listed_case_that_is_not_selected_does_not_matter(self) -> None:
        listed = self.list_of("emit-two\nsignature-sign-empty-secret\n")
        self.assertEqual(suite("--filter", "versions-*", "--known-failures", listed).returncode, 0)

    def test_unknown_and_repeated_ids_are_mistakes(self) -> None:
        for text, words in [("emit-too", "names 'emit-too', but no case has that id"),
                            ("emit-two emit-none", "names 'emit-two emit-none', but no case"),
                            ("emit-two\nemit-two",
                             "names 'emit-two' twice; remove one of the lines")]:
            done = suite("--known-failures", self.list_of(text))
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)

    def test_one_list_is_for_one_implementation(self) -> None:
        done = suite("--testee", OURS, "--testee", OURS, "--known-failures", str(KNOWN_FAILURES))
        self.assertEqual(done.returncode, 2)
        self.assertIn("one implementation", done.stderr)

    def test_only_failures_alone_are_no_conformance(self) -> None:
        listed = self.list_of("signature-sign-empty-secret")
        done = suite("--level", "may", "--filter", "signature-sign-empty-secret",
                     "--known-failures", listed)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no case passed", done.stdout)


class Capabilities(Folder, unittest.TestCase):
    def canned(self, capabilities: list[str], replies: dict[str, object]) -> str:
        return script(self.folder, CANNED.format(capabilities=capabilities, replies=replies))

    def test_what_is_not_claimed_is_not_asked_and_does_not_count(self) -> None:
        signature = "97301a5551fcd301a55a898632052a4d080c038e9c2e7df1b02a6cc0499a43e8"
        command = self.canned(["sign"], {"sign": {"result": {"signature": signature}}})
        chosen = ["--filter", "signature-sign-empty-body", "--filter", "emit-*"]
        done = suite("--testee", command, *chosen)
        self.assertEqual(done.returncode, 0, msg=done.stdout)
        self.assertRegex(done.stdout.splitlines()[-1], r"^1 passed, 0 failed, \d\d skipped$")
        self.assertIn("\n  conforms (sign only)\n", done.stdout)
        page = suite("--testee", command, *chosen, "--format", "html").stdout
        self.assertIn('<span class="pill skipped">conforms (sign only)</span>', page)
        alone = suite("--testee", command, "--filter", "signature-sign-empty-body")
        self.assertIn("\n  conforms\n", alone.stdout)

    def test_unknown_capabilities_are_named(self) -> None:
        signature = "97301a5551fcd301a55a898632052a4d080c038e9c2e7df1b02a6cc0499a43e8"
        command = self.canned(["sign", "sing", "\u001bdance"],
                              {"sign": {"result": {"signature": signature}}})
        chosen = ["--testee", command, "--filter", "signature-sign-empty-body"]
        self.assertIn("\n  unknown capabilities: sing, \\u001bdance; the protocol has parse, receive, "
                      "sign, emit, delivery, evaluate, span_evaluate\n", suite(*chosen).stdout)
        self.assertEqual(implementation(*chosen)["unknown_capabilities"], ["sing", "\u001bdance"])
        self.assertIn("unknown capabilities: sing, ", suite(*chosen, "--format", "html").stdout)
        self.assertNotIn("unknown capabilities", suite().stdout)

    def test_a_lone_surrogate_in_a_reply_is_called_that(self) -> None:
        for text in ("\ud83d", "\ude00", "\ud83d!", "\ud83d\ud83d"):
            with self.subTest(text):
                command = self.canned(["sign"], {"sign": {"result": {"signature": text}}})
                (one,) = implementation("--testee", command, "--filter",
                                        "signature-sign-empty-body")["results"]
                self.assertEqual(one["verdict"], "errored")
                self.assertIn("the reply has a lone surrogate, half of a character beyond U+FFFF: ",
                              one["reason"])

    def test_what_is_claimed_and_skipped_is_left_open(self) -> None:
        command = self.canned(["delivery"], {"delivery": {"skipped": {"reason": "not today"}}})
        got = implementation("--testee", command, "--filter", "delivery-accepted*")
        self.assertEqual(got["left_open"], len(got["results"]))
        self.assertEqual(got["failed"], 0)
        self.assertFalse(got["conforms"])
        done = suite("--testee", command, "--filter", "delivery-accepted*")
        self.assertEqual(done.returncode, 1)
        self.assertIn("left open", done.stdout)

    def test_who_does_nothing_does_not_conform(self) -> None:
        done = suite("--testee", self.canned([], {}), "--filter", "emit-*")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no case passed", done.stdout)

    def test_a_refusal_counts_only_where_it_is_expected(self) -> None:
        command = self.canned(["emit"], {"emit": {"errored": {"message": "never"}}})
        found = results_by_id(implementation("--testee", command, "--filter", "emit-*"))
        for case in cases():
            if case["op"] == "emit":
                expected = "passed" if "errored" in case["expected"] else "errored"
                self.assertEqual(found[case["id"]]["verdict"], expected)
        body = {"emit": {"result": {"body": ""}}}
        found = results_by_id(implementation("--testee", self.canned(["emit"], body),
                                             "--filter", "emit-refused-*"))
        self.assertEqual({(one["verdict"], one["reason"]) for one in found.values()},
                         {("failed", "expected a refusal, got a result")})


class Handshake(Folder, unittest.TestCase):
    def assert_no_handshake(self, command: str, *words: str) -> None:
        done = suite("--testee", command, "--timeout", "1")
        self.assertEqual(done.returncode, 2, msg=done.stdout)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.splitlines()), 1, msg=done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_programs_that_cannot_be_run(self) -> None:
        self.assert_no_handshake("/nowhere/at/all", "cannot run /nowhere/at/all", "No such file")
        self.assert_no_handshake("no-such-program-anywhere x", "No such file")
        self.assert_no_handshake(str(self.folder), "Permission denied")

    def test_command_lines_that_only_a_shell_understands(self) -> None:
        for command in ("", "true | false", "a && b", "echo $(date)", "echo 'x", "sleep 1 &"):
            self.assert_no_handshake(command, "not a plain command line", "sh -c")

    def test_a_shell_can_be_asked_for(self) -> None:
        self.assertEqual(
            suite("--testee", f"sh -c \"cat | {OURS}\"", "--filter", "emit-two").returncode, 0)

    def test_no_reply_and_wrong_replies(self) -> None:
        for reply, words in [
            ("hello", "the reply is not JSON"),
            ("[1]", "the reply is not a JSON object"),
            ("{}", "does not speak version 1"),
            (json.dumps({"protocol": 2, "implementation": "x", "capabilities": []}),
             "does not speak version 1"),
            (json.dumps({"protocol": 1, "implementation": "", "capabilities": []}),
             'lacks "implementation" or'),
            (json.dumps({"protocol": 1, "implementation": "x"}), 'lacks "implementation" or'),
            (json.dumps({"protocol": 1, "implementation": "x", "capabilities": [1]}),
             "its capabilities are not strings"),
        ]:
            command = script(self.folder, f"""
                import sys
                sys.stdin.readline()
                print({reply!r})
                sys.stdin.read()
            """)
            self.assert_no_handshake(command, "no handshake with", words)

    def test_silence_and_an_early_end(self) -> None:
        self.assert_no_handshake("sleep 60", "no handshake with 'sleep'", "no reply within 1 s")
        self.assert_no_handshake("true", "exited with status 0")
        self.assert_no_handshake(
            script(self.folder, "import sys; sys.exit('no configuration \\033[31m')"),
            "exited with status 1", r'it wrote "no configuration \u001b[31m',
        )


class Vectors(Folder, unittest.TestCase):
    def assert_unreadable(self, *words: str) -> None:
        done = suite("--vectors", str(self.folder))
        self.assertEqual(done.returncode, 2, msg=done.stdout)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_other_vectors_can_be_run(self) -> None:
        self.write_vectors(made_up_case())
        (one,) = implementation("--vectors", str(self.folder))["results"]
        self.assertEqual((one["id"], one["verdict"]), ("one-case", "failed"))

    def test_a_folder_without_vectors(self) -> None:
        self.assert_unreadable("no vectors in")

    def test_files_that_are_no_vectors(self) -> None:
        for text, words in [("{", "not JSON"), ("[]", "must be an object"), ("{}", "is missing"),
                            ('{"group":"g"}', '"cases" is missing'),
                            ('{"group":"g","cases":[1]}', "must be an object")]:
            (self.folder / "one.json").write_text(text)
            self.assert_unreadable("one.json", words)

    def test_a_file_that_cannot_be_read(self) -> None:
        self.write_vectors(made_up_case())
        (self.folder / "two.json").mkdir()
        self.assert_unreadable("two.json is a directory")

    def test_cases_that_are_none(self) -> None:
        for changed, words in [
            ({"id": 1}, '"id" must be a string that is not empty'),
            ({"level": "SHALL"}, "the level is 'SHALL', expected MUST, SHOULD or MAY"),
            ({"clause": "other"}, "unknown clause other"), ({"input": []}, '"input" must be'),
            ({"expected": None}, '"expected" must be'), ({"op": ""}, '"op" must be'),
            ({"op": "parse", "input": {}}, '"body" is missing'),
            ({"op": "receive", "input": {"signature": None}}, '"body" is missing'),
            ({"input": {"body": "text"}}, '"body" must be'),
            ({"input": {"body": {"base64": "Y"}}}, "base64"),
            ({"input": {"body": {}}}, '"text" is missing'),
            ({"input": {"body": {"text": 1}}}, '"text" must be'),
            ({"input": {"body": {"repeat": {"text": "a", "count": 0}}}}, "within the size limit"),
            ({"input": {"body": {"repeat": {"text": "a", "count": 2**40}}}}, "within the size limit"),
            ({"input": {"body": {"repeat": {"text": "", "count": 1}}}}, "within the size limit"),
            ({"input": {"body": {"repeat": {"count": 1}}}}, '"text" is missing'),
            ({"input": {"body": {"parts": {"text": "a"}}}}, '"parts" must be a list'),
            ({"input": {"body": {"parts": ["a"]}}}, '"parts" must be an object'),
            ({"input": {"body": {"parts": [{"text": "a"}, {}]}}}, '"text" is missing'),
            ({"input": {"body": {"parts": [{"parts": []}]}}}, '"text" is missing'),
            ({"input": {"body": {"parts": [{"repeat": {"text": "a", "count": 2**26}}] * 2}}},
             '"parts" are too long'),
        ]:
            self.write_vectors(made_up_case(**changed))
            self.assert_unreadable(words)

    def test_ids_stand_once(self) -> None:
        self.write_vectors(made_up_case(), made_up_case())
        self.assert_unreadable("one-case is used twice")

    def test_the_vectors_are_found_without_being_named(self) -> None:
        self.assertEqual(suite("--filter", "emit-two", cwd="/").returncode, 0)
        self.assertTrue(Path(VECTORS, "emit.json").exists())


if __name__ == "__main__":
    unittest.main()
