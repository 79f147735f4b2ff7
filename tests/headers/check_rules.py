"""Checks the coding rules of the headers: permitted includes, and banned words and headers.

Usage: check_rules.py INCLUDE_DIRECTORY

Prints one line per violation, `path:line: [rule] message`, and exits with 1 if there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# The folders that each folder may include; it may also include what these folders may include.
MAY_INCLUDE: dict[str, set[str]] = {
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

# Third-party headers, by the beginning of their names, and where they may be included: in a folder
# or in one header. All other headers are those of the standard library.
THIRD_PARTY: dict[str, set[str]] = {
    "boost/json": {"document", "evaluation", "api"},
    "boost/": {"crypto", "signature", "json", "document", "webhook", "evaluation", "api"},
    "mbedtls/": {"crypto/mbedtls.hpp"},
    "psa/": {"crypto/mbedtls.hpp"},
    "openssl/": {"crypto/openssl.hpp"},
}

# The crypto libraries' names, and the only header that may use them. Other code includes that
# header to select the default back end.
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
class Violation:
    """A violation of a rule, with its position."""

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
    def folder(self) -> str:
        """Returns the header's folder; an empty string at the top level."""
        return self.path.rpartition("/")[0]

    @property
    def code(self) -> str:
        """Returns the text without comments and literals; lines keep their numbers."""
        return COMMENT_OR_LITERAL.sub(lambda found: "\n" * found[0].count("\n") or " ", self.text)

    def includes(self) -> Iterator[tuple[int, str, bool]]:
        """Yields each include's line number, its name, and whether it has angle brackets."""
        without_block_comments = re.sub(
            r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), self.text, flags=re.DOTALL
        )
        for number, line in enumerate(without_block_comments.split("\n"), start=1):
            if found := INCLUDE.match(line):
                yield number, found[1] or found[2], found[1] is not None


def below(folder: str) -> set[str]:
    """Returns the folders that a folder may include, besides itself."""
    reached: set[str] = set()
    waiting = [folder]
    while waiting:
        for lower in MAY_INCLUDE[waiting.pop()] - reached:
            reached.add(lower)
            waiting.append(lower)
    return reached


def check_folder(header: Header) -> Iterator[Violation]:
    """Checks that the folder is known, because the other rules skip unknown folders."""
    if header.folder and header.folder not in MAY_INCLUDE:
        yield Violation(header.path, 1, "folder", f"unknown folder {header.folder!r}")


def check_includes(header: Header, known: set[str]) -> Iterator[Violation]:
    """Checks that all included headers exist and may be included here."""
    for line, name, angled in header.includes():
        if not angled:
            yield Violation(header.path, line, "include-form", f"write <...>, not {name}")
        elif name in BANNED_INCLUDES:
            yield Violation(header.path, line, "banned-include", f"<{name}>")
        elif name.startswith("flaghook/"):
            yield from check_own_include(header, line, name.removeprefix("flaghook/"), known)
        else:
            yield from check_foreign_include(header, line, name)


def check_own_include(header: Header, line: int, name: str, known: set[str]) -> Iterator[Violation]:
    """Checks an include of one of our headers."""
    folder = name.rpartition("/")[0]
    if name not in known:
        yield Violation(header.path, line, "missing", f"there is no flaghook/{name}")
    elif header.folder not in MAY_INCLUDE:
        return  # The umbrella header may include all; unknown folders are reported elsewhere.
    elif not folder and name not in ("version.hpp", "fwd.hpp", "enumeration.hpp"):
        yield Violation(header.path, line, "direction", f"a folder may not include flaghook/{name}")
    elif folder and folder != header.folder and folder not in below(header.folder):
        yield Violation(header.path, line, "direction", f"{header.folder} may not include {folder}")


def check_foreign_include(header: Header, line: int, name: str) -> Iterator[Violation]:
    """Checks an include of a third-party or standard header."""
    start = next((start for start in THIRD_PARTY if name.startswith(start)), None)
    if start is not None:
        if header.folder not in THIRD_PARTY[start] and header.path not in THIRD_PARTY[start]:
            yield Violation(header.path, line, "third-party", f"<{name}> may not be included here")
    elif not re.fullmatch(r"[a-z0-9_]+(?:\.h)?", name):
        yield Violation(header.path, line, "third-party", f"<{name}> is not a standard header")


def check_words(header: Header) -> Iterator[Violation]:
    """Checks that no code prints, ends the process, needs exceptions or RTTI, or names a crypto
    library outside its back end."""
    for number, line in enumerate(header.code.split("\n"), start=1):
        for pattern, reason in BANNED_WORDS.items():
            if found := re.search(rf"(?<![\w#])(?:{pattern})", line):
                yield Violation(header.path, number, "banned-word", f"{found[0].strip()} {reason}")
        for pattern, home in CRYPTO_NAMES.items():
            if (found := re.search(rf"\b(?:{pattern})", line)) and header.path != home:
                yield Violation(header.path, number, "crypto-name", f"{found[0]} outside {home}")


def check_guard(header: Header) -> Iterator[Violation]:
    """Checks that the include guard is named after the path and encloses all code."""
    guard = re.sub(r"\W", "_", "FLAGHOOK_" + header.path).upper()
    shape = rf"\s*#ifndef {guard}\n\s*#define {guard}\n.*\n#endif\s*"
    if not re.fullmatch(shape, header.code, flags=re.DOTALL):
        yield Violation(header.path, 1, "guard", f"no include guard {guard} around the header")


def check_namespace(header: Header) -> Iterator[Violation]:
    """Checks that all code is in the inline namespace whose name has the version."""
    for number, line in enumerate(header.code.split("\n"), start=1):
        if re.match(r"(?:inline )?namespace flaghook(?!::inline FLAGHOOK_ABI\b)", line):
            yield Violation(
                header.path, number, "namespace", "open flaghook::inline FLAGHOOK_ABI instead"
            )


def check_ascii(header: Header) -> Iterator[Violation]:
    """Checks that the text is ASCII, without control characters except newlines."""
    for number, line in enumerate(header.text.split("\n"), start=1):
        if found := re.search(r"[^\x20-\x7e]", line):
            yield Violation(header.path, number, "ascii", f"character U+{ord(found[0]):04X}")


def check_headers(headers: list[Header]) -> list[Violation]:
    """Returns all violations in the headers, which must be the whole library."""
    known = {header.path for header in headers}
    violations: list[Violation] = []
    for header in headers:
        violations += check_folder(header)
        violations += check_includes(header, known)
        violations += check_words(header)
        violations += check_guard(header)
        violations += check_namespace(header)
        violations += check_ascii(header)
    return violations


def read_headers(include_directory: Path) -> list[Header]:
    """Reads every file below `include_directory`/flaghook, with any extension."""
    root = include_directory / "flaghook"
    return [
        Header(path.relative_to(root).as_posix(), path.read_bytes().decode("utf-8", "replace"))
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]


def main(arguments: list[str]) -> int:
    """Runs the check and returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    headers = read_headers(Path(arguments[0]))
    if not headers:
        print(f"no headers in {arguments[0]}/flaghook", file=sys.stderr)
        return 2
    violations = check_headers(headers)
    for violation in violations:
        print(violation)
    print(f"{len(headers)} headers, {len(violations)} violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
