#!/usr/bin/python3
"""Writes the golden vectors and the samples' expectations, or checks the ones in the tree.

    generate.py            write
    generate.py --check    compare; print the difference and exit 1 if there is one

The inputs are from the case tables. The expected results are from the reference, through the
functions of the pipe protocol, so that a runner compares equal forms. If a table has an intention
or a complete expectation, the reference must agree with it.
"""

import argparse
import base64
import difflib
import json
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CONFORMANCE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CONFORMANCE / "reference"))

import cases  # noqa: E402
import samples  # noqa: E402
import server_rules  # noqa: E402
import testee  # noqa: E402
from cases.case import Case, body_bytes  # noqa: E402
from cases.clauses import CLAUSES  # noqa: E402

VECTORS = Path("vectors")
SAMPLES = Path("samples")
FROZEN_IDS = VECTORS / "ids.txt"


class Disagreement(Exception):
    """A case table and the reference disagree about a case."""


def request_for(case: Case) -> dict[str, Any]:
    """Converts the case to a request of the pipe protocol."""
    request = {"id": case.id, "op": case.op} | case.input
    if "body" in case.input:
        body = body_bytes(case.input["body"])
        request["body"] = base64.b64encode(body).decode()
    return request


def expectation(case: Case) -> dict[str, Any]:
    """Returns the result expected of a testee, after comparing it with the table."""
    reply = testee.reply_to(json.dumps(request_for(case)).encode())
    if "skipped" in reply:
        raise Disagreement(f"{case.id}: {reply['skipped']['reason']}")
    if "errored" in reply:
        found: dict[str, Any] = {"errored": {}}
    else:
        found = dict(reply["result"])
    if case.intent is not None and case.intent != _intent(found):
        raise Disagreement(f"{case.id}: expected {case.intent}, got {found}")
    if case.expected is not None:
        common = {name: found.get(name) for name in case.expected}
        if common != case.expected:
            raise Disagreement(f"{case.id}: expected {case.expected}, got {found}")
        return case.expected
    if "errored" in found:
        raise Disagreement(f"{case.id}: {reply['errored']['message']}")
    return found


def _intent(found: dict[str, Any]) -> str:
    if found["status"] == 200:
        return "accepted" if found["answer"] is None else "refused"
    return {400: "malformed", 401: "unauthorized", 415: "unsupported", 500: "failed"}[found["status"]]


def outputs() -> dict[Path, str]:
    """Returns the content of all generated files, by path below `conformance/`."""
    files = {
        VECTORS / f"{group}.json": _group_file(group, table)
        for group, table in cases.GROUPS.items()
    }
    files[VECTORS / "clauses.json"] = _list_file(
        "clauses",
        ({"id": id, "statement": words, "source": source} for id, words, source in CLAUSES),
        (("id",), ("statement", "source")),
    )
    files[FROZEN_IDS] = _frozen_ids()
    files |= {SAMPLES / name: body.decode() for name, body in samples.SAMPLES.items()}
    files[SAMPLES / "expected.json"] = _sample_expectations()
    return files


def _group_file(group: str, table: Iterable[Case]) -> str:
    records = (
        {
            "id": case.id,
            "title": case.title,
            "clause": case.clause,
            "level": case.level,
            "op": case.op,
            "input": case.input,
            "expected": expectation(case),
        }
        for case in table
    )
    lines = (("id", "title", "clause", "level", "op"), ("input",), ("expected",))
    return _list_file("cases", records, lines, group=group)


def _list_file(
    name: str, records: Iterable[dict[str, Any]], lines: Iterable[tuple[str, ...]], **head: str
) -> str:
    """Formats a list of objects. `lines` has the members that share a line of each object."""
    members = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    items = [
        "    {"
        + ",\n     ".join(
            ", ".join(f"{json.dumps(key)}: {json.dumps(item[key])}" for key in keys)
            for keys in lines
        )
        + "}"
        for item in records
    ]
    members += [f"  {json.dumps(name)}: [", ",\n".join(items), "  ]"]
    return "\n".join(["{", *members, "}"]) + "\n"


def _frozen_ids() -> str:
    """Returns the list in the tree with the new ids appended; ids are never removed."""
    path = CONFORMANCE / FROZEN_IDS
    frozen = path.read_text().split() if path.exists() else []
    known = set(frozen)
    new = [case.id for table in cases.GROUPS.values() for case in table if case.id not in known]
    return textwrap.fill(" ".join(frozen + new), 100, break_on_hyphens=False) + "\n"


def _sample_expectations() -> str:
    """Returns the signature and the verdict of each sample, with one line for each row."""
    expected = []
    for name, body in samples.SAMPLES.items():
        record = {"signature": server_rules.sign(samples.SECRET, body)}
        record |= server_rules.parse(body)
        rows = record.pop("rows")
        listed = ",\n".join(f"      {json.dumps(row)}" for row in rows)
        expected.append(f'    {json.dumps(name)}: {json.dumps(record)[:-1]}, "rows": ['
                        + (f"\n{listed}" if rows else "") + "]}")
    return (f'{{\n  "secret": {json.dumps(samples.SECRET)},\n  "samples": {{\n'
            + ",\n".join(expected) + "\n  }\n}\n")


def differences(files: dict[Path, str]) -> list[str]:
    """Returns the unified diff from the tree's files to the generated ones, without line ends."""
    found: list[str] = []
    for path, generated in files.items():
        in_tree = _read(CONFORMANCE / path)
        if in_tree != generated:
            found += difflib.unified_diff(
                in_tree.splitlines(), generated.splitlines(),
                f"tree/{path}", f"generated/{path}", n=1, lineterm="",
            )
            if in_tree.splitlines() == generated.splitlines():
                found.append(f"{path}: only the line ends differ")
    return found


def _read(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args(arguments).check
    try:
        files = outputs()
    except Disagreement as disagreement:
        print(disagreement, file=sys.stderr)
        return 1
    if check:
        found = differences(files)
        print("\n".join(found) if found else f"{len(files)} files match the generated ones")
        return 1 if found else 0
    for path, content in files.items():
        (CONFORMANCE / path).write_bytes(content.encode())
    print(f"{len(files)} files, {sum(map(len, cases.GROUPS.values()))} cases written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
