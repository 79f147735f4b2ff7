"""Makes the oracle's questions: nearly valid texts, every code point, and pairs of bytes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator

Question = tuple[str, bytes]

POINTS_IN_A_BLOCK = 256

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


def encode(text: str) -> bytes:
    """Encodes a text as UTF-8, including surrogates."""
    return text.encode("utf-8", "surrogatepass")


class Questioner:
    """Makes nearly valid texts from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def digits(self, count: int) -> str:
        return "".join(self.random.choices("0123456789", k=count))

    def changed(self, text: str) -> str:
        """Inserts, replaces or removes up to three characters."""
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
        """Mostly returns a valid part of a date-time, so that the whole is often valid, too."""
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
        """Yields `count` random questions, all code points, and byte pairs from 80 00 on."""
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
