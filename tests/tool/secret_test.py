"""Tests the sources of secrets, the errors about them, and that secrets stay inside the process."""

import os
import subprocess
import unittest

from running import GOOD, SECRET, TOOL, Outcome, ToolTest, digest, environment


class SecretTest(ToolTest):
    """A test that signs one body."""

    def sign(self, *arguments: str, secret: str | None = None) -> Outcome:
        return self.run_tool("sign", "-", *arguments, stdin=GOOD, secret=secret)

    def assert_signed(self, outcome: Outcome, secret: bytes) -> None:
        self.assertEqual(outcome, Outcome(0, digest(GOOD, secret) + "\n", ""))


class Sources(SecretTest):
    """Files and the environment."""

    def test_a_file(self) -> None:
        self.assert_signed(self.sign("--secret-file", self.write_secret()), SECRET)

    def test_one_line_end_at_the_end_of_a_file_is_dropped(self) -> None:
        for end in (b"\n", b"\r\n"):
            self.assert_signed(self.sign("--secret-file", self.write_secret(SECRET + end)), SECRET)

    def test_the_environment(self) -> None:
        self.assert_signed(self.sign(secret="secret-of-the-environment"),
                           b"secret-of-the-environment")

    def test_a_file_outweighs_the_environment(self) -> None:
        self.assert_signed(
            self.sign("--secret-file", self.write_secret(), secret="secret-of-the-environment"),
            SECRET,
        )

    def test_a_pipe(self) -> None:
        reading, writing = os.pipe()
        os.write(writing, SECRET + b"\n")
        os.close(writing)
        done = subprocess.run(
            [TOOL, "sign", "-", "--secret-file", f"/dev/fd/{reading}"], input=GOOD,
            pass_fds=[reading], capture_output=True, env=environment(), timeout=60, check=True,
        )
        os.close(reading)
        self.assertEqual(done.stdout.decode(), digest(GOOD) + "\n")

    def test_text_that_looks_like_hex_is_not_decoded(self) -> None:
        self.assert_signed(self.sign(secret="00112233445566778899"), b"00112233445566778899")

    def test_no_secret(self) -> None:
        self.assert_unusable(
            self.sign(),
            "there is no signing secret; give --secret-file FILE, or set the environment variable "
            "FLAGHOOK_SECRET",
        )

    def test_more_than_one_to_sign_with(self) -> None:
        name = self.write_secret()
        self.assert_unusable(
            self.sign("--secret-file", name, "--secret-file", name),
            "there are 2 signing secrets, expected one; give --secret-file once",
        )


class Unusable(SecretTest):
    """Messages name the source, and nothing of the secret."""

    def assert_refused(self, content: bytes, message: str) -> None:
        self.assert_unusable(
            self.sign("--secret-file", self.write_secret(content)), message
        )

    def test_too_short_and_too_long(self) -> None:
        advice = (
            " characters; Sentry registers 10 to 64. If it is an old registration, add "
            "--any-secret-length"
        )
        self.assert_refused(b"123456789", "the secret in secret has fewer than 10" + advice)
        self.assert_refused(b"x" * 65, "the secret in secret has more than 64" + advice)
        self.assert_unusable(
            self.sign(secret="123456789"),
            "the secret in the environment variable FLAGHOOK_SECRET has fewer than 10" + advice,
        )

    def test_the_shortest_and_the_longest(self) -> None:
        for content in (b"x" * 10, b"x" * 64, "\u00e9".encode() * 10):
            self.assert_signed(self.sign("--secret-file", self.write_secret(content)), content)

    def test_any_length_of_old_registrations(self) -> None:
        for content in (b"x", b"x" * 65, b"x" * 4096):
            name = self.write_secret(content)
            self.assert_signed(self.sign("--secret-file", name, "--any-secret-length"), content)

    def test_any_length_excuses_nothing_else(self) -> None:
        for content, message in ((b" x", "white space"), (b"\xff", "UTF-8"), (b"", "empty")):
            self.assert_unusable(
                self.sign("--secret-file", self.write_secret(content), "--any-secret-length"),
                message,
            )

    def test_empty(self) -> None:
        for content in (b"", b"\n", b"\r\n"):
            self.assert_refused(
                content,
                "secret is empty; it must contain the signing secret as registered with Sentry",
            )
        self.assert_unusable(
            self.sign(secret=""), "the environment variable FLAGHOOK_SECRET is empty"
        )

    def test_outer_white_space(self) -> None:
        for content in (b" " + SECRET, SECRET + b"\n\n", SECRET + b" \n", SECRET + b"\r"):
            self.assert_refused(
                content,
                "the secret in secret begins or ends with white space, which Sentry trims when a "
                "secret is registered; remove it (one line end at the end of a file is ignored)",
            )

    def test_bytes_that_are_no_text(self) -> None:
        self.assert_refused(
            b"\xff" + SECRET,
            "the secret in secret is not UTF-8 text; expected the text as registered with "
            "Sentry, not decoded from hex or base64",
        )
        self.assert_refused(SECRET + b"\x00x", "the secret in secret contains a null character")

    def test_a_file_of_another_kind(self) -> None:
        self.assert_refused(
            b"x" * 4097,
            "secret has more than 4096 bytes; expected a file that contains only the signing secret",
        )
        self.assert_unusable(
            self.sign("--secret-file", "/dev/zero", "--allow-readable-secret"),
            "/dev/zero has more than 4096 bytes",
        )
        self.assert_unusable(self.sign("--secret-file", "missing"), "cannot open missing: ")
        self.assert_unusable(self.sign("--secret-file", "."), ". is a directory")

    def test_a_file_that_everybody_can_read(self) -> None:
        for mode in (0o604, 0o644, 0o444):
            name = self.write_secret(mode=mode)
            self.assert_unusable(
                self.sign("--secret-file", name),
                "the secret in secret can be read by every user of this machine; run 'chmod 600' "
                "on the file, or accept that with --allow-readable-secret (for example in a "
                "container without other users, where the file is mounted read-only)",
            )
            self.assert_signed(
                self.sign("--secret-file", name, "--allow-readable-secret"), SECRET
            )
            (self.folder / name).unlink()

    def test_a_file_that_a_group_can_read(self) -> None:
        self.assert_signed(self.sign("--secret-file", self.write_secret(mode=0o640)), SECRET)


class Mistakes(SecretTest):
    """A text that is hardly what was registered is refused with the reason."""

    MISTAKES = (
        (b"\xef\xbb\xbf" + SECRET, "begins with a byte order mark; save the file as UTF-8 without it"),
        (b'"' + SECRET + b'"', "is in quotes; remove them"),
        (b"'" + SECRET + b"'", "is in quotes; remove them"),
        (b"`" + SECRET + b"`", "is in quotes; remove them"),
        ("\u201c".encode() + SECRET + "\u201d".encode(), "is in quotes; remove them"),
        (b"FLAGHOOK_SECRET=" + SECRET, "has the form NAME=value; keep only the value"),
        (b"export SENTRY_1 = " + SECRET, "has the form NAME=value; keep only the value"),
        (b"webhookSecret='" + SECRET + b"'", "has the form NAME=value; keep only the value"),
        (SECRET + b"\nsecond", "has more than one line; keep only the line with the secret"),
        (SECRET + b"\r\nsecond\n", "has more than one line; keep only the line with the secret"),
        (SECRET + b"\rsecond", "has more than one line; keep only the line with the secret"),
        (b"# old\n" + SECRET, "has more than one line; keep only the line with the secret"),
        *(
            (SECRET + text.encode() + b"x",
             f"has an invisible character (number {len(SECRET) + 1}), such as a tab or a zero-width "
             "space; copy the secret again as plain text")
            for text in ("\t", "\x01", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u202e", "\u2028",
                         "\u3000", "\ufeff", "\ufe0f", "\u3164", "\u115f", "\u2800", "\U000e0041",
                         "\U000e0101")
        ),
    )
    """Contents of a file, and the reason of the refusal."""

    def test_in_a_file(self) -> None:
        for content, reason in self.MISTAKES:
            with self.subTest(content):
                self.assert_unusable(
                    self.sign("--secret-file", self.write_secret(content)),
                    f"the secret in secret {reason}",
                    "If Sentry registered exactly this text, add --any-secret-text",
                )

    def test_in_the_environment(self) -> None:
        for content, reason in self.MISTAKES:
            with self.subTest(content):
                self.assert_unusable(
                    self.sign(secret=content.rstrip(b"\n").decode()),
                    f"the secret in the environment variable FLAGHOOK_SECRET {reason}",
                )

    def test_are_accepted_on_request(self) -> None:
        for content, _ in self.MISTAKES:
            name = self.write_secret(content)
            if content.endswith(b"\n"):
                content = content[:-2] if content.endswith(b"\r\n") else content[:-1]
            self.assert_signed(self.sign("--secret-file", name, "--any-secret-text"), content)

    def test_come_before_a_wrong_length(self) -> None:
        self.assert_unusable(
            self.sign("--secret-file", self.write_secret(b"FLAGHOOK_SECRET=" + b"x" * 60)),
            "has the form NAME=value",
        )
        self.assert_unusable(
            self.sign("--secret-file", self.write_secret(b"SECRET=" + b"x" * 60),
                      "--any-secret-text"),
            "has more than 64 characters",
        )

    def test_as_windows_writes(self) -> None:
        for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
            content = mark + (SECRET.decode() + "\r\n").encode(encoding)
            self.assert_unusable(
                self.sign("--secret-file", self.write_secret(content)),
                "the secret in secret is UTF-16 text, as PowerShell writes it; save the file as "
                "UTF-8 without a byte order mark",
            )

    def test_are_not_seen_in_a_right_secret(self) -> None:
        for content in (
            b"a secret with spaces", b'"quote at the beginning', b'quote at the end"', b"'\"'\"'\"'\"'\"",
            b"c2VjcmV0IGluIGJhc2U2NA==", b"ABCDEFGHIJ======", b"aB3=x9Zq7!Lk", b"=SECRET=value",
            b"1SECRET=value", b"key-with-hyphens=1", b"# no comment", b"\xc3\xa9\xe2\x82\xac and more",
            "\u06a9\u0644\u06cc\u062f \u0645\u062e\u0641\u06cc 1".encode(),
        ):
            with self.subTest(content):
                self.assert_signed(self.sign("--secret-file", self.write_secret(content)), content)


class CommandLine(ToolTest):
    """A secret that was given on the command line is not repeated. `run_tool` checks that for
    `SECRET`."""

    def assert_hidden(self, *arguments: str) -> Outcome:
        outcome = self.run_tool(*arguments, stdin=GOOD)
        self.assertEqual(outcome.status, 2, outcome)
        # Neither is a part of it.
        self.assertNotIn("used-in-tests", outcome.output + outcome.errors)
        return outcome

    def test_as_a_value_of_an_option_that_does_not_exist(self) -> None:
        secret = SECRET.decode()
        for words, shown in (
            (("--secret", secret), "--secret"), ((f"--secret={secret}",), "--secret"),
            (("--secret", "short"), "--secret"), (("-s", secret), "-s"), ((f"-s{secret}",), "-s"),
            (("--token", secret), "--token"),
        ):
            with self.subTest(words):
                outcome = self.assert_hidden("sign", "-", *words)
                self.assertIn(f"not expected: {shown}", outcome.errors)
                self.assertNotIn("short", outcome.errors)
                self.assertIn("write a secret into a file, and name that with --secret-file",
                              outcome.errors)

    def test_as_a_word_that_is_not_expected(self) -> None:
        secret = SECRET.decode()
        for words in (
            ("sign", "-", secret), ("sign", "-", "--", f"--{secret}"), (secret,), ("secret", secret),
            (f"FLAGHOOK_SECRET={secret}", "sign"), ("help", secret), ("help", "secret", secret),
            ("sign", "-", f"--any-secret-length={secret}"), ("check", f"-{secret}", "-"),
            ("secret", "generate", secret), ("listen", secret), ("listen", f"--no-secret={secret}"),
            ("probe", "--list", "http://127.0.0.1/", secret), ("emit", secret),
            ("log", "http://127.0.0.1:9/flags/logs/", "--token", secret),
        ):
            with self.subTest(words):
                self.assert_hidden(*words)
                self.assert_hidden(*words, "--format", "json")

    def test_in_place_of_a_file(self) -> None:
        for secret in (SECRET.decode(), "used-in-tests/and/more", "/used-in-tests", "x" * 300):
            with self.subTest(secret):
                outcome = self.assert_hidden("sign", "-", "--secret-file", secret)
                self.assertRegex(
                    outcome.errors,
                    "cannot open the file of --secret-file, whose name is not repeated here in case "
                    "it is the secret itself: [A-Z].*; check its name and its permissions",
                )
                self.assertNotIn("xxx", outcome.errors)

    def test_the_name_of_a_missing_file_in_an_existing_folder_is_shown(self) -> None:
        (self.folder / "run").mkdir()
        for name in ("run/secrets.txt", "./flaghook-secret.txt", str(self.folder / "missing")):
            self.assert_unusable(self.run_tool("sign", "-", "--secret-file", name, stdin=GOOD),
                                 f"cannot open {name}: No such file or directory")


class Memory(ToolTest):
    """A secret that was read does not stay in memory."""

    def memory_of(self, process: int) -> bytes:
        """Returns all writable memory of the process."""
        result = bytearray()
        with open(f"/proc/{process}/maps", encoding="ascii", errors="replace") as maps, open(
            f"/proc/{process}/mem", "rb", buffering=0
        ) as memory:
            for line in maps:
                region, rights = line.split()[:2]
                start, end = (int(bound, 16) for bound in region.split("-"))
                # The sanitizers' shadow memory is terabytes of zeros.
                if rights.startswith("rw") and end - start <= 1 << 28:
                    memory.seek(start)
                    try:
                        result += memory.read(end - start)
                    except OSError:
                        continue
        return bytes(result)

    def test_while_the_body_is_awaited_the_secret_is_gone(self) -> None:
        marker = b"marker-of-the-" + b"signing-secret"
        name = self.write_secret(marker + b"\n")
        os.mkfifo(self.folder / "body")
        for arguments in (("sign",), ("verify", "--signature", "0" * 64)):
            with self.subTest(arguments[0]), subprocess.Popen(
                [TOOL, *arguments, "body", "--secret-file", name], cwd=self.folder,
                env=environment(), stdout=subprocess.PIPE,
            ) as process:
                with open(self.open_when_read(self.folder / "body", process), "wb") as body:
                    memory = self.memory_of(process.pid)
                    self.assertIn(b"body\x00", memory)
                    self.assertNotIn(marker, memory)
                    body.write(GOOD)
                process.communicate(timeout=60)


if __name__ == "__main__":
    unittest.main()
