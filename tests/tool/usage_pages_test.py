"""Tests the man page and the completions of shells, which the tool writes of its own options.

FLAGHOOK_PAGE_CHECKERS names the programs that are found here: shells, and readers of man pages.
"""

import os
import re
import subprocess
import unittest
from pathlib import Path

from running import CONFORMANCE, ToolTest, environment

CHECKERS = [Path(path) for path in os.environ["FLAGHOOK_PAGE_CHECKERS"].split(":") if path]
FORMS = {"man": "flaghook.1", "bash": "flaghook.bash", "zsh": "_flaghook", "fish": "flaghook.fish"}


def found(name: str) -> list[str]:
    """Returns the path of a checker, if it is found here."""
    return [str(path) for path in CHECKERS if path.name == name]


class Pages(ToolTest):
    """Each page has all that `--help` shows."""

    def setUp(self) -> None:
        super().setUp()
        for form, name in FORMS.items():
            outcome = self.run_tool("usage", form, "--date", "2024-12-12")
            self.assertEqual((outcome.status, outcome.errors), (0, ""))
            self.write(name, outcome.output.encode())
        self.commands = self.all_commands()

    def page(self, form: str) -> str:
        """Returns a page."""
        return (self.folder / FORMS[form]).read_text(encoding="ascii")

    def all_commands(self, *group: str) -> dict[tuple[str, ...], list[str]]:
        """Returns the names of the options of each command, as `--help` shows them."""
        text = self.run_tool(*group, "--help").output
        options = [
            name
            for line in re.findall(r"(?m)^  (-.*)$", text.partition("Examples:")[0])
            for name in re.findall(r"(?:^|, )(--?[A-Za-z-]+)", line.partition("  ")[0])
        ]
        self.assertIn("--help", options)
        result = {group: options}
        for name in re.findall(r"(?m)^  (\w+) ", text.partition("\nCommands:\n")[2]
                               .partition("\n\n")[0]):
            result |= self.all_commands(*group, name)
        return result

    def run_checker(self, *command: str) -> str:
        """Runs a checker, which must not complain, and returns its output."""
        done = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=60,
                              check=False, env=environment(HOME=str(self.folder), TERM="dumb"))
        self.assertEqual((done.returncode, done.stderr), (0, b""), (command, done.stdout))
        return done.stdout.decode()

    def complete(self, *words: str) -> list[str]:
        """Returns what bash offers for the last word."""
        script = """
            source flaghook.bash
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            compopt() { :; }  # works only in a shell with a terminal
            _flaghook
            printf '%s\\n' "${COMPREPLY[@]}"
        """
        return self.run_checker("bash", "-uc", script, "bash", *words).split()

    def test_there_are_commands(self) -> None:
        self.assertGreater(len(self.commands), 12)
        self.assertIn(("secret", "generate"), self.commands)

    def test_the_man_page_has_each_command_and_option(self) -> None:
        sections = re.split(r"(?m)^\.S[SH] ", self.page("man"))
        for command, options in self.commands.items():
            if command in {("secret",)}:
                continue
            title = "OPTIONS" if not command else " ".join(("flaghook", *command))
            (section,) = (one for one in sections if one.splitlines()[0] == title)
            for option in options:
                self.assertIn("\\fB" + option.replace("-", "\\-") + "\\fR", section, command)

    def test_the_man_page_has_each_variable(self) -> None:
        sources = [path.read_text(encoding="utf-8") for path in CONFORMANCE.glob("tool/*.?pp")]
        names = {name for text in sources
                 for name in re.findall(r'(?:getenv\(|variable\(|_variable = )"([A-Z_]+)"', text)}
        self.assertLessEqual({"FLAGHOOK_SECRET", "NO_COLOR", "SSL_CERT_FILE"}, names)
        for name in names:
            self.assertRegex(self.page("man"), rf"(?m)^\.B {name}$")

    def test_the_man_page_has_the_exit_statuses_of_the_docs(self) -> None:
        docs = (CONFORMANCE.parent / "docs/testing.md").read_text(encoding="utf-8")
        table = docs.partition("## Exit statuses\n")[2].partition("\n## ")[0]
        documented = re.findall(r"(?m)^\| (\d) \|", table)
        self.assertEqual(len(documented), 5)
        self.assertEqual(re.findall(r"(?m)^(\d)\tT\{$", self.page("man")), documented)

    def test_readers_of_man_pages_have_no_complaint(self) -> None:
        for man in found("man"):
            shown = self.run_checker(man, "--warnings", "--local-file", "flaghook.1")
            self.assertIn("EXIT STATUS", shown)
            self.assertNotIn(".TS", shown)
        for mandoc in found("mandoc"):
            self.assertEqual(self.run_checker(mandoc, "-T", "lint", "-W", "style", "flaghook.1"), "")

    def test_shells_accept_their_completions(self) -> None:
        for shell in ("bash", "zsh", "fish"):
            for path in found(shell):
                self.assertEqual(self.run_checker(path, "-n", FORMS[shell]), "")

    def test_bash_offers_each_command_and_option(self) -> None:
        for command, options in self.commands.items():
            self.assertEqual(self.complete("flaghook", *command, "-"), options, command)
            offered = self.complete("flaghook", *command, "")
            for other in self.commands:
                if other[:-1] == command and other != command:
                    self.assertIn(other[-1], offered)

    def test_bash_offers_values(self) -> None:
        self.assertEqual(self.complete("flaghook", "ver"), ["verify"])
        self.assertEqual(self.complete("flaghook", "help", "ver"), ["verify"])
        self.assertEqual(self.complete("flaghook", "secret", ""), ["generate"])
        self.assertEqual(self.complete("flaghook", "check", "--format", ""), ["text", "json"])
        self.assertEqual(self.complete("flaghook", "check", "--format", "=", "j"), ["json"])
        self.assertEqual(self.complete("flaghook", "check", "--format", "="), ["text", "json"])
        self.assertEqual(self.complete("flaghook", "check", "--max-body", ""), [])
        self.write("a name with blanks", b"")
        self.write("another", b"")
        self.assertEqual(self.complete("flaghook", "check", "--secret-file", "ano"), ["another"])
        self.assertEqual(self.complete("flaghook", "check", "x", "a name"),
                         ["a", "name", "with", "blanks"])

    def test_fish_offers_each_command_and_option(self) -> None:
        for fish in found("fish"):
            for command, options in self.commands.items():
                words = " ".join(("flaghook", *command))
                for kind in ("-", "--"):
                    lines = self.run_checker(
                        fish, "--no-config", "-c", f"source flaghook.fish; complete -C '{words} {kind}'"
                    ).splitlines()
                    offered = {line.partition("\t")[0] for line in lines}
                    wanted = {one for one in options
                              if (kind == "--") == one.startswith("--") or kind == "-"}
                    self.assertLessEqual({one for one in wanted if one.startswith(kind)}, offered)

    def test_zsh_has_each_command_and_option(self) -> None:
        functions = dict(re.findall(r"(?ms)^(_\w+)\(\) \{$(.*?)^\}$", self.page("zsh")))
        for command, options in self.commands.items():
            body = functions["_".join(("_flaghook", *command))]
            for option in options:
                self.assertRegex(body, rf"'(?:\*|\([^)]*\)){option}=?\[", command)
            for other in self.commands:
                if other[:-1] == command and other != command:
                    self.assertIn(f"    {other[-1]}) ", body)


class Usage(ToolTest):
    """The command that writes the pages is for the installation."""

    def test_it_is_not_listed(self) -> None:
        self.assertNotIn("  usage ", self.run_tool("--help").output)
        self.assertNotIn("usage,", self.run_tool().errors)

    def test_unknown_form(self) -> None:
        self.assert_unusable(self.run_tool("usage", "csh"), "expected man, bash, zsh or fish")


if __name__ == "__main__":
    unittest.main()
