#!/usr/bin/python3
"""Compares flaghook's rules for scalars with the installed Python, on generated texts.

    oracle.py DRIVER [--count N] [--seed S]

DRIVER is the program built from oracle_driver.cpp. The questions are the same for the same seed.
Prints the number of questions for each rule and outcome. Exits with 1 if an answer differs from
Python's, or if no question had one of the expected outcomes.

The rules are those of Django REST framework's fields, which end in plain Python:
https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py. Only the
fields' own few lines are repeated here; all else is left to the installed Python, 3.11 or later.
flaghook follows 3.13. Characters that only one of the two versions of Unicode has are not compared:
in texts U+E000 replaces them, and their number is printed.
"""

from __future__ import annotations

import argparse
import codecs
import datetime
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "conformance" / "reference"))

import unicode_versions
from questions import POINTS_IN_A_BLOCK, Question, Questioner, encode

MISMATCHES_SHOWN = 20

HOUR = r"(?:[01]\d|2[0-3])"
TIME = rf"(?:{HOUR}(?::\d\d(?::\d\d(?:[.,]\d+)?)?)?|{HOUR}\d\d(?:\d\d(?:[.,]\d+)?)?)"

# https://docs.python.org/3.13/library/datetime.html#datetime.datetime.fromisoformat. Each
# release accepts other undocumented forms, and 3.14 accepts the hour 24, so only the documented
# forms are passed to the installed Python.
DOCUMENTED_FORM = re.compile(
    # The hyphen between a week and two digits is the separator.
    r"(?:\d{4}-\d\d-\d\d|\d{8}|\d{4}-W\d\d(?:-\d(?!\d))?|\d{4}W\d\d\d?)"
    rf"(?:.{TIME}(?:Z|[+-]{TIME})?)?",
    re.ASCII | re.DOTALL,
)

# django.utils.dateparse.datetime_re,
# https://github.com/django/django/blob/main/django/utils/dateparse.py
DATE_TIME_PATTERN = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[T ]"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})"
    r"(?::(?P<second>\d{1,2})(?:[\.,](?P<microsecond>\d{1,6})\d{0,6})?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?$"
)


def decode(text: bytes) -> str:
    """Reverses `encode`."""
    return text.decode("utf-8", "surrogatepass")


def parse_zone(text: str) -> datetime.timezone:
    if text == "Z":
        return datetime.timezone.utc
    offset = datetime.timedelta(
        hours=int(text[1:3]), minutes=int(text[-2:]) if len(text) > 3 else 0
    )
    return datetime.timezone(-offset if text[0] == "-" else offset)


def with_whole_seconds(parsed: datetime.datetime) -> datetime.datetime:
    """Replaces an offset of less than a second by UTC, as Python 3.13 does."""
    offset = parsed.utcoffset()
    if offset is not None and abs(offset) < datetime.timedelta(seconds=1):
        return parsed.replace(tzinfo=datetime.timezone.utc)
    return parsed


def parse_date_time(text: str) -> datetime.datetime | None:
    """Parses a text like Django's `parse_datetime`."""
    try:
        if not DOCUMENTED_FORM.fullmatch(text):
            raise ValueError
        return with_whole_seconds(datetime.datetime.fromisoformat(text))
    except ValueError:
        found = DATE_TIME_PATTERN.match(text)
        if found is None:
            return None
        parts = found.groupdict()
        zone = parts.pop("zone")
        parts["microsecond"] = parts["microsecond"] and parts["microsecond"].ljust(6, "0")
        return datetime.datetime(
            **{name: int(part) for name, part in parts.items() if part is not None},
            tzinfo=zone and parse_zone(zone),
        )


def date_time(text: bytes) -> str:
    try:
        parsed = parse_date_time(decode(text))
        if parsed is None:
            parsed = datetime.datetime.strptime(decode(text), "iso-8601")
    except ValueError:
        return "invalid"
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=datetime.timezone.utc)
    try:
        return parsed.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")
    except OverflowError:
        return "overflow"


def integer(text: bytes) -> str:
    try:
        value = int(re.sub(r"\.0*\s*$", "", decode(text)))
    except ValueError:
        return "invalid"
    if abs(value) >= 1 << 64:
        return "below" if value < 0 else "above"
    return str(value)


def number(literal: bytes) -> str:
    return str(json.loads(literal))


def trim(text: bytes) -> str:
    return encode(decode(text).strip()).hex()


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


def refuse_constant(name: str) -> None:
    raise ValueError(name)


def json_repr(body: bytes) -> str:
    """Parses a body like Django REST framework's strict `JSONParser`."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(body)
        value = json.loads(text, parse_constant=refuse_constant) if body else {}
    except ValueError:
        return "malformed"
    return f"{len(decoder.getstate()[0])} {encode(repr(value)).hex()}"


def json_string(text: bytes) -> str:
    """Writes a string like Django REST framework's `JSONRenderer`."""
    written = json.dumps(decode(text), ensure_ascii=False)
    return encode(written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")).hex()


RULES: dict[str, Callable[[bytes], str]] = {
    "date_time": date_time,
    "integer": integer,
    "number": number,
    "trim": trim,
    "repr": text_repr,
    "utf8": utf8,
    "code_points": code_points,
    "json_repr": json_repr,
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


def known(question: Question) -> Question:
    """Replaces the characters that only one version of Unicode has."""
    rule, argument = question
    try:
        return rule, encode(unicode_versions.known_to_both(decode(argument)))
    except UnicodeDecodeError:
        # Bytes that are not text; the rules for them do not use the properties of characters.
        return question


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

    questions = [known(one) for one in Questioner(options.seed).questions(options.count)]
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
