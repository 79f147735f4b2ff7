#!/usr/bin/python3
"""Compares the tool with the Python reference on generated bodies.

    differential.py --tool build/release/conformance/flaghook --bodies 1000000
    differential.py --tool build/release/conformance/flaghook --seed fixed --bodies 20000

Each body goes to the reference in this process and to `flaghook testee` over its pipe. The
statuses, answers (all words, and the order of the members) and rows must be equal.
docs/divergences.md lists the permitted differences, which `explained` recognizes. For any other
difference, the smallest body found that shows it is printed, and the exit status is 1. Without
--seed, a random seed is used and printed.

It runs on Python 3.11 to 3.14 and REST framework 3.14 to 3.18. By default, the tool is asked for
the error lists of the installed framework's version.
"""

import argparse
import base64
import io
import json
import multiprocessing
import os
import platform
import secrets
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import json_parser  # settings first
import rest_framework
import server_rules
import unicode_versions
from bodies import BodyMaker
from rest_framework.exceptions import ValidationError
from rest_framework.serializers import IntegerField

BLOCK = 500
"""The number of bodies that are made from one seed."""

MOST_TRIES = 3_000
"""The maximum number of smaller bodies to try for one that makes a difference."""

OUT_OF_RANGE = (
    "Ensure this value is between -9223372036854775808 and 18446744073709551615."
)
UNICODE = f"Unicode {unicodedata.unidata_version} of this Python"

Verdict = dict[str, Any]


class Testee:
    """The tool as a testee, connected by pipes."""

    def __init__(self, command: list[str], index_keyed: bool) -> None:
        self._index_keyed = index_keyed
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 20
        )
        self._send([{"op": "hello", "protocol": 1}])
        self._receive(1)

    def parse(self, bodies: list[bytes]) -> list[Verdict]:
        """Returns the verdicts on the bodies, in order."""
        requests = [
            {
                "id": number,
                "op": "parse",
                "body": base64.b64encode(body).decode(),
                "index_keyed": self._index_keyed,
            }
            for number, body in enumerate(bodies)
        ]
        sender = threading.Thread(target=self._send, args=(requests,))
        sender.start()
        replies = self._receive(len(bodies))
        sender.join()
        for number, reply in enumerate(replies):
            if reply.get("id") != number or "result" not in reply:
                raise RuntimeError(f"unexpected reply {reply!r} to {bodies[number]!r}")
        return [reply["result"] for reply in replies]

    def _send(self, requests: list[dict[str, Any]]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(
            b"".join(json.dumps(request).encode() + b"\n" for request in requests)
        )
        self._process.stdin.flush()

    def _receive(self, count: int) -> list[dict[str, Any]]:
        assert self._process.stdout is not None
        replies = []
        for _ in range(count):
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError(f"the testee ended with {self._process.wait()}")
            replies.append(json.loads(line))
        return replies


def reference(body: bytes, index_keyed: bool) -> Verdict:
    return dict(server_rules.parse(body, index_keyed=index_keyed))


def same(expected: Verdict, got: Verdict) -> bool:
    """Checks whether the verdicts are equal, including the order of the answer's members."""
    return json.dumps(expected) == json.dumps(got)


def explained(body: bytes, expected: Verdict, got: Verdict) -> str | None:
    """Returns the divergence of docs/divergences.md that explains a difference, if any."""
    if expected["status"] == got["status"] == 200:
        refused = out_of_range(got["answer"])
        if refused and refused == json_parser.call_for(body, beyond_64_bits, body):
            rest = trimmed(without_range(got["answer"]))
            if json.dumps(rest) == json.dumps(trimmed(expected["answer"] or {})):
                return "change_id out of range"
    return None


def entries_of(answer: Any) -> dict[int, Any]:
    """Returns the errors about single changes, by index, from either form of the answer."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if isinstance(data, dict):
        return {int(index): entry for index, entry in data.items() if index.isdigit()}
    return dict(enumerate(data)) if isinstance(data, list) else {}


def is_out_of_range(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("change_id") == [OUT_OF_RANGE]


def out_of_range(answer: Any) -> set[int]:
    """Returns the indexes of the changes whose ids the answer calls out of range."""
    return {index for index, entry in entries_of(answer).items() if is_out_of_range(entry)}


def beyond_64_bits(body: bytes) -> set[int]:
    """Returns the indexes of changes whose ids the server accepts, but which exceed 64 bits."""
    found = set()
    for index, change in enumerate(json_parser.Parser().parse(io.BytesIO(body))["data"]):
        try:
            number = IntegerField().run_validation(change["change_id"])
        except (ValidationError, LookupError, TypeError):
            continue
        if not -(2**63) <= number < 2**64:
            found.add(index)
    return found


def without_range(answer: dict[str, Any]) -> dict[str, Any]:
    """Removes the messages about ids out of range, which only this library has."""
    copy = json.loads(json.dumps(answer))
    for entry in entries_of(copy).values():
        if is_out_of_range(entry):
            del entry["change_id"]
    return copy


def is_empty(tree: Any) -> bool:
    if isinstance(tree, dict):
        return all(is_empty(value) for value in tree.values())
    if isinstance(tree, list):
        return all(is_empty(entry) for entry in tree)
    return False


def trimmed(tree: Any) -> Any:
    """Removes members without any message from the tree."""
    if isinstance(tree, dict):
        return {key: trimmed(value) for key, value in tree.items() if not is_empty(value)}
    if isinstance(tree, list):
        return [trimmed(entry) for entry in tree]
    return tree


class Comparison:
    """Compares verdicts in one worker process, which has its own testee."""

    def __init__(self, command: list[str], index_keyed: bool) -> None:
        self._index_keyed = index_keyed
        self._testee = Testee(command, index_keyed)

    def difference(self, body: bytes, got: Verdict | None = None) -> tuple[Verdict, Verdict] | str:
        """Returns the two verdicts if they differ without an explanation; otherwise a summary."""
        found = self._testee.parse([body])[0] if got is None else got
        try:
            expected = reference(body, self._index_keyed)
        except server_rules.CannotTell as reason:
            return f"not compared: {reason}"
        if same(expected, found):
            if expected["status"] != 200:
                return f"both {expected['status']}"
            return "both accept" if expected["answer"] is None else "both refuse"
        reason = explained(body, expected, found) or self._explained_by_unicode(body)
        return f"explained: {reason}" if reason else (expected, found)

    def _explained_by_unicode(self, body: bytes) -> str | None:
        """Explains a difference that disappears without characters unknown to one Python."""
        known = unicode_versions.known_body(body)
        if known == body or not isinstance(self.difference(known), str):
            return None
        return UNICODE

    def block(self, seed: str) -> tuple[Counter[str], list[bytes]]:
        maker = BodyMaker(seed)
        bodies = [maker.body() for _ in range(BLOCK)]
        seen: Counter[str] = Counter()
        different = []
        for body, got in zip(bodies, self._testee.parse(bodies)):
            outcome = self.difference(body, got)
            if isinstance(outcome, str):
                seen[outcome] += 1
            else:
                seen["UNEXPLAINED"] += 1
                different.append(self._smallest(body))
        return seen, different

    def _smallest(self, body: bytes) -> bytes:
        """Shrinks a body that makes a difference, by removing ever smaller parts."""
        tries = MOST_TRIES
        width = max(len(body) // 2, 1)
        while width:
            place = 0
            while place < len(body) and tries:
                tries -= 1
                candidate = body[:place] + body[place + width :]
                if not isinstance(self.difference(candidate), str):
                    body = candidate
                else:
                    place += width
            width //= 2
        return body


@dataclass
class _Worker:
    comparison: Comparison | None = None


_worker = _Worker()


def _start_worker(command: list[str], index_keyed: bool) -> None:
    _worker.comparison = Comparison(command, index_keyed)


def _run_block(seed: str) -> tuple[Counter[str], list[bytes]]:
    assert _worker.comparison is not None
    return _worker.comparison.block(seed)


def show(comparison: Comparison, body: bytes) -> None:
    outcome = comparison.difference(body)
    print(f"\nbody      {body!r}")
    if isinstance(outcome, str):
        return
    for name, verdict in zip(("reference", "tool"), outcome):
        print(f"{name:9} {json.dumps(verdict)}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    arguments.add_argument("--tool", required=True, help="path of the tool `flaghook`")
    arguments.add_argument("--bodies", type=int, default=20_000, help="the number of bodies")
    arguments.add_argument("--seed", default=secrets.token_hex(8), help="the seed, any text")
    arguments.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="the number of processes"
    )
    arguments.add_argument(
        "--index-keyed",
        action=argparse.BooleanOptionalAction,
        default=server_rules.FRAMEWORK_IS_INDEX_KEYED,
        help="error lists as in REST framework 3.18 (default: as in the installed version)",
    )
    options = arguments.parse_args()

    command = [options.tool, "testee"]
    if shutil.which(options.tool) is None:
        arguments.error(f"{options.tool} cannot be run; ./conformance/run builds it")
    # Checks that a worker can start: the pool would restart a failing one forever.
    Comparison(command, options.index_keyed).difference(b"{}")
    blocks = [f"{options.seed}/{number}" for number in range(-(-options.bodies // BLOCK))]
    total = len(blocks) * BLOCK
    print(f"seed {options.seed}, {total:,} bodies, {options.jobs} jobs")
    print(
        f"Python {platform.python_version()}, REST framework {rest_framework.VERSION}, error "
        f"lists {'keyed by index' if options.index_keyed else 'by item'}"
    )
    print(unicode_versions.left_out() or "all characters are compared", flush=True)
    seen: Counter[str] = Counter()
    different: list[bytes] = []
    begin = last = time.monotonic()
    with multiprocessing.Pool(
        options.jobs, _start_worker, (command, options.index_keyed)
    ) as pool:
        for counts, bodies in pool.imap_unordered(_run_block, blocks):
            seen += counts
            different += bodies
            now = time.monotonic()
            if now - last > 10:
                last = now
                done = sum(seen.values())
                rate = done / (now - begin)
                print(
                    f"{done:>10,} of {total:,}  {rate:,.0f}/s  {seen['UNEXPLAINED']} unexplained",
                    flush=True,
                )
    if different:
        comparison = Comparison(command, options.index_keyed)
        for body in sorted(set(different), key=lambda one: (len(one), one))[:20]:
            show(comparison, body)
        print()
    for outcome, count in sorted(seen.items()):
        print(f"{count:>10,}  {outcome}")
    print(
        f"{total:,} bodies from seed {options.seed}: {seen['UNEXPLAINED']} unexplained "
        f"disagreements in {time.monotonic() - begin:.0f} s"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
