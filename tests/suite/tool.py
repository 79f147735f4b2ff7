"""Runs the built tool, and shares code between the tests of the suite.

The environment variable FLAGHOOK_TOOL names the tool. Run by ctest, or by hand:

    FLAGHOOK_TOOL=build/release/conformance/flaghook /usr/bin/python3 tests/suite/testee_test.py
"""

import base64
import hashlib
import hmac
import json
import os
import shlex
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CONFORMANCE = ROOT / "conformance"
VECTORS = CONFORMANCE / "vectors"
KNOWN_FAILURES = CONFORMANCE / "suite" / "known-failures.txt"
TOOL = os.environ["FLAGHOOK_TOOL"]

OURS = shlex.join([TOOL, "testee"])
REFERENCE = shlex.join([sys.executable, str(CONFORMANCE / "reference" / "testee.py")])

Result = dict[str, Any]


def bad_testee(name: str) -> str:
    """Returns the command of one of the testees that the suite must fail."""
    return shlex.join([sys.executable, str(CONFORMANCE / "testees" / "bad" / f"{name}.py")])


def script(folder: str | Path, source: str, name: str = "testee.py") -> str:
    """Writes a Python program, and returns its command."""
    path = Path(folder) / name
    path.write_text(textwrap.dedent(source))
    return shlex.join([sys.executable, "-u", str(path)])


def suite(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs `flaghook suite`, without a terminal."""
    return subprocess.run(
        [TOOL, "suite", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, **options,
    )


def report(*arguments: str) -> dict[str, Any]:
    """Returns the JSON report of a run, whatever its exit status."""
    done = suite("--format", "json", *arguments)
    if done.returncode not in (0, 1):
        raise AssertionError(f"exit status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def implementation(*arguments: str) -> dict[str, Any]:
    """Returns the only implementation in a JSON report."""
    (only,) = report(*arguments)["implementations"]
    return only


def results_by_id(of: dict[str, Any]) -> dict[str, Result]:
    return {result["id"]: result for result in of["results"]}


def not_passed(of: dict[str, Any]) -> dict[str, Result]:
    return {id: one for id, one in results_by_id(of).items() if one["verdict"] != "passed"}


def cases() -> list[dict[str, Any]]:
    """Returns all cases of the vectors up to SHOULD, which run by default."""
    found = []
    for path in sorted(VECTORS.glob("*.json")):
        found += json.loads(path.read_text()).get("cases", [])
    return [case for case in found if case["level"] != "MAY"]


def body_bytes(description: dict[str, Any]) -> bytes:
    """Returns the bytes of a body that a vector describes."""
    if "parts" in description:
        return b"".join(map(body_bytes, description["parts"]))
    if "repeat" in description:
        return body_bytes(description["repeat"]) * description["repeat"]["count"]
    if "base64" in description:
        return base64.b64decode(description["base64"])
    return description["text"].encode()


def signature(secret: str, body: bytes) -> str:
    """Returns the right signature of a body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def made_up_case(**different: Any) -> dict[str, Any]:
    """Returns a case for the clause of `Folder.write_vectors`, for operations with a body."""
    return {"id": "one-case", "title": "t", "clause": "rule", "level": "MUST", "op": "sign",
            "input": {"secret": "k", "body": {"text": ""}}, "expected": {"signature": ""},
            } | different


class Folder:
    """A mixin for test cases with their own folder."""

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)  # type: ignore[attr-defined]
        self.folder = Path(holder.name)

    def write_vectors(self, *made_up_cases: dict[str, Any]) -> None:
        """Writes vectors of a single clause into the folder."""
        rule = {"id": "rule", "statement": "s", "source": "https://example.com"}
        (self.folder / "clauses.json").write_text(json.dumps({"clauses": [rule]}))
        (self.folder / "one.json").write_text(json.dumps({"group": "g", "cases": made_up_cases}))
