"""Makes values that the webhook's fields accept, refuse, or almost accept.

They include values of wrong types and at the limits, all classes of Unicode spaces and digits, and
date-times in all forms that a parser might accept or refuse.
"""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from spelled_json import Pairs, Raw

LISTS = json.loads((Path(__file__).resolve().parent / "odd_values.json").read_text("ascii"))
"""The lists that the generators of inputs share: this module, `malformed`, the questions of
`tests/server`, and, through `fuzz/generate_tables.py`, the mutator and the seeds of `fuzz`."""

SPACES: str = LISTS["spaces"]
NO_SPACES: str = LISTS["no_spaces"]
DIGIT_ZEROS = [ord(zero) for zero in LISTS["digit_zeros"]]
CHARACTERS = (*SPACES, *NO_SPACES, *LISTS["no_digits"], *LISTS["characters"])


class OddValues:
    """Draws random values."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance

    def value(self, depth: int = 0) -> Any:
        """Returns any JSON value; most are small."""
        makers: tuple[Callable[[], Any], ...] = (
            lambda: None,
            lambda: self.random.choice((True, False)),
            self.number,
            self.number,
            self.text,
            self.text,
            self.integer_text,
            self.time,
            lambda: self.random.choice(("created", "updated", "email", "name", "id", "data")),
            lambda: [],
            lambda: Pairs(),
            lambda: [self.value(depth + 1) for _ in range(self.random.randrange(4))],
            lambda: Pairs(
                (self.key(), self.value(depth + 1)) for _ in range(self.random.randrange(4))
            ),
        )
        return self.random.choice(makers if depth < 3 else makers[:9])()

    def key(self) -> str:
        """Returns the name of a member, known or not."""
        if self.random.random() < 0.6:
            return self.random.choice(
                ("data", "meta", "version", "action", "change_id", "created_at", "created_by",
                 "flag", "id", "type", "k", "K", "")
            )  # fmt: skip
        return self.text()

    def number(self) -> Raw:
        """Returns a number, sometimes in a spelling that JSON does not allow."""
        choose = self.random.random()
        if choose < 0.02:
            length = self.random.choice((999, 1000, 1001, 4299, 4300, 4301))
            return Raw(self.random.choice(("", "-")) + "7" * length)
        return Raw(self.random.choice(LISTS["no_json"])) if choose < 0.06 else self.valid_number()

    def valid_number(self) -> Raw:
        """Returns a number of JSON."""
        pick = self.random.choice
        choose = self.random.random()
        if choose < 0.25:
            return Raw(str(pick((0, 1, -1, 42, 10**15, 10**16, 10**17))))
        if choose < 0.4:
            around = pick((2**53, 2**63, 2**64, -(2**63), 10**19, 10**40))
            return Raw(str(around + self.random.randrange(-2, 3)))
        if choose < 0.5:
            return Raw(pick(LISTS["numbers"]))
        whole = pick(("0", "1", "7", "10", "123456789", "9007199254740993", self._ascii_digits(25)))
        fraction = pick(("", ".0", ".00", ".5", ".10", ".000001", "." + self._ascii_digits(30)))
        exponent = pick(
            ("", "", "e0", "E+2", "e-2", "e15", "e16", "e-5", "e22", "e308", "e309", "e400",
             "e-400", "e99999999999", "E-99999999999", "e+000000000000003", "e2147483648",
             "e-" + self._ascii_digits(3), "E+" + self._ascii_digits(3))
        )  # fmt: skip
        return Raw(pick(("", "", "-")) + whole + fraction + exponent)

    def _ascii_digits(self, most: int) -> str:
        """Returns up to this many digits, the first of which is not zero."""
        return str(self.random.randrange(1, 10 ** self.random.randint(1, most)))

    def _character(self) -> str:
        choose = self.random.random()
        if choose < 0.5:
            return self.random.choice(CHARACTERS)
        if choose < 0.7:
            return self.random.choice("abcdefgh ._-")
        return chr(self.random.randrange(0x110000))

    def text(self) -> str:
        """Returns a text near the length limits, or a text of a few arbitrary characters."""
        choose = self.random.random()
        if choose < 0.12:
            length = self.random.choice((1, 99, 100, 101, 255, 256, 257, 1000, 1001))
            unit = self.random.choice(("a", "é", "😀", "\u0301"))
            pad = self.random.choice(("", " ", "\u3000", "\x1f"))
            return pad + unit * length + pad
        text = "".join(self._character() for _ in range(self.random.randrange(6)))
        if self.random.random() < 0.3:
            text = self.random.choice(SPACES + NO_SPACES) + text + self.random.choice(SPACES)
        return text

    def _digits(self, count: int) -> str:
        zero = self.random.choice(DIGIT_ZEROS) if self.random.random() < 0.3 else 0x30
        return "".join(chr(zero + self.random.randrange(10)) for _ in range(count))

    def integer_text(self) -> str:
        """Returns a text that Python might read as an integer."""
        choose = self.random.random()
        if choose < 0.1:
            return self.random.choice(("0", "1", "2")) * self.random.choice((999, 1000, 1001))
        if choose < 0.25:
            return self.random.choice(LISTS["integers"])
        text = self._digits(self.random.choice((0, 1, 1, 2, 5, 19, 20, 21)))
        if self.random.random() < 0.25:
            place = self.random.randrange(len(text) + 1)
            odd = self.random.choice(("_", "__", ".", " ", "²", "e3"))
            text = text[:place] + odd + text[place:]
        sign = self.random.choice(("", "", "", "+", "-", "+-", "- "))
        tail = self.random.choice(("", "", "", ".", ".0", ".00", ".0 ", ".5", ".0\n", ".0\x1c"))
        before = self.random.choice(("", "", "", *SPACES, *NO_SPACES))
        behind = self.random.choice(("", "", "", *SPACES, *NO_SPACES))
        return before + sign + text + tail + behind

    def time(self) -> str:
        """Returns a date-time in any form, valid or almost valid."""
        listed = self.random.random() < 0.3
        text = self.random.choice(LISTS["date_times"]) if listed else self._date()
        if not listed and self.random.random() < 0.9:
            separators = ("T", " ", "t", "_", "é", "😀", "-", "1", "\ud800", "W", "")
            text += self._part(("T", "T", " "), separators) + self._clock() + self._zone()
        for _ in range(self.random.choice((0, 0, 0, 0, 1, 2))):
            place = self.random.randrange(len(text) + 1)
            odd = self.random.choice((*"0123456789-:.,TWZz+ \x00é\ud800", "٣", *SPACES[:8]))
            end = place + self.random.randrange(2)
            text = text[:place] + self.random.choice(("", odd, odd)) + text[end:]
        if self.random.random() < 0.03:
            text = "".join(
                self.random.choice({"i": "iIıİ", "s": "sSſ", "o": "oO"}.get(letter, letter))
                for letter in "iso-8601"
            )
        if self.random.random() < 0.05:
            zero = self.random.choice(DIGIT_ZEROS)
            share = self.random.choice((0.3, 1))
            text = "".join(
                chr(zero + int(c)) if c in "0123456789" and self.random.random() < share else c
                for c in text
            )
        return text

    def _part(self, good: Sequence[str], bad: Sequence[str]) -> str:
        """Mostly returns a valid part, so that the whole is often valid, too."""
        return self.random.choice(good if self.random.random() < 0.93 else bad)

    def _date(self) -> str:
        year = self._part(("2024", "2023", "1970", "0001", "9999", "1900", "2000"), ("0000", "24"))
        month = self._part(("01", "02", "06", "10", "12"), ("00", "13", "1", "9"))
        day = self._part(("01", "12", "28", "29", "30", "31"), ("32", "00", "5"))
        week = "W" + self._part(("01", "10", "52", "53"), ("00", "54", "1"))
        weekday = self._part("1234567", "089")
        return self._part(
            (f"{year}-{month}-{day}", f"{year}-{month}-{day}", f"{year}{month}{day}",
             "0001-01-01", "9999-12-31", f"{year}-{week}", f"{year}{week}",
             f"{year}-{week}-{weekday}", f"{year}{week}{weekday}"),
            (f"{year}-{month}", f"{year}-366", f"{year}366", week),
        )  # fmt: skip

    def _clock(self) -> str:
        hour = self._part(("00", "09", "12", "23"), ("24", "25", "7"))
        minute = self._part(("00", "07", "30", "59"), ("60", "5"))
        second = self._part(("00", "08", "30", "59"), ("60", "61", "5"))
        decimals = "".join(self.random.choices("0123456789", k=self.random.randint(1, 13)))
        fraction = self._part((".0", ".5", ",5", "." + decimals, "," + decimals), (".", ":5", ".1x"))
        return self._part(
            (hour, hour + minute, f"{hour}:{minute}", hour + minute + second,
             f"{hour}:{minute}:{second}", f"{hour}:{minute}:{second}{fraction}",
             f"{hour}{minute}{second}{fraction}"),
            (f"{hour}:{minute}{fraction}", f"{hour}:", f"{hour}:{minute}:",
             f"{hour}{minute}:{second}", ""),
        )  # fmt: skip

    def _zone(self) -> str:
        sign = self.random.choice("+-")
        space = self.random.choice(SPACES)
        return self._part(
            ("", "Z", "+00:00", sign + "00:01", sign + self._clock(), sign + "00:00:00.5",
             sign + "22:99", f"{space}{sign}01:00", space + "Z", "Z\n"),
            ("z", sign, sign + "24:00", sign + "99", "+00:00Z", "UTC", "[UTC]"),
        )  # fmt: skip
