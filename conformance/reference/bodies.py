"""Adversarial webhook bodies from a seed.

A body begins as a good payload and is then written by a generator that breaks it on purpose: values
of wrong types and at their limits, every class of Unicode space and digit, date-times in every form
that a parser might take or refuse, repeated and missing keys, damaged bytes. Most bodies have one or
two oddities, so that most of them are almost right: that is where implementations differ.
"""

import json
import random
from collections.abc import Callable
from typing import Any

SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
NO_SPACES = "\u180e\u200b\u200c\u200d\u2060\ufeff\x00\x1b\x7f"
DIGIT_ZEROS = (
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0xE50, 0x1040, 0x17E0, 0xFF10, 0x104A0, 0x11066, 0x1D7CE,
    0x1D7D8, 0x1D7F6, 0x1E950, 0x1FBF0,
)  # fmt: skip
NO_DIGITS = "²¹½Ⅷ①㊀一०"
SURROGATES = "\ud800\udbff\udc00\udfff\ud83d\ude00"
CHARACTERS = SPACES + NO_SPACES + NO_DIGITS + SURROGATES + "aZ'\"\\/é€😀\xad\u0378\U000e0001{}[]:,"
RAW_SEPARATORS = ("", " ", "  ", "\n", "\t", "\r\n ")


class Raw(str):
    """JSON text that is written as it stands."""


class Pairs(list[tuple[str, Any]]):
    """An object whose keys may repeat."""


class BodyMaker:
    """Makes one body after the other; equal seeds make equal bodies."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def body(self) -> bytes:
        """The next body."""
        choose = self.random.random()
        if choose < 0.02:
            return self._fragment()
        payload = self._payload()
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 2, 3))):
            payload = self._spoil(payload)
        text = self._write(payload)
        body = text.encode("utf-8", "surrogatepass")
        if self.random.random() < 0.08:
            body = self._damage(body)
        return body

    # The payload

    def _payload(self) -> Any:
        count = self.random.choice((0, 1, 1, 1, 1, 2, 2, 3, 5))
        data = [self._change() for _ in range(count)]
        payload = Pairs([("data", data), ("meta", Pairs([("version", 1)]))])
        if self.random.random() < 0.2:
            payload.reverse()
        return payload

    def _change(self) -> Pairs:
        change = Pairs(
            [
                ("action", self.random.choice(("created", "updated", "deleted"))),
                ("change_id", self._id()),
                ("created_at", self._time() if self.random.random() < 0.3 else self._plain_time()),
                ("created_by", self._author()),
                ("flag", self._flag()),
            ]
        )
        if self.random.random() < 0.15:
            self.random.shuffle(change)
        return change

    def _author(self) -> Pairs:
        kind = self.random.choice(("email", "id", "name"))
        name = {"email": "jane@example.com", "id": "4711", "name": "Jané Doe"}[kind]
        return Pairs([("id", name), ("type", kind)])

    def _flag(self) -> str:
        return self.random.choice(("checkout", "hello.world", "новый-флаг", "a", "flag 😀"))

    def _id(self) -> Any:
        few = self.random.randrange(4)
        return self.random.choice(
            (few, few, 93899375123, -few, 2**63, 2**64 - 1, -(2**63), 1733961720000)
        )

    def _plain_time(self) -> str:
        stamp = (
            f"{self.random.randrange(1990, 2040)}-{self.random.randrange(1, 13):02}-"
            f"{self.random.randrange(1, 29):02}T{self.random.randrange(24):02}:"
            f"{self.random.randrange(60):02}:{self.random.randrange(60):02}"
        )
        return stamp + self.random.choice(("+00:00", "+00:00", "Z", "", ".123456+00:00", "-05:00"))

    # Odd values

    def _value(self, depth: int = 0) -> Any:
        """Any JSON value, most of them small."""
        makers: tuple[Callable[[], Any], ...] = (
            lambda: None,
            lambda: self.random.choice((True, False)),
            self._number,
            self._number,
            self._text,
            self._text,
            self._integer_text,
            self._time,
            lambda: self.random.choice(("created", "updated", "email", "name", "id", "data")),
            lambda: [],
            lambda: Pairs(),
            lambda: [self._value(depth + 1) for _ in range(self.random.randrange(4))],
            lambda: Pairs(
                (self._key(), self._value(depth + 1)) for _ in range(self.random.randrange(4))
            ),
        )
        return self.random.choice(makers if depth < 3 else makers[:9])()

    def _key(self) -> str:
        if self.random.random() < 0.6:
            return self.random.choice(
                ("data", "meta", "version", "action", "change_id", "created_at", "created_by",
                 "flag", "id", "type", "k", "K", "")
            )  # fmt: skip
        return self._text()

    def _number(self) -> Raw:
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

    def _text(self) -> str:
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

    def _integer_text(self) -> str:
        choose = self.random.random()
        if choose < 0.1:
            return self.random.choice(("0", "1", "2")) * self.random.choice((999, 1000, 1001))
        text = self._digits(self.random.choice((0, 1, 1, 2, 5, 19, 20, 21)))
        if self.random.random() < 0.25:
            place = self.random.randrange(len(text) + 1)
            text = text[:place] + self.random.choice(("_", "__", ".", " ", "²", "e3")) + text[place:]
        sign = self.random.choice(("", "", "", "+", "-", "+-", "- "))
        tail = self.random.choice(("", "", "", ".", ".0", ".00", ".0 ", ".5", ".0\n", ".0\x1c"))
        before = self.random.choice(("", "", "", *SPACES, *NO_SPACES))
        behind = self.random.choice(("", "", "", *SPACES, *NO_SPACES))
        return before + sign + text + tail + behind

    def _time(self) -> str:
        """A date-time in any form, right or almost right."""
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

    # Damage to a payload

    def _spoil(self, payload: Any) -> Any:
        """The payload with one more oddity somewhere."""
        if not isinstance(payload, (Pairs, list)) or self.random.random() < 0.03:
            return self._value()
        places = self._places(payload)
        owner, index = self.random.choice(places) if places else (payload, None)
        choose = self.random.random()
        if index is None:
            owner.append(self._entry_for(owner))
        elif choose < 0.5:
            self._replace(owner, index, self._near(owner, index))
        elif choose < 0.6:
            self._replace(owner, index, self._value())
        elif choose < 0.7:
            del owner[index]
        elif choose < 0.85:
            owner.insert(self.random.randrange(len(owner) + 1), self._again(owner, index))
        elif choose < 0.93:
            owner.insert(self.random.randrange(len(owner) + 1), self._entry_for(owner))
        elif isinstance(owner, Pairs):
            key, value = owner[index]
            owner[index] = (self._near_key(key), value)
        else:
            owner.insert(index, self._change())
        return payload

    def _places(self, node: Any) -> list[tuple[Any, int]]:
        places: list[tuple[Any, int]] = []
        for index, entry in enumerate(node):
            places.append((node, index))
            value = entry[1] if isinstance(node, Pairs) else entry
            if isinstance(value, (Pairs, list)):
                places.extend(self._places(value))
        return places

    def _replace(self, owner: Any, index: int, value: Any) -> None:
        owner[index] = (owner[index][0], value) if isinstance(owner, Pairs) else value

    def _near(self, owner: Any, index: int) -> Any:
        """A value that the field might almost take."""
        key = owner[index][0] if isinstance(owner, Pairs) else None
        if key in ("change_id", "version"):
            return self.random.choice((self._number, self._integer_text, self._integer_text))()
        if key == "created_at":
            return self._time()
        if key in ("flag", "id"):
            return self.random.choice((self._text, self._text, self._text, self._number))()
        if key in ("action", "type"):
            near = ("Created", " created", "created ", "created\u200b", "updated", "email", "", "0",
                    "EMAIL", "name", "id", "cre\u0430ted")  # fmt: skip
            return self.random.choice((self.random.choice(near), self._value(), self._text()))
        return self._value()

    def _again(self, owner: Any, index: int) -> Any:
        if isinstance(owner, Pairs):
            key, value = owner[index]
            return (key, self.random.choice((value, self._near(owner, index), self._value())))
        return owner[index]

    def _entry_for(self, owner: Any) -> Any:
        return (self._key(), self._value()) if isinstance(owner, Pairs) else self._value()

    def _near_key(self, key: str) -> str:
        return self.random.choice((key.upper(), key + " ", key[:-1], key + "\u0000", "é" + key, ""))

    # Writing

    def _write(self, payload: Any) -> str:
        style = self.random.random()
        if style < 0.4:
            comma, colon = ",", ":"
        elif style < 0.7:
            comma, colon = ", ", ": "
        else:
            comma = self.random.choice(RAW_SEPARATORS) + "," + self.random.choice(RAW_SEPARATORS)
            colon = self.random.choice(RAW_SEPARATORS) + ":" + self.random.choice(RAW_SEPARATORS)
        escape = self.random.random() < 0.3
        text = self._json(payload, comma, colon, escape)
        if self.random.random() < 0.05:
            text = self.random.choice(RAW_SEPARATORS) + text + self.random.choice(RAW_SEPARATORS)
        return text

    def _json(self, value: Any, comma: str, colon: str, escape: bool) -> str:
        if isinstance(value, Raw):
            return value
        if isinstance(value, Pairs):
            members = (
                self._string(key, escape) + colon + self._json(inner, comma, colon, escape)
                for key, inner in value
            )
            return "{" + comma.join(members) + "}"
        if isinstance(value, list):
            return "[" + comma.join(self._json(x, comma, colon, escape) for x in value) + "]"
        if isinstance(value, str):
            return self._string(value, escape)
        return json.dumps(value)

    def _string(self, text: str, escape: bool) -> str:
        if escape and self.random.random() < 0.2:
            return '"' + "".join(self._escaped(c) for c in text) + '"'
        # A raw surrogate is no UTF-8, and now and then just that is wanted.
        surrogates = any("\ud800" <= c <= "\udfff" for c in text)
        ascii_only = escape or (surrogates and self.random.random() < 0.95)
        return json.dumps(text, ensure_ascii=ascii_only)

    def _escaped(self, character: str) -> str:
        units = character.encode("utf-16-be", "surrogatepass")
        form = self.random.choice(("\\u{:04x}", "\\u{:04X}"))
        return "".join(
            form.format(int.from_bytes(units[place : place + 2], "big"))
            for place in range(0, len(units), 2)
        )

    # Bytes

    def _damage(self, body: bytes) -> bytes:
        damaged = bytearray(body)
        for _ in range(self.random.choice((1, 1, 2, 3))):
            place = self.random.randrange(len(damaged) + 1)
            odd = self.random.choice(
                (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82",
                 b"\x00", b"\x1f", b"\\", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\xef\xbb\xbf",
                 b"\\u12", b"\\ud800", b"\\udc00", b"/**/", b"'", b"\x7f", b"null")
            )  # fmt: skip
            choose = self.random.random()
            if choose < 0.4:
                damaged[place:place] = odd
            elif choose < 0.6:
                damaged[place : place + len(odd)] = odd
            elif choose < 0.75:
                del damaged[place : place + self.random.randrange(1, 4)]
            elif choose < 0.85:
                del damaged[place:]
            elif choose < 0.92:
                damaged += odd
            elif place < len(damaged):
                damaged[place] ^= 1 << self.random.randrange(8)
        return bytes(damaged)

    def _fragment(self) -> bytes:
        """A body that is no payload."""
        choose = self.random.random()
        if choose < 0.2:
            return self.random.choice((b"", b" ", b"\n", b"{}", b"[]", b"null", b"\xc3", b"\xef\xbb"))
        if choose < 0.4:
            depth = self.random.choice((1, 5, 100, 300, 500))
            return b'{"x":' + b"[" * depth + b"]" * depth + b',"data":[],"meta":{"version":1}}'
        if choose < 0.6:
            depth = self.random.choice((1, 20, 200))
            inside = b'{"a":' * depth + b"1" + b"}" * depth
            return b'{"data":[{"action":' + inside + b'}],"meta":{"version":1}}'
        if choose < 0.8:
            count = self.random.choice((1, 3, 50))
            items = [self._json(self._value(), ",", ":", False) for _ in range(count)]
            text = '{"data":[' + ",".join(items) + '],"meta":{"version":1}}'
            return text.encode("utf-8", "surrogatepass")
        return self._write(self._value()).encode("utf-8", "surrogatepass")
