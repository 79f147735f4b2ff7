"""Tests fuzz/ossfuzz.sh in the environment of OSS-Fuzz, and the files that it writes.

The tests repeat OSS-Fuzz's checks of a build
(https://github.com/google/oss-fuzz/blob/master/infra/base-images/base-runner/bad_build_check). They
also check that seeds and dictionaries are loaded, that no seed crashes, and that nothing needs a
library of the distribution.
"""

import configparser
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGETS = sorted(path.stem for path in (ROOT / "fuzz" / "targets").glob("*.cpp"))
PLACE = ROOT / "build" / "ossfuzz"

BASE_FLAGS = (
    "-O0 -fno-omit-frame-pointer -gline-tables-only -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION"
)
COVERAGE_FLAGS = "-fsanitize=fuzzer-no-link"
CHECKS = (
    "array-bounds,bool,builtin,enum,function,integer-divide-by-zero,null,object-size,return,"
    "returns-nonnull-attribute,shift,signed-integer-overflow,unreachable,vla-bound,vptr"
)
SANITIZER_FLAGS = {
    "address": "-fsanitize=address -fsanitize-address-use-after-scope",
    "undefined": f"-fsanitize={CHECKS} -fno-sanitize-recover={CHECKS}",
}
"""The flags that the base image's Dockerfile sets, but for -O1, which takes three times as long to
compile."""

OF_THE_COMPILER = {"libc++.so.1", "libc++abi.so.1", "libunwind.so.1", "libgcc_s.so.1"}
OF_THE_SYSTEM = {"libc.so.6", "libm.so.6", "libresolv.so.2", "linux-vdso.so.1"}


def succeed(
    command: list[str | Path],
    environment: dict[str, str] | None = None,
    folder: str | Path | None = None,
) -> str:
    """Runs a command that has to succeed, and returns its output."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        env=environment,
        cwd=folder,
    )
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout[-8000:]}")
    return done.stdout


def library(compiler: str, name: str) -> str:
    """Returns the path of a compiler's library."""
    return succeed([compiler, f"-print-file-name={name}"]).strip()


def libfuzzer_for_libcxx(folder: Path) -> Path:
    """Builds libFuzzer for programs that use libc++, as OSS-Fuzz has it.

    Debian's libFuzzer uses libstdc++. Both are linked into one object that exports only the
    engine's interface.
    """
    folder.mkdir(parents=True, exist_ok=True)
    runtime = succeed(["clang", "--print-runtime-dir"]).strip()
    whole, hidden = folder / "whole.o", folder / "engine.o"
    succeed(
        ["ld", "-r", "--force-group-allocation", "-o", whole, "--whole-archive",
         f"{runtime}/libclang_rt.fuzzer-x86_64.a", "--no-whole-archive",
         library("clang++", "libstdc++.a")]
    )  # fmt: skip
    seen = ("main", "LLVMFuzzer*", "__sanitizer_*", "__start_*", "__stop_*")
    succeed(
        ["objcopy", "--wildcard", *(f"--keep-global-symbol={name}" for name in seen), whole, hidden]
    )
    engine = folder / "libFuzzingEngine.a"
    engine.unlink(missing_ok=True)
    succeed(["ar", "rcs", engine, hidden])
    return engine


def contracts() -> dict[str, dict[str, str]]:
    """Returns the environment that OSS-Fuzz gives to each kind of build."""
    libfuzzer = {
        "CC": "clang",
        "CXX": "clang++",
        "FUZZING_ENGINE": "libfuzzer",
        "LIB_FUZZING_ENGINE": str(libfuzzer_for_libcxx(PLACE / "engine")),
    }
    result = {}
    for sanitizer, own_flags in SANITIZER_FLAGS.items():
        flags = f"{BASE_FLAGS} {own_flags} {COVERAGE_FLAGS}"
        result[sanitizer] = libfuzzer | {
            "CFLAGS": flags,
            "CXXFLAGS": f"{flags} -stdlib=libc++",
            "SANITIZER": sanitizer,
        }
    result["afl"] = {
        "CC": "afl-clang-fast",
        "CXX": "afl-clang-fast++",
        "CFLAGS": BASE_FLAGS,
        "CXXFLAGS": BASE_FLAGS,
        "SANITIZER": "none",
        "FUZZING_ENGINE": "afl",
        "LIB_FUZZING_ENGINE": "/usr/lib/afl/libAFLDriver.a",
        "AFL_QUIET": "1",
        "AFL_DONT_OPTIMIZE": "1",
    }
    return result


def build(name: str, contract: dict[str, str]) -> Path:
    """Runs the script and moves its output to another folder. Objects are kept for the next run."""
    folder = PLACE / name
    work, out, moved = folder / "work", folder / "out", folder / "moved"
    environment = contract | {
        "SRC": str(ROOT.parent),
        "OUT": str(out),
        "WORK": str(work),
        "ARCHITECTURE": "x86_64",
    }
    used = folder / "environment.json"
    if not used.exists() or json.loads(used.read_text(encoding="utf-8")) != environment:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        used.write_text(json.dumps(environment), encoding="utf-8")
    for place in (out, moved):
        shutil.rmtree(place, ignore_errors=True)
    for place in (out, work):
        place.mkdir(exist_ok=True)
    succeed(
        [ROOT / "fuzz" / "ossfuzz.sh"],
        {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"} | environment,
        "/",
    )
    out.rename(moved)
    return moved


def options_of(out: Path, target: str) -> list[str]:
    """Returns the options that OSS-Fuzz gives a libFuzzer target."""
    parser = configparser.ConfigParser()
    with (out / f"{target}.options").open(encoding="utf-8") as file:
        parser.read_file(file)
    options = [f"-{name}={value}" for name, value in parser["libfuzzer"].items()]
    return [*options, f"-dict={out / f'{target}.dict'}", "-rss_limit_mb=2560", "-timeout=25"]


OUTPUTS: dict[str, Path] = {}


def setUpModule() -> None:
    """Makes all builds at once, since the steps of a single one do not use every processor."""
    needed = contracts()
    with ThreadPoolExecutor(len(needed)) as pool:
        OUTPUTS.update(zip(needed, pool.map(build, needed, needed.values()), strict=True))


class Temporary(unittest.TestCase):
    """A test of one build, with its own folder outside the sources."""

    build: str

    def setUp(self) -> None:
        self.out = OUTPUTS[self.build]
        self.folder = Path(tempfile.mkdtemp(prefix="flaghook-fuzz-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def for_each_target(self, check: Callable[[str], None]) -> None:
        """Runs a check for each target, several at a time."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            checks = {target: pool.submit(check, target) for target in TARGETS}
        for target, done in checks.items():
            with self.subTest(target):
                done.result()

    def execute(self, command: list[str | Path], **environment: str) -> str:
        """Runs a program that has to succeed in an empty environment, and returns its output."""
        return succeed(command, {"PATH": os.environ["PATH"]} | environment, self.folder)

    def unpacked(self, target: str) -> Path:
        """Returns the seeds of a target."""
        place = self.folder / f"{target}-seeds"
        with zipfile.ZipFile(self.out / f"{target}_seed_corpus.zip") as archive:
            archive.extractall(place)
        return place


class Abstract:
    """Hides the base class from unittest."""

    class LibFuzzer(Temporary):
        """Tests of a libFuzzer build with any sanitizer."""

        def test_there_are_all_files_and_no_others(self) -> None:
            self.assertGreaterEqual(len(TARGETS), 10)
            self.assertEqual(
                sorted(path.name for path in self.out.iterdir()),
                sorted(
                    name
                    for target in TARGETS
                    for name in (
                        target,
                        f"{target}.dict",
                        f"{target}.options",
                        f"{target}_seed_corpus.zip",
                    )
                ),
            )

        def test_each_target_starts_and_is_instrumented(self) -> None:
            def check(target: str) -> None:
                output = self.execute([self.out / target, "-runs=4", "-seed=1337"])
                self.assertIn("Done 4 runs", output)
                edges = re.search(r"INFO: Loaded \d+ module.*\(.*counters\): (\d+)", output)
                self.assertIsNotNone(edges, output)
                self.assertGreaterEqual(int(edges[1]) if edges else 0, 100)

            self.for_each_target(check)

        def test_each_target_loads_its_seeds_and_dictionary_and_no_seed_crashes(self) -> None:
            def check(target: str) -> None:
                seeds = self.unpacked(target)
                count = sum(1 for _ in seeds.iterdir())
                self.assertGreater(count, 0)
                output = self.execute(
                    [self.out / target, *options_of(self.out, target), "-runs=0", seeds]
                )
                self.assertRegex(output, rf"INFO: seed corpus: files: {count} ")
                words = (self.out / f"{target}.dict").read_text("utf-8").splitlines()
                self.assertGreater(len(words), 0)
                self.assertIn(f"Dictionary: {len(words)} entries", output)
                covered = re.findall(r" cov: (\d+) ", output)
                self.assertGreaterEqual(int(covered[-1]), 100)

            self.for_each_target(check)

        def test_nothing_but_the_compilers_libraries_is_needed(self) -> None:
            def check(target: str) -> None:
                listed = succeed(["ldd", self.out / target])
                needed = set(re.findall(r"^\s*((?:lib|linux-vdso)\S+)", listed, re.MULTILINE))
                self.assertEqual(needed - OF_THE_COMPILER - OF_THE_SYSTEM, set())

            self.for_each_target(check)

        def calls(self, target: str) -> dict[str, int]:
            """Counts the calls of each sanitizer's runtime as OSS-Fuzz does."""
            code = succeed(["objdump", "--disassemble", "--no-show-raw-insn", self.out / target])
            found = re.findall(r"call\s+[0-9a-f]+ <__(asan|dfsan|msan|tsan|ubsan)", code)
            return {name: found.count(name) for name in ("asan", "dfsan", "msan", "tsan", "ubsan")}


class AddressTest(Abstract.LibFuzzer):
    """Tests of the build with AddressSanitizer."""

    build = "address"

    def test_it_is_this_sanitizer_and_no_other(self) -> None:
        def check(target: str) -> None:
            calls = self.calls(target)
            self.assertGreaterEqual(calls["asan"], 1000)
            self.assertLess(calls["ubsan"], 200)
            self.assertLessEqual(calls["msan"], 3)
            self.assertEqual((calls["dfsan"], calls["tsan"]), (0, 0))

        self.for_each_target(check)


class UndefinedTest(Abstract.LibFuzzer):
    """Tests of the build with UndefinedBehaviorSanitizer."""

    build = "undefined"

    def test_it_is_this_sanitizer_and_no_other(self) -> None:
        def check(target: str) -> None:
            calls = self.calls(target)
            self.assertGreaterEqual(calls["ubsan"], 168)
            self.assertEqual(calls["asan"], 0)
            self.assertLessEqual(calls["msan"], 3)
            self.assertEqual((calls["dfsan"], calls["tsan"]), (0, 0))

        self.for_each_target(check)


class AflTest(Temporary):
    """Tests of the same targets with Debian's AFL++."""

    build = "afl"

    def test_each_target_is_fuzzed(self) -> None:
        def check(target: str) -> None:
            seeds = sorted(self.unpacked(target).iterdir())
            few = self.folder / f"{target}-few"
            few.mkdir()
            for seed in (seeds[0], seeds[-1]):
                shutil.copy(seed, few)
            found = self.folder / f"{target}-found"
            output = self.execute(
                ["afl-fuzz", "-i", few, "-o", found, "-x", self.out / f"{target}.dict",
                 "-m", "none", "-t", "5000", "-E", "500", "--", self.out / target],
                AFL_NO_UI="1", AFL_NO_AFFINITY="1", AFL_SKIP_CPUFREQ="1",
                AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES="1", AFL_FORKSRV_INIT_TMOUT="30000",
                AFL_FAST_CAL="1",
            )  # fmt: skip
            self.assertIn("All set and ready to roll", output)
            stats = dict(
                re.split(r"\s*:\s*", line, maxsplit=1)
                for line in (found / "default" / "fuzzer_stats").read_text("utf-8").splitlines()
            )
            self.assertGreaterEqual(int(stats["execs_done"]), 500)
            self.assertGreaterEqual(int(stats["total_edges"]), 100)
            self.assertGreater(int(stats["edges_found"]), 0)
            self.assertEqual(int(stats["saved_crashes"]), 0)

        self.for_each_target(check)


if __name__ == "__main__":
    unittest.main()
