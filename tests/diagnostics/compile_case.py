"""Compiles one case that the compiler must refuse, and checks its message.

Usage: compile_case.py CASE COMPILER [FLAG...]

A case is a source file. It compiles without a warning if CORRECT is defined. Otherwise it must not
compile, and the *first* error, with its notes, must contain

* each text that the file gives in a comment `// expected: TEXT`, on one line or several, and
* the position of a line that ends in `// here`, unless the case is about a compiler flag: then
  `// with: FLAG` adds a flag where CORRECT is not defined.

Otherwise it prints the compiler's output and exits with 1.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def squeezed(text: str) -> str:
    """Returns the text with one space for each run of white space."""
    return " ".join(text.split())


def compile_case(case: Path, command: list[str], *macros: str) -> tuple[int, str]:
    """Returns the compiler's exit status and output."""
    done = subprocess.run(
        [*command, *macros, "-fsyntax-only", str(case)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    return done.returncode, done.stdout + done.stderr


def flags_of(case: Path) -> list[str]:
    """Returns the flags that make the case wrong."""
    return re.findall(r"(?m)^// with: (\S+)$", case.read_text(encoding="utf-8"))


def first_error(output: str) -> str:
    """Returns the output up to the second error. Lines before an error, such as the place where a
    template was used, belong to the error."""
    lines = output.splitlines()
    errors = [number for number, line in enumerate(lines) if re.search(r"\berror:", line)]
    if len(errors) < 2:
        return output
    end = errors[1]
    leads_up = re.compile(r"In |\S+: (?:In|At) |\s+from |.*required from")
    while end > errors[0] + 1 and leads_up.match(lines[end - 1]):
        end -= 1
    return "\n".join(lines[:end])


def complaints(case: Path, refused: tuple[int, str], accepted: tuple[int, str]) -> list[str]:
    """Returns the failed checks of a case."""
    text = case.read_text(encoding="utf-8")
    expected = [
        found.replace("\n// ", " ")
        for found in re.findall(r"(?m)^// expected: (.+(?:\n// (?!expected: ).+)*)", text)
    ]
    marked = [
        number for number, line in enumerate(text.splitlines(), 1) if line.endswith("// here")
    ]
    result: list[str] = []
    if not expected or not (marked or flags_of(case)):
        result.append("the case has no `// expected: TEXT`, or no line that ends in `// here`")
    if accepted[0] != 0 or accepted[1]:
        result.append(f"does not compile with CORRECT defined:\n{accepted[1]}")
    if refused[0] == 0:
        result.append("compiles, and should not")
        return result
    said = first_error(refused[1])
    result += [f"not said: {text}" for text in expected if squeezed(text) not in squeezed(said)]
    if marked and not any(f"{case.name}:{number}:" in said for number in marked):
        result.append(f"does not lead to line {' or '.join(map(str, marked))}")
    if result:
        result.append(f"the compiler says:\n{refused[1]}")
    return result


def main(arguments: list[str]) -> int:
    """Runs the check and returns the exit status."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    case, command = Path(arguments[0]), arguments[1:]
    found = complaints(
        case, compile_case(case, [*command, *flags_of(case)]), compile_case(case, command, "-DCORRECT")
    )
    print("\n".join(f"{case.name}: {complaint}" for complaint in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
