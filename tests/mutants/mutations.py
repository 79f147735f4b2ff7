"""Finds the places of a C++ header where one operator, constant or statement can be changed.

The headers are formatted with clang-format, so white space tells operators from brackets of
templates, pointers and references: only a binary operator has white space on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from cpp_tokens import PAIRS, Token, matching_brackets, tokens_of

BINARY = {
    **{"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="},
    **{"&&": "||", "||": "&&"},
    **{"+": "-", "-": "+", "*": "/", "/": "*", "%": "*"},
    **{"&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<"},
    **{"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "%=": "*="},
    **{"&=": "|=", "|=": "&=", "^=": "|=", "<<=": ">>=", ">>=": "<<="},
}
STEPS = {"++": "--", "--": "++"}
ASSIGNMENTS = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}

# What is in parentheses behind these words is not evaluated, or is itself a check.
NOT_EVALUATED = {"alignas", "alignof", "decltype", "noexcept", "sizeof", "static_assert"}
# Definitions of types and concepts, up to their semicolon.
TYPE_DEFINITIONS = {"concept", "typedef", "using"}
# A pair of braces behind one of these words is not a function's body.
SCOPES = {"class", "enum", "namespace", "struct", "union"}
# No expression begins with these words.
KEYWORDS = SCOPES | TYPE_DEFINITIONS | {
    *("auto", "break", "case", "const", "constexpr", "continue", "default", "delete", "do"),
    *("else", "explicit", "extern", "for", "friend", "goto", "if", "inline", "mutable", "new"),
    *("operator", "private", "protected", "public", "requires", "return", "static"),
    *("static_assert", "switch", "template", "throw", "typename", "while"),
}


@dataclass(frozen=True)
class Mutant:
    """A header with one change: the text from `begin` to `end` becomes `replacement`."""

    path: str
    line: int
    kind: str
    begin: int
    end: int
    replacement: str
    old: str
    """The lines that change, without indentation and comments."""
    new: str
    occurrence: int
    """The number of equal changes of equal lines before this one."""

    @property
    def key(self) -> str:
        """Identifies the mutant, whatever changes in other lines."""
        return f"{self.path}\n{self.old}\n{self.new}\n{self.occurrence}"

    def apply(self, source: str) -> str:
        """Returns the changed header."""
        return source[: self.begin] + self.replacement + source[self.end :]


@dataclass(frozen=True)
class Change:
    """A change of a source text."""

    kind: str
    begin: int
    end: int
    replacement: str


def changed_integer(text: str) -> list[str]:
    """Returns the neighbours of an integer, with its suffix."""
    digits, suffix = re.fullmatch(r"(0[xX][\dA-Fa-f']+|0[bB][01']+|[\d']+)(\w*)", text).groups()
    plain = digits.replace("'", "")
    base = {"0x": 16, "0b": 2}.get(plain[:2].lower(), 10)
    if base == 10 and plain.startswith("0"):
        base = 8
    value = int(plain, base)
    write = hex if base == 16 else str
    neighbours = [value + 1] if value == 0 else [value + 1, value - 1]
    return [write(neighbour) + suffix for neighbour in neighbours]


def changed_number(text: str) -> list[str]:
    """Returns other values of a number."""
    if re.fullmatch(r"(?:0[xX][\dA-Fa-f']+|0[bB][01']+|[\d']+)[uUlLzZ]*", text):
        return changed_integer(text)
    return [f"({text} / 2)"]


def changed_character(text: str) -> str:
    """Returns another character."""
    prefix, character = text[: text.index("'")], text[text.index("'") + 1 : -1]
    if len(character) > 1:
        return f"{prefix}'x'" if character != "\\0" else f"{prefix}'\\1'"
    following = chr(ord(character) + 1)
    return f"{prefix}'\\{following}'" if following in "'\\" else f"{prefix}'{following}'"


class Header:
    """The tokens of one header."""

    def __init__(self, source: str, compiled: Container[int] | None = None) -> None:
        self.source = source
        self.tokens = tokens_of(source, compiled)
        self.closing = matching_brackets(self.tokens)
        self.template_ends = dict(self.find_template_lists())
        self.left_out = self.find_left_out()

    def text(self, index: int) -> str:
        """Returns the text of a token, or nothing beyond the ends."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def has_space_before(self, index: int) -> bool:
        """Checks for white space or a comment before a token."""
        return index == 0 or self.tokens[index - 1].end != self.tokens[index].begin

    def is_spaced(self, index: int) -> bool:
        """Checks for white space on both sides of a token."""
        return self.has_space_before(index) and (
            index + 1 == len(self.tokens) or self.has_space_before(index + 1)
        )

    def find_template_lists(self) -> Iterator[tuple[int, int]]:
        """Yields the indices of the brackets around the parameters and arguments of templates."""
        for begin in range(len(self.tokens)):
            if self.text(begin) != "<" or self.is_spaced(begin):
                continue
            if self.text(begin - 1) == "operator":
                continue
            depth = 1
            index = begin + 1
            while depth > 0 and self.text(index) not in ("", ";", ")", "]", "}"):
                if self.text(index) == "<" and not self.is_spaced(index):
                    depth += 1
                elif self.text(index) in (">", ">>"):
                    depth -= len(self.text(index))
                index = self.closing.get(index, index) + 1
            if depth <= 0:
                yield begin, index - 1

    def find_left_out(self) -> set[int]:
        """Returns the indices of tokens that belong to types, checks and declarations."""
        found: set[int] = set()
        for begin, end in self.template_ends.items():
            found.update(range(begin, end + 1))
        for index, token in enumerate(self.tokens):
            if token.text in NOT_EVALUATED and self.text(index + 1) == "(":
                found.update(range(index, self.closing[index + 1] + 1))
            elif token.text in TYPE_DEFINITIONS:
                found.update(range(index, self.end_of_statement(index)))
            elif token.text == "operator":
                found.add(index + 1)
            elif token.text == "reserve" and self.text(index + 1) == "(":
                # Reserving memory only saves time.
                found.update(range(self.begin_of_statement(index), self.end_of_statement(index)))
            elif token.text == "requires":
                found.update(range(index, self.end_of_requirement(index)))
            elif token.text == "[" and (self.text(index + 1) == "[" or self.is_array_bound(index)):
                found.update(range(index, self.closing[index] + 1))
        return found

    def end_of_statement(self, index: int) -> int:
        """Returns the index of the semicolon that ends a statement."""
        while self.text(index) not in (";", ""):
            index = self.closing.get(index, index) + 1
        return index

    def begin_of_statement(self, index: int) -> int:
        """Returns the index of the first token of a statement without braces."""
        while self.text(index - 1) not in (";", "{", "}", ":"):
            index -= 1
        return index

    def end_of_requirement(self, index: int) -> int:
        """Returns the index behind a requires-clause in parentheses or a requires-expression."""
        begin = index + 1
        while self.text(begin) == "requires":
            begin += 1
        end = self.closing[begin] + 1 if self.text(begin) == "(" else begin
        is_expression = begin > index + 1 or self.text(index - 1) in ("(", "=", "&&", "||", "!")
        if is_expression and self.text(end) == "{":
            end = self.closing[end] + 1
        return end

    def is_array_bound(self, index: int) -> bool:
        """Checks whether a bracket follows the declared name of an array."""
        name, before = self.tokens[index - 1], self.tokens[index - 2]
        declares = before.kind == "word" or before.text in (">", "*", "&")
        return (
            index >= 2
            and name.kind == "word"
            and declares
            and before.text not in KEYWORDS
            and self.text(self.closing[index] + 1) in ("=", "{", ";")
        )

    def changes(self) -> Iterator[Change]:
        """Yields all changes."""
        for index, token in enumerate(self.tokens):
            if index not in self.left_out:
                yield from self.changes_of_token(index, token)
        yield from self.changed_conditions()
        yield from self.removed_statements()

    def changes_of_token(self, index: int, token: Token) -> Iterator[Change]:
        """Yields the changes of one operator or constant."""

        def become(kind: str, replacement: str) -> Change:
            return Change(kind, token.begin, token.end, replacement)

        match token.kind:
            case "number":
                for number in changed_number(token.text):
                    yield become("constant", number)
            case "character":
                yield become("constant", changed_character(token.text))
            case "word" if token.text in ("true", "false"):
                yield become("constant", "false" if token.text == "true" else "true")
            case "sign" if token.text in STEPS:
                yield become("operator", STEPS[token.text])
            case "sign" if token.text in BINARY and self.is_spaced(index):
                if not self.is_reference_qualifier(index):
                    yield become("operator", BINARY[token.text])
            case "sign" if token.text in ("!", "~", "-") and not self.has_space_before(index + 1):
                yield become("operator", "")

    def is_reference_qualifier(self, index: int) -> bool:
        """Checks for the && of a member function that is called on temporary objects."""
        followers = ("noexcept", "{", ";", "->", "requires", "=")
        return self.text(index) in ("&", "&&") and self.text(index + 1) in followers

    def changed_conditions(self) -> Iterator[Change]:
        """Yields conditions with a constant value, and negated ones of the operator ?:."""
        for index, token in enumerate(self.tokens):
            if token.text in ("if", "while") and self.text(index + 1) == "(":
                begin, end = index + 2, self.closing[index + 1]
                if any(self.text(inner) in (";", "=") for inner in self.outer(begin, end)):
                    continue
                for constant in ("true", "false") if token.text == "if" else ("false",):
                    yield self.replaced("condition", begin, end - 1, constant)
            elif token.text == "?" and index not in self.left_out:
                begin = self.begin_of_condition(index)
                condition = self.source[self.tokens[begin].begin : self.tokens[index - 1].end]
                yield self.replaced("condition", begin, index - 1, f"!({condition})")

    def replaced(self, kind: str, first: int, last: int, replacement: str) -> Change:
        """Returns a change of the tokens from `first` to `last`."""
        return Change(kind, self.tokens[first].begin, self.tokens[last].end, replacement)

    def outer(self, begin: int, end: int) -> Iterator[int]:
        """Yields the indices of tokens outside of inner brackets."""
        while begin < end:
            yield begin
            begin = self.closing.get(begin, begin) + 1

    def begin_of_condition(self, index: int) -> int:
        """Returns the index of the first token of the condition before a question mark."""
        opening = {end: begin for begin, end in self.closing.items()}
        stops = ASSIGNMENTS | {"return", "(", "[", "{", "}", ",", ";", "?", ":"}
        while self.text(index - 1) not in stops:
            index -= 1
            index = opening.get(index, index)
        return index

    def removed_statements(self) -> Iterator[Change]:
        """Yields the removals of assignments, calls and jumps without a value."""
        # For each open bracket, whether it is a brace with statements.
        has_statements: list[bool] = []
        for index in range(len(self.tokens)):
            before = self.text(index - 1)
            if has_statements and has_statements[-1] and before in ("{", "}", ";", ":"):
                end = self.end_of_removable(index)
                if end is not None and index not in self.left_out:
                    yield self.replaced("statement", index, end, ";")
            if index in self.closing:
                is_brace = self.text(index) == "{"
                has_statements.append(is_brace and not self.opens_scope(index))
            elif self.text(index) in PAIRS.values():
                has_statements.pop()

    def opens_scope(self, index: int) -> bool:
        """Checks whether a brace opens a class, an enumeration or a namespace."""
        opening = {end: begin for begin, end in self.closing.items()}
        templates = {end: begin for begin, end in self.template_ends.items()}
        while True:
            index -= 1
            if index < 0 or self.text(index) in (";", "{", "}", "(", ","):
                return False
            if self.text(index) in SCOPES:
                return True
            index = templates.get(index, opening.get(index, index))

    def end_of_removable(self, index: int) -> int | None:
        """Returns the index of the semicolon of a statement that can be removed."""
        if self.text(index) in ("break", "continue", "return") and self.text(index + 1) == ";":
            return index + 1
        if self.text(index) in STEPS:
            return self.end_of_statement(index)
        if self.text(index) == "*":
            index += 1
        is_call = False
        expects_name = True
        while True:
            token = self.tokens[index]
            if expects_name:
                if token.kind != "word" or token.text in KEYWORDS:
                    return None
                expects_name = is_call = False
            elif token.text in ("::", ".", "->"):
                expects_name = True
                if self.text(index + 1) == "template":
                    index += 1
            elif token.text in ("(", "["):
                is_call = token.text == "("
                index = self.closing[index]
            elif index in self.template_ends:
                index = self.template_ends[index]
            elif token.text in STEPS:
                is_call = True
            elif token.text in ASSIGNMENTS:
                is_default = self.text(index + 1) in ("default", "delete")
                return None if is_default else self.end_of_statement(index)
            else:
                return index if token.text == ";" and is_call else None
            index += 1


def as_one_line(lines: str) -> str:
    """Returns lines without comments, with one space for each run of white space."""
    without_comments = re.sub(r"(?m)(?:^|\s)//.*$", "", lines)
    return " ".join(without_comments.split())


def mutants_of(
    path: str, source: str, compiled: Container[int] | None = None
) -> list[Mutant]:
    """Returns all mutants of the compiled lines of a header (see `tokens_of`), by position."""
    found: list[Mutant] = []
    equal: Counter[tuple[str, str]] = Counter()
    changes = Header(source, compiled).changes()
    for change in sorted(changes, key=lambda one: (one.begin, one.end, one.replacement)):
        first = source.rfind("\n", 0, change.begin) + 1
        last = source.find("\n", change.end)
        last = last if last != -1 else len(source)
        old = as_one_line(source[first:last])
        before, after = source[first : change.begin], source[change.end : last]
        new = as_one_line(before + change.replacement + after)
        line = source.count("\n", 0, change.begin) + 1
        found.append(
            Mutant(
                path, line, change.kind, change.begin, change.end, change.replacement,
                old, new, equal[old, new],
            )
        )  # fmt: skip
        equal[old, new] += 1
    return found


def code_lines(source: str, compiled: Container[int] | None = None) -> int:
    """Counts the compiled lines with code."""
    return len({source.count("\n", 0, token.begin) for token in tokens_of(source, compiled)})
