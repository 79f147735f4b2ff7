"""Tests `flaghook suite` with processes that misbehave."""

import json
import os
import signal
import subprocess
import time
import unittest
from pathlib import Path
from typing import Any

from tool import TOOL, Folder, implementation, results_by_id, script, suite

GREETING = json.dumps({"protocol": 1, "implementation": "x", "capabilities": ["delivery"]})
ACCEPTED = json.dumps({"outcome": "accepted", "issues": []})


def is_running(process: int) -> bool:
    """Returns whether the process still runs and is not a zombie, after the time that a kill may
    take."""
    for _ in range(500):
        try:
            if ") Z " in Path(f"/proc/{process}/stat").read_text():
                return False
        except (FileNotFoundError, ProcessLookupError):
            return False
        time.sleep(0.02)
    return True


class Processes(Folder, unittest.TestCase):
    def program(self, on_request: str, beforehand: str = "") -> str:
        """Returns a testee that runs `on_request` for each request; `reply()` prints a correct
        reply."""
        return script(self.folder, f"""
            import json, os, signal, subprocess, sys, time
            FOLDER = {str(self.folder)!r}
            {beforehand}
            sys.stdin.readline()
            print({GREETING!r})
            for line in sys.stdin:
                request = json.loads(line)
                def reply():
                    print('{{"id":%d,"result":%s}}' % (request["id"], {ACCEPTED!r}))
                {on_request}
        """)

    def run_cases(self, command: str, *arguments: str) -> dict[str, Any]:
        """Runs the two cases of an accepted delivery."""
        return implementation("--testee", command, "--filter", "delivery-accepted",
                              "--filter", "delivery-accepted-201", *arguments)

    def test_everything_that_a_hanging_testee_has_started_ends_with_it(self) -> None:
        command = self.program(
            "subprocess.Popen(['sleep', '1000']); "
            "open(FOLDER + '/pids', 'a').write(f'{os.getpid()} '); time.sleep(1000)",
            "child = subprocess.Popen(['sleep', '1000']); "
            "open(FOLDER + '/pids', 'a').write(f'{child.pid} ')",
        )
        got = self.run_cases(command, "--timeout", "2.5")
        self.assertEqual([one["verdict"] for one in got["results"]], ["timed_out", "timed_out"])
        pids = (self.folder / "pids").read_text().split()
        self.assertEqual(len(pids), 4)
        for pid in pids:
            self.assertFalse(is_running(int(pid)), msg=pid)

    def test_an_interrupted_suite_leaves_no_testee_behind(self) -> None:
        command = self.program(
            "open(FOLDER + '/pids', 'a').write(f'{os.getpid()}\\n'); time.sleep(1000)")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            (self.folder / "pids").write_text("")
            process = subprocess.Popen(
                [TOOL, "suite", "--testee", command, "--filter", "delivery-*"],
                stdout=subprocess.DEVNULL,
            )
            try:
                for _ in range(500):
                    pids = (self.folder / "pids").read_text().splitlines()
                    if pids:
                        break
                    time.sleep(0.02)
                self.assertTrue(pids, msg="the testee was never asked")
                process.send_signal(number)
                self.assertEqual(process.wait(timeout=20), -number)
            finally:
                process.kill()
                process.wait()
            self.assertFalse(is_running(int(pids[0])))

    def test_a_testee_inherits_nothing_but_its_three_streams(self) -> None:
        # The testee runs twice, the second time after a crash: the pipes of the first run must be
        # closed.
        command = self.program(
            "os.abort()",
            "open(FOLDER + '/open', 'a').write("
            "' '.join(sorted(os.listdir('/proc/self/fd'))) + '\\n')",
        )
        got = self.run_cases(command)
        self.assertEqual([one["verdict"] for one in got["results"]], ["crashed", "crashed"])
        # The fourth descriptor is the folder that is being listed, the fifth the file that is
        # written.
        self.assertEqual((self.folder / "open").read_text().splitlines(), ["0 1 2 3 4"] * 2)

    def test_a_testee_starts_with_its_signals_as_usual(self) -> None:
        path = self.folder / "ignored"
        done = suite("--testee", f"sh -c 'grep SigIgn /proc/self/status > {path}'",
                     preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL))
        self.assertEqual(done.returncode, 2)
        ignored = int(path.read_text().split()[1], 16)
        self.assertFalse(ignored >> (signal.SIGPIPE - 1) & 1)

    def test_only_the_end_of_a_flood_on_standard_error_is_kept(self) -> None:
        command = self.program(
            "sys.stderr.write('x' * 5_000_000 + 'the end'); sys.stderr.flush(); os._exit(3)")
        got = self.run_cases(command)
        for one in got["results"]:
            self.assertEqual((one["verdict"], one["reason"]), ("crashed", "exited with status 3"))
            self.assertEqual(len(one["standard_error"]), 4096)
            self.assertTrue(one["standard_error"].endswith("xxthe end"))

    def test_a_flood_on_standard_output_is_not_kept(self) -> None:
        # One testee floods the output at the end of the conversation, one before it has read
        # anything.
        flood = "\nwhile True: print('x' * 1000)"
        for number, source in enumerate((
            f"import json, sys\nsys.stdin.readline()\nprint({GREETING!r})"
            f"\nid = json.loads(sys.stdin.readline())['id']"
            f"\nprint('{{\"id\":%d,\"result\":%s}}' % (id, {ACCEPTED!r}))\nsys.stdin.read(){flood}",
            f"import sys\nsys.stdin.readline()\nprint({GREETING!r}){flood}",
        )):
            with self.subTest(number):
                process = subprocess.Popen(
                    [TOOL, "suite", "--testee", script(self.folder, source), "--filter",
                     "delivery-accepted", "--timeout", "10"],
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                with process:
                    assert process.stdout is not None
                    printed = process.stdout.read()
                    _, status, usage = os.wait4(process.pid, 0)
                    process.returncode = os.waitstatus_to_exitcode(status)
                self.assertIn("x" * 100, printed)
                self.assertLess(usage.ru_maxrss, 300 << 10, "KiB")

    def test_bytes_outside_of_utf8_are_shown(self) -> None:
        for written in (r"\377", r"{\"id\":1,\"result\":\342\202"):
            done = suite("--testee", f"sh -c 'read line; printf \"{written}\\n\"; cat >&2'")
            self.assertEqual(done.returncode, 2)
            self.assertIn(r"\xff" if "377" in written else r"\xe2\x82", done.stderr)

    def test_a_flood_on_standard_error_does_not_keep_replies_from_coming(self) -> None:
        command = self.program("sys.stderr.write('x' * 1_000_000); sys.stderr.flush(); reply()")
        self.assertTrue(self.run_cases(command)["conforms"])

    def test_a_testee_that_ends_in_the_middle_of_a_reply(self) -> None:
        command = self.program("sys.stdout.write('{\"id\":'); sys.stdout.flush(); os._exit(0)")
        for one in self.run_cases(command)["results"]:
            self.assertEqual(one["verdict"], "crashed")
            self.assertEqual(one["reason"],
                             'exited with status 0 in the middle of a line: "{\\"id\\":"')

    def test_a_testee_that_closes_its_output_and_lives_on(self) -> None:
        command = self.program("os.close(1); time.sleep(1000)")
        for one in self.run_cases(command)["results"]:
            self.assertEqual((one["verdict"], one["reason"]),
                             ("crashed", "closed its standard output"))

    def test_a_testee_that_ends_between_two_requests(self) -> None:
        command = self.program("reply(); os._exit(0)")
        got = self.run_cases(command)
        self.assertEqual([one["verdict"] for one in got["results"]], ["passed", "crashed"])

    def test_a_request_that_is_never_read_times_out(self) -> None:
        greeting = GREETING.replace("delivery", "sign")
        command = script(self.folder, f"""
            import sys, time
            sys.stdin.readline()
            print({greeting!r})
            time.sleep(1000)
        """)
        got = implementation("--testee", command, "--filter", "signature-sign-megabyte",
                             "--timeout", "2.5")
        (one,) = got["results"]
        self.assertEqual((one["verdict"], one["reason"]), (
            "timed_out",
            "no reply within 2.5 s; check that it flushes its output after each line"))

    def test_a_line_that_nobody_asked_for_spoils_the_next_case(self) -> None:
        command = self.program("reply(); time.sleep(0.5); print('x'); time.sleep(0.2)")
        first, second, *_ = implementation("--testee", command, "--filter",
                                           "delivery-accepted*")["results"]
        self.assertEqual((first["verdict"], second["verdict"]), ("passed", "errored"))
        self.assertIn('"x"', second["reason"])

    def test_a_large_reply_is_read(self) -> None:
        command = script(self.folder, f"""
            import json, sys
            sys.stdin.readline()
            print({GREETING!r})
            for line in sys.stdin:
                result = {ACCEPTED!r}[:-1] + ',"note":"' + 'x' * 30_000_000 + '"}}'
                print('{{"id":%d,"result":%s}}' % (json.loads(line)["id"], result))
        """)
        self.assertTrue(self.run_cases(command)["conforms"])

    def test_an_odd_end_is_mentioned_and_does_not_count(self) -> None:
        for at_end, words in [
            ("sys.exit(7)", "exited with status 7"),
            ("time.sleep(1000)", "did not exit after its standard input was closed"),
            ("print('bye')", 'output after the last reply: "bye"'),
        ]:
            command = script(self.folder, f"""
                import json, sys, time
                sys.stdin.readline()
                print({GREETING!r})
                for line in sys.stdin:
                    print('{{"id":%d,"result":%s}}' % (json.loads(line)["id"], {ACCEPTED!r}))
                {at_end}
            """)
            got = self.run_cases(command)
            self.assertTrue(got["conforms"])
            self.assertEqual(got["parting"], words)

    def test_a_testee_that_never_starts_again_is_given_up(self) -> None:
        command = self.program("open(FOLDER + '/crashed', 'w'); os.abort()",
                              "os.path.exists(FOLDER + '/crashed') and sys.exit('no more')")
        got = implementation("--testee", command, "--filter", "delivery-*")
        first, *others = got["results"]
        self.assertEqual(first["verdict"], "crashed")
        for one in others[:9]:
            self.assertEqual(one["verdict"], "errored")
            self.assertIn("no more", one["reason"])
        for one in others[9:]:
            self.assertIn("has been given up", one["reason"])
        self.assertEqual(got["restarts"], 9)

    def test_failures_in_all_are_bounded(self) -> None:
        greeting = GREETING.replace('"delivery"', '"parse"')
        command = script(self.folder, f"""
            import json, os, sys
            sys.stdin.readline()
            print({greeting!r})
            for number, line in enumerate(sys.stdin):
                if number == 1:
                    os._exit(1)
                print('{{"id":%d,"skipped":{{"reason":"-"}}}}' % json.loads(line)["id"])
        """)
        got = implementation("--testee", command, "--filter", "fields-*")
        self.assertEqual(got["restarts"], 100)
        self.assertEqual(got["counts"]["crashed"], 101)
        self.assertEqual(got["counts"]["skipped"], 101)
        self.assertIn("100 times and has been given up", got["results"][-1]["reason"])

    def test_a_testee_may_be_on_the_path(self) -> None:
        link = self.folder / "some-testee"
        link.symlink_to(TOOL)
        path = f"{self.folder}:{os.environ['PATH']}"
        done = suite("--testee", "some-testee testee", "--filter", "emit-two",
                     env=os.environ | {"PATH": path})
        self.assertEqual(done.returncode, 0, msg=done.stderr)

    def test_words_are_split_as_a_shell_does(self) -> None:
        odd = self.folder / "a b'c"
        odd.mkdir()
        command = script(odd, f"""
            import sys
            sys.stdin.readline()
            print({GREETING!r}.replace('"x"', '"' + '|'.join(sys.argv[1:]) + '"'))
            sys.stdin.read()
        """)
        got = implementation("--testee", command + " one 'two three' fo\\ ur \"$HOME_OF_TEST\"",
                             "--filter", "emit-two")
        self.assertEqual(got["implementation"], "one|two three|fo ur|")

    def test_the_order_and_identity_of_cases_do_not_depend_on_crashes(self) -> None:
        calm = self.run_cases(self.program("reply()"))
        rough = self.run_cases(self.program("os.abort()"))
        self.assertEqual(list(results_by_id(calm)), list(results_by_id(rough)))


if __name__ == "__main__":
    unittest.main()
