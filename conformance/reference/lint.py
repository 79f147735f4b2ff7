#!/usr/bin/python3
"""Checks the golden vectors in the tree, and prints which clause has how many cases.

The rules: all files match the schema; ids are unique, begin with their group, and are never
removed; all cited clauses exist and all clauses are cited; no two cases of an operation have the
same input. Exits with status 1 if a rule is broken.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
SCHEMA = "vectors.schema.json"
CLAUSES = "clauses.json"
FROZEN_IDS = "ids.txt"
LEVELS = ("MUST", "SHOULD", "MAY")


class Vectors:
    """The readable files of a folder of vectors."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[str] = []
        self.schema = json.loads((folder / SCHEMA).read_text())
        self.files = {
            path.name: self._read(path)
            for path in sorted(folder.glob("*.json"))
            if path.name != SCHEMA
        }
        self.frozen_ids = (folder / FROZEN_IDS).read_text().split()

    def _read(self, path: Path) -> Any:
        try:
            content = json.loads(path.read_bytes())
            # Strict JSON parsers refuse escapes of lone surrogates.
            json.dumps(content, ensure_ascii=False).encode()
            return content
        except ValueError as unreadable:
            self.problems.append(f"{path.name}: {unreadable}")
            return {}

    @property
    def cases(self) -> list[dict[str, Any]]:
        return [case for content in self.files.values() for case in content.get("cases", [])]

    @property
    def clauses(self) -> list[str]:
        return [clause["id"] for clause in self.files.get(CLAUSES, {}).get("clauses", [])]


def problems(vectors: Vectors) -> list[str]:
    """Lists all broken rules, one line each."""
    by_schema = list(_schema_problems(vectors))
    if vectors.problems or by_schema:
        # The other rules apply to well-formed files only.
        return vectors.problems + by_schema
    return [
        *_repeated("the id", (case["id"] for case in vectors.cases)),
        *_repeated("the clause", vectors.clauses),
        *_repeated("the frozen id", vectors.frozen_ids),
        *_repeated("the input", (_question(case) for case in vectors.cases)),
        *_misplaced(vectors),
        *_wrong_ids(vectors),
        *_wrong_clauses(vectors),
    ]


def _schema_problems(vectors: Vectors) -> Iterator[str]:
    jsonschema.Draft202012Validator.check_schema(vectors.schema)
    validator = jsonschema.Draft202012Validator(vectors.schema)
    for name, content in vectors.files.items():
        for error in validator.iter_errors(content):
            place = "".join(f"[{step!r}]" for step in error.absolute_path)
            yield f"{name}{place}: {error.message[:200]}"


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{what} {value[:200]} occurs {count} times"


def _question(case: dict[str, Any]) -> str:
    return json.dumps([case["op"], case["input"]], sort_keys=True)


def _misplaced(vectors: Vectors) -> Iterator[str]:
    for name, content in vectors.files.items():
        group = content.get("group")
        if group is not None and name != f"{group}.json":
            yield f"{name} has the group {group}; name the file {group}.json"
        for case in content.get("cases", []):
            if not case["id"].startswith(f"{group}-"):
                yield f"{case['id']} is in {name}; its id must begin with {group}-"


def _wrong_ids(vectors: Vectors) -> Iterator[str]:
    ids = {case["id"] for case in vectors.cases}
    frozen = set(vectors.frozen_ids)
    for id in sorted(frozen - ids):
        yield f"{id} was removed; ids must not be removed"
    for id in sorted(ids - frozen):
        yield f"{id} is not in {FROZEN_IDS}"


def _wrong_clauses(vectors: Vectors) -> Iterator[str]:
    clauses = set(vectors.clauses)
    cited = {case["clause"] for case in vectors.cases}
    for case in vectors.cases:
        if case["clause"] not in clauses:
            yield f"{case['id']} cites {case['clause']}, which is not a clause"
    for clause in vectors.clauses:
        if clause not in cited:
            yield f"no case cites {clause}"


def coverage(vectors: Vectors) -> list[str]:
    """Returns the table of clauses and levels, line by line."""
    counts = Counter((case["clause"], case["level"]) for case in vectors.cases)
    width = max(map(len, vectors.clauses), default=6)
    lines = [f"{'clause':{width}}" + "".join(f"{level:>8}" for level in LEVELS)]
    for clause in vectors.clauses:
        cells = "".join(f"{counts[clause, level] or '-':>8}" for level in LEVELS)
        lines.append(f"{clause:{width}}{cells}")
    sums = (sum(counts[clause, level] for clause in vectors.clauses) for level in LEVELS)
    lines.append(f"{'all':{width}}" + "".join(f"{count:>8}" for count in sums))
    groups = Counter(case["id"].partition("-")[0] for case in vectors.cases)
    lines.append(f"{len(vectors.clauses)} clauses, {len(vectors.cases)} cases: " + ", ".join(
        f"{group} {count}" for group, count in groups.items()
    ))
    return lines


def main(arguments: list[str]) -> int:
    vectors = Vectors(Path(arguments[0]) if arguments else VECTORS)
    found = problems(vectors)
    if found:
        print("\n".join(found), file=sys.stderr)
        return 1
    print("\n".join(coverage(vectors)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
