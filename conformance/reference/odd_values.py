"""Makes values that the webhook's fields accept, refuse, or almost accept.

They include values of wrong types and at the limits, all classes of Unicode spaces and digits, and
date-times in all forms that a parser might accept or refuse.
"""

import random
from collections.abc import Callable
from typing import Any

from spelled_json import Pairs, Raw

SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
NO_SPACES = "\u180e\u200b\u200c\u200d\u2060\ufeff\x00\x1b\x7f"
DIGIT_ZEROS = (
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0xE50, 0x1040, 0x17E0, 0xFF10, 0x104A0, 0x11066, 0x1D7CE,
    0x1D7D8, 0x1D7F6, 0x1E950, 0x1FBF0,
)  # fmt: skip
NO_DIGITS = "²¹½Ⅷ①㊀一〇"
SURROGATES = "\ud800\udbff\udc00\udfff\ud83d\ude00"
CHARACTERS = SPACES + NO_SPACES + NO_DIGITS + SURROGATES + "aZ'\"\\/é€😀\xad\u0378\U000e0001{}[]:,"


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
        if choose < 0.25:
            return Raw(str(self.random.choice((0, 1, -1, 42, 10**15, 10**16, 10**17))))
        if choose < 0.4:
            around = self.random.choice((2**53, 2**63, 2**64, -(2**63), 10**19, 10**40))
            return Raw(str(around + self.random.randrange(-2, 3)))
        if choose < 0.42:
            length = self.random.choice((999, 1000, 1001, 4299, 4300, 4301))
            return Raw(self.random.choice(("", "-")) + "7" * length)
        sign = self.random.choice(("", "", "-"))
        whole = self.random.choice(("0", "1", "7", "10", "123456789", "9007199254740993"))
        fraction = self.random.choice(("", ".0", ".00", ".5", ".10", ".000001", "." + "3" * 30))
        exponent = self.random.choice(
            ("", "", "e0", "E+2", "e-2", "e15", "e16", "e-5", "e22", "e308", "e309", "e400",
             "e-400", "e99999999999", "E-99999999999", "e+000000000000003", "e2147483648")
        )  # fmt: skip
        odd = self.random.random()
        if odd < 0.04:
            return Raw(self.random.choice(("NaN", "Infinity", "-Infinity", "-0", "-0.0", "-0e9")))
        if odd < 0.08:
            return Raw(self.random.choice(("01", "1.", ".5", "+1", "1e", "0x1", "--1", "1_0", "-")))
        return Raw(sign + whole + fraction + exponent)

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
        text = self._date()
        if self.random.random() < 0.9:
            separators = ("T", "T", "T", " ", "t", "_", "é", "😀", "-", "1", "\ud800", "W", "")
            text += self.random.choice(separators) + self._clock() + self._zone()
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
            text = "".join(chr(zero + int(c)) if c in "0123456789" else c for c in text)
        return text

    def _date(self) -> str:
        pick = self.random.choice
        year = pick(("2024", "2023", "2020", "1970", "0001", "9999", "0000", "1900", "2000"))
        month = pick(("01", "02", "12", "06", "00", "13", "1", "9"))
        day = pick(("01", "28", "29", "30", "31", "32", "00", "1", "9"))
        week = "W" + pick(("01", "10", "52", "53", "54", "00", "1"))
        weekday = pick("1234567089")
        return pick(
            (f"{year}-{month}-{day}", f"{year}-{month}-{day}", f"{year}{month}{day}",
             f"{year}-{week}", f"{year}{week}", f"{year}-{week}-{weekday}",
             f"{year}{week}{weekday}", f"{year}-{month}", f"{year}-366", f"{year}366")
        )  # fmt: skip

    def _clock(self) -> str:
        pick = self.random.choice
        hour = pick(("00", "12", "23", "24", "25", "7"))
        minute = pick(("00", "30", "59", "60", "5"))
        second = pick(("00", "30", "59", "60", "61", "5"))
        fraction = pick(
            ("", "", ".0", ".5", ",5", ".123456", ".1234567", ".999999999", ",1234567890123", ".",
             ":5", ".123456x")
        )  # fmt: skip
        return pick(
            (f"{hour}:{minute}:{second}{fraction}", f"{hour}:{minute}:{second}{fraction}",
             f"{hour}{minute}{second}{fraction}", f"{hour}:{minute}", f"{hour}{minute}", hour,
             f"{hour}:{minute}{fraction}", f"{hour}:", f"{hour}:{minute}:", "")
        )  # fmt: skip

    def _zone(self) -> str:
        pick = self.random.choice
        hours = pick(("00", "01", "05", "12", "14", "23", "24", "99", "1"))
        minutes = pick(("00", "30", "45", "59", "60", "99", "5"))
        return pick(
            ("", "", "Z", "z", "+00:00", f"+{hours}:{minutes}", f"-{hours}:{minutes}",
             f"+{hours}{minutes}", f"-{hours}", f" +{hours}:{minutes}", " Z", "Z\n",
             "+00:00:00.5", f"-{hours}:{minutes}:30.25", f"+{hours}{minutes}30", "+00:00Z", "UTC",
             "[UTC]")
        )  # fmt: skip
