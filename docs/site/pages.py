#!/usr/bin/env python3
"""Collects the site's pages in one folder, for MkDocs.

    pages.py FOLDER

Copies the pages from their places in the tree, and adapts their links. Three parts are generated: the
clauses of the protocol page from conformance/vectors/clauses.json, the page of examples from
docs/examples, and the programs on the page of senders from docs/senders. A link to a file that does not exist, or that is not part of the site, ends the
program with status 1.
"""

import html
import json
import posixpath
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "conformance" / "vectors"
EXAMPLES = ROOT / "docs" / "examples"
MARK = "<!-- clauses -->\n"

# Maps a page's path in the tree to its name in the site.
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "HACKING.md": "hacking.md",
    "SECURITY.md": "security.md",
    "fuzz/README.md": "fuzzing.md",
    "conformance/vectors/README.md": "vectors.md",
    "conformance/npm/README.md": "npm.md",
    "docs/examples": "examples.md",
    **{f"docs/{page.name}": page.name for page in sorted((ROOT / "docs").glob("*.md"))},
}
# Other files that pages link to, which are copied, too.
FILES = {
    **{f"docs/{picture.name}": picture.name for picture in sorted((ROOT / "docs").glob("*.svg"))},
    "conformance/vectors/clauses.json": "clauses.json",
    "docs/output.schema.json": "output.schema.json",
    "docs/site/site.css": "site.css",
    "cmake/meson/flaghook.wrap": "flaghook.wrap",
}
PROGRAM = re.compile(r"^\[`docs/(senders/[^`]+)`\]\(\1\)((?:.+\n)+)", re.MULTILINE)
LANGUAGES = {".py": "python", ".mjs": "js", ".ts": "ts", ".php": "php", ".go": "go", ".rb": "ruby",
             ".java": "java", ".cs": "csharp", ".sh": "sh"}
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
FENCE = re.compile(r"^```.*?^```$\n?", re.MULTILINE | re.DOTALL)

# The authority of a clause, by the start of its source.
AUTHORITIES = [
    ("https://docs.sentry.io/", "documented", "Sentry's documentation"),
    ("https://develop.sentry.dev/", "documented", "the specification for SDKs"),
    ("https://getsentry.github.io/sentry-conventions/", "documented", "Sentry's conventions"),
    ("https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/", "documented",
     "the blueprint"),
    ("https://github.com/getsentry/sentry/", "what Sentry does", "Sentry's source"),
    ("https://github.com/getsentry/sentry-javascript/", "what Sentry does", "the JavaScript SDK"),
    ("https://github.com/encode/django-rest-framework/", "what Sentry does",
     "Django REST framework"),
    ("https://docs.djangoproject.com/", "what Sentry does", "Django"),
    ("https://docs.python.org/", "what Sentry does", "Python"),
    ("https://www.rfc-editor.org/", "standard", "RFC"),
]
GROUPS = {
    "signature": "Signatures", "charsets": "Media type and charset", "json": "JSON",
    "fields": "Fields", "errors": "The error tree",
    "text": "Text: `flag` and `created_by.id`", "integer": "Integers: `change_id` and `version`",
    "choice": "Choices: `action` and `type`", "date": "Date-time: `created_at`",
    "identity": "Which changes are the same", "version": "Versions", "emit": "Building a body",
    "delivery": "Reading the answer", "evaluate": "Evaluations of an event",
    "span": "Evaluations of a span",
}


class Problem(Exception):
    """A problem in the tree that prevents building the site."""


def authority(source: str) -> tuple[str, str]:
    """Returns the authority for a source, and the source's short name."""
    for start, ruler, name in AUTHORITIES:
        if source.startswith(start):
            place = source.removeprefix(start).partition("#")[0].rstrip("/")
            short = place.rpartition("/")[2]
            if name == "RFC":
                return ruler, short.upper().replace("RFC", "RFC ")
            return ruler, f"{name}: {short}" if short.endswith((".py", ".ts")) else name
    raise Problem(f"{source}: this source has no kind in AUTHORITIES")


def clauses() -> Iterator[str]:
    """Returns the rules that the golden vectors cite, by group."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in VECTORS.glob("*.json"):
        for case in json.loads(path.read_bytes()).get("cases", []):
            counts[case["clause"], case["level"]] += 1
    last = None
    for clause in json.loads((VECTORS / "clauses.json").read_bytes())["clauses"]:
        group = clause["id"].partition("-")[0]
        if group != last:
            yield ("</dl>\n\n" if last else "") + f"### {GROUPS[group]}\n\n<dl class=\"clauses\">\n"
            last = group
        yield clause_entry(clause, counts)
    yield "</dl>\n"


def clause_entry(clause: dict[str, Any], counts: Counter[tuple[str, str]]) -> str:
    ruler, name = authority(clause["source"])
    cases = ", ".join(
        f"{counts[clause['id'], level]} {level}"
        for level in ("MUST", "SHOULD", "MAY") if counts[clause["id"], level]
    )
    id, statement, source = (html.escape(clause[key]) for key in ("id", "statement", "source"))
    return (
        f'<dt id="{id}"><a href="#{id}"><code>{id}</code></a></dt>\n'
        f'<dd>{statement}<br><small>{ruler}: <a href="{source}">{html.escape(name)}</a> · '
        f"cases: {cases}</small></dd>\n"
    )


def examples() -> str:
    """Returns the page of all examples and their output."""
    parts = ["# Examples\n\nThe tests compile these programs and compare their output with the text "
             "below them. Programs that need an SDK are compiled only where its headers are found.\n"]
    for source in sorted(EXAMPLES.glob("*.cpp")):
        text = source.read_text(encoding="utf-8")
        parts.append(f"## {source.stem}\n\n```cpp\n{text}```\n")
        for printed in sorted((EXAMPLES / "expected").glob(f"{source.stem}*.txt")):
            text = printed.read_text(encoding="utf-8")
            parts.append(f"`{printed.stem}` prints:\n\n```\n{text}```\n")
    return "\n".join(parts)


def with_programs(text: str) -> str:
    """Returns the page of senders with each program after the paragraph that links to it."""
    def shown(found: re.Match[str]) -> str:
        program = ROOT / "docs" / found[1]
        code = program.read_text(encoding="utf-8")
        return f"`docs/{found[1]}`{found[2]}\n```{LANGUAGES[program.suffix]}\n{code}```\n"

    return PROGRAM.sub(shown, text)


def turned(link: str, page: str) -> str:
    """Returns a page's link as the site needs it."""
    path, mark, fragment = link.partition("#")
    if "://" in link or not path:
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    place = PAGES.get(target) or FILES.get(target)
    if place is None:
        if path.startswith("reference/"):
            return link
        raise Problem(f"{page}: {link} " + ("is not part of the site"
                                            if (ROOT / target).exists() else "does not exist"))
    return place + mark + fragment


def site_text(text: str, page: str) -> str:
    """Returns a page in MkDocs' form: links adapted, and a blank line before each list."""
    def prose(part: str) -> str:
        part = LINK.sub(lambda found: found[1] + turned(found[2], page) + found[3], part)
        return re.sub(r"^(?![*#>|\s]|- |\d+\. )(.*\S.*)\n(?=(?:\* |- |1\. ))", r"\1\n\n", part,
                      flags=re.MULTILINE)

    done, last = [], 0
    for fence in FENCE.finditer(text):
        done += [prose(text[last:fence.start()]), fence[0]]
        last = fence.end()
    return "".join([*done, prose(text[last:])])


def unlisted(navigation: str) -> list[str]:
    """Returns the pages that are missing in MkDocs' navigation."""
    listed = set(re.findall(r"^ *- [^:\n]+: (\S+\.md)$", navigation, re.MULTILINE))
    return sorted(set(PAGES.values()) - listed)


def main(folder: Path) -> None:
    navigation = (ROOT / "docs" / "site" / "mkdocs.yml").read_text(encoding="utf-8")
    if unlisted(navigation):
        raise Problem(f"not in the navigation of mkdocs.yml: {', '.join(unlisted(navigation))}")
    folder.mkdir(parents=True, exist_ok=True)
    for kept, called in PAGES.items():
        if kept == "docs/examples":
            text = examples()
        else:
            text = with_programs((ROOT / kept).read_text(encoding="utf-8"))
            text = site_text(text, kept)
        if kept == "docs/protocol.md":
            if MARK not in text:
                raise Problem(f"{kept} has no line {MARK.strip()}")
            text = text.replace(MARK, "".join(clauses()))
        (folder / called).write_text(text, encoding="utf-8")
    for kept, called in FILES.items():
        shutil.copyfile(ROOT / kept, folder / called)
    print(f"{len(PAGES)} pages")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except Problem as problem:
        sys.exit(str(problem))
