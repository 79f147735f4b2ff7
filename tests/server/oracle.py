#!/usr/bin/python3
"""Compares flaghook's rules for scalars with Python itself, on generated texts.

    oracle.py DRIVER [--count N] [--seed S]

DRIVER is the program built from oracle_driver.cpp. The questions are the same for the same seed.
Prints how often each rule was asked and what came out; exits with 1 when an answer differs from
Python's, or when the questions left out a kind of outcome.

The rules are those of Django REST framework's fields, which end in plain Python:
https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py. Only the
fields' own few lines are repeated here; everything else is asked of the running Python. It has to
be 3.11, whose Unicode tables flaghook has.
"""

from __future__ import annotations

import argparse
import codecs
import datetime
import json
import random
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

Question = tuple[str, bytes]

POINTS_IN_A_BLOCK = 256
MISMATCHES_SHOWN = 20


def encode(text: str) -> bytes:
    """UTF-8 in which surrogates are allowed."""
    return text.encode("utf-8", "surrogatepass")


def decode(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


# What Python answers.

TIME = r"(?:\d\d(?::\d\d(?::\d\d(?:[.,]\d+)?)?)?|\d\d\d\d(?:\d\d(?:[.,]\d+)?)?)"

# https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat. Releases
# take more by mistake, each something else, so only these forms are put to the running one.
DOCUMENTED_FORM = re.compile(
    # Before two digits the hyphen behind a week is the separator.
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


def parse_zone(text: str) -> datetime.timezone:
    if text == "Z":
        return datetime.timezone.utc
    offset = datetime.timedelta(
        hours=int(text[1:3]), minutes=int(text[-2:]) if len(text) > 3 else 0
    )
    return datetime.timezone(-offset if text[0] == "-" else offset)


def parse_date_time(text: str) -> datetime.datetime | None:
    """Django's `parse_datetime`."""
    try:
        if not DOCUMENTED_FORM.fullmatch(text):
            raise ValueError
        return datetime.datetime.fromisoformat(text)
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
    """What Django REST framework's strict `JSONParser` makes of a body."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(body)
        value = json.loads(text, parse_constant=refuse_constant) if body else {}
    except ValueError:
        return "malformed"
    return f"{len(decoder.getstate()[0])} {encode(repr(value)).hex()}"


def json_string(text: bytes) -> str:
    """What Django REST framework's `JSONRenderer` writes."""
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
    "unicode_version": lambda _: unicodedata.unidata_version,
}

WORDS = ("invalid", "overflow", "below", "above", "malformed")

# A run that never sees one of these outcomes has proved nothing about it.
EXPECTED_OUTCOMES = {
    *((rule, "value") for rule in RULES),
    ("date_time", "invalid"),
    ("date_time", "overflow"),
    ("integer", "invalid"),
    ("integer", "below"),
    ("integer", "above"),
    ("json_repr", "malformed"),
}


# What is asked.

SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"
NO_SPACES = "\u200b\ufeff\u180e\u2060\x08\x0e\x1b\x00"
NUMERALS = "\u0663\u0665\uff10\U0001d7d7\U0001e950\u00b2\u2460\u4e09"
STRAY_CHARACTERS = "0123456789-:.,TWZ+_ \x00x\u00e9\ud800\udfff" + SPACES + NUMERALS
INTEGERS = ["18446744073709551615", "18446744073709551616", "-9223372036854775808", "12345"]
JSON_TEXTS = [
    *("a", "\u00e9", "\U0001f600", "'", '\\"', "\\\\", "\\/", "\\n", "\\u0000", "\\u00E4"),
    *("\\ud800", "\\uDFFF", "\\ud83d\\ude00", "\\u2028", "\u2029", "\x7f", "e9", "]"),
]
NO_JSON = ["NaN", "Infinity", "-Infinity", "nul", "01", "1.", ".5", "+1", "-", "1e", ""]
STRAY_BYTES = [b"", b'"', b"\\", b",", b"}", b"\x00", b"\xef\xbb\xbf", b"\xe2"]


class Questioner:
    """Makes texts that are nearly good, from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def digits(self, count: int) -> str:
        return "".join(self.random.choices("0123456789", k=count))

    def changed(self, text: str) -> str:
        """The text with up to three characters inserted, replaced or removed."""
        characters = list(text)
        for _ in range(self.random.choice([0, 0, 0, 1, 1, 2, 3])):
            place = self.random.randint(0, len(characters))
            new = self.random.choice(STRAY_CHARACTERS)
            match self.random.randrange(3):
                case 0:
                    characters.insert(place, new)
                case 1:
                    characters[place : place + 1] = new
                case 2:
                    del characters[place : place + 1]
        return "".join(characters)

    def in_other_script(self, text: str) -> str:
        return "".join(
            chr(0x0660 + int(character))
            if character.isascii() and character.isdigit() and self.random.random() < 0.3
            else character
            for character in text
        )

    def part(self, good: list[str], bad: list[str]) -> str:
        """Mostly a good part of a date-time, so that the whole often is good, too."""
        return self.random.choice(good if self.random.random() < 0.93 else bad)

    def date(self) -> str:
        year = self.part(["2024", "0001", "9999", "1900", "2020"], ["0000", self.digits(4)])
        month = self.part(["01", "12", "02", "06", "10"], ["13", "00", "1", self.digits(2)])
        day = self.part(["01", "12", "28", "29", "31"], ["32", "00", "5", self.digits(2)])
        week = "W" + self.part(["01", "52", "53"], ["00", "54", self.digits(2)])
        weekday = self.part(list("1234567"), ["0", "8"])
        forms = [f"{year}-{month}-{day}", f"{year}{month}{day}", "0001-01-01", "9999-12-31"]
        forms += [f"{year}-{week}", f"{year}{week}", f"{year}-{week}-{weekday}"]
        forms += [f"{year}{week}{weekday}"]
        return self.part(forms, [f"{year}-{self.digits(3)}", f"{year}-{month}", week])

    def time(self) -> str:
        hour = self.part(["00", "23", "12", "09"], ["24", "5", self.digits(2)])
        minute = self.part(["00", "59", "30", "07"], ["60", "5", self.digits(2)])
        second = self.part(["00", "59", "30", "08"], ["60", "7", self.digits(2)])
        fraction = self.random.choice(".,") + self.digits(self.random.randint(0, 13))
        forms = [hour, hour + minute, f"{hour}:{minute}", hour + minute + second]
        forms += [f"{hour}:{minute}:{second}", f"{hour}:{minute}:{second}{fraction}"]
        forms += [hour + minute + second + fraction]
        bad = [f"{hour}:{minute}{fraction}", f"{hour}:", f"{hour}{minute}:{second}", ""]
        return self.part(forms, [*bad, f"{hour}:{minute}:{second}{fraction}x"])

    def zone(self) -> str:
        sign = self.random.choice("+-")
        space = self.random.choice(SPACES)
        good = ["", "Z", "+00:00", sign + "00:01", sign + self.time(), sign + "00:00:00.5"]
        good += [sign + "22:99", sign + "010203.123456", space + sign + "01:00", space + "Z"]
        return self.part([*good, "Z\n"], ["z", sign + "24:00", sign + self.digits(4), sign])

    def date_time(self) -> str:
        if self.random.random() < 0.02:
            folded = {"i": "iI\u0131\u0130", "s": "sS\u017f", "o": "oO"}
            return self.changed(
                "".join(self.random.choice(folded.get(letter, letter)) for letter in "iso-8601")
            )
        text = self.date()
        if self.random.random() < 0.85:
            separator = self.random.choice(["T"] * 9 + [*"  t_-1", "\u00e9", "", "\ud800"])
            text += separator + self.time() + self.zone()
        text = self.changed(text)
        return self.in_other_script(text) if self.random.random() < 0.1 else text

    def integer(self) -> str:
        parts = [*INTEGERS, *INTEGERS, *INTEGERS, *"0123456789", ".0", ".00 "]
        parts += [*"_+-. ", *SPACES, *NUMERALS]
        return self.changed("".join(self.random.choices(parts, k=self.random.randint(0, 5))))

    def number(self) -> str:
        pick = self.random.choice
        whole = pick(["0", "0", str(self.random.randint(1, 10 ** self.random.randint(1, 25)))])
        fraction = pick(["", "." + self.digits(self.random.randint(1, 20))])
        power = self.digits(self.random.randint(1, 3))
        exponent = pick(["", pick("eE") + pick(["", "+", "-"]) + power])
        return pick(["", "-"]) + whole + fraction + exponent

    def text(self) -> str:
        parts = [*SPACES, *NO_SPACES, *"ab'\"\\/", "\u00e9", "\x7f", "\xad", "\ud800"]
        parts += [chr(self.random.randrange(sys.maxunicode + 1)) for _ in range(8)]
        return "".join(self.random.choices(parts, k=self.random.randint(0, 8)))

    def bytes(self) -> bytes:
        parts = [b"a" * self.random.randint(1, 12), "\u00e9\u20ac\U0001f600".encode()]
        border = self.random.choice(b"\x7f\x80\x8f\x90\x9f\xa0\xbf\xc2\xe0\xed\xef\xf0\xf4")
        parts += [bytes([border]), bytes([self.random.randrange(256)])]
        whole = b"".join(self.random.choices(parts, k=self.random.randint(0, 6)))
        return whole[: self.random.randint(0, len(whole) + 4)]

    def json_text(self) -> str:
        return '"' + "".join(self.random.choices(JSON_TEXTS, k=self.random.randint(0, 4))) + '"'

    def json_number(self) -> str:
        extreme = ["1e99999999999", "-1E+99999999999", "1e-99999999999", "0e4294967296", "-0"]
        extreme += ["9" * self.random.choice([4299, 4300, 4301]), "1e0000000000000000000000003"]
        return self.number() if self.random.random() < 0.9 else self.random.choice(extreme)

    def json(self, depth: int = 0) -> str:
        pick = self.random.choice
        kind = self.random.random()
        if kind < 0.1:
            return pick(["null", "true", "false"])
        if kind < 0.12:
            return pick(NO_JSON)
        if kind < 0.3 or depth > 4:
            return self.json_number()
        if kind < 0.5:
            return self.json_text()
        space = pick(["", "", "", " ", "\n\t\r "])
        count = self.random.randint(0, 4)
        if kind < 0.7:
            items = (space + self.json(depth + 1) + space for _ in range(count))
            return "[" + ",".join(items) + "]"
        keys = ['"a"', '"b"', '"\\u0061"', '"\\ud800"', '"it\'s"', self.json_text()]
        members = (f"{pick(keys)}{space}:{space}{self.json(depth + 1)}" for _ in range(count))
        return "{" + ",".join(members) + space + "}"

    def body(self) -> bytes:
        body = encode(self.json())
        for _ in range(self.random.choice([0, 0, 0, 0, 0, 1, 2])):
            place = self.random.randint(0, len(body))
            new = self.random.choice(STRAY_BYTES)
            body = body[:place] + new + body[place + self.random.randint(0, 1) :]
        return body[: self.random.randint(0, len(body))] if self.random.random() < 0.1 else body

    def nested_body(self) -> bytes:
        depth = self.random.randint(50, 250)
        opened = self.random.choice(["[", "[1,", '{"a":', '{"a":0,"a":'])
        closed = "]" if opened[0] == "[" else "}"
        return (opened * depth + "0" + closed * depth).encode()

    def questions(self, count: int) -> Iterator[Question]:
        """`count` random questions, every code point, and every pair of bytes from 80 00 on."""
        yield "unicode_version", b""
        for first in range(0, sys.maxunicode + 1, POINTS_IN_A_BLOCK):
            yield "code_points", b"%d" % first
        for pair in range(0x8000, 0x10000):
            yield "utf8", pair.to_bytes(2, "big")
        for _ in range(20):
            yield "json_repr", self.nested_body()
        makers: list[tuple[float, Callable[[], Question]]] = [
            (0.50, lambda: ("date_time", encode(self.date_time()))),
            (0.12, lambda: ("integer", encode(self.integer()))),
            (0.08, lambda: ("number", self.number().encode())),
            (0.05, lambda: ("trim", encode(self.text()))),
            (0.05, lambda: ("repr", encode(self.text()))),
            (0.05, lambda: ("utf8", self.bytes())),
            (0.10, lambda: ("json_repr", self.body())),
            (0.05, lambda: ("json_string", encode(self.text()))),
        ]
        shares, asked = zip(*makers)
        for make in self.random.choices(asked, weights=shares, k=count):
            yield make()


def ask(driver: str, questions: list[Question]) -> list[str]:
    lines = "".join(f"{rule} {argument.hex()}\n" for rule, argument in questions)
    process = subprocess.run(
        [driver], input=lines, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return process.stdout.splitlines()


def main() -> int:
    arguments = argparse.ArgumentParser(description="flaghook's scalar rules against Python's")
    arguments.add_argument("driver")
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    if sys.version_info[:2] != (3, 11):
        print(f"needs Python 3.11, not {sys.version}", file=sys.stderr)
        return 2

    questions = list(Questioner(options.seed).questions(options.count))
    answers = ask(options.driver, questions)
    if len(answers) != len(questions):
        print(f"{len(questions)} questions, {len(answers)} answers", file=sys.stderr)
        return 1
    outcomes: Counter[tuple[str, str]] = Counter()
    mismatches = 0
    for (rule, argument), answer in zip(questions, answers):
        expected = RULES[rule](argument)
        outcomes[rule, expected if expected in WORDS else "value"] += 1
        if answer != expected:
            mismatches += 1
            if mismatches <= MISMATCHES_SHOWN:
                print(f"{rule} {argument!r}\n  Python   {expected}\n  flaghook {answer}")
    for (rule, outcome), times in sorted(outcomes.items()):
        print(f"{rule:16} {outcome:10} {times:8}")
    missing = sorted(EXPECTED_OUTCOMES - set(outcomes))
    for rule, outcome in missing:
        print(f"{rule}: no question came out as {outcome}")
    print(f"{len(questions)} questions, {mismatches} mismatches")
    return 1 if mismatches or missing else 0


if __name__ == "__main__":
    sys.exit(main())
