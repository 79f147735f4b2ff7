#!/usr/bin/env python3
"""Prepares a release: writes the version into all files, the archive, and its checksum.

Usage: release.py [--date YYYY-MM-DD] VERSION
       release.py --homepage URL | --contact ADDRESS
       release.py --check

VERSION must be higher than the current one, and the tree must have no uncommitted changes. Writes
VERSION into include/flaghook/version.hpp, Meson's files and vcpkg's port, gives the changelog's
section Unreleased its number and date. Then writes all headers as one file to
build/flaghook-VERSION.hpp, packs everything except the port into build/flaghook-VERSION.tar.gz, and
writes the archive's SHA512 into the port. Commits, tags and uploads nothing; it prints these
remaining steps.

--homepage replaces the project's home page in cmake/home.json and in the files of package managers
and of OSS-Fuzz; --contact replaces the e-mail address. With --check nothing is written: exits with
1 if a file's version differs from version.hpp, or its home page from cmake/home.json.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SOURCE / "cmake"))

import amalgamate  # noqa: E402

HEADER = "include/flaghook/version.hpp"
HOME = "cmake/home.json"
PORT = "cmake/vcpkg/ports/flaghook"
CHANGELOG = "CHANGELOG.md"

VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
HOMES = {
    "homepage": (
        re.compile(r"https://[A-Za-z0-9.-]+(?:/[\w.-]+)+"), "https://example.com/flaghook"
    ),
    "contact": (re.compile(r"[\w.+-]+@[A-Za-z0-9.-]+"), "someone@example.com"),
}
"""The values of cmake/home.json: a pattern for each one, and an example."""
NO_CHECKSUM = "0"
"""vcpkg refuses this checksum and prints the correct one."""


class Mistake(Exception):
    """The tree or the request does not allow the operation."""


@dataclass(frozen=True)
class Place:
    """A place that repeats a value: the text between the matches of `before` and `after`."""

    file: str
    before: str
    after: str
    text: Callable[[tuple[str, str, str]], str] | None = None
    """Makes the text from version.hpp's three numbers; None for any other value."""
    count: int = 1

    def written(self, page: str, new: str) -> str:
        """Returns the file's text with a new value in this place."""
        pattern = rf"(?m)(?P<before>{self.before})(?:.*?)(?P<after>{self.after})"
        page, count = re.subn(pattern, lambda found: found["before"] + new + found["after"], page)
        if count != self.count:
            raise Mistake(f"{self.file}: {pattern} matches {count} times, not {self.count}")
        return page


def dotted(parts: tuple[str, str, str]) -> str:
    """Returns a version such as 1.2.3."""
    return ".".join(parts)


def namespace(parts: tuple[str, str, str]) -> str:
    """Returns a namespace such as v1_2_3."""
    return "v" + "_".join(parts)


def of_another(parts: tuple[str, str, str]) -> str:
    """Returns the condition with which the header detects another version of itself."""
    names = ("MAJOR", "MINOR", "PATCH")
    return " || ".join(
        f"FLAGHOOK_VERSION_{name} != {number}" for name, number in zip(names, parts, strict=True)
    )


VERSION_PLACES = (
    Place(HEADER, "^#define FLAGHOOK_VERSION_MAJOR ", "$", lambda parts: parts[0]),
    Place(HEADER, "^#define FLAGHOOK_VERSION_MINOR ", "$", lambda parts: parts[1]),
    Place(HEADER, "^#define FLAGHOOK_VERSION_PATCH ", "$", lambda parts: parts[2]),
    Place(HEADER, '^#define FLAGHOOK_VERSION "', '"$', dotted),
    Place(HEADER, "^#define FLAGHOOK_ABI ", "$", namespace),
    Place(HEADER, "`flaghook::(?=v)", "::payload`", namespace),
    Place(HEADER, "^#elif ", "$", of_another),
    Place("cmake/meson/flaghook.wrap", "^revision = v", "$", dotted),
    Place("cmake/meson/packagefiles/flaghook/meson.build", r"^  version: '", "',$", dotted),
    Place(f"{PORT}/vcpkg.json", '^  "version": "', '",$', dotted),
)
"""Every place that repeats the version."""

HOME_PLACES = {
    "homepage": (
        Place("cmake/meson/flaghook.wrap", "^url = ", "$"),
        Place(f"{PORT}/vcpkg.json", '^  "homepage": "', '",$'),
        Place(f"{PORT}/portfile.cmake", r'^  URLS "', "/releases/download/"),
        Place("cmake/conan/conanfile.py", '^    (?:url|homepage) = "', '"$', count=2),
        Place("fuzz/oss-fuzz/project.yaml", '^(?:homepage|main_repo): "', '"$', count=2),
        Place("fuzz/oss-fuzz/Dockerfile", "^RUN git clone --depth 1 ", r" \$SRC/flaghook$"),
    ),
    "contact": (Place("fuzz/oss-fuzz/project.yaml", '^primary_contact: "', '"$'),),
}
"""Every place that contains the home page or the contact address."""

CHECKSUM = Place(f"{PORT}/portfile.cmake", "^  SHA512 ", r"(?=\)$)")


class Tree:
    """The files of a tree, changed in memory and then written together."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changed: dict[str, str] = {}

    def read(self, name: str) -> str:
        """Returns a file's new text."""
        return self.changed.get(name) or (self.root / name).read_text(encoding="utf-8")

    def put(self, place: Place, new: str) -> None:
        """Changes the value in one place."""
        self.changed[place.file] = place.written(self.read(place.file), new)

    def put_version(self, parts: tuple[str, str, str]) -> None:
        """Writes the version into each of its places."""
        for place in VERSION_PLACES:
            assert place.text
            self.put(place, place.text(parts))

    def put_home(self, home: dict[str, str]) -> None:
        """Writes the home page and the contact address into each of their places."""
        for name, places in HOME_PLACES.items():
            for place in places:
                self.put(place, home[name])

    def differing(self) -> list[str]:
        """Returns the files whose text has changed."""
        return [
            name
            for name, text in self.changed.items()
            if (self.root / name).read_text(encoding="utf-8") != text
        ]

    def write(self) -> None:
        """Writes the changed files."""
        for name in self.differing():
            (self.root / name).write_text(self.changed[name], encoding="utf-8")


def split(version: str) -> tuple[str, str, str]:
    """Returns the three numbers of a version."""
    found = VERSION.fullmatch(version)
    if not found:
        raise Mistake(f"a version has three numbers, such as 1.2.3, not {version}")
    return found[1], found[2], found[3]


def present_version(tree: Tree) -> tuple[str, str, str]:
    """Returns the version in version.hpp."""
    found = re.search(r'^#define FLAGHOOK_VERSION "(.*)"$', tree.read(HEADER), re.MULTILINE)
    if not found:
        raise Mistake(f"{HEADER} does not define FLAGHOOK_VERSION")
    return split(found[1])


def read_home(tree: Tree) -> dict[str, str]:
    """Returns the contents of cmake/home.json."""
    home = json.loads(tree.read(HOME))
    if home.keys() != HOME_PLACES.keys():
        raise Mistake(f"{HOME} must have {', '.join(HOME_PLACES)}, but has {', '.join(home)}")
    return home


def date_changes(text: str, version: str, date: str) -> str:
    """Returns the changelog with the section Unreleased renamed to this version, below a new empty
    one."""
    head, heading, rest = text.partition("## [Unreleased]\n")
    if not heading:
        raise Mistake(f"{CHANGELOG} has no section Unreleased")
    if not re.split(r"(?m)^## ", rest)[0].strip():
        raise Mistake(f"{CHANGELOG}: the section Unreleased is empty")
    return f"{head}{heading}\n## [{version}] - {date}\n{rest}"


def git(root: Path, *arguments: str, **environment: str) -> bytes:
    """Runs git and returns its output."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        stdout=subprocess.PIPE,
        check=False,
        env=os.environ | environment,
    )
    if done.returncode != 0:
        raise Mistake(f"git {arguments[0]} ended with {done.returncode}")
    return done.stdout


def pack(root: Path, version: str, date: str) -> bytes:
    """Packs the tree without the port; the same files give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        aside = {"GIT_INDEX_FILE": f"{folder}/index"}
        git(root, "add", "--all", **aside)
        git(root, "rm", "-r", "--quiet", "--cached", "cmake/vcpkg", **aside)
        files = git(root, "write-tree", **aside).decode().strip()
    # The commit sets the files' time.
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", "flaghook"), ("EMAIL", ""), ("DATE", f"{date}T00:00:00Z")
        )
    }  # fmt: skip
    commit = git(root, "commit-tree", "-m", version, files, **who).decode().strip()
    packed = git(root, "archive", "--format=tar", f"--prefix=flaghook-{version}/", commit)
    return gzip.compress(packed, mtime=0)


def release(root: Path, version: str, date: str) -> None:
    """Writes everything that a release changes."""
    parts = split(version)
    tree = Tree(root)
    if git(root, "status", "--porcelain").strip():
        raise Mistake("there are uncommitted changes")
    before = present_version(tree)
    if [int(part) for part in parts] <= [int(part) for part in before]:
        raise Mistake(f"{version} is not higher than {dotted(before)}")
    tree.put_version(parts)
    tree.changed[CHANGELOG] = date_changes(tree.read(CHANGELOG), version, date)
    tree.write()

    archive = root / "build" / f"flaghook-{version}.tar.gz"
    archive.parent.mkdir(exist_ok=True)
    single = root / "build" / f"flaghook-{version}.hpp"
    single.write_text(amalgamate.amalgamate(root / "include"), encoding="utf-8")
    archive.write_bytes(pack(root, version, date))
    tree.put(CHECKSUM, hashlib.sha512(archive.read_bytes()).hexdigest())
    tree.write()
    home = read_home(tree)["homepage"]
    print(f"""{archive}
{single}

Next, run tests/run and tests/platforms/run, review the changes, then run
    git commit --all --message "Version {version}"
    git tag v{version}
and push both to {home}. Upload both files to the release of that tag: the port fetches
    {home}/releases/download/v{version}/{archive.name}""")


def move(root: Path, name: str, value: str) -> None:
    """Replaces a value in cmake/home.json and in the files that repeat it."""
    form, example = HOMES[name]
    if not form.fullmatch(value):
        raise Mistake(f"the {name} must have the form {example}, not {value}")
    tree = Tree(root)
    home = read_home(tree) | {name: value}
    tree.changed[HOME] = json.dumps(home, indent=2) + "\n"
    tree.put_home(home)
    tree.write()


def check(root: Path) -> list[str]:
    """Returns the files that differ from version.hpp and cmake/home.json."""
    tree = Tree(root)
    tree.put_version(present_version(tree))
    tree.put_home(read_home(tree))
    return tree.differing()


def main(arguments: list[str]) -> int:
    """Runs the command and returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("version", nargs="?", metavar="VERSION", help="such as 1.2.3")
    what.add_argument("--homepage", metavar="URL", help="the URL of the project's home page")
    what.add_argument("--contact", metavar="ADDRESS", help="the e-mail address for OSS-Fuzz")
    what.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, help="the date of the release; default: today"
    )
    options = parser.parse_args(arguments)
    date = options.date or datetime.datetime.now(tz=datetime.timezone.utc).date()
    try:
        if options.check:
            for name in (differing := check(SOURCE)):
                print(f"{name} does not match {HEADER} and {HOME}")
            return 1 if differing else 0
        if options.homepage:
            move(SOURCE, "homepage", options.homepage)
        elif options.contact:
            move(SOURCE, "contact", options.contact)
        else:
            release(SOURCE, options.version, date.isoformat())
    except (Mistake, amalgamate.Mistake) as mistake:
        print(mistake, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
