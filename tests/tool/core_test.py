"""Checks that a core file of the program contains nothing of a secret that was read from a file.

Registered in full runs only, since it needs gdb's `gcore`.
"""

import os
import subprocess
import unittest

from running import GOOD, TOOL, ToolTest, environment

# In two parts, so that the test's own files do not contain it.
MARKER = b"marker-of-the-" + b"signing-secret"

COMMANDS = (
    ("sign", "body"),
    ("verify", "--signature", "0" * 64, "body"),
    ("check", "--signature", "0" * 64, "body"),
)
"""The commands that read a secret and then wait for a body."""


def padded(pad: int) -> bytes:
    """Returns the secret as RFC 2104 passes it to the hash."""
    return bytes(octet ^ pad for octet in MARKER)


class Core(ToolTest):
    """Tests a core file that is written while the program waits, after reading the secret."""

    def core_of(self, *arguments: str, **additions: str) -> bytes:
        """Starts the program, waits until it reads the body, and dumps its core."""
        pipe = self.folder / "body"
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
        with subprocess.Popen(
            [TOOL, *arguments], cwd=self.folder, env=environment(**additions),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:
            with open(self.open_when_read(pipe, process), "wb") as body:
                subprocess.run(
                    ["gcore", "-a", "-o", self.folder / "core", str(process.pid)],
                    capture_output=True, timeout=120, check=True,
                )
                body.write(GOOD)
            output, errors = process.communicate(timeout=60)
        self.assertIn(process.returncode, (0, 1))
        self.assertNotIn(MARKER, output + errors)
        (core,) = self.folder.glob("core.*")
        content = core.read_bytes()
        core.unlink()
        self.assertIn(b"--signature" if "--signature" in arguments else b"sign\x00body", content)
        return content

    def test_of_a_secret_from_a_file_nothing_is_left(self) -> None:
        name = self.write_secret(MARKER + b"\n")
        for command in COMMANDS:
            with self.subTest(command[0]):
                core = self.core_of(*command, "--secret-file", name)
                for form in (MARKER, MARKER[:16], MARKER[-16:], padded(0x36), padded(0x5C)):
                    self.assertNotIn(form, core)

    def test_a_secret_from_the_environment_stays_where_the_system_put_it(self) -> None:
        # The caller's choice, and a reason to prefer files: every child inherits it, too.
        core = self.core_of("sign", "body", FLAGHOOK_SECRET=MARKER.decode())
        self.assertGreater(core.count(MARKER), 0)
        self.assertEqual(core.count(b"FLAGHOOK_SECRET=" + MARKER), core.count(MARKER))
        self.assertNotIn(padded(0x36), core)
        self.assertNotIn(padded(0x5C), core)


if __name__ == "__main__":
    unittest.main()
