"""Tests the tests: changes the headers, one operator, constant or statement at a time.

Each mutant is a copy of include/ with one change. The tests of its module have to fail, or not to
compile because of a static_assert. Mutants that are not C++ are left out. The results are kept in
build/mutants, so that a later run goes on where this one ended, until a header or a test changes.
Changes of comments do not count.

Prints the mutants that survived, and a table. The exit status is 0 if at least 98 % were caught, 1
if fewer were, 2 if something else is wrong, and 3 if the time was over before the end.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from cpp_tokens import tokens_of
from mutations import Mutant
from samples import Equivalent, Room, WrongList, read_equivalents, rooms_of, shares
from trials import COMPILER, Bench, BrokenTests, Tests, Verdict

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "mutants"
LIST = Path(__file__).resolve().with_name("equivalent.toml")
DEFAULT_COUNT = 330
WANTED = 0.98


def fingerprint() -> str:
    """Returns a digest of all that decides about the results, without comments."""
    digest = hashlib.sha256()
    version = subprocess.run([COMPILER, "--version"], capture_output=True, check=True)
    digest.update(version.stdout)
    sources = [*ROOT.glob("include/**/*.hpp"), *ROOT.glob("tests/*/*.?pp")]
    for file in sorted(sources):
        digest.update(f"\n{file.relative_to(ROOT)}\n".encode())
        for token in tokens_of(file.read_text(encoding="utf-8")):
            digest.update(token.text.encode() + b" ")
    for file in sorted([*ROOT.glob("tests/server/*.py"), *ROOT.glob("tests/mutants/t*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Results:
    """The verdicts so far, one on each line of a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lock = threading.Lock()
        self.verdicts: dict[str, Verdict] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                self.verdicts[one["mutant"]] = Verdict(one["verdict"], one["by"])

    def add(self, mutant: Mutant, verdict: Verdict, seconds: float) -> None:
        """Keeps a verdict."""
        line = {
            "mutant": mutant.key, "line": mutant.line, "kind": mutant.kind,
            "verdict": verdict.word, "by": verdict.by, "seconds": round(seconds, 1),
        }  # fmt: skip
        with self.lock:
            self.verdicts[mutant.key] = verdict
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


@dataclass
class Score:
    """The mutants of one module by their fate."""

    caught: int = 0
    survived: list[Mutant] = field(default_factory=list)
    equivalent: int = 0
    invalid: int = 0
    left: int = 0

    def share(self) -> float:
        """Returns the share of caught mutants."""
        judged = self.caught + len(self.survived)
        return self.caught / judged if judged else 1.0


def score(room: Room, share: int, results: Results, listed: set[str]) -> tuple[Score, list[Mutant]]:
    """Counts the first `share` valid mutants, and returns those that still have to be tried.

    An equivalent mutant is tried, too, but does not count.
    """
    found = Score(left=share)
    untried: list[Mutant] = []
    for mutant in room.mutants:
        if found.left == len(untried):
            break
        verdict = results.verdicts.get(mutant.key)
        if verdict is None:
            untried.append(mutant)
        elif verdict.word == "invalid":
            found.invalid += 1
        elif mutant.key in listed and verdict.word == "survived":
            found.equivalent += 1
        else:
            found.left -= 1
            if verdict.word == "caught":
                found.caught += 1
            else:
                found.survived.append(mutant)
    found.left = len(untried)
    return found, untried


class Workers:
    """Tries mutants in parallel."""

    def __init__(self, jobs: int, results: Results, tests: Tests, deadline: float) -> None:
        self.results = results
        self.deadline = deadline
        self.tried = 0
        self.pool = ThreadPoolExecutor(jobs)
        self.benches: SimpleQueue[Bench] = SimpleQueue()
        for number in range(jobs):
            self.benches.put(Bench(tests, tests.place / f"worker-{number}"))

    def try_all(self, mutants: list[Mutant]) -> None:
        """Tries mutants until the time is over."""
        try:
            for trial in [self.pool.submit(self.try_one, mutant) for mutant in mutants]:
                trial.result()
        except BaseException:
            self.pool.shutdown(wait=False, cancel_futures=True)
            raise

    def try_one(self, mutant: Mutant) -> None:
        """Tries a mutant, unless the time is over."""
        if time.monotonic() > self.deadline:
            return
        bench = self.benches.get()
        try:
            begin = time.monotonic()
            source = (bench.include / "flaghook" / mutant.path).read_text(encoding="utf-8")
            verdict = bench.judge(mutant.path, mutant.apply(source))
            self.results.add(mutant, verdict, time.monotonic() - begin)
        finally:
            self.benches.put(bench)
        self.tried += 1
        print(f"{shown(mutant)}\n  {verdict.word} {verdict.by}".rstrip(), flush=True)


def shown(mutant: Mutant) -> str:
    """Returns a mutant as text: its place, and its lines without and with the change."""
    place = f"include/flaghook/{mutant.path}:{mutant.line}"
    return f"{place}: [{mutant.kind}]\n  - {mutant.old}\n  + {mutant.new}"


def report(scores: dict[str, Score], caught_listed: list[Mutant]) -> Iterator[str]:
    """Yields the lines of the report."""
    for one in scores.values():
        for mutant in one.survived:
            yield f"survived: {shown(mutant)}"
    for mutant in caught_listed:
        yield f"listed as equivalent, but caught: {shown(mutant)}"
    yield ""
    titles = ("caught", "survived", "equivalent", "invalid", "left", "score")
    yield f"{'module':12}" + "".join(f"{title:>11}" for title in titles)
    total = Score()
    for name, one in scores.items():
        yield row(name or "(top)", one)
        total.caught += one.caught
        total.survived += one.survived
        total.equivalent += one.equivalent
        total.invalid += one.invalid
        total.left += one.left
    yield row("all", total)


def row(name: str, one: Score) -> str:
    """Returns a line of the table."""
    numbers = (one.caught, len(one.survived), one.equivalent, one.invalid, one.left)
    return f"{name:12}" + "".join(f"{number:11}" for number in numbers) + f"{one.share():11.2%}"


def total_share(scores: dict[str, Score]) -> float:
    """Returns the share of caught mutants of all modules."""
    caught = sum(one.caught for one in scores.values())
    survived = sum(len(one.survived) for one in scores.values())
    return caught / (caught + survived) if caught + survived else 0.0


def parsed(arguments: list[str], rooms: list[str]) -> argparse.Namespace:
    """Returns the options."""
    parser = argparse.ArgumentParser(
        prog="tests/mutants/run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("room", nargs="*", metavar="ROOM", help=f"a module: {' '.join(rooms)}")
    parser.add_argument(
        "--count", type=int, default=DEFAULT_COUNT,
        help="the number of mutants, shared out by lines of code (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--at", metavar="HEADER[:LINE]",
        help="all mutants of a header, such as server/text.hpp, or of one of its lines",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="all mutants of these modules")
    parser.add_argument("--seed", type=int, default=1, help="chooses other mutants")
    parser.add_argument(
        "--jobs", type=int, default=min(2, os.cpu_count() or 1), help="mutants at a time"
    )
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after this time")
    parser.add_argument("--fresh", action="store_true", help="forget earlier results")
    parser.add_argument("--list", action="store_true", help="only list the chosen mutants")
    options = parser.parse_args(arguments)
    for room in options.room:
        if room not in rooms:
            parser.error(f"there is no module {room}; the modules are {' '.join(rooms)}")
    if options.count < 1 or options.jobs < 1:
        parser.error("--count and --jobs are numbers from 1 on")
    return options


def chosen(rooms: dict[str, Room], options: argparse.Namespace) -> list[tuple[Room, int]]:
    """Returns the modules and how many of their mutants to try."""
    if options.at:
        path, _, line = options.at.partition(":")
        room = rooms.get(path.rpartition("/")[0], Room("", [], 0))
        mutants = [
            one for one in room.mutants if one.path == path and line in ("", str(one.line))
        ]
        return [(Room(room.name, mutants, 0), len(mutants))]
    wanted = {
        name: room for name, room in rooms.items() if not options.room or name in options.room
    }
    if options.all:
        return [(room, len(room.mutants)) for room in wanted.values()]
    numbers = shares(options.count, {name: room.lines for name, room in wanted.items()})
    return [(room, numbers[name]) for name, room in wanted.items()]


def keys_of(equivalents: list[Equivalent], rooms: dict[str, Room]) -> set[str]:
    """Returns the keys of the listed mutants."""
    return {
        mutant.key
        for room in rooms.values()
        for mutant in room.mutants
        if any(one.is_of(mutant) for one in equivalents)
    }


def main(arguments: list[str]) -> int:
    """Runs the command and returns the exit status."""
    folders = (ROOT / "include" / "flaghook").iterdir()
    names = sorted(folder.name for folder in folders if folder.is_dir())
    options = parsed(arguments, names)
    rooms = rooms_of(ROOT / "include", options.seed)
    every = [mutant for room in rooms.values() for mutant in room.mutants]
    try:
        listed = keys_of(read_equivalents(LIST.read_text(encoding="utf-8"), every), rooms)
    except WrongList as mistakes:
        print(f"{LIST.name}: {mistakes}", file=sys.stderr)
        return 2
    selection = chosen(rooms, options)
    if options.list:
        for room, share in selection:
            print(*(shown(mutant) for mutant in room.mutants[:share]), sep="\n")
        return 0

    PLACE.mkdir(parents=True, exist_ok=True)
    lock = (PLACE / "lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"another run uses {PLACE}", file=sys.stderr)
        return 2
    state = fingerprint()
    file = PLACE / f"results-{state}.jsonl"
    if options.fresh:
        file.unlink(missing_ok=True)
    results = Results(file)
    deadline = time.monotonic() + 60 * options.minutes
    workers = Workers(options.jobs, results, Tests(ROOT, PLACE, state), deadline)
    scores: dict[str, Score] = {}
    for room, share in selection:
        while True:
            scores[room.name], untried = score(room, share, results, listed)
            if not untried or time.monotonic() > deadline:
                break
            try:
                workers.try_all(untried)
            except BrokenTests as failure:
                print(f"the tests fail without a change: {failure}", file=sys.stderr)
                return 2
    caught_listed = [
        mutant for mutant in every
        if mutant.key in listed and results.verdicts.get(mutant.key, Verdict("")).word == "caught"
    ]  # fmt: skip
    print(*report(scores, caught_listed), sep="\n")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    minutes = (used.ru_utime + used.ru_stime) / 60
    print(f"{workers.tried} mutants tried in this run, in {minutes:.1f} minutes of processor time")
    if caught_listed:
        return 2
    if any(one.left for one in scores.values()):
        return 3
    return 0 if total_share(scores) >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
