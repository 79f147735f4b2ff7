#!/usr/bin/env python3
"""Compares docs/stability.md with the names that Doxygen sees in the headers.

    public_names.py XML_FOLDER STABILITY_PAGE

The page lists the public names by header, in rows `| header | names |`. Prints each name that the
page lacks, or that no header declares. Ends with `N passed, N failed`, which counts the names.
"""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

NAMESPACES = {"flaghook": "", "flaghook::blueprint": "blueprint::", "flaghook::crypto": "crypto::"}
ROW = re.compile(r"^\| `([\w/]+\.hpp)` \| (.+) \|$", re.MULTILINE)


def declared(folder: Path) -> set[tuple[str, str]]:
    """Returns header and name of each declaration in the public namespaces, except
    specializations."""
    found: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.xml")):
        for compound in ElementTree.parse(path).getroot().iter("compounddef"):
            name = compound.findtext("compoundname", "")
            if compound.get("kind") == "namespace":
                if "detail" not in name.split("::") and name not in NAMESPACES and name.startswith("flaghook"):
                    found |= {(header_of(member), f"{name}::{member.findtext('name')}")
                              for member in compound.iter("memberdef")}
                if name in NAMESPACES:
                    found |= {(header_of(member), NAMESPACES[name] + member.findtext("name", ""))
                              for member in compound.iter("memberdef")}
            else:
                scope, _, own = name.rpartition("::")
                if scope in NAMESPACES:
                    found.add((header_of(compound), NAMESPACES[scope] + own))
    return {(header, name) for header, name in found if header and "<" not in name}


def header_of(element: ElementTree.Element) -> str:
    location = element.find("location")
    file = location.get("file", "") if location is not None else ""
    return file.rpartition("flaghook/")[2] if file.endswith(".hpp") else ""


def listed(page: str) -> set[tuple[str, str]]:
    return {(header, name) for header, names in ROW.findall(page)
            for name in re.findall(r"`([\w:]+)`", names)}


def main(folder: Path, page: Path) -> int:
    in_headers = declared(folder)
    on_page = listed(page.read_text(encoding="utf-8"))
    for header, name in sorted(in_headers - on_page):
        print(f"{page.name} does not list {name} of {header}")
    for header, name in sorted(on_page - in_headers):
        print(f"{page.name} lists {name}, which {header} does not declare")
    failed = len(in_headers ^ on_page)
    if not in_headers:
        print(f"{folder} has no names")
        failed += 1
    print(f"{len(in_headers & on_page)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
