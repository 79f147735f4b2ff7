"""Tests cmake/release.py on copies of the tree, each one a git repository."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".git", "build", "__pycache__")
ENVIRONMENT = os.environ | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "flaghook",
    "GIT_AUTHOR_EMAIL": "test@flaghook.example",
    "GIT_COMMITTER_NAME": "flaghook",
    "GIT_COMMITTER_EMAIL": "test@flaghook.example",
    "PYTHONDONTWRITEBYTECODE": "1",
}
PORTFILE = "cmake/vcpkg/ports/flaghook/portfile.cmake"
DATE = "2031-07-04"
NEXT = "7.65.432"


class Copy(unittest.TestCase):
    """A test with a copy of the tree."""

    original: Path
    """A commit of the current tree; each copy is a clone of it."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.original = Path(scratch.name) / "original"
        shutil.copytree(SOURCE, cls.original, symlinks=True, ignore=NOT_COPIED)
        for command in ("init --quiet", "add --all", "commit --quiet --message test"):
            subprocess.run(
                ["git", *command.split()], cwd=cls.original, env=ENVIRONMENT, check=True
            )

    def setUp(self) -> None:
        self.copy = self.copied()
        self.before = self.read("include/flaghook/version.hpp").split('FLAGHOOK_VERSION "')[1]
        self.before = self.before.partition('"')[0]

    def copied(self) -> Path:
        """Returns a new copy, committed."""
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        copy = Path(scratch.name) / "tree"
        self.run_in(
            self.original, "git", "clone", "--quiet", str(self.original), str(copy)
        ).check_returncode()
        return copy

    def run_in(self, copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in a copy."""
        return subprocess.run(
            command, cwd=copy, env=ENVIRONMENT, text=True, capture_output=True, check=False
        )

    def release(self, *arguments: str, copy: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Runs the copy's own script."""
        copy = copy or self.copy
        return self.run_in(copy, sys.executable, str(copy / "cmake/release.py"), *arguments)

    def succeed(self, *arguments: str, copy: Path | None = None) -> str:
        """Runs the script, which has to succeed, and returns its output."""
        done = self.release(*arguments, copy=copy)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def refuse(self, why: str, *arguments: str) -> None:
        """Checks that the script fails with the reason and changes nothing."""
        done = self.release(*arguments)
        self.assertEqual((done.returncode, done.stderr), (2, f"{why}\n"))
        self.assertEqual(self.changed(), [])

    def read(self, name: str) -> str:
        """Returns the text of a file of the copy."""
        return (self.copy / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Replaces a file's text in the copy, and commits it."""
        (self.copy / name).write_text(text, encoding="utf-8")
        self.run_in(self.copy, "git", "commit", "--quiet", "--all", "--message", "test")

    def changed(self) -> list[str]:
        """Returns the files of the copy that differ from its commit."""
        listed = self.run_in(self.copy, "git", "status", "--porcelain").stdout
        return sorted(line[3:] for line in listed.splitlines())

    def naming(self, text: str) -> list[str]:
        """Returns the files of the copy that contain a text."""
        return self.run_in(
            self.copy, "git", "grep", "--files-with-matches", "--fixed-strings", text
        ).stdout.splitlines()


class Version(Copy):
    """Tests release.py VERSION."""

    def archive(self, copy: Path | None = None) -> Path:
        """Returns the path of the packed release."""
        return (copy or self.copy) / f"build/flaghook-{NEXT}.tar.gz"

    def test_the_version_before_is_nowhere_any_more(self) -> None:
        self.succeed("--date", DATE, NEXT)
        for text in (self.before, "v" + self.before.replace(".", "_")):
            with self.subTest(text):
                self.assertEqual(self.naming(text), [])

    def test_nothing_else_changes(self) -> None:
        self.succeed("--date", DATE, NEXT)
        self.assertEqual(
            self.changed(),
            [
                "CHANGELOG.md",
                "cmake/meson/flaghook.wrap",
                "cmake/meson/packagefiles/flaghook/meson.build",
                PORTFILE,
                "cmake/vcpkg/ports/flaghook/vcpkg.json",
                "include/flaghook/version.hpp",
            ],
        )

    def test_what_says_the_version_agrees(self) -> None:
        self.succeed("--date", DATE, NEXT)
        self.assertEqual(self.succeed("--check"), "")
        done = self.run_in(self.copy, sys.executable, "tests/packages/packages_test.py")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_single_header_is_that_of_the_version(self) -> None:
        output = self.succeed("--date", DATE, NEXT)
        single = self.copy / f"build/flaghook-{NEXT}.hpp"
        self.assertIn(f"{single}\n", output)
        self.assertIn(f"// flaghook {NEXT}: ", single.read_text(encoding="utf-8"))

    def test_headers_of_the_version_and_of_the_one_before_do_not_mix(self) -> None:
        self.succeed("--date", DATE, NEXT)
        header = self.read("include/flaghook/version.hpp")
        self.assertIn(
            "#elif FLAGHOOK_VERSION_MAJOR != 7 || FLAGHOOK_VERSION_MINOR != 65 || "
            "FLAGHOOK_VERSION_PATCH != 432\n",
            header,
        )
        self.assertIn("#define FLAGHOOK_ABI v7_65_432\n", header)

    def test_the_changelog_has_the_version_under_an_empty_section_for_the_next(self) -> None:
        changes = self.read("CHANGELOG.md")
        self.succeed("--date", DATE, NEXT)
        self.assertEqual(
            self.read("CHANGELOG.md"),
            changes.replace("## [Unreleased]\n", f"## [Unreleased]\n\n## [{NEXT}] - {DATE}\n"),
        )

    def test_the_archive_has_the_tree_without_the_port_that_names_its_checksum(self) -> None:
        self.succeed("--date", DATE, NEXT)
        with tarfile.open(self.archive()) as archive:
            packed = {each.name: each for each in archive.getmembers() if not each.isdir()}
            header = archive.extractfile(f"flaghook-{NEXT}/include/flaghook/version.hpp")
            assert header
            self.assertEqual(header.read().decode(), self.read("include/flaghook/version.hpp"))
        listed = self.run_in(self.copy, "git", "ls-files").stdout.splitlines()
        self.assertEqual(
            packed.keys(),
            {f"flaghook-{NEXT}/{name}" for name in listed if not name.startswith("cmake/vcpkg/")},
        )
        self.assertTrue(packed[f"flaghook-{NEXT}/tests/run"].mode & 0o111)

    def test_the_port_has_the_archives_checksum(self) -> None:
        self.succeed("--date", DATE, NEXT)
        checksum = hashlib.sha512(self.archive().read_bytes()).hexdigest()
        self.assertIn(f"  SHA512 {checksum})\n", self.read(PORTFILE))

    def test_the_same_tree_and_date_give_the_same_archive(self) -> None:
        other = self.copied()
        self.succeed("--date", DATE, NEXT)
        self.succeed("--date", DATE, NEXT, copy=other)
        self.assertEqual(self.archive().read_bytes(), self.archive(other).read_bytes())

    def test_one_release_follows_another(self) -> None:
        self.succeed("--date", DATE, NEXT)
        self.write("CHANGELOG.md", self.read("CHANGELOG.md").replace(
            "## [Unreleased]\n", "## [Unreleased]\n\n### Fixed\n\n- A mistake.\n"
        ))
        self.succeed("--date", DATE, "7.65.433")
        self.assertEqual(self.succeed("--check"), "")

    def test_a_version_that_is_not_higher_is_refused(self) -> None:
        major, minor, patch = (int(part) for part in self.before.split("."))
        for version in (self.before, f"{major}.{minor - 1 if minor else 0}.{patch}"):
            self.refuse(f"{version} is not higher than {self.before}", version)

    def test_what_is_no_version_is_refused(self) -> None:
        for version in ("7", "7.65", "7.65.432.1", "v7.65.432", "7.65.04", "7.65.432-rc1"):
            self.refuse(f"a version has three numbers, such as 1.2.3, not {version}", version)

    def test_a_tree_with_changes_is_refused(self) -> None:
        (self.copy / "new").touch()
        done = self.release(NEXT)
        self.assertEqual(
            (done.returncode, done.stderr), (2, "there are uncommitted changes\n")
        )
        self.assertEqual(self.changed(), ["new"])

    def test_a_changelog_without_a_change_is_refused(self) -> None:
        self.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n## [0.0.1] - 2020-01-01\n")
        self.refuse("CHANGELOG.md: the section Unreleased is empty", NEXT)


class Home(Copy):
    """Tests release.py --homepage, and the files that contain the home page."""

    def test_the_tree_names_one_home(self) -> None:
        self.assertEqual(self.succeed("--check"), "")

    def test_another_home_leaves_nothing_of_the_one_before(self) -> None:
        before = json.loads(self.read("cmake/home.json"))["homepage"]
        self.succeed("--homepage", "https://git.example.com/flags/hook")
        self.assertEqual(self.naming(before), [])
        self.assertEqual(self.naming(before.removeprefix("https://")), [])
        self.assertEqual(self.succeed("--check"), "")
        self.assertIn(
            '  URLS "https://git.example.com/flags/hook/releases/download/v${VERSION}/',
            self.read(PORTFILE),
        )

    def test_a_file_with_another_home_is_named(self) -> None:
        home = json.loads(self.read("cmake/home.json"))["homepage"]
        for name in self.naming(home):
            if name == "cmake/home.json":
                continue
            with self.subTest(name):
                text = self.read(name)
                self.write(name, text.replace(home, "https://other.example.com/flaghook", 1))
                done = self.release("--check")
                self.assertEqual(done.returncode, 1)
                self.assertEqual(re.findall(r"^(\S+) does not match", done.stdout), [name])
                self.write(name, text)

    def test_another_contact_leaves_nothing_of_the_one_before(self) -> None:
        before = json.loads(self.read("cmake/home.json"))["contact"]
        self.succeed("--contact", "jane@example.com")
        self.assertEqual(self.naming(before), [])
        self.assertEqual(self.succeed("--check"), "")
        self.assertIn('primary_contact: "jane@example.com"\n', self.read("fuzz/oss-fuzz/project.yaml"))

    def test_what_is_no_home_is_refused(self) -> None:
        for home in ("example.com/flaghook", "https://example.com", 'https://example.com/"x'):
            self.refuse(
                f"the homepage must have the form https://example.com/flaghook, not {home}",
                "--homepage", home,
            )
        self.refuse(
            "the contact must have the form someone@example.com, not jane", "--contact", "jane"
        )


if __name__ == "__main__":
    unittest.main()
