#!/usr/bin/python3
"""Compares flaghook's rules for scalars with the installed Python, on generated texts.

    oracle.py DRIVER [--count N] [--seed S]

DRIVER is the program built from oracle_driver.cpp. The questions are the same for the same seed.
Prints the number of questions for each rule and outcome. Exits with 1 if an answer differs from
Python's, or if no question had one of the expected outcomes.

The expected answers are those of the reference in conformance/reference: the server's own framework on
the installed Python, 3.11 or later. Characters that only one of that Python's Unicode and the server's
has are not compared: in texts U+E000 replaces them, and their number is printed.
"""

from __future__ import annotations

import argparse
import codecs
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "conformance" / "reference"))

import json_parser  # settings first
import server_rules
import unicode_versions
from questions import POINTS_IN_A_BLOCK, Question, Questioner, encode
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.fields import CharField, IntegerField
from rest_framework.renderers import JSONRenderer

MISMATCHES_SHOWN = 20

DATE_TIME = server_rules.DateTimeField()
INTEGER = IntegerField()
TEXT = CharField()
PARSER = json_parser.Parser()
RENDERER = JSONRenderer()


def decode(text: bytes) -> str:
    """Reverses `encode`."""
    return text.decode("utf-8", "surrogatepass")


def date_time(text: bytes) -> str:
    try:
        return server_rules.row_time(DATE_TIME.run_validation(decode(text)))
    except ValidationError as refused:
        return str(refused.get_codes()[0])


def integer(text: bytes) -> str:
    try:
        value = INTEGER.run_validation(decode(text))
    except ValidationError:
        return "invalid"
    if abs(value) >= 1 << 64:
        return "below" if value < 0 else "above"
    return str(value)


def number(literal: bytes) -> str:
    return str(PARSER.parse(io.BytesIO(literal)))


def trim(text: bytes) -> str:
    return encode(TEXT.to_internal_value(decode(text))).hex()


def text_repr(text: bytes) -> str:
    return encode(repr(decode(text))).hex()


def utf8(data: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return f"{len(encode(decoder.decode(data)))} good"
    except UnicodeDecodeError as error:
        return f"{error.start} bad"


def code_points(first: bytes) -> str:
    properties = ""
    for point in range(int(first), int(first) + POINTS_IN_A_BLOCK):
        character = chr(point)
        digit = unicodedata.decimal(character, None)
        properties += "s" if character.isspace() else "-"
        properties += "p" if character.isprintable() else "-"
        properties += "-" if digit is None else str(digit)
    return properties


def json_repr(body: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(body)
        # The framework does not pass an empty body to a parser.
        value = PARSER.parse(io.BytesIO(body)) if body else {}
    except (ParseError, UnicodeDecodeError, json_parser.TooDeep):
        return "malformed"
    return f"{len(decoder.getstate()[0])} {encode(repr(value)).hex()}"


def json_string(text: bytes) -> str:
    return RENDERER.render(decode(text)).hex()


RULES: dict[str, Callable[[bytes], str]] = {
    "date_time": date_time,
    "integer": integer,
    "number": number,
    "trim": trim,
    "repr": text_repr,
    "utf8": utf8,
    "code_points": code_points,
    "json_repr": lambda body: json_parser.call_for(body, json_repr, body),
    "json_string": json_string,
    "unicode_version": lambda _: unicode_versions.UNICODE,
}

WORDS = ("invalid", "overflow", "below", "above", "malformed")

# A run without one of these outcomes does not test it.
EXPECTED_OUTCOMES = {
    *((rule, "value") for rule in RULES),
    ("date_time", "invalid"),
    ("date_time", "overflow"),
    ("integer", "invalid"),
    ("integer", "below"),
    ("integer", "above"),
    ("json_repr", "malformed"),
}


def comparable(question: Question, answer: str) -> str:
    """Hides the properties of characters that only one version of Unicode has."""
    rule, argument = question
    if rule != "code_points":
        return answer
    decided = unicode_versions.decided_by_release()
    properties = re.findall("...", answer)
    return "".join(
        "???" if point in decided else found
        for point, found in enumerate(properties, start=int(argument))
    )


def ask(driver: str, questions: list[Question]) -> list[str]:
    lines = "".join(f"{rule} {argument.hex()}\n" for rule, argument in questions)
    process = subprocess.run(
        [driver], input=lines, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return process.stdout.splitlines()


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("driver")
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()

    questions = [
        (rule, unicode_versions.known_body(argument))
        for rule, argument in Questioner(options.seed).questions(options.count)
    ]
    answers = ask(options.driver, questions)
    if len(answers) != len(questions):
        print(f"{len(questions)} questions, {len(answers)} answers", file=sys.stderr)
        return 1
    outcomes: Counter[tuple[str, str]] = Counter()
    mismatches = 0
    for (rule, argument), answer in zip(questions, answers):
        expected = RULES[rule](argument)
        outcomes[rule, expected if expected in WORDS else "value"] += 1
        question = (rule, argument)
        if comparable(question, answer) != comparable(question, expected):
            mismatches += 1
            if mismatches <= MISMATCHES_SHOWN:
                print(f"{rule} {argument!r}\n  Python   {expected}\n  flaghook {answer}")
    for (rule, outcome), times in sorted(outcomes.items()):
        print(f"{rule:16} {outcome:10} {times:8}")
    missing = sorted(EXPECTED_OUTCOMES - set(outcomes))
    for rule, outcome in missing:
        print(f"{rule}: no question had the outcome {outcome}")
    print(unicode_versions.left_out() or "all code points are compared")
    print(f"{len(questions)} questions, {mismatches} mismatches")
    return 1 if mismatches or missing else 0


if __name__ == "__main__":
    sys.exit(main())
