#!/usr/bin/env python3
"""Checks the links of the built site.

    check_links.py FOLDER

A link within the site must lead to a file, and to an element of it if the link names one. A link to
another site must be an address with a host. Nothing is fetched, and no page may load anything from
another host. Prints each problem, and `N passed, N failed`.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


class Page(HTMLParser):
    """The links and the named elements of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, bool]] = []
        self.names: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name == "id" or (tag == "a" and name == "name"):
                self.names.add(value or "")
            elif name in ("href", "src") and value:
                self.links.append((value, tag != "a"))


def problem(link: str, loads: bool, path: Path, pages: dict[Path, Page]) -> str | None:
    """Returns the problem with a link of the page at `path`, if there is one."""
    parts = urlsplit(link)
    if parts.scheme in ("data", "javascript"):
        return None
    if parts.scheme or parts.netloc:
        if loads:
            return "is loaded from another host"
        if parts.scheme not in ("https", "http") or not HOST.fullmatch(parts.hostname or ""):
            return "is not a valid address"
        return None
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return "has no target file"
    fragment = unquote(parts.fragment)
    if fragment == "nested-classes":  # Doxygen writes it even if all are private
        return None
    if fragment and target in pages and fragment not in pages[target].names:
        return "has no target element"
    return None


def main(folder: Path) -> int:
    pages = {path: Page(path) for path in sorted(folder.resolve().rglob("*.html"))}
    passed = failed = 0
    for path, page in pages.items():
        for link, loads in page.links:
            found = problem(link, loads, path, pages)
            passed, failed = passed + (found is None), failed + (found is not None)
            if found is not None:
                print(f"{path.relative_to(folder.resolve())}: {link} {found}")
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
