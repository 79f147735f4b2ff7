"""Makes adversarial webhook bodies from a seed.

A body starts as a valid payload and is then broken on purpose: odd values, repeated and missing
keys, syntax errors, damaged bytes, values nested near the server's limit. Most bodies have only one
or two defects and are almost valid, since that is where implementations differ.
"""

import copy
import random
from typing import Any

from json_parser import DEEPEST_NESTING
from malformed import NOT_UTF_8, Malformed
from odd_values import OddValues
from spelled_json import Pairs, Raw, Writer


class BodyMaker:
    """Makes a sequence of bodies; equal seeds make equal bodies."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)
        self.odd = OddValues(self.random)
        self.writer = Writer(self.random)
        self.malformed = Malformed(self.random)

    def body(self) -> bytes:
        """Makes the next body."""
        choose = self.random.random()
        if choose < 0.002:
            return self._deep()
        if choose < 0.02:
            return self._fragment()
        payload = self._payload()
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 2, 3))):
            payload = self._spoil(payload)
        text = self.writer.write(payload)
        choose = self.random.random()
        if choose < 0.1:
            text = self.malformed.text(text)
        body = text.encode("utf-8", "surrogatepass")
        if 0.1 < choose < 0.15:
            body = self.malformed.bytes(body)
        elif 0.15 < choose < 0.2:
            body = self._damage(body)
        return body

    # The payload

    def _payload(self) -> Any:
        count = self.random.choice((0, 1, 1, 1, 1, 2, 2, 3, 5))
        data = [self._change() for _ in range(count)]
        payload = Pairs([("data", data), ("meta", Pairs([("version", 1)]))])
        if self.random.random() < 0.2:
            payload.reverse()
        if self.random.random() < 0.05:
            # Makes positions in characters, in bytes and in lines differ.
            payload.insert(0, (self.random.choice(("é", "€", "😀", "e\u0301", "\u2028")), "ü😀"))
        return payload

    def _change(self) -> Pairs:
        change = Pairs(
            [
                ("action", self.random.choice(("created", "updated", "deleted"))),
                ("change_id", self._id()),
                ("created_at", self._time()),
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

    def _flag(self) -> Any:
        if self.random.random() < 0.03:
            return self.odd.number()
        return self.random.choice(("checkout", "hello.world", "новый-флаг", "a", "flag 😀",
                                   "team/checkout", "a<b & c>d", "\u2028 \"quoted\" \\"))

    def _id(self) -> Any:
        few = self.random.randrange(4)
        number = self.random.choice(
            (few, few, 93899375123, -few, 2**63, 2**64 - 1, -(2**63), 1733961720000)
        )
        form = self.random.random()
        if form < 0.15:
            return str(number)
        return Raw(f"{number}.0") if form < 0.2 else number

    def _time(self) -> str:
        return self.odd.time() if self.random.random() < 0.3 else self._plain_time()

    def _plain_time(self) -> str:
        stamp = (
            f"{self.random.randrange(1990, 2040)}-{self.random.randrange(1, 13):02}-"
            f"{self.random.randrange(1, 29):02}T{self.random.randrange(24):02}:"
            f"{self.random.randrange(60):02}:{self.random.randrange(60):02}"
        )
        return stamp + self.random.choice(("+00:00", "+00:00", "Z", "", ".123456+00:00", "-05:00"))

    # Damage to a payload

    def _spoil(self, payload: Any) -> Any:
        """Adds one defect somewhere in the payload."""
        if not isinstance(payload, (Pairs, list)) or self.random.random() < 0.03:
            return self.odd.value()
        places = self._places(payload)
        owner, index = self.random.choice(places) if places else (payload, None)
        choose = self.random.random()
        if index is None:
            owner.append(self._entry_for(owner))
        elif choose < 0.5:
            self._replace(owner, index, self._near(owner, index))
        elif choose < 0.6:
            self._replace(owner, index, self.odd.value())
        elif choose < 0.7:
            del owner[index]
        elif choose < 0.79:
            owner.insert(self.random.randrange(len(owner) + 1), self._again(owner, index))
        elif choose < 0.85:
            owner.insert(index, self._before(owner, index))
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
        """Makes a value that the field almost accepts."""
        key = owner[index][0] if isinstance(owner, Pairs) else None
        odd = self.odd
        if key in ("change_id", "version"):
            return self.random.choice((odd.number, odd.integer_text, odd.integer_text))()
        if key == "created_at":
            return odd.time()
        if key in ("flag", "id"):
            return self.random.choice((odd.text, odd.text, odd.text, odd.number))()
        if key in ("action", "type"):
            near = ("Created", " created", "created ", "created\u200b", "updated", "email", "", "0",
                    "EMAIL", "name", "id", "cre\u0430ted")  # fmt: skip
            return self.random.choice((self.random.choice(near), odd.value(), odd.text()))
        return odd.value()

    def _again(self, owner: Any, index: int) -> Any:
        if isinstance(owner, Pairs):
            key, value = owner[index]
            return (key, self.random.choice((value, self._near(owner, index), self.odd.value())))
        return owner[index]

    def _before(self, owner: Any, index: int) -> Any:
        """Makes an earlier value of a repeated member, which must have no effect."""
        if not isinstance(owner, Pairs):
            return owner[index]
        former = self._near(owner, index)
        if isinstance(owner[index][1], (Pairs, list)) and self.random.random() < 0.7:
            former = self._spoil(copy.deepcopy(owner[index][1]))
        return (owner[index][0], former)

    def _entry_for(self, owner: Any) -> Any:
        return (self.odd.key(), self.odd.value()) if isinstance(owner, Pairs) else self.odd.value()

    def _near_key(self, key: str) -> str:
        return self.random.choice((key.upper(), key + " ", key[:-1], key + "\u0000", "é" + key, ""))

    # Bytes

    def _damage(self, body: bytes) -> bytes:
        damaged = bytearray(body)
        for _ in range(self.random.choice((1, 1, 2, 3))):
            place = self.random.randrange(len(damaged) + 1)
            odd = self.random.choice(
                (*NOT_UTF_8, b"\x1f", b"\\", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\u12",
                 b"\\ud800", b"\\udc00", b"/**/", b"'", b"\x7f", b"null")
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

    def _deep(self) -> bytes:
        """Makes a body with a value nested near the server's limit, or beyond it."""
        pick = self.random.choice
        template = pick(
            ("{}", '{"data":[],"meta":{"version":1},"note":{}}',
             '{"data":[{"flag":"a","note":{}}],"meta":{"version":1}}',
             '{"data":[{"action":{}}],"meta":null}', '{"data":[{"created_by":{"type":{}}}]}',
             '{"data":[{"flag":{},"flag":"a"}],"meta":{"version":1}}',
             '{"data":[{"change_id":{}}]}',
             '{"data":[{"created_at":{}}],"meta":{"version":{}}}', '{"meta":{},"data":{}}')
        )  # fmt: skip
        around = pick((0, 1, 3, 4, self.random.randrange(200)))
        depth = pick(
            (self.random.randrange(400, 9_000), self.random.randrange(400, 9_000),
             DEEPEST_NESTING - around, DEEPEST_NESTING - around + 1, 12_000, 30_000)
        )  # fmt: skip
        opening, closing = pick(
            (("[", "]"), ('{"a":', "}"), ('[{"a":', "}]"), ("[1,", "]"), (" [\n", "]"),
             ('{"a":0,"\\u0061":', "}"), ('["[",{"]":', "}]"))
        )  # fmt: skip
        count = depth // len(closing)
        good = ("0", '"x"', "1e400", '"\\ud800"', "[]", "{}", "null")
        inside = pick((*good, *good, "", "NaN", '"\\x"', "é", "]", ","))
        end = (closing * count)[pick((0, 0, 0, 0, 0, 0, 1, count)) :]
        nested = opening * count + inside + end
        return template.replace("{}", nested, 1).replace("{}", "1").encode()

    def _fragment(self) -> bytes:
        """Makes a body that is not a payload."""
        choose = self.random.random()
        if choose < 0.2:
            return self.random.choice(
                (b"", b" ", b"\n", b"{}", b"[]", b"null", b"\xc3", b"\xef\xbb")
            )
        if choose < 0.4:
            depth = self.random.choice((1, 5, 100, 300, 500))
            return b'{"x":' + b"[" * depth + b"]" * depth + b',"data":[],"meta":{"version":1}}'
        if choose < 0.6:
            depth = self.random.choice((1, 20, 200))
            inside = b'{"a":' * depth + b"1" + b"}" * depth
            return b'{"data":[{"action":' + inside + b'}],"meta":{"version":1}}'
        if choose < 0.8:
            count = self.random.choice((1, 3, 50))
            items = [self.writer.json(self.odd.value(), ",", ":", False) for _ in range(count)]
            text = '{"data":[' + ",".join(items) + '],"meta":{"version":1}}'
            return text.encode("utf-8", "surrogatepass")
        return self.writer.write(self.odd.value()).encode("utf-8", "surrogatepass")
