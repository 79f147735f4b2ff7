"""Chooses mutants, and reads the list of those that change nothing."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutations import Mutant, code_lines, mutants_of
from trials import COMPILER

# Generated tables and version numbers. Other tests compare them as a whole.
NOT_CHANGED = {"server/unicode_tables.hpp", "version.hpp"}


@dataclass(frozen=True)
class Equivalent:
    """A change of a line that changes no behaviour."""

    file: str
    old: str
    new: str
    reason: str

    def is_of(self, mutant: Mutant) -> bool:
        """Checks whether this is the change of a mutant, at any line."""
        return (self.file, self.old, self.new) == (mutant.path, mutant.old, mutant.new)


class WrongList(Exception):
    """The list of equivalent mutants has mistakes."""


def read_equivalents(text: str, mutants: Iterable[Mutant]) -> list[Equivalent]:
    """Reads the list. Each entry has a reason and names at least one mutant."""
    known = {(mutant.path, mutant.old, mutant.new) for mutant in mutants}
    found: list[Equivalent] = []
    mistakes: list[str] = []
    for entry in tomllib.loads(text).get("equivalent", []):
        if set(entry) != {"file", "old", "new", "reason"} or not all(entry.values()):
            mistakes.append(f"an entry has file, old, new and reason: {entry}")
            continue
        one = Equivalent(**entry)
        if (one.file, one.old, one.new) not in known:
            mistakes.append(f"no mutant of {one.file} changes\n  - {one.old}\n  + {one.new}")
        if one in found:
            mistakes.append(f"twice: {one.file}: {one.new}")
        found.append(one)
    if mistakes:
        raise WrongList("\n".join(mistakes))
    return found


def compiled_lines(include: Path) -> dict[Path, set[int]]:
    """Returns the numbers of the lines of each header that the preprocessor leaves."""
    headers = sorted(include.rglob("*.hpp"))
    output = subprocess.run(
        [COMPILER, "-std=c++20", f"-I{include}", "-E", "-x", "c++", "-"],
        input="".join(f"#include <{header.relative_to(include)}>\n" for header in headers),
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    found: dict[Path, set[int]] = defaultdict(set)
    lines: set[int] = set()
    number = 0
    for text in output.splitlines():
        if marker := re.match(r'# (\d+) "(.*?)"', text):
            number = int(marker[1])
            lines = found[Path(marker[2])]
        else:
            if text.strip():
                lines.add(number)
            number += 1
    return found


@dataclass
class Room:
    """A module: its mutants in the order in which they are tried, and its lines of code."""

    name: str
    mutants: list[Mutant]
    lines: int


def rooms_of(include: Path, seed: int) -> dict[str, Room]:
    """Returns the modules below include/flaghook, by name."""
    compiled = compiled_lines(include)
    rooms: dict[str, Room] = {}
    for header in sorted(include.rglob("*.hpp")):
        path = str(header.relative_to(include / "flaghook"))
        name = path.rpartition("/")[0]
        room = rooms.setdefault(name, Room(name, [], 0))
        if path not in NOT_CHANGED:
            source = header.read_text(encoding="utf-8")
            room.mutants += mutants_of(path, source, compiled[header])
            room.lines += code_lines(source, compiled[header])
    for room in rooms.values():
        room.mutants.sort(key=lambda mutant: place(mutant, seed))
    return rooms


def place(mutant: Mutant, seed: int) -> bytes:
    """Orders mutants at random. A change of other lines leaves the order as it is."""
    return hashlib.sha256(f"{seed}\n{mutant.key}".encode()).digest()


def shares(count: int, lines: Mapping[str, int]) -> dict[str, int]:
    """Distributes a number over modules in proportion to their lines of code."""
    total = sum(lines.values())
    exact = {name: count * own / total for name, own in lines.items()}
    result = {name: int(share) for name, share in exact.items()}
    by_rest = sorted(exact, key=lambda name: (result[name] - exact[name], name))
    for name in by_rest[: count - sum(result.values())]:
        result[name] += 1
    return result
