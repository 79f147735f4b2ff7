"""Tests the mutation testing: which changes are made, and what counts."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import signal
import sys
import tempfile
import unittest
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

from cpp_tokens import tokens_of
from mutants import Results, main, report, score, total_share
from mutations import Mutant, code_lines, mutants_of
from samples import Room, WrongList, place, read_equivalents, shares
from trials import (
    SURVIVED, Bench, BrokenTests, Tests, Verdict,
    run, slow_tests, verdict_of_errors, verdict_of_run,
)  # fmt: skip


def in_function(*lines: str) -> str:
    """Returns a header with one function."""
    body = "".join(f"    {line}\n" for line in lines)
    return f"inline void function() {{\n{body}}}\n"


def changes(source: str, kind: str | None = None) -> list[tuple[str, str]]:
    """Returns the changed lines, old and new."""
    found = mutants_of("room/a.hpp", source)
    return [(one.old, one.new) for one in found if kind in (None, one.kind)]


def new_lines(line: str, kind: str | None = None) -> list[str]:
    """Returns the changes of a line in a function."""
    return [new for _, new in changes(in_function(line), kind)]


class Tokens(unittest.TestCase):
    """The tokens of C++."""

    def texts(self, source: str) -> list[str]:
        return [token.text for token in tokens_of(source)]

    def test_are_found_without_comments_and_directives(self) -> None:
        source = "a /* b */ c // d \\\n e\n#define x \\\n y\nf"
        self.assertEqual(self.texts(source), ["a", "c", "f"])

    def test_may_be_literals_with_anything_in_them(self) -> None:
        literals = [r'"a\"//b"', r"'\''", r"'\x80'", "'\"'", 'R"(a")b"c)"', 'u8"x"', "1'000'000"]
        literals += ["0x1p-3", "1e+9", "'a'"]
        self.assertEqual(self.texts(" ".join(literals)), literals)

    def test_are_the_longest_possible_operators(self) -> None:
        self.assertEqual(self.texts("a<=>b<<=c->d::e..."), "a <=> b <<= c -> d :: e ...".split())

    def test_are_left_out_of_lines_that_are_not_compiled(self) -> None:
        self.assertEqual([one.text for one in tokens_of("a\nb\nc\n", {1, 3})], ["a", "c"])

    def test_make_a_line_one_of_code(self) -> None:
        self.assertEqual(code_lines("// a\n\nint b;\n#include <c>\nint\nd;\n"), 3)


class Mutations(unittest.TestCase):
    """The changes of a header."""

    def test_replace_operators(self) -> None:
        self.assertEqual(new_lines("f = a < b;", "operator"), ["f = a <= b;"])
        self.assertEqual(new_lines("f = a && b;", "operator"), ["f = a || b;"])
        self.assertEqual(new_lines("f = a * b;", "operator"), ["f = a / b;"])
        self.assertEqual(new_lines("f = a >> b;", "operator"), ["f = a << b;"])
        self.assertEqual(new_lines("f |= b;", "operator"), ["f &= b;"])
        self.assertEqual(new_lines("++f;", "operator"), ["--f;"])

    def test_remove_operators_with_one_operand(self) -> None:
        self.assertEqual(new_lines("f = !a;", "operator"), ["f = a;"])
        self.assertEqual(new_lines("f = -a;", "operator"), ["f = a;"])
        self.assertEqual(new_lines("f = ~a;", "operator"), ["f = a;"])

    def test_replace_constants_by_their_neighbours(self) -> None:
        self.assertEqual(new_lines("f = 0;", "constant"), ["f = 1;"])
        self.assertEqual(new_lines("f = 1'000U;", "constant"), ["f = 1001U;", "f = 999U;"])
        self.assertEqual(new_lines("f = 0xFF;", "constant"), ["f = 0x100;", "f = 0xfe;"])
        self.assertEqual(new_lines("f = 0b11;", "constant"), ["f = 2;", "f = 4;"])
        self.assertEqual(new_lines("f = 9.5e18;", "constant"), ["f = (9.5e18 / 2);"])
        self.assertEqual(new_lines("f = true;", "constant"), ["f = false;"])
        self.assertEqual(new_lines("f = 'a';", "constant"), ["f = 'b';"])
        self.assertEqual(new_lines("f = '&';", "constant"), [r"f = '\'';"])
        self.assertEqual(new_lines(r"f = '\0';", "constant"), [r"f = '\1';"])
        self.assertEqual(new_lines(r"f = '\xED';", "constant"), ["f = 'x';"])

    def test_make_conditions_constant(self) -> None:
        self.assertEqual(new_lines("if (a(b)) {}", "condition"), ["if (false) {}", "if (true) {}"])
        self.assertEqual(new_lines("while (a) {}", "condition"), ["while (false) {}"])
        for old, new in (
            ("return a || b ? c : d;", "return !(a || b) ? c : d;"),
            ("f(a, b(c) ? d : e);", "f(a, !(b(c)) ? d : e);"),
        ):
            self.assertEqual(new_lines(old, "condition"), [new])

    def test_leave_conditions_that_declare_a_name(self) -> None:
        self.assertEqual(new_lines("if (const auto a = b()) {}", "condition"), [])
        self.assertEqual(new_lines("if (int a = b(); a) {}", "condition"), [])
        self.assertEqual(new_lines("if constexpr (a) {}", "condition"), [])

    def test_remove_statements(self) -> None:
        for line in (
            "a = b;", "a.b[c] |= d;", "a();", "x::y<z>(a);", "a->b().c();", "*out++ = a;",
            "++a;", "break;", "continue;", "return;",
        ):  # fmt: skip
            self.assertEqual(new_lines(line, "statement"), [";"], line)
        self.assertEqual(changes(in_function("a(b,", "  c);"), "statement"), [("a(b, c);", ";")])

    def test_leave_declarations_and_results(self) -> None:
        for line in (
            "int a = b;", "std::string a(b);", "x<y> a;", "const auto a = b;", "return a;",
            "auto& [a, b] = c;", "using a = b;", "for (; a; ++b) {}",
        ):  # fmt: skip
            self.assertEqual(new_lines(line, "statement"), [], line)
        self.assertEqual(changes("struct a {\n a() = default;\n b(c);\n};\n", "statement"), [])
        self.assertEqual(changes("namespace a {\nb(c);\n}\n", "statement"), [])

    def test_of_a_member_function_are_those_of_a_function(self) -> None:
        source = "template <class T>\nclass a {\n void f() const& noexcept {\n b();\n }\n};\n"
        self.assertEqual(changes(source), [("b();", ";")])

    def test_leave_comments_texts_and_directives(self) -> None:
        self.assertEqual(changes('// a < 1\n/* 2 */\n#if 3 < 4\n#endif\nauto a = "5 + 6";\n'), [])

    def test_leave_types_and_templates(self) -> None:
        for line in (
            "std::array<char, 4> a;",
            "x<y, (2 + 3)>::z a;",
            "x<y<1>> a;",
            "const char* a;",
            "a&& b;",
            "char a[4] = {};",
        ):
            self.assertEqual(new_lines(line), [], line)
        self.assertEqual(changes("template <class T, int N = 1>\nusing a = b<T, N + 1>;\n"), [])
        concept = "template <class T>\nconcept a = b<T> && requires { c(1); };\n"
        self.assertEqual(changes(concept), [])

    def test_change_an_element_of_an_array(self) -> None:
        self.assertEqual(new_lines("a[0] = b;", "constant"), ["a[1] = b;"])
        self.assertEqual(new_lines("return a[0];", "constant"), ["return a[1];"])

    def test_leave_checks_of_the_compiler(self) -> None:
        self.assertEqual(new_lines("static_assert(a == 1);"), [])
        self.assertEqual(changes("void f() noexcept(a && b);\n"), [])
        self.assertEqual(changes("void f() && noexcept;\n"), [])
        self.assertEqual(changes("[[deprecated(1)]] void f() requires(!a<T>) {\n}\n"), [])
        self.assertEqual(changes("bool operator==(const a&, const a&) = default;\n"), [])
        self.assertEqual(new_lines("if constexpr (requires(T a) { a + 1; }) {}"), [])

    def test_leave_reservations_of_memory(self) -> None:
        self.assertEqual(new_lines("a.b.reserve(1 + c);"), [])

    def test_leave_lines_that_are_not_compiled(self) -> None:
        source = "#ifdef A\nint a = 1;\n#else\nint b = 1;\n#endif\n"
        self.assertEqual({one.line for one in mutants_of("a.hpp", source, {4})}, {4})

    def test_change_the_source_at_one_place(self) -> None:
        source = in_function("f = 0; // 0", "g = 0;")
        mutants = [one for one in mutants_of("a.hpp", source) if one.kind == "constant"]
        self.assertEqual(
            [one.apply(source) for one in mutants],
            [in_function("f = 1; // 0", "g = 0;"), in_function("f = 0; // 0", "g = 1;")],
        )

    def test_have_keys_that_depend_on_their_lines_alone(self) -> None:
        before = mutants_of("a.hpp", in_function("f = 0;", "f = 0;"))
        after = mutants_of("a.hpp", in_function("// 1", "f = 0; // 2", "g();", "f = 0;"))
        self.assertEqual(len({one.key for one in before}), len(before))
        for seed in range(5):
            order = [one.key for one in sorted(after, key=lambda one: place(one, seed))]
            kept = [one.key for one in sorted(before, key=lambda one: place(one, seed))]
            self.assertEqual([key for key in order if key in kept], kept)


class ListOfEquivalents(unittest.TestCase):
    """The list of mutants that change nothing."""

    ENTRY = '[[equivalent]]\nfile = "a.hpp"\nold = "f = 0;"\nnew = "f = 1;"\nreason = "unused"\n'

    def setUp(self) -> None:
        self.mutants = mutants_of("a.hpp", in_function("f = 0;", "f = 0;"))

    def test_has_each_line_with_this_text(self) -> None:
        (one,) = read_equivalents(self.ENTRY, self.mutants)
        self.assertEqual([mutant.line for mutant in self.mutants if one.is_of(mutant)], [2, 3])
        self.assertEqual(one.reason, "unused")

    def test_has_no_entry_that_matches_nothing(self) -> None:
        with self.assertRaisesRegex(WrongList, "no mutant of a.hpp changes"):
            read_equivalents(self.ENTRY.replace("f = 0", "f = 2"), self.mutants)

    def test_has_no_entry_without_a_reason(self) -> None:
        for text in (self.ENTRY.replace('"unused"', '""'), self.ENTRY.replace("reason", "why")):
            with self.assertRaisesRegex(WrongList, "an entry has"):
                read_equivalents(text, self.mutants)

    def test_has_no_entry_twice(self) -> None:
        with self.assertRaisesRegex(WrongList, "twice"):
            read_equivalents(self.ENTRY + self.ENTRY, self.mutants)


class Verdicts(unittest.TestCase):
    """What an error or an exit status means."""

    def test_of_a_check_at_compile_time_is_that_it_caught_the_mutant(self) -> None:
        for error in (
            "a.cpp:1:1: error: static_assert failed due to requirement 'a'",
            "a.cpp:1:1: error: static assertion failed",
            "a.cpp:1:1: error: constexpr variable 'a' must be initialized by a constant expression",
            "a.cpp:1:1: error: call to consteval function 'a' is not a constant expression",
            "a.cpp:1:1: error: static_assert expression is not an integral constant expression",
        ):
            self.assertEqual(verdict_of_errors(f"in a.hpp:\n{error}\nnote: b\n").word, "caught")

    def test_of_another_error_is_that_the_mutant_is_not_cpp(self) -> None:
        other = "a.hpp:1:1: error: invalid operands to binary expression\n"
        later = "a.cpp:1:1: error: static_assert failed\n"
        self.assertEqual(verdict_of_errors(other + later).word, "invalid")
        self.assertEqual(verdict_of_errors("clang: killed\n").word, "invalid")

    def test_of_a_run(self) -> None:
        self.assertEqual(verdict_of_run(0, ""), SURVIVED)
        self.assertEqual(verdict_of_run(None, ""), Verdict("caught", "time limit"))
        self.assertEqual(verdict_of_run(-signal.SIGXCPU, ""), Verdict("caught", "time limit"))
        self.assertEqual(verdict_of_run(-11, ""), Verdict("caught", "exit status -11"))
        failed = "[ RUN      ] a.b\n[  FAILED  ] a.b (1 ms)\n[  FAILED  ] 1 test\n"
        self.assertEqual(verdict_of_run(1, failed), Verdict("caught", "a.b"))
        sanitizer = "==1==ERROR: AddressSanitizer: heap-buffer-overflow on address\n"
        self.assertEqual(verdict_of_run(1, sanitizer).by, "sanitizer: heap-buffer-overflow")

    def test_of_a_fast_test_is_asked_first(self) -> None:
        tests = [{"name": "b", "time": "0.1s"}, {"name": "c", "time": "1.5s"}]
        self.assertEqual(slow_tests({"testsuites": [{"name": "a", "testsuite": tests}]}), ("a.c",))


class Limits(unittest.TestCase):
    """The limits of a command."""

    def status_of(self, code: str, seconds: float = 10, limit: int | None = None) -> int | None:
        return run([sys.executable, "-S", "-c", code], seconds, limit, Path("/"))[0]

    def test_end_a_loop(self) -> None:
        self.assertEqual(self.status_of("while True: pass", 1), -signal.SIGXCPU)

    def test_end_a_program_that_waits(self) -> None:
        with mock.patch("trials.CLOCK_FACTOR", 0.01):
            self.assertIsNone(self.status_of("import time; time.sleep(1000)"))

    def test_make_memory_end(self) -> None:
        self.assertEqual(self.status_of("x = bytearray(1 << 30)", limit=1 << 29), 1)
        self.assertEqual(self.status_of("", limit=1 << 29), 0)


class JudgedByVariant(Bench):
    """A bench whose tests fail in one variant."""

    def __init__(self, tests: Tests, folder: Path, failing: str) -> None:
        super().__init__(tests, folder)
        self.failing = failing
        self.seen: list[tuple[str, str, str]] = []

    def try_tests(self, folder: str, variant: str) -> Verdict:
        text = (self.include / "flaghook" / "document" / "a.hpp").read_text(encoding="utf-8")
        self.seen.append((folder, variant, text))
        return Verdict("caught", "a.b") if variant == self.failing else SURVIVED


class CountingBench:
    """A bench whose test program says how long its tests take."""

    commands: list[tuple[str, tuple[str, ...]]] = []

    def __init__(self, tests: Tests, folder: Path) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

    def compile(self, folder: str, variant: str) -> Verdict:
        tests = [{"name": "fast", "time": "0s"}, {"name": variant, "time": "9s"}]
        results = {"testsuites": [{"name": folder, "testsuite": tests}]}
        (self.folder / "tests").write_text(json.dumps(results), encoding="utf-8")
        return SURVIVED

    def test_command(self, variant: str, slow: tuple[str, ...], option: str) -> list[str | Path]:
        self.commands.append((variant, slow))
        return ["cp", self.folder / "tests", option.removeprefix("--gtest_output=json:")]


class Baselines(unittest.TestCase):
    """The tests without a change."""

    def test_are_run_once_for_each_variant(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch)
            CountingBench.commands = []
            with mock.patch("trials.Bench", CountingBench):
                tests = Tests(place, place, "x")
                for _ in range(2):
                    tests.baseline("json", "quick")
                    tests.baseline("json", "checked")
            expected = [("slow", ()), ("quick", ("json.slow",)), ("checked", ("json.slow",))]
            self.assertEqual(CountingBench.commands, expected)
            self.assertEqual(Tests(place, place, "x").slow("json"), ("json.slow",))
            self.assertEqual(Tests(place, place, "y").baselines, {})

    def test_that_fail_end_the_run(self) -> None:
        class Failing(CountingBench):
            def compile(self, folder: str, variant: str) -> Verdict:
                return Verdict("invalid", "no semicolon")

        with tempfile.TemporaryDirectory() as scratch, mock.patch("trials.Bench", Failing):
            tests = Tests(Path(scratch), Path(scratch), "x")
            with self.assertRaisesRegex(BrokenTests, "tests/json .slow.: no semicolon"):
                tests.baseline("json", "quick")


class Trials(unittest.TestCase):
    """A trial of a mutant."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        self.header = self.root / "include" / "flaghook" / "document" / "a.hpp"
        self.header.parent.mkdir(parents=True)
        self.header.write_text("old", encoding="utf-8")

    def bench(self, failing: str) -> JudgedByVariant:
        return JudgedByVariant(Tests(self.root, self.root, "x"), self.root / "worker", failing)

    def test_ends_with_the_first_test_that_fails(self) -> None:
        bench = self.bench("quick")
        self.assertEqual(bench.judge("document/a.hpp", "new"), Verdict("caught", "a.b"))
        self.assertEqual(bench.seen, [("document", "quick", "new")])

    def test_that_survives_asks_all_tests(self) -> None:
        bench = self.bench("")
        self.assertEqual(bench.judge("document/a.hpp", "new"), SURVIVED)
        self.assertEqual([one[:2] for one in bench.seen][:5], [
            ("document", "quick"), ("api", "quick"), ("webhook", "quick"), ("evaluation", "quick"),
            ("document", "slow"),
        ])  # fmt: skip
        self.assertEqual(len(bench.seen), 12)

    def test_changes_only_its_own_copy_for_its_own_time(self) -> None:
        bench = self.bench("checked")
        bench.judge("document/a.hpp", "new")
        self.assertEqual(self.header.read_text(encoding="utf-8"), "old")
        copy = bench.include / "flaghook" / "document" / "a.hpp"
        self.assertEqual(copy.read_text(encoding="utf-8"), "old")


class Scores(unittest.TestCase):
    """The score of a module."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.file = Path(scratch.name) / "results.jsonl"
        self.results = Results(self.file)
        lines = [f"f{number} = 1;" for number in range(4)]
        self.mutants = mutants_of("room/a.hpp", in_function(*lines))
        self.room = Room("room", self.mutants, 6)

    def judge(self, words: Iterable[str]) -> None:
        for mutant, word in zip(self.mutants, words):
            self.results.add(mutant, Verdict(word), 1.0)

    def score(self, share: int, *listed: Mutant) -> tuple[int, int, int, int, int]:
        found, untried = score(self.room, share, self.results, {one.key for one in listed})
        self.assertEqual(found.left, len(untried))
        return found.caught, len(found.survived), found.equivalent, found.invalid, found.left

    def test_counts_as_many_valid_mutants_as_wanted(self) -> None:
        self.judge(["caught", "invalid", "survived", "caught", "caught"])
        self.assertEqual(self.score(1), (1, 0, 0, 0, 0))
        self.assertEqual(self.score(3), (2, 1, 0, 1, 0))
        self.assertEqual(self.score(6), (3, 1, 0, 1, 2))

    def test_does_not_count_equivalent_mutants(self) -> None:
        self.judge(["survived", "survived", "caught"])
        self.assertEqual(self.score(2, self.mutants[0]), (1, 1, 1, 0, 0))

    def test_asks_for_no_more_mutants_than_there_are(self) -> None:
        self.assertEqual(self.score(100)[4], len(self.mutants))

    def test_is_kept_for_a_later_run(self) -> None:
        self.judge(["caught", "survived"])
        self.results = Results(self.file)
        self.assertEqual(self.score(2), (1, 1, 0, 0, 0))

    def test_is_a_share_of_all_modules(self) -> None:
        self.judge(["caught", "caught", "caught", "survived"])
        found, _ = score(self.room, 4, self.results, set())
        self.assertEqual(total_share({"room": found}), 0.75)
        lines = list(report({"room": found}, [self.mutants[0]]))
        self.assertIn(f"survived: include/flaghook/room/a.hpp:{self.mutants[3].line}:", lines[0])
        self.assertIn("listed as equivalent, but caught", lines[1])
        self.assertIn("75.00%", lines[-1])

    def test_of_nothing_is_not_good_enough(self) -> None:
        self.assertEqual(total_share({}), 0.0)

    def test_needs_mutants_in_proportion_to_the_lines(self) -> None:
        self.assertEqual(shares(10, {"a": 100, "b": 100, "c": 0}), {"a": 5, "b": 5, "c": 0})
        self.assertEqual(sum(shares(331, {"a": 7, "b": 11, "c": 13}).values()), 331)


class Command(unittest.TestCase):
    """The command line."""

    def test_names_the_modules(self) -> None:
        said = io.StringIO()
        with contextlib.redirect_stderr(said), self.assertRaises(SystemExit) as end:
            main(["cellar"])
        self.assertEqual(end.exception.code, 2)
        self.assertIn("there is no module cellar; the modules are api blueprint", said.getvalue())


if __name__ == "__main__":
    unittest.main()
