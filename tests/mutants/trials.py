"""Compiles and runs tests with a changed header.

The tests of a folder are one program, which is compiled in three variants:

* `quick`, not optimized: the tests that take little time
* `slow`, optimized: the other ones
* `checked`, with the address and undefined-behaviour sanitizers: the same tests as `quick`

clang++ compiles them, because it takes half the time of g++ without optimization.
"""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COMPILER = "clang++"
LIBRARIES = (
    "-lgtest_main", "-lgmock", "-lgtest", "-lboost_json", "-lmbedcrypto", "-lcrypto", "-lpthread",
)  # fmt: skip
VARIANTS = {
    "quick": ["-O0"],
    "slow": ["-O2"],
    "checked": ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
}

# The folders with the tests of a module, if they are more than the folder of the same name. Rules
# read and write with the reader and the writer of `json`; `document` has no public functions.
FOLDERS = {
    "": ("headers",),
    "blueprint": ("blueprint", "json"),
    "document": ("document", "api", "webhook", "evaluation"),
}

# The modules that have tests besides those written with GoogleTest.
OTHERS = {"server", "blueprint"}

# This file selects the other default back end.
SEPARATE = {"signature/other_default_backend_test.cpp"}
# AddressSanitizer keeps frames elsewhere.
NOT_CHECKED = {"signature/stack_test.cpp"}
# Optimized; otherwise such a test takes ten times as long.
SLOW_SECONDS = 0.1
COMPILER_SECONDS = 300
COMPILER_BYTES = 8 << 30
PROGRAM_BYTES = 4 << 30
# Processor time is limited, because other programs may slow down everything. A program that waits
# for ever uses none, so it also has a limit of so many times as much time by the clock.
CLOCK_FACTOR = 30

# Errors that come from running code at compile time; other errors mean that a mutant is not C++.
EVALUATED = re.compile(
    r"static_assert failed|static assertion failed|constant expression|static_assert expression"
)


class BrokenTests(Exception):
    """The tests fail without any change."""


@dataclass(frozen=True)
class Verdict:
    """The fate of a mutant: `caught`, `survived` or `invalid`, and the reason."""

    word: str
    by: str = ""


SURVIVED = Verdict("survived")


def folders_of(room: str) -> tuple[str, ...]:
    """Returns the folders of tests/ with the tests of a module."""
    return FOLDERS.get(room, (room,))


def verdict_of_errors(output: str) -> Verdict:
    """Returns the meaning of a compiler's errors; the first one decides."""
    found = re.search(r"\berror: (.*)", output)
    if found is None:
        return Verdict("invalid", "the compiler failed, or took too long")
    return Verdict("caught" if EVALUATED.search(found[1]) else "invalid", found[1])


def verdict_of_run(status: int | None, output: str) -> Verdict:
    """Returns the meaning of a test program's exit status, which is None after its time."""
    if status == 0:
        return SURVIVED
    if status in (None, -signal.SIGXCPU):
        return Verdict("caught", "time limit")
    if found := re.search(r"^\[  FAILED  \] ([\w./]+)", output, flags=re.MULTILINE):
        return Verdict("caught", found[1])
    if found := re.search(r"ERROR: AddressSanitizer: (\S+)|runtime error: (.*)", output):
        return Verdict("caught", f"sanitizer: {found[1] or found[2]}")
    return Verdict("caught", f"exit status {status}")


def run(
    command: Sequence[str | Path], seconds: float, limit: int | None, folder: Path
) -> tuple[int | None, str]:
    """Runs a command with limits on processor time and memory. Returns its exit status, or None
    after many times that time, and its output."""
    whole = math.ceil(seconds)
    limits = ["prlimit", f"--cpu={whole}:{whole + 10}", "--core=0"]
    limits += [] if limit is None else [f"--as={limit}"]
    environment = {
        name: value for name, value in os.environ.items()
        if not name.startswith(("GTEST_", "ASAN_", "UBSAN_"))
    }  # fmt: skip
    with subprocess.Popen(
        [*limits, "--", *map(str, command)],
        cwd=folder,
        env=environment | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=CLOCK_FACTOR * seconds)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            return None, output


@dataclass(frozen=True)
class Baseline:
    """What one variant of a folder's tests does without a change."""

    seconds: float
    slow: tuple[str, ...] = ()
    """The tests that take long; only of the variant `slow`."""


class Tests:
    """The tests of all folders and what their programs share: precompiled headers and objects.

    Baselines are kept in `place` as long as `fingerprint` is the same.
    """

    def __init__(self, root: Path, place: Path, fingerprint: str) -> None:
        self.root = root
        self.place = place
        self.lock = threading.Lock()
        self.measuring = threading.RLock()
        self.prepared: set[str] = set()
        self.file = place / f"baselines-{fingerprint}.json"
        self.baselines: dict[str, Baseline] = {}
        if self.file.exists():
            for name, (seconds, slow) in json.loads(self.file.read_text("utf-8")).items():
                self.baselines[name] = Baseline(seconds, tuple(slow))

    def sources(self, folder: str, variant: str) -> list[Path]:
        """Returns the test files of a folder."""
        found = sorted((self.root / "tests" / folder).glob("*_test.cpp"))
        left_out = NOT_CHECKED if variant == "checked" else set()
        return [file for file in found if f"{folder}/{file.name}" not in left_out]

    def flags(self, include: Path, variant: str) -> list[str]:
        """Returns the flags of all compilations."""
        return [
            "-std=c++20", "-w", "-D_GLIBCXX_ASSERTIONS", *VARIANTS[variant],
            f"-I{include}", f"-I{self.root / 'tests'}",
        ]  # fmt: skip

    def shared(self, variant: str) -> Path:
        """Returns the folder with a variant's precompiled header `all.pch` and `heap.o`."""
        folder = self.place / variant
        with self.lock:
            if variant not in self.prepared:
                folder.mkdir(parents=True, exist_ok=True)
                self.prepare(folder, variant)
                self.prepared.add(variant)
        return folder

    def prepare(self, folder: Path, variant: str) -> None:
        """Compiles the included headers of other libraries, and the tests' `heap.cpp`."""
        tests = self.root / "tests"
        names: set[str] = set()
        for file in [*self.root.glob("include/**/*.hpp"), *tests.glob("*/*_test.cpp")]:
            text = file.read_text(encoding="utf-8")
            names.update(re.findall(r"^#include <((?:boost|gtest|gmock)/[^>]+|\w+)>", text, re.M))
        lines = [
            f"#if __has_include(<{name}>)\n#include <{name}>\n#endif\n" for name in sorted(names)
        ]
        header = folder / "all.hpp"
        header.write_text("".join(lines), encoding="utf-8")
        flags = self.flags(self.root / "include", variant)
        self.must_compile([*flags, "-x", "c++-header", header, "-o", folder / "all.pch"])
        self.must_compile([*flags, "-c", tests / "heap" / "heap.cpp", "-o", folder / "heap.o"])

    def must_compile(self, arguments: Sequence[str | Path]) -> None:
        """Compiles something that no mutant changes."""
        status, output = run([COMPILER, *arguments], COMPILER_SECONDS, COMPILER_BYTES, self.place)
        if status != 0:
            raise BrokenTests(output)

    def baseline(self, folder: str, variant: str) -> Baseline:
        """Returns what one variant of a folder's tests does without a change.

        `others` is the variant of the tests that are not written with GoogleTest.
        """
        name = f"{folder}/{variant}"
        with self.measuring:
            if name not in self.baselines:
                self.baselines[name] = self.measure(folder, variant)
                known = {key: (one.seconds, one.slow) for key, one in self.baselines.items()}
                self.file.write_text(json.dumps(known), encoding="utf-8")
            return self.baselines[name]

    def slow(self, folder: str) -> tuple[str, ...]:
        """Returns the names of a folder's slow tests."""
        return self.baseline(folder, "slow").slow

    def measure(self, folder: str, variant: str) -> Baseline:
        """Runs one variant of a folder's tests without a change."""
        # The variant `slow` runs all tests once, optimized, to find the slow ones.
        chosen = () if variant in ("slow", "others") else self.slow(folder)
        slow: tuple[str, ...] = ()
        bench = Bench(self, self.place / "baseline")
        begin = time.monotonic()
        if variant == "others":
            verdict = bench.run_others(folder)
        else:
            verdict = bench.compile(folder, variant)
            results = bench.folder / "results.json"
            if verdict == SURVIVED:
                begin = time.monotonic()
                command = bench.test_command(variant, chosen, f"--gtest_output=json:{results}")
                verdict = verdict_of_run(*run(command, 600, None, bench.folder))
            if verdict == SURVIVED and variant == "slow":
                slow = slow_tests(json.loads(results.read_text(encoding="utf-8")))
        if verdict != SURVIVED:
            raise BrokenTests(f"tests/{folder} ({variant}): {verdict.by}")
        return Baseline(time.monotonic() - begin, slow)


def slow_tests(results: dict) -> tuple[str, ...]:
    """Returns the names of the tests that take long, from GoogleTest's report."""
    return tuple(
        f"{suite['name']}.{test['name']}"
        for suite in results["testsuites"]
        for test in suite["testsuite"]
        if float(test["time"].removesuffix("s")) > SLOW_SECONDS
    )


class Bench:
    """A copy of include/ and the programs that are compiled with it. Each worker has one."""

    def __init__(self, tests: Tests, folder: Path) -> None:
        self.tests = tests
        self.folder = folder
        self.include = folder / "include"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tests.root / "include", self.include)

    def judge(self, path: str, changed: str) -> Verdict:
        """Returns what the tests say about a header with another text."""
        header = self.include / "flaghook" / path
        unchanged = header.read_text(encoding="utf-8")
        header.write_text(changed, encoding="utf-8")
        try:
            return self.judge_include(path.rpartition("/")[0])
        finally:
            header.write_text(unchanged, encoding="utf-8")

    def judge_include(self, room: str) -> Verdict:
        """Returns what the tests of a module say about this copy of include/."""
        for variant in VARIANTS:
            for folder in folders_of(room):
                verdict = self.try_tests(folder, variant)
                if verdict != SURVIVED:
                    return verdict
        if room in OTHERS:
            self.tests.baseline(room, "others")
            return self.run_others(room)
        return SURVIVED

    def try_tests(self, folder: str, variant: str) -> Verdict:
        """Compiles and runs one variant of a folder's tests."""
        slow = self.tests.slow(folder)
        if variant == "slow" and not slow:
            return SURVIVED
        baseline = self.tests.baseline(folder, variant)
        verdict = self.compile(folder, variant)
        if verdict != SURVIVED:
            return verdict
        command = self.test_command(variant, slow, "--gtest_fail_fast")
        seconds = 10 + 10 * baseline.seconds
        limit = None if variant == "checked" else PROGRAM_BYTES
        return verdict_of_run(*run(command, seconds, limit, self.folder))

    def test_command(self, variant: str, slow: tuple[str, ...], option: str) -> list[str | Path]:
        """Returns the command that runs a variant's tests."""
        # Sanitizers need a fixed place in the address space.
        fixed = ["setarch", "--addr-no-randomize"] if variant == "checked" else []
        chosen = ("" if variant == "slow" else "-") + ":".join(slow) if slow else "*"
        return [*fixed, self.folder / "tests", f"--gtest_filter={chosen}", option]

    def compile(self, folder: str, variant: str) -> Verdict:
        """Compiles the tests of a folder to the program `tests`."""
        shared = self.tests.shared(variant)
        flags = [*self.tests.flags(self.include, variant), "-include-pch", str(shared / "all.pch")]
        sources = self.tests.sources(folder, variant)
        together = [file for file in sources if f"{folder}/{file.name}" not in SEPARATE]
        unity = self.folder / "together.cpp"
        unity.write_text("".join(f'#include "{file}"\n' for file in together), encoding="utf-8")
        objects: list[Path] = []
        for source in [unity, *(file for file in sources if file not in together)]:
            objects.append(self.folder / f"{source.stem}.o")
            verdict = self.call_compiler([*flags, "-c", source, "-o", objects[-1]])
            if verdict != SURVIVED:
                return verdict
        if any("<heap/heap.hpp>" in file.read_text(encoding="utf-8") for file in sources):
            objects.append(shared / "heap.o")
        sanitizers = [flag for flag in VARIANTS[variant] if flag.startswith("-fsanitize")]
        # Late binding would leave registers on the stack, where tests look for secrets.
        return self.call_compiler(
            [*sanitizers, *objects, "-o", self.folder / "tests", "-Wl,-z,now", *LIBRARIES]
        )

    def call_compiler(self, arguments: Sequence[str | Path]) -> Verdict:
        """Calls the compiler, and returns the meaning of its errors."""
        command = [COMPILER, *arguments]
        status, output = run(command, COMPILER_SECONDS, COMPILER_BYTES, self.folder)
        return SURVIVED if status == 0 else verdict_of_errors(output)

    def run_others(self, room: str) -> Verdict:
        """Runs the tests of a module that are not written with GoogleTest."""
        return self.try_python() if room == "server" else self.try_diagnostics()

    def try_python(self) -> Verdict:
        """Compares the rules of `server` with Python's, as the test server.agrees_with_python."""
        server = self.tests.root / "tests" / "server"
        driver = self.folder / "driver"
        flags = self.tests.flags(self.include, "slow")
        verdict = self.call_compiler([*flags, server / "oracle_driver.cpp", "-o", driver])
        if verdict != SURVIVED:
            return verdict
        command = ["/usr/bin/python3", "-B", server / "oracle.py", driver]
        status, _ = run(command, 600, None, self.folder)
        return SURVIVED if status == 0 else Verdict("caught", "server.agrees_with_python")

    def try_diagnostics(self) -> Verdict:
        """Compiles the cases of tests/diagnostics, which the compiler has to refuse."""
        folder = self.tests.root / "tests" / "diagnostics"
        command = ["/usr/bin/python3", "-B", folder / "compile_case.py"]
        options = ["g++", "-std=c++20", f"-I{self.include}"]
        for case in sorted((folder / "cases").glob("*.cpp")):
            # These cases need another version of the library.
            if "other_version" in case.read_text(encoding="utf-8"):
                continue
            status, _ = run([*command, case, *options], 600, None, self.folder)
            if status != 0:
                return Verdict("caught", f"diagnostics.{case.stem}")
        return SURVIVED
