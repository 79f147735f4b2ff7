"""Plants bugs into a copy of the library; the targets have to find each one within a minute.

    /usr/bin/python3 fuzz/tests/planted_bugs.py

Not part of tests/run, because the builds take too long. The copy and its build are kept in
build/planted.
"""

import re
import shutil
import subprocess
import time
import unittest
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / "build" / "planted" / "source"
PROGRAMS = COPY / "build" / "fuzz" / "fuzz"
SECONDS = 60


@dataclass(frozen=True)
class Bug:
    """A small change to a header, and the target that has to find it."""

    about: str
    header: str
    before: str
    after: str
    target: str


BUGS = (
    Bug(
        "a string may be one code point too long",
        "blueprint/text.hpp",
        "server::detail::count_code_points(value) > limit;",
        "server::detail::count_code_points(value) > limit + 1;",
        "differential",
    ),
    Bug(
        "a backslash is not escaped",
        "json/write_text.hpp",
        "byte != '\"' && byte != '\\\\' &&",
        "byte != '\"' &&",
        "round_trip",
    ),
    Bug(
        "ids with equal low 64 bits count as equal",
        "model/deduplicate.hpp",
        "changes[slots_[slot] - 1].id != changes[index].id",
        "changes[slots_[slot] - 1].id.bits() != changes[index].id.bits()",
        "receive",
    ),
    Bug(
        "the last digit of a signature is not compared",
        "signature/verifier.hpp",
        "header.data(), signature::size);",
        "header.data(), signature::size - 1);",
        "verify",
    ),
    Bug(
        "offsets are added instead of subtracted",
        "server/date_time.hpp",
        "chrono::microseconds{written.microsecond} - written.offset;",
        "chrono::microseconds{written.microsecond} + written.offset;",
        "timestamp",
    ),
    Bug(
        "the space for a text does not include its escapes",
        "json/serialize.hpp",
        "at = room(at, escaped_size(text));",
        "at = room(at, text.size() + 2);",
        "serialize",
    ),
    Bug(
        "a repeated key keeps the record that its former value was not printable",
        "json/findings.hpp",
        "counts_[touched_[index]] = {.is_touched = true, .item = item_};",
        "counts_[touched_[index]] = {.unprintable = counts_[touched_[index]].unprintable, "
        ".is_touched = true, .item = item_};",
        "differential",
    ),
    Bug(
        "a repeated key keeps the deviations of its former value",
        "json/findings.hpp",
        "            remove(*deviations_, node, gone.kept_deviations);\n",
        "",
        "parse",
    ),
    Bug(
        "nesting may be one level too deep",
        "json/tokenizer.hpp",
        "if (level + open >= depth_) {",
        "if (level + open > depth_) {",
        "differential",
    ),
    Bug(
        "the column of a syntax error is counted in bytes",
        "server/syntax_error.hpp",
        "const std::size_t column = server::detail::count_code_points(before.substr(line_begin));",
        "const std::size_t column = before.size() - line_begin;",
        "differential",
    ),
    Bug(
        "a pause of ten digits is accepted",
        "webhook/retry_after.hpp",
        "max_digits = 9;",
        "max_digits = 10;",
        "delivery",
    ),
    Bug(
        "a plus sign in a query is not escaped",
        "api/uri_text.hpp",
        "character == '_' || character == '~'",
        "character == '_' || character == '~' || character == '+'",
        "flags_api",
    ),
    Bug(
        "an id that collided is lost when another one is forgotten",
        "webhook/replay_guard.hpp",
        ">= distance(gap, slot)",
        "> distance(gap, slot)",
        "replay_guard",
    ),
    Bug(
        "a flag that is evaluated again keeps its place",
        "evaluation/flag_buffer.hpp",
        """        } else {
            unlink(index);
        }
        entries_[index].result = result;
        link_as_newest(index);
""",
        """        } else {
            entries_[index].result = result;
            return std::nullopt;
        }
        entries_[index].result = result;
        link_as_newest(index);
""",
        "flag_buffer",
    ),
)


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs a command in the copy."""
    return subprocess.run(
        [str(word) for word in words],
        cwd=COPY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def build(*targets: str) -> None:
    """Builds targets of the copy with their seeds."""
    names = [f"flaghook_fuzz_{name}" for name in (*targets, "seeds")]
    done = command("cmake", "--build", "--preset", "fuzz", "--target", *names)
    if done.returncode != 0:
        raise AssertionError(done.stdout[-8000:])


def fuzz(target: str, seconds: int, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs a target of the copy from its seeds, without keeping anything."""
    corpus = COPY / "build" / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir()
    seeds = PROGRAMS / "seeds"
    return command(
        PROGRAMS / "targets" / target, f"-max_total_time={seconds}", "-seed=1", "-max_len=8192",
        f"-dict={seeds / target}.dict", f"-artifact_prefix={corpus}/", *options,
        corpus, seeds / target,
    )  # fmt: skip


def copy_sources() -> None:
    """Updates the copy. Unchanged files keep their time, so they are not compiled again."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        source, copied = ROOT / name, COPY / name
        if not source.exists():
            copied.unlink(missing_ok=True)
            continue
        if copied.exists() and copied.read_bytes() == source.read_bytes():
            continue
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copied)


class PlantedBugsTest(unittest.TestCase):
    """Checks that the targets pass, and that each one fails with its bug."""

    @classmethod
    def setUpClass(cls) -> None:
        copy_sources()
        done = command("cmake", "--preset", "fuzz")
        if done.returncode != 0:
            raise AssertionError(done.stdout)

    def test_without_a_bug_nothing_is_found(self) -> None:
        targets = sorted({bug.target for bug in BUGS})
        build(*targets)
        for target in targets:
            with self.subTest(target):
                done = fuzz(target, SECONDS, "-runs=0")
                self.assertEqual(done.returncode, 0, done.stdout[-4000:])

    def test_each_bug_is_found(self) -> None:
        for bug in BUGS:
            with self.subTest(bug.about):
                header = COPY / "include" / "flaghook" / bug.header
                good = header.read_text("utf-8")
                self.assertEqual(good.count(bug.before), 1)
                header.write_text(good.replace(bug.before, bug.after), "utf-8")
                try:
                    build(bug.target)
                    started = time.monotonic()
                    done = fuzz(bug.target, SECONDS)
                    took = time.monotonic() - started
                finally:
                    header.write_text(good, "utf-8")
                self.assertNotEqual(done.returncode, 0, "not found")
                found = re.search(r"broken promise: .*|SUMMARY: .*", done.stdout)
                self.assertIsNotNone(found, done.stdout[-4000:])
                how = "fuzzing" if "INITED" in done.stdout else "its seeds"
                said = found[0] if found else ""
                print(f"{bug.about}: {bug.target}, {took:.1f} s, by {how}: {said}", flush=True)


if __name__ == "__main__":
    unittest.main()
