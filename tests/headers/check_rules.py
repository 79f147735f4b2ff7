"""Checks the rules of the house over the headers: who may include whom, and what never appears.

Usage: check_rules.py INCLUDE_DIRECTORY

Prints one line per breach, `path:line: [rule] message`, and exits with 1 when there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A room may include the rooms it points at and whatever those may include: always downwards.
ARROWS: dict[str, set[str]] = {
    "model": set(),
    "server": {"model"},
    "blueprint": {"model", "server"},
    "json": {"blueprint", "server", "model"},
    "crypto": set(),
    "signature": {"crypto", "server"},
    "document": {"json"},
    "webhook": {"document", "signature"},
    "evaluation": {"document"},
    "api": {"document", "signature"},
}

# Other people's headers, by the start of their name, and where they may be included: a room or one
# header. A header of neither kind in this table belongs to the standard library.
THIRD_PARTY: dict[str, set[str]] = {
    "boost/json": {"document", "evaluation", "api"},
    "boost/": {"crypto", "signature", "json", "document", "webhook", "evaluation", "api"},
    "mbedtls/": {"crypto/mbedtls.hpp"},
    "psa/": {"crypto/mbedtls.hpp"},
    "openssl/": {"crypto/openssl.hpp"},
}

# The crypto libraries' names stand in code only in their own back end and where the default back
# end is chosen by including that header.
CRYPTO_NAMES: dict[str, str] = {
    r"(?:MBEDTLS|mbedtls)_\w+|psa_\w+": "crypto/mbedtls.hpp",
    r"EVP_\w+|OPENSSL_\w+|HMAC_\w+": "crypto/openssl.hpp",
}

BANNED_INCLUDES = {"iostream", "regex", "cstdio", "stdio.h", "cassert", "assert.h"}

BANNED_WORDS: dict[str, str] = {
    r"(?:abort|terminate|exit|quick_exit|_Exit)\s*\(": "ends the caller's process",
    r"(?:v|f|s|sn|vf|vs|vsn)?printf\s*\(|puts\s*\(|cout\b|cerr\b|clog\b": "prints",
    r"assert\s*\(": "ends the caller's process",
    r"throw\b|try\b|catch\b": "needs exceptions",
    r"typeid\b|dynamic_cast\b": "needs RTTI",
    r"virtual\b": "dispatches at run time",
}

COMMENT_OR_LITERAL = re.compile(
    r'//(?:\\\n|[^\n])*'
    r'|/\*.*?\*/'
    r'|R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<!\w)'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)
INCLUDE = re.compile(r'[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|("[^"\n]+"|\S+))')


@dataclass(frozen=True)
class Breach:
    """One place where a header breaks a rule."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


@dataclass(frozen=True)
class Header:
    """A header below `flaghook/`; `path` is relative to that folder."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """The folder, or the empty text for the headers at the top."""
        return self.path.rpartition("/")[0]

    @property
    def code(self) -> str:
        """The text without comments and literals, line numbers kept."""
        return COMMENT_OR_LITERAL.sub(lambda found: "\n" * found[0].count("\n") or " ", self.text)

    def includes(self) -> Iterator[tuple[int, str, bool]]:
        """Each include's line, its name, and whether it is written with angle brackets."""
        without_block_comments = re.sub(
            r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), self.text, flags=re.DOTALL
        )
        for number, line in enumerate(without_block_comments.split("\n"), start=1):
            if found := INCLUDE.match(line):
                yield number, found[1] or found[2], found[1] is not None


def below(room: str) -> set[str]:
    """The rooms that a room may include, besides itself."""
    reached: set[str] = set()
    waiting = [room]
    while waiting:
        for lower in ARROWS[waiting.pop()] - reached:
            reached.add(lower)
            waiting.append(lower)
    return reached


def check_room(header: Header) -> Iterator[Breach]:
    """Every folder is a room we know, so that no header escapes the other rules."""
    if header.room and header.room not in ARROWS:
        yield Breach(header.path, 1, "room", f"no room {header.room!r} in the house")


def check_includes(header: Header, known: set[str]) -> Iterator[Breach]:
    """Own includes point downwards and exist; other people's stand where they may."""
    for line, name, angled in header.includes():
        if not angled:
            yield Breach(header.path, line, "include-form", f"write <...>, not {name}")
        elif name in BANNED_INCLUDES:
            yield Breach(header.path, line, "banned-include", f"<{name}>")
        elif name.startswith("flaghook/"):
            yield from check_own_include(header, line, name.removeprefix("flaghook/"), known)
        else:
            yield from check_foreign_include(header, line, name)


def check_own_include(header: Header, line: int, name: str, known: set[str]) -> Iterator[Breach]:
    """An include of one of our headers."""
    room = name.rpartition("/")[0]
    if name not in known:
        yield Breach(header.path, line, "missing", f"there is no flaghook/{name}")
    elif header.room not in ARROWS:
        return  # The umbrella includes everything; an unknown room is reported already.
    elif not room and name not in ("version.hpp", "fwd.hpp", "enumeration.hpp"):
        yield Breach(header.path, line, "direction", f"a room may not include flaghook/{name}")
    elif room and room != header.room and room not in below(header.room):
        yield Breach(header.path, line, "direction", f"{header.room} may not include {room}")


def check_foreign_include(header: Header, line: int, name: str) -> Iterator[Breach]:
    """An include of somebody else's header."""
    start = next((start for start in THIRD_PARTY if name.startswith(start)), None)
    if start is not None:
        if header.room not in THIRD_PARTY[start] and header.path not in THIRD_PARTY[start]:
            yield Breach(header.path, line, "third-party", f"<{name}> does not belong here")
    elif not re.fullmatch(r"[a-z0-9_]+(?:\.h)?", name):
        yield Breach(header.path, line, "third-party", f"<{name}> is no standard header")


def check_words(header: Header) -> Iterator[Breach]:
    """Nothing that prints, ends the process, needs exceptions or RTTI, or names a crypto library
    outside its back end."""
    for number, line in enumerate(header.code.split("\n"), start=1):
        for pattern, reason in BANNED_WORDS.items():
            if found := re.search(rf"(?<![\w#])(?:{pattern})", line):
                yield Breach(header.path, number, "banned-word", f"{found[0].strip()} {reason}")
        for pattern, home in CRYPTO_NAMES.items():
            if (found := re.search(rf"\b(?:{pattern})", line)) and header.path != home:
                yield Breach(header.path, number, "crypto-name", f"{found[0]} outside {home}")


def check_guard(header: Header) -> Iterator[Breach]:
    """The include guard is named after the path and encloses everything but comments."""
    guard = re.sub(r"\W", "_", "FLAGHOOK_" + header.path).upper()
    shape = rf"\s*#ifndef {guard}\n\s*#define {guard}\n.*\n#endif\s*"
    if not re.fullmatch(shape, header.code, flags=re.DOTALL):
        yield Breach(header.path, 1, "guard", f"no include guard {guard} around the header")


def check_namespace(header: Header) -> Iterator[Breach]:
    """Everything stands in the inline namespace that carries the version."""
    for number, line in enumerate(header.code.split("\n"), start=1):
        if re.match(r"(?:inline )?namespace flaghook(?!::inline FLAGHOOK_ABI\b)", line):
            yield Breach(
                header.path, number, "namespace", "open flaghook::inline FLAGHOOK_ABI instead"
            )


def check_ascii(header: Header) -> Iterator[Breach]:
    """Sources are ASCII, with no control character but the newline."""
    for number, line in enumerate(header.text.split("\n"), start=1):
        if found := re.search(r"[^\x20-\x7e]", line):
            yield Breach(header.path, number, "ascii", f"character U+{ord(found[0]):04X}")


def check_headers(headers: list[Header]) -> list[Breach]:
    """All breaches in a set of headers, which is taken to be the whole library."""
    known = {header.path for header in headers}
    breaches: list[Breach] = []
    for header in headers:
        breaches += check_room(header)
        breaches += check_includes(header, known)
        breaches += check_words(header)
        breaches += check_guard(header)
        breaches += check_namespace(header)
        breaches += check_ascii(header)
    return breaches


def read_headers(include_directory: Path) -> list[Header]:
    """Every header below `include_directory`/flaghook, whatever its name ends in."""
    root = include_directory / "flaghook"
    return [
        Header(path.relative_to(root).as_posix(), path.read_bytes().decode("utf-8", "replace"))
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]


def main(arguments: list[str]) -> int:
    """Runs the check; the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    headers = read_headers(Path(arguments[0]))
    if not headers:
        print(f"no headers below {arguments[0]}/flaghook", file=sys.stderr)
        return 2
    breaches = check_headers(headers)
    for breach in breaches:
        print(breach)
    print(f"{len(headers)} headers, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
