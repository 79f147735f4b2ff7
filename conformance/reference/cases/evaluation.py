"""Flag evaluations in error events and spans.

`javascript_sdk.py` recorded the expected results from the published JavaScript SDK in
`evaluation_by_sdk.json` beside this file.
"""

import json
from pathlib import Path
from typing import Any

from cases.case import MAY, MUST, SHOULD, Case, Level

RECORDED = Path(__file__).with_name("evaluation_by_sdk.json")

Evaluation = dict[str, Any]


def _evaluations(*results: tuple[str, Any]) -> list[Evaluation]:
    return [{"flag": flag, "result": result} for flag, result in results]


def _numbered(first: int, last: int, result: bool = True) -> list[Evaluation]:
    return _evaluations(*((f"flag-{number}", result) for number in range(first, last + 1)))


_NAMES = ["", " ", "a", " a", "A", "a ", "\u00e4", "a\u0308", "\u65d7\U0001f6a9"]
_KEYS = ["__proto__", "constructor", "length", "0", "10", "2", "flag.evaluation.a", "a.b", "a:b",
         "a\nb", "\"\\\x00\x7f\u2028"]
_RESULTS = [None, 0, 1, 1.5, "", "true", [], [True], {}, {"result": True}]

# (id, title, clause, level, evaluations)
_EVENTS: list[tuple[str, str, str, Level, list[Evaluation]]] = [
    ("none", "no evaluations", "evaluate-order", MUST, []),
    ("one", "one flag", "evaluate-order", MUST, _evaluations(("checkout", True))),
    ("false", "a flag that is off", "evaluate-order", MUST, _evaluations(("checkout", False))),
    ("order", "the oldest is first, whatever the names", "evaluate-order", MUST,
     _evaluations(("c", True), ("a", False), ("b", True))),
    ("again-newest", "the newest flag is evaluated again", "evaluate-again", MUST,
     _evaluations(("a", True), ("b", True), ("b", False))),
    ("again-oldest", "the oldest flag is evaluated again", "evaluate-again", MUST,
     _evaluations(("a", True), ("b", True), ("c", True), ("a", False))),
    ("again-middle", "a flag between others is evaluated again", "evaluate-again", MUST,
     _evaluations(("a", True), ("b", True), ("c", True), ("b", False))),
    ("again-only", "the only flag is evaluated again", "evaluate-again", MUST,
     _evaluations(("a", True), ("a", False))),
    ("again-same", "a flag moves even if its result is the same", "evaluate-again", MUST,
     _evaluations(("a", True), ("b", True), ("a", True))),
    ("again-often", "five flags are evaluated in turn", "evaluate-again", SHOULD,
     _evaluations(*((f"flag-{number * 7 % 5}", number % 3 == 0) for number in range(58)))),
    ("full", "100 flags", "evaluate-capacity", MUST, _numbered(1, 100)),
    ("overfull", "the oldest of 101 flags is evicted", "evaluate-capacity", MUST,
     _numbered(1, 101)),
    ("full-again", "a known flag evicts nothing", "evaluate-capacity", MUST,
     _numbered(1, 100) + _numbered(1, 1, False)),
    ("full-again-new", "the flag that moved is no longer the oldest", "evaluate-capacity", MUST,
     _numbered(1, 100) + _numbered(1, 1, False) + _numbered(101, 101)),
    ("given-up-returns", "an evicted flag returns as a new one", "evaluate-capacity",
     MUST, _numbered(1, 101) + _numbered(1, 1, False)),
    ("twice-full", "250 flags", "evaluate-capacity", SHOULD,
     _numbered(1, 250)),
    ("names", "names are compared exactly and kept unchanged", "evaluate-names", MUST,
     _evaluations(*((name, True) for name in _NAMES), *((name, False) for name in _NAMES[2:4]))),
    ("names-of-keys", "names with a special meaning elsewhere", "evaluate-names", SHOULD,
     _evaluations(*((name, True) for name in _KEYS), ("__proto__", False))),
    ("name-long", "a name of 10,000 characters", "evaluate-names", MAY,
     _evaluations(("x" * 10_000, True), ("x" * 9_999, True), ("x" * 10_000, False))),
    ("not-boolean", "results that are not booleans", "evaluate-boolean", MUST,
     _evaluations(*((f"flag-{index}", result) for index, result in enumerate(_RESULTS)),
                  ("good", True))),
    ("not-boolean-again", "a result that is not a boolean does not change a known flag",
     "evaluate-boolean", MUST, _evaluations(("a", True), ("b", True), ("a", "off"), ("a", None))),
    ("not-boolean-full", "a result that is not a boolean evicts nothing", "evaluate-boolean",
     SHOULD, _numbered(1, 100) + _evaluations(("new", "on"))),
]

_Fork = tuple[list[Evaluation], list[Evaluation]]

# (id, title, level, evaluations before the fork, those of the child and of the parent after it)
_FORKS: list[tuple[str, str, Level, list[Evaluation], _Fork]] = [
    ("inherits", "the child inherits the parent's evaluations", MUST,
     _evaluations(("a", True), ("b", False)), ([], [])),
    ("child", "evaluations of the child do not affect the parent", MUST,
     _evaluations(("a", True), ("b", True)), (_evaluations(("c", True), ("a", False)), [])),
    ("parent", "later evaluations of the parent do not affect the child", MUST,
     _evaluations(("a", True), ("b", True)), ([], _evaluations(("c", True), ("a", False)))),
    ("both", "both scopes record independently", MUST, _evaluations(("a", True)),
     (_evaluations(("a", False), ("x", True)), _evaluations(("y", True), ("a", True)))),
    ("empty", "a fork of an empty scope", MUST, [],
     (_evaluations(("x", True)), _evaluations(("y", True)))),
    ("full", "a full child evicts its own oldest flag", MUST, _numbered(1, 100),
     (_numbered(101, 103), _numbered(2, 2, False))),
]

# (id, title, clause, level, evaluations)
_SPANS: list[tuple[str, str, str, Level, list[Evaluation]]] = [
    ("none", "no evaluations", "span-attributes", MUST, []),
    ("one", "one flag", "span-attributes", MUST, _evaluations(("checkout", True))),
    ("two", "two flags, one of them off", "span-attributes", MUST,
     _evaluations(("a", True), ("b", False))),
    ("again", "a flag that is evaluated again is updated", "span-again", MUST,
     _evaluations(("a", True), ("b", True), ("a", False))),
    ("full", "ten flags", "span-capacity", MUST, _numbered(1, 10)),
    ("overfull", "the eleventh flag is dropped", "span-capacity", MUST, _numbered(1, 11)),
    ("full-again", "a full span updates its flags", "span-capacity", MUST,
     _numbered(1, 12) + _numbered(1, 3, False)),
    ("dropped-again", "a dropped flag stays dropped", "span-capacity", MUST,
     _numbered(1, 12) + _numbered(12, 12, False)),
    ("many", "100 flags", "span-capacity", SHOULD, _numbered(1, 100)),
    ("names", "names are compared exactly and kept unchanged", "span-names", MUST,
     _evaluations(*((name, True) for name in _NAMES), (" a", False))),
    ("names-of-keys", "names with a special meaning elsewhere", "span-names", SHOULD,
     _evaluations(*((name, True) for name in _KEYS[:10]), ("__proto__", False))),
    ("not-boolean", "results that are not booleans", "span-boolean", MUST,
     _evaluations(*((f"flag-{index}", result) for index, result in enumerate(_RESULTS)),
                  ("good", True))),
    ("not-boolean-again", "a result that is not a boolean does not change a known flag",
     "span-boolean", MUST, _evaluations(("a", True), ("a", "off"))),
]


def _recorded() -> dict[str, Any]:
    return json.loads(RECORDED.read_text())["results"] if RECORDED.exists() else {}


def _inputs() -> list[Case]:
    events = [
        Case(f"evaluate-{id}", title, clause, level, "evaluate", {"evaluations": evaluations})
        for id, title, clause, level, evaluations in _EVENTS
    ]
    forks = [
        Case(f"evaluate-fork-{id}", title, "evaluate-fork", level, "evaluate",
             {"evaluations": before, "fork": {"child": child, "parent": parent}})
        for id, title, level, before, (child, parent) in _FORKS
    ]
    spans = [
        Case(f"span-{id}", title, clause, level, "span_evaluate", {"evaluations": evaluations})
        for id, title, clause, level, evaluations in _SPANS
    ]
    return events + forks + spans


def cases(group: str) -> list[Case]:
    """Returns the cases of the group `evaluate` or `span`, with the JavaScript SDK's results."""
    recorded = _recorded()
    return [
        Case(case.id, case.title, case.clause, case.level, case.op, case.input,
             expected=recorded.get(case.id, {"never": "asked; run javascript_sdk.py"}))
        for case in _inputs() if case.id.startswith(f"{group}-")
    ]
