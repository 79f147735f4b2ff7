"""Tests `flaghook suite`: a report leads to the mistake of a testee, in all formats."""

import base64
import hashlib
import json
import os
import re
import shlex
import subprocess
import textwrap
import unittest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tool import (
    CONFORMANCE, OURS, TOOL, VECTORS, Folder, bad_testee, body_bytes, cases, implementation,
    made_up_case, not_passed, report, results_by_id, script, suite,
)


def without_colour(text: str) -> str:
    return re.sub("\x1b\\[[0-9;]*m", "", text)


class Explanations(Folder, unittest.TestCase):
    def twisted(self, change: str) -> str:
        """Returns a testee that changes this library's requests or replies.

        `change` is the body of a function with the arguments `request` and `honest`. If it returns
        no reply, none is written."""
        lines = textwrap.indent(textwrap.dedent(change).strip("\n"), " " * 16)
        return script(self.folder, f"""
            import base64, datetime, json, os, subprocess, sys

            ours = subprocess.Popen([{TOOL!r}, "testee"], stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE, text=True, bufsize=1)

            def honest(request):
                ours.stdin.write(json.dumps(request) + "\\n")
                return json.loads(ours.stdout.readline())

            def answer(request):
{lines}

            for line in sys.stdin:
                request = json.loads(line)
                hello = request["op"] == "hello"
                reply = honest(request) if hello else answer(request)
                if reply is not None:
                    print(json.dumps(reply), flush=True)
        """)

    def rules(self, command: str, *arguments: str) -> dict[str, set[str]]:
        """Returns the rules that are cited for the failures, with the ids of the cases."""
        found: dict[str, set[str]] = {}
        for id, one in not_passed(implementation("--testee", command, *arguments)).items():
            found.setdefault(one["rule"]["id"], set()).add(id)
        return found

    def block(self, command: str, *arguments: str) -> list[str]:
        """Returns the lines of the first failure in the text report, without its heading."""
        lines = suite("--testee", command, *arguments).stdout.splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("    failed "))
        end = next(number for number in range(start + 1, len(lines))
                   if not lines[number].startswith(" " * 6))
        return lines[start + 1:end]

    # Cases grouped by rule.

    def test_text_names_each_broken_rule_once(self) -> None:
        done = suite("--testee", bad_testee("upper_case_digest"))
        signs = sum(case["op"] == "sign" for case in cases())
        lines = done.stdout.splitlines()
        heading = lines.index(f"  rule signature-lower-case-hex: {signs + 2} failures")
        self.assertEqual(lines[heading + 1],
                         "    X-Sentry-Signature has the digest as 64 lower-case hex digits and "
                         "nothing else; the server compares strings.")
        self.assertTrue(lines[heading + 2].startswith("    https://"), msg=lines[heading + 2])
        self.assertEqual(done.stdout.count("\n  rule "), 1)
        self.assertEqual(done.stdout.count("\n    failed "), 1)
        (more,) = [line for line in lines if " more: " in line]
        self.assertRegex(more, rf"^    {signs + 1} more: [a-z0-9-]+(, [a-z0-9-]+){{4}}, \.\.\.$")

    def test_few_failures_are_all_shown_in_full(self) -> None:
        done = suite("--testee", bad_testee("upper_case_digest"), "--filter",
                     "signature-receive-*")
        self.assertEqual(done.stdout.count("\n    failed "), 2)
        self.assertNotIn(" more", done.stdout)
        self.assertNotIn("--format html", done.stdout)

    def test_text_stays_short_and_says_how_to_see_the_rest(self) -> None:
        done = suite("--testee", bad_testee("accepts_everything"))
        lines = done.stdout.splitlines()
        self.assertLess(len(lines), 200)
        self.assertEqual(done.stdout.count("\n    failed "), 10)
        (rest,) = [line for line in lines if re.match(r"  and \d+ other rules$", line)]
        self.assertEqual(lines[lines.index(rest) + 1],
                         "  Every failure in full: --format html --output report.html, or "
                         "--format json; fewer cases: --filter 'ID*'")
        for line in lines:
            self.assertLessEqual(len(line), 300)

    def test_junit_and_html_group_by_rule(self) -> None:
        chosen = ["--testee", bad_testee("upper_case_digest"), "--filter", "signature-*"]
        root = ElementTree.fromstring(suite(*chosen, "--format", "junit").stdout)
        (case,) = root.findall(".//testcase[@name='signature-sign-empty-body']")
        self.assertEqual(case.get("classname"),
                         "bad testee: upper_case_digest: signature.signature-raw-body")
        page = suite(*chosen, "--format", "html").stdout
        self.assertEqual(page.count('<p class="rule">'), 1)
        self.assertIn("<code>signature-lower-case-hex</code>", page)

    # Expected and got with their difference.

    def test_the_difference_is_marked_below_expected_and_got(self) -> None:
        block = self.block(bad_testee("ids_as_doubles"), "--filter",
                           "fields-change-id-largest-signed")
        self.assertEqual(block[:4], [
            "      differs  at rows[0].change_id",
            '      expected "9223372036854775807"',
            '      got      "9223372036854775808"',
            "                                  ^",
        ])

    def test_a_value_that_is_no_text_is_marked_as_a_whole(self) -> None:
        block = self.block(bad_testee("accepts_everything"), "--filter", "json-leading-comma")
        self.assertEqual(block[:4], ["      differs  at status", "      expected 400",
                                     "      got      200", "               ^^^"])

    def test_long_texts_are_cut_around_their_difference(self) -> None:
        self.write_vectors(made_up_case(expected={"signature": "a" * 500 + "\u00fc" + "b" * 500}))
        command = self.twisted("""
            return {"id": request["id"],
                    "result": {"signature": "a" * 500 + "\\u00fcx" + "b" * 499}}
        """)
        expected, got, marks = self.block(command, "--vectors", str(self.folder))[1:4]
        self.assertIn("aaa\u00fcbbb", expected)
        self.assertIn("aaa\u00fcxbbb", got)
        self.assertEqual(got[marks.index("^")], "x")
        for line in (expected, got):
            self.assertTrue(line.endswith("..."), msg=line)
            self.assertLess(len(line), 130)

    def test_the_bodies_of_emit_are_compared_as_text(self) -> None:
        command = self.twisted("""
            reply = honest(request)
            body = base64.b64decode(reply["result"]["body"]).replace(b":", b": ", 1)
            return {"id": request["id"], "result": {"body": base64.b64encode(body).decode()}}
        """)
        chosen = ["--filter", "emit-two"]
        block = self.block(command, *chosen)
        self.assertEqual(block[0], "      differs  at body")
        self.assertTrue(block[1].startswith('      expected {"data":[{"action"'), msg=block[1])
        self.assertTrue(block[2].startswith('      got      {"data": [{"action"'), msg=block[2])
        self.assertEqual(block[3], " " * 15 + " " * len('{"data":') + "^")

    def test_many_differences_of_a_case_are_counted(self) -> None:
        command = self.twisted("""
            row = {"action": "?", "change_id": "?", "created_at": "?"}
            reply = honest(request)
            reply["result"]["rows"] = [one | row for one in reply["result"]["rows"]]
            return reply
        """)
        chosen = ["--filter", "identity-different"]
        block = self.block(command, *chosen)
        self.assertEqual(sum("differs  at " in line for line in block), 3)
        (one,) = not_passed(implementation("--testee", command, *chosen)).values()
        rows = one["expected"]["rows"]
        self.assertGreater(len(rows), 1)
        self.assertIn(f"               and at {3 * len(rows) - 3} other places", block)
        self.assertEqual([difference["path"] for difference in one["differences"]],
                         [f"rows[{row}].{name}" for row in range(len(rows))
                          for name in ("action", "change_id", "created_at")])
        self.assertEqual(one["differences"][1], {"path": "rows[0].change_id",
                                                 "expected": rows[0]["change_id"], "got": "?"})

    def test_html_marks_the_difference_whatever_the_order_of_members(self) -> None:
        command = self.twisted("""
            reply = honest(request)
            row = reply["result"]["rows"][0]
            reply["result"]["rows"] = [dict(reversed((row | {"flag": "hallo.world"}).items()))]
            return reply
        """)
        page = suite("--testee", command, "--filter", "fields-change-id-text", "--format",
                     "html").stdout
        self.assertIn("hello.world".replace("e", "<mark>e</mark>", 1), page)
        self.assertIn("hallo.world".replace("a", "<mark>a</mark>", 1), page)
        self.assertEqual(page.count("<mark>"), 2)

    def test_colours_change_nothing_but_the_colour(self) -> None:
        chosen = ["--testee", bad_testee("ids_as_doubles"), "--filter", "*-largest-signed"]
        plain = suite(*chosen).stdout
        coloured = suite(*chosen, "--color", "always").stdout
        self.assertIn("\x1b[1;31m8\x1b[0m", coloured)
        self.assertEqual(without_colour(coloured), plain)

    # The input, and how to repeat a case.

    def test_text_shows_the_input_readably(self) -> None:
        block = self.block(bad_testee("upper_case_digest"), "--filter",
                           "signature-sign-documented-body")
        start = next(number for number, line in enumerate(block) if line.startswith("      input"))
        self.assertRegex(block[start], r'^      input    secret: "[0-9a-f]+"$')
        self.assertTrue(block[start + 1].startswith('               body: {"data":[{"action":'),
                        msg=block[start + 1])

    def test_the_request_of_a_failure_is_that_of_the_run(self) -> None:
        seen = self.folder / "seen"
        command = self.twisted(f"""
            with open({str(seen)!r}, "a") as file:
                file.write(json.dumps(request) + "\\n")
            return {{"id": request["id"], "result": {{}}}}
        """)
        found = not_passed(implementation("--testee", command, "--filter", "emit-*"))
        sent = [json.loads(line) for line in seen.read_text().splitlines()]
        self.assertEqual([json.loads(one["request"]) for one in found.values()], sent)

    def test_requests_are_those_of_a_run(self) -> None:
        done = suite("--requests", "--filter", "emit-two", "--filter", "*-megabyte")
        hello, *requests = map(json.loads, done.stdout.splitlines())
        self.assertEqual(hello, {"op": "hello", "protocol": 1})
        by_id = {case["id"]: case for case in cases()}
        emit, sign = requests
        self.assertEqual(emit["changes"], by_id["emit-two"]["input"]["changes"])
        self.assertEqual(base64.b64decode(sign["body"]),
                         body_bytes(by_id["signature-sign-megabyte"]["input"]["body"]))

    def test_the_command_of_a_failure_repeats_it(self) -> None:
        commands = self.folder / "commands"
        commands.mkdir()
        (commands / "flaghook").symlink_to(TOOL)
        environment = os.environ | {"PATH": f"{commands}:{os.environ['PATH']}"}
        for arguments in (["--filter", "fields-change-id-largest-*"],
                          ["--filter", "identity-no-wrap-around", "--index-keyed"],
                          ["--filter", "emit-id-largest", "--vectors", str(VECTORS)]):
            found = not_passed(implementation("--testee", bad_testee("ids_as_doubles"),
                                              *arguments))
            self.assertTrue(found)
            for one in found.values():
                done = subprocess.run(["sh", "-c", one["repeat"]], env=environment, text=True,
                                      capture_output=True, check=True, timeout=60)
                _, reply = map(json.loads, done.stdout.splitlines())
                self.assertEqual(reply["id"], json.loads(one["request"])["id"])
                self.assertEqual(reply["result"], one["got"])

    def test_text_and_junit_show_request_and_command(self) -> None:
        chosen = ["--testee", bad_testee("upper_case_digest"), "--filter",
                  "signature-sign-empty-body"]
        (one,) = not_passed(implementation(*chosen)).values()
        root = ElementTree.fromstring(suite(*chosen, "--format", "junit").stdout)
        for text in (suite(*chosen).stdout, root.find(".//failure").text or ""):
            self.assertIn(f"request  {one['request']}\n", text)
            self.assertIn(f"repeat   {one['repeat']}\n", text)

    def test_a_request_that_is_too_long_for_a_line_is_left_to_the_command(self) -> None:
        chosen = ["--testee", bad_testee("upper_case_digest"), "--filter",
                  "signature-sign-megabyte"]
        text = suite(*chosen).stdout
        self.assertNotIn("request  ", text)
        self.assertIn("repeat   flaghook suite --requests --filter signature-sign-megabyte | ",
                      text)
        (one,) = not_passed(implementation(*chosen)).values()
        self.assertNotIn("request", one)

    # No reply, and replies that are broken.

    @staticmethod
    def buffered(command: str) -> str:
        """Returns the command of a Python program that buffers its output, as is usual."""
        return "env -u PYTHONUNBUFFERED " + command.replace(" -u ", " ")

    def test_a_testee_that_does_not_flush_is_told_so(self) -> None:
        command = self.twisted("""
            reply = honest(request)
            sys.stdout.write(json.dumps(reply) + "\\n")
            return None
        """)
        (one,) = implementation("--testee", self.buffered(command), "--timeout", "2.5",
                                "--filter", "emit-two")["results"]
        self.assertEqual((one["verdict"], one["reason"]),
                         ("timed_out", "no reply within 2.5 s, only after its input was closed: "
                                       "flush the output after each line"))
        self.assertEqual(one["rule"]["id"], "pipe-reply")

    def test_a_handshake_that_is_not_flushed_is_told_so(self) -> None:
        command = script(self.folder, """
            import sys
            for line in sys.stdin:
                print('{"protocol": 1, "implementation": "x", "capabilities": ["sign"]}')
        """)
        done = suite("--testee", self.buffered(command), "--timeout", "1")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no reply within 1 s, only after its input was closed: flush the output "
                      "after each line", done.stderr)

    def test_a_lone_surrogate_in_bytes_is_called_that(self) -> None:
        command = self.twisted("""
            line = json.dumps({"id": request["id"], "result": {"signature": "\\ud83d"}},
                              ensure_ascii=False)
            sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass") + b"\\n")
            sys.stdout.flush()
        """)
        (one,) = implementation("--testee", command, "--filter",
                                "signature-sign-empty-body")["results"]
        self.assertIn("the reply has a lone surrogate", one["reason"])
        self.assertEqual(one["rule"]["id"], "pipe-line")

    def test_cases_that_were_not_asked_do_not_hide_the_mistake(self) -> None:
        done = suite("--testee", bad_testee("wrong_id"))
        lines = done.stdout.splitlines()
        self.assertEqual(lines[1], f"  rule pipe-line: 10 failures, after which {len(cases()) - 10} "
                                   "cases were not asked")
        self.assertEqual(done.stdout.count("\n  rule "), 1)
        (got,) = [line for line in lines if line.startswith("      got ")]
        self.assertIn("the reply does not have the request's id", got)

    # The rule that was broken.

    def test_times_in_a_wrong_zone_break_the_rule_of_times(self) -> None:
        command = self.twisted("""
            reply = honest(request)
            for row in reply["result"].get("rows", []):
                row["created_at"] = row["created_at"].replace("+00:00", "")
            return reply
        """)
        found = self.rules(command, "--filter", "json-*", "--filter", "identity-*")
        self.assertEqual(set(found), {"date-time-utc"})
        self.assertIn("json-tolerated-key-order", found["date-time-utc"])

    def test_each_mistake_is_cited_by_its_rule(self) -> None:
        def changed_body(change: str) -> str:
            return f"""
                reply = honest(request)
                if "result" in reply:
                    body = base64.b64decode(reply["result"]["body"])
                    body = {change}
                    reply["result"]["body"] = base64.b64encode(body).decode()
                return reply
            """

        for pattern, rule, change in [
            ("emit-*", "emit-created-at", changed_body('body.replace(b"+00:00", b"Z")')),
            ("emit-*", "emit-documented-form", changed_body("json.dumps(json.loads(body)).encode() "
                                                            "if body.isascii() and b'\\\\' not in "
                                                            "body else body")),
            ("emit-*", "emit-escapes", changed_body(
                "json.dumps(json.loads(body), separators=(',', ':')).encode()")),
            ("fields-*", "errors-collected", """
                reply = honest(request)
                if reply["result"]["answer"]:
                    reply["result"]["status"] = 400
                return reply
            """),
            ("charsets-*", "signature-raw-body", """
                body = base64.b64decode(request["body"]) + b"\\n"
                return honest(request | {"body": base64.b64encode(body).decode()})
            """),
            ("fields-change-id-*", "charsets-media-type", """
                return {"id": request["id"],
                        "result": {"status": 415, "answer": None, "rows": []}}
            """),
        ]:
            with self.subTest(rule):
                found = self.rules(self.twisted(change), "--filter", pattern)
                self.assertEqual(set(found), {rule})

    def test_a_case_that_fails_for_its_own_reason_cites_its_own_rule(self) -> None:
        clauses = {case["id"]: case["clause"] for case in cases()}
        for name in ("accepts_everything", "keeps_places"):
            own = other = 0
            for rule, ids in self.rules(bad_testee(name)).items():
                own += sum(clauses[id] == rule for id in ids)
                other += sum(clauses[id] != rule for id in ids)
            self.assertGreater(own, 9 * other, msg=name)

    def test_a_wrong_signature_is_explained(self) -> None:
        for change, rule, cause in [
            ("request | {'body': base64.b64encode(base64.b64decode(request['body']) + b'\\n')"
             ".decode()}", "signature-raw-body", "it fits the body followed by a line end; "),
            ("request | {'secret': request['secret'].upper()}", "signature-secret-text",
             "it fits with the secret in upper case; "),
        ]:
            command = self.twisted(f"return honest({change})")
            chosen = ["--testee", command, "--filter", "signature-sign-documented-body"]
            (one,) = not_passed(implementation(*chosen)).values()
            self.assertEqual(one["rule"]["id"], rule)
            self.assertTrue(one["cause"].startswith(cause), msg=one["cause"])
            self.assertIn(f"\n      cause    {cause}", suite(*chosen).stdout)
            self.assertIn(f"Likely cause: {cause}", suite(*chosen, "--format", "html").stdout)

    def test_other_vectors_have_their_own_rules(self) -> None:
        self.write_vectors(made_up_case(expected={"signature": "0" * 64}))
        (one,) = not_passed(implementation("--testee", OURS, "--vectors",
                                           str(self.folder))).values()
        self.assertEqual(one["rule"]["id"], "rule")

    # The odd time zone.

    def local_times(self) -> str:
        """Returns a testee that takes local times for UTC."""
        return self.twisted("""
            reply = honest(request)
            for row in reply.get("result", {}).get("rows", []):
                time = datetime.datetime.fromisoformat(row["created_at"])
                if 1970 < time.year < 9999:
                    local = time.astimezone().replace(tzinfo=datetime.timezone.utc)
                    row["created_at"] = local.isoformat(timespec="microseconds")
            return reply
        """)

    def test_local_times_are_found_on_a_machine_in_utc(self) -> None:
        chosen = ["--testee", self.local_times(), "--filter", "fields-created-at-*"]
        here = os.environ | {"TZ": "UTC"}
        document = json.loads(suite(*chosen, "--format", "json", env=here).stdout)
        (found,) = document["implementations"]
        wrong = not_passed(found)
        late = {case["id"] for case in cases() if case["id"].startswith("fields-created-at-")
                and any("1971" < row["created_at"] < "9999" for row in case["expected"].get("rows", []))}
        self.assertEqual(set(wrong), late)
        self.assertTrue(late)
        for one in wrong.values():
            self.assertEqual(one["time_zone"], "Pacific/Chatham")
            self.assertIn(" | TZ=Pacific/Chatham ", one["repeat"])
        self.assertNotIn("time_zone", results_by_id(found)["fields-created-at-empty"])
        documented = wrong["fields-created-at-documented"]
        self.assertEqual(documented["differences"][0]["got"], "2024-12-12T13:47:00.000000+00:00")
        text = suite(*chosen, env=here).stdout
        self.assertIn("\n      zone     only with the environment variable TZ=Pacific/Chatham\n",
                      text)
        page = suite(*chosen, "--format", "html", env=here).stdout
        self.assertEqual(page.count("only with the environment variable TZ=Pacific/Chatham"),
                         len(late))

    def test_a_testee_runs_in_its_own_zone_first(self) -> None:
        chosen = ["--testee", self.local_times(), "--filter", "fields-created-at-documented"]
        (one,) = json.loads(suite(*chosen, "--format", "json",
                                  env=os.environ | {"TZ": "Asia/Tokyo"}).stdout
                            )["implementations"][0]["results"]
        self.assertEqual(one["differences"][0]["got"], "2024-12-12T09:02:00.000000+00:00")
        self.assertNotIn("time_zone", one)

    def test_only_cases_with_times_run_under_the_odd_zone(self) -> None:
        seen = self.folder / "seen"
        command = self.twisted(f"""
            if os.environ.get("TZ") == "Pacific/Chatham":
                with open({str(seen)!r}, "a") as file:
                    file.write(request["op"] + "\\n")
            return honest(request)
        """)
        self.assertTrue(implementation("--testee", command)["conforms"])
        timed = [case["op"] for case in cases()
                 if case["expected"].get("rows") or case["input"].get("changes")]
        self.assertEqual(seen.read_text().splitlines(), timed)

    def test_a_testee_that_does_not_start_under_the_odd_zone_keeps_its_results(self) -> None:
        command = script(self.folder, f"""
            import os, sys
            if os.environ.get("TZ") == "Pacific/Chatham":
                sys.exit(3)
            os.execv({TOOL!r}, [{TOOL!r}, "testee"])
        """)
        chosen = ["--testee", command, "--filter", "fields-created-at-*"]
        done = suite(*chosen, "--format", "json", env=os.environ | {"TZ": "UTC"})
        self.assertEqual(done.returncode, 1, done)
        (found,) = json.loads(done.stdout)["implementations"]
        ((name, one),) = not_passed(found).items()
        self.assertEqual(one["time_zone"], "Pacific/Chatham")
        self.assertIn("no handshake with", one["reason"])
        self.assertEqual(one["rule"]["id"], "pipe-reply")
        self.assertGreater(len(found["results"]), 10, name)

    # Conformity, date and revision.

    def test_few_capabilities_are_no_conformity_in_any_format(self) -> None:
        command = script(self.folder, """
            import base64, hashlib, hmac, json, sys
            for line in sys.stdin:
                request = json.loads(line)
                if request["op"] == "hello":
                    reply = {"protocol": 1, "implementation": "x", "capabilities": ["sign"]}
                else:
                    digest = hmac.new(request["secret"].encode(),
                                      base64.b64decode(request["body"]), hashlib.sha256)
                    reply = {"id": request["id"], "result": {"signature": digest.hexdigest()}}
                print(json.dumps(reply))
        """)
        self.assertEqual(implementation("--testee", command)["conformity"], "conforms (sign only)")
        coloured = suite("--testee", command, "--color", "always").stdout
        self.assertIn("\x1b[33mconforms (sign only)\x1b[0m", coloured)
        self.assertNotIn("\x1b[1;32m", coloured)
        page = suite("--testee", command, "--format", "html").stdout
        self.assertRegex(page, r'<b class="skipped">\d+ passed, 0 failed, \d+ skipped</b>')
        self.assertIn("\x1b[1;32mconforms\x1b[0m",
                      suite("--testee", OURS, "--color", "always").stdout)

    def test_reports_have_date_version_and_revision_of_the_vectors(self) -> None:
        files = sorted(path for path in VECTORS.glob("*.json")
                       if not path.name.endswith(".schema.json"))
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
        document = report("--filter", "emit-two")
        self.assertEqual(document["revision"], digest)
        self.assertRegex(document["date"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$")
        page = suite("--filter", "emit-two", "--format", "html").stdout
        self.assertRegex(page, r'<p class="quiet">\d{4}-\d\d-\d\d \d\d:\d\d UTC, flaghook '
                               + re.escape(document["flaghook"]) + ", revision <code>" + digest
                               + "</code> of the vectors</p>")
        root = ElementTree.fromstring(suite("--filter", "emit-two", "--format", "junit").stdout)
        self.assertEqual({one.get("name"): one.get("value") for one in root.iter("property")},
                         {"flaghook": document["flaghook"], "revision of the vectors": digest})
        self.assertRegex(root[0].get("timestamp", ""), r"^\d{4}-\d\d-\d\dT[\d:]{8}\+00:00$")

    def test_other_vectors_have_another_revision(self) -> None:
        self.write_vectors(made_up_case())
        digest = hashlib.sha256((self.folder / "clauses.json").read_bytes()
                                + (self.folder / "one.json").read_bytes()).hexdigest()[:12]
        self.assertEqual(report("--vectors", str(self.folder))["revision"], digest)

    def test_html_shows_bodies_as_they_are(self) -> None:
        page = suite("--testee", bad_testee("ids_as_doubles"), "--filter",
                     "fields-change-id-beyond-double", "--format", "html").stdout
        (case,) = [case for case in cases() if case["id"] == "fields-change-id-beyond-double"]
        body = case["input"]["body"]["text"]
        self.assertIn(f"<h4>Input: body</h4><pre>{body.replace(chr(34), '&quot;')}</pre>", page)


if __name__ == "__main__":
    unittest.main()
