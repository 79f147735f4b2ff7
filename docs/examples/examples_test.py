"""Runs the examples and compares the pages with them.

    examples_test.py FOLDER    FOLDER holds the built programs

Each run of `RUNS` must print exactly the text in expected/NAME.txt. Each C++ block in a page must
be a region of an example, between two lines `// [name]`, and include the headers that it uses. The
guide's table of outcomes must agree with the library. Each program of the tree that a shell block
calls must exist; tests/live runs the shell blocks that can be run.
"""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECRET = "0123456789abcdef0123456789abcdef"
SIGNATURE = "2f264b85a9c12e5da7cd27a15d71445d8252d0da56b0fb47dddfb7d5c3f972da"
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "docs" / "site" / "reference.md",
    ROOT / "fuzz" / "README.md",
    ROOT / "conformance" / "vectors" / "README.md",
]
BODY = (
    '{"data":[{"action":"updated","change_id":93899375123,'
    '"created_at":"2024-12-12T00:00:00+00:00",'
    '"created_by":{"id":"jane@example.com","type":"email"},"flag":"checkout"}],'
    '"meta":{"version":1}}'
)
REFUSAL = '{"data":[{},{"flag":["This field may not be blank."]}]}'

# name of the expected text, program, arguments, standard input, exit status
RUNS = [
    ("sender", "sender", [], "", 0),
    ("sender-refused", "sender", [" "], "", 1),
    ("receiver-accepts", "receiver", [SIGNATURE], BODY, 0),
    ("receiver-other-signature", "receiver", ["0" * 64], BODY, 1),
    ("receiver-no-signature", "receiver", [], BODY, 1),
    ("delivery-accepted", "delivery", ["200"], "", 0),
    ("delivery-refused", "delivery", ["200"], REFUSAL, 1),
    ("delivery-throttled", "delivery", ["429", "120"], "", 1),
    ("delivery-unauthorized", "delivery", ["401"], '"Not authorized."', 1),
    ("evaluation", "evaluation", [], "", 0),
    ("batch", "batch", [], "", 0),
    ("rotation", "rotation", [], "", 0),
    ("views", "views", [], "", 0),
    ("parsing", "parsing", [], "", 0),
    ("signing", "signing", [], "", 0),
    ("flags-api", "flags_api", [], "", 0),
    ("values", "values", [], "", 0),
    ("declaration", "declaration", [], "", 0),
]

# Programs that need each other, or a web server.
LIVE = {"curl_sender", "beast_receiver", "cgi_receiver"}
# Programs that need an SDK: compiled if its headers are found, and never run.
NOT_RUN = {"openfeature", "sentry_native"}

# The header of each standard-library name that a block uses.
DECLARED = {
    "chrono": "chrono",
    "cin": "iostream",
    "cout": "iostream",
    "fprintf": "cstdio",
    "getenv": "cstdlib",
    "istreambuf_iterator": "iterator",
    "map": "map",
    "min": "algorithm",
    "move": "utility",
    "nullopt": "optional",
    "optional": "optional",
    "printf": "cstdio",
    "size_t": "cstddef",
    "span": "span",
    "streamsize": "iostream",
    "string": "string",
    "string_view": "string_view",
    "strtoull": "cstdlib",
    "to_string": "string",
    "uint64_t": "cstdint",
    "as_const": "utility",
    "vector": "vector",
}
INCLUDE = re.compile(r"^#include <([^>]+)>$", re.MULTILINE)

programs = Path()


class Examples(unittest.TestCase):
    def test_each_prints_what_is_checked_in(self) -> None:
        for name, program, arguments, given, status in RUNS:
            with self.subTest(name):
                done = subprocess.run(
                    [programs / program, *arguments],
                    input=given.encode(),
                    capture_output=True,
                    env={**os.environ, "FLAGHOOK_SECRET": SECRET},
                    timeout=60,
                )
                expected = (HERE / "expected" / f"{name}.txt").read_text(encoding="utf-8")
                self.assertEqual(done.stdout.decode(), expected)
                self.assertEqual(done.stderr.decode(), "")
                self.assertEqual(done.returncode, status)

    def test_every_example_is_run(self) -> None:
        self.assertEqual(
            {program for _, program, *_ in RUNS} | LIVE | NOT_RUN,
            {path.stem for path in HERE.glob("*.cpp")},
        )

    def test_a_missing_secret_is_named_and_stops_the_program(self) -> None:
        for program in ("sender", "receiver", *sorted(LIVE)):
            with self.subTest(program):
                done = subprocess.run(
                    [programs / program], input=b"", capture_output=True, env={}, timeout=60
                )
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"FLAGHOOK_SECRET", done.stderr)


class Live(unittest.TestCase):
    def cgi(self, body: str, **variables: str) -> tuple[str, str]:
        """Runs the CGI handler, and returns its output for the web server and its log."""
        done = subprocess.run(
            [programs / "cgi_receiver"],
            input=body.encode(),
            capture_output=True,
            env={"FLAGHOOK_SECRET": SECRET, **variables},
            timeout=60,
        )
        self.assertEqual(done.returncode, 0)
        return done.stdout.decode(), done.stderr.decode()

    def test_a_cgi_handler_answers_like_sentry(self) -> None:
        signed = {"CONTENT_LENGTH": str(len(BODY)), "CONTENT_TYPE": "application/json",
                  "HTTP_X_SENTRY_SIGNATURE": SIGNATURE}
        head = "Status: {}\r\nContent-Type: application/json\r\n\r\n"
        self.assertEqual(self.cgi(BODY, **signed), (head.format(200), "checkout changed\n"))
        refused = (head.format(401) + '"Not authorized."', "")
        self.assertEqual(self.cgi(BODY, CONTENT_LENGTH=str(len(BODY))), refused)
        self.assertEqual(self.cgi(BODY[:-1], **signed), refused)
        self.assertEqual(self.cgi("", CONTENT_LENGTH="99999999999"), ("Status: 413\r\n\r\n", ""))

    def send(self, url: str, secret: str = SECRET) -> tuple[int, str]:
        """Runs the sender, and returns its exit status and its report of the delivery."""
        done = subprocess.run(
            [programs / "curl_sender", url],
            capture_output=True,
            env={"FLAGHOOK_SECRET": secret},
            timeout=60,
        )
        self.assertEqual(done.stderr.decode(), "")
        return done.returncode, done.stdout.decode().partition(":")[0]

    def test_a_sender_with_libcurl_and_a_receiver_with_beast_agree(self) -> None:
        with subprocess.Popen(
            [programs / "beast_receiver"],
            stdout=subprocess.PIPE,
            env={"FLAGHOOK_SECRET": SECRET},
            text=True,
        ) as receiver:
            try:
                assert receiver.stdout is not None
                url = receiver.stdout.readline().strip()
                self.assertEqual(self.send(url), (0, "accepted"))
                self.assertEqual(receiver.stdout.readline(), "checkout changed\n")
                self.assertEqual(self.send(url, "another secret"), (1, "unauthorized"))
            finally:
                receiver.kill()
        self.assertEqual(self.send(url), (1, "unexpected"))


class Documents(unittest.TestCase):
    def regions(self) -> dict[str, str]:
        found = {}
        for source in HERE.glob("*.cpp"):
            text = source.read_text(encoding="utf-8")
            for name, region in re.findall(r"// \[(\w+)\]\n(.*?)// \[\1\]\n", text, re.DOTALL):
                found[name] = region
        return found

    def test_every_block_of_code_is_a_region_of_an_example(self) -> None:
        regions = set(self.regions().values())
        blocks = 0
        for page in PAGES:
            for block in self.blocks(page, "cpp"):
                blocks += 1
                with self.subTest(page.name, block=block.splitlines()[0]):
                    self.assertTrue(block in regions, "it is no region of an example")
        self.assertGreater(blocks, 2)

    def test_every_block_of_code_includes_what_it_uses(self) -> None:
        for page in PAGES:
            for block in self.blocks(page, "cpp"):
                with self.subTest(page.name, block=block):
                    included = set(INCLUDE.findall(block))
                    used = set(re.findall(r"\bstd::(\w+)", block))
                    self.assertEqual({name for name in used if name not in DECLARED}, set())
                    self.assertLessEqual({DECLARED[name] for name in used}, included)
                    for library in ("flaghook", "boost", "sentry", "openfeature"):
                        if re.search(rf"\b{library}(?:::|_\w)", block):
                            self.assertTrue(any(header.startswith(library) for header in included))

    def test_the_guide_s_table_of_outcomes_is_the_library_s(self) -> None:
        answers = {"200 with an error tree": REFUSAL, "400": '{"detail":"JSON parse error"}'}
        guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
        _, _, table = guide.partition("| `outcome` | answer | `retry` | what to do |\n|---|---|---|---|\n")
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| `(\w+)` \| [^|]+ \|$",
                          table.partition("\n\n")[0], re.MULTILINE)
        self.assertEqual(len(rows), len(table.partition("\n\n")[0].splitlines()))
        self.assertEqual({outcome for outcome, _, _ in rows}, self.names("delivery_outcome"))
        self.assertEqual({retry for _, _, retry in rows}, self.names("retry_advice"))
        for outcome, answer, retry in rows:
            for status in re.findall(r"\d{3}", answer):
                with self.subTest(outcome, status=status):
                    done = subprocess.run(
                        [programs / "delivery", status],
                        input=answers.get(answer, "").encode(),
                        capture_output=True,
                        timeout=60,
                    )
                    self.assertEqual(done.stdout.decode().partition(":")[0],
                                     f"{outcome}, another attempt is {retry}")

    def names(self, enumeration: str) -> set[str]:
        """Returns the names that `to_string` gives the enumerators, from the headers."""
        found: set[str] = set()
        for header in (ROOT / "include" / "flaghook" / "webhook").glob("*.hpp"):
            found.update(re.findall(rf'\{{{enumeration}::\w+, "(\w+)"\}}',
                                    header.read_text(encoding="utf-8")))
        self.assertGreater(len(found), 1)
        return found

    def blocks(self, page: Path, language: str) -> list[str]:
        text = page.read_text(encoding="utf-8")
        return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)

    def test_every_block_has_a_language_that_is_looked_at(self) -> None:
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            fences = re.findall(r"^```(.*)$", text, re.MULTILINE)
            with self.subTest(page.name):
                self.assertLessEqual(set(fences), {"", "cpp", "sh", "json", "python"})
                self.assertEqual(fences[1::2], [""] * (len(fences) // 2))

    def test_every_program_of_the_tree_that_a_block_calls_is_there(self) -> None:
        for page in PAGES:
            for block in self.blocks(page, "sh"):
                calls = r"^(?:\S*python3 )?(?:\./)?((?:tests|docs|fuzz|conformance)/\S+)"
                for call in re.findall(calls, block, re.MULTILINE):
                    with self.subTest(page.name, call=call):
                        self.assertTrue((ROOT / call).is_file())

    def test_every_preset_that_a_block_names_is_there(self) -> None:
        presets = json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"]
        names = {preset["name"] for preset in presets}
        for page in PAGES:
            for block in self.blocks(page, "sh"):
                for name in re.findall(r"--preset (\S+)", block):
                    with self.subTest(page.name):
                        self.assertIn(name, names)

    def test_a_recipe_for_contributors_has_at_most_ten_lines(self) -> None:
        text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
        recipes = re.findall(r"^## (Adding [^\n]*)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
        self.assertGreaterEqual(len(recipes), 5)
        for title, recipe in recipes:
            with self.subTest(title):
                self.assertLessEqual(len([line for line in recipe.splitlines() if line]), 10)

    def test_a_region_has_at_most_28_lines_after_its_includes(self) -> None:
        for name, region in self.regions().items():
            with self.subTest(name):
                self.assertLessEqual(len(INCLUDE.sub("", region).strip().splitlines()), 28)


if __name__ == "__main__":
    programs = Path(sys.argv.pop(1))
    unittest.main(verbosity=2)
