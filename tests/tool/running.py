"""Runs the built program `flaghook` for the tests.

The environment variable FLAGHOOK_TOOL names it.
"""

import errno
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOOL = os.environ["FLAGHOOK_TOOL"]
CONFORMANCE = Path(__file__).resolve().parents[2] / "conformance"

SECRET = b"a-secret-that-is-used-in-tests"
GOOD = (
    b'{"data":[{"action":"created","change_id":93899375123,'
    b'"created_at":"2024-12-12T00:02:00+00:00",'
    b'"created_by":{"id":"first.last@company.com","type":"email"},"flag":"hello.world"}],'
    b'"meta":{"version":1}}'
)
"""The documented form, which is accepted without a deviation."""


def digest(body: bytes, secret: bytes = SECRET) -> str:
    """Returns the documented signature."""
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def environment(**additions: str) -> dict[str, str]:
    """Returns the environment of a run: the caller's, without variables that change the tool's
    behaviour."""
    result = {
        name: value
        for name, value in os.environ.items()
        if name not in ("FLAGHOOK_SECRET", "FLAGHOOK_TOKEN", "NO_COLOR", "TERM")
    }
    return result | additions


@dataclass(frozen=True)
class Outcome:
    """The outcome of a run."""

    status: int
    output: str
    errors: str

    @property
    def document(self) -> Any:
        """Returns the output as JSON: exactly one document."""
        return json.loads(self.output)


class ToolTest(unittest.TestCase):
    """A test with its own folder, in which the program runs."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="flaghook-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.maxDiff = None

    def write(self, name: str, content: bytes) -> str:
        """Writes a file into the folder, and returns its name."""
        (self.folder / name).write_bytes(content)
        return name

    def write_secret(self, content: bytes = SECRET, name: str = "secret", mode: int = 0o600) -> str:
        """Writes a secret's file, and returns its name."""
        self.write(name, content)
        (self.folder / name).chmod(mode)
        return name

    def run_tool(
        self, *arguments: str | bytes, stdin: bytes = b"", secret: str | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Runs the program to its end.

        Also checks that it does not print a secret of the tests.
        """
        done = subprocess.run(
            [TOOL, *arguments],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env=environment(
                **({} if secret is None else {"FLAGHOOK_SECRET": secret}), **(variables or {})
            ),
            timeout=120,
            check=False,
        )
        for hidden in (SECRET, (secret or "").encode() or SECRET):
            self.assertNotIn(hidden, done.stdout + done.stderr)
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def open_when_read(self, pipe: Path, process: subprocess.Popen[bytes]) -> int:
        """Opens a named pipe for writing as soon as the program has opened it for reading."""
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            try:
                return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as failure:
                if failure.errno != errno.ENXIO:
                    raise
                time.sleep(0.01)
        raise self.failureException("the program does not open its body")

    def check(self, body: bytes, *arguments: str) -> Outcome:
        """Runs `flaghook check` on one body."""
        return self.run_tool("check", *arguments, "-", stdin=body)

    def check_json(self, body: bytes, *arguments: str) -> dict[str, Any]:
        """Returns the report of `flaghook check --format json` on one body."""
        (result,) = self.check(body, "--format", "json", *arguments).document
        return result

    def assert_unusable(self, outcome: Outcome, *parts: str) -> None:
        """Checks that the exit status is 2, that standard output has only an error in JSON, and
        that the message contains the parts."""
        self.assertEqual(outcome.status, 2, outcome)
        if outcome.output:
            self.assertEqual(set(outcome.document), {"schema", "error"})
        self.assertTrue(outcome.errors.startswith("flaghook: "), outcome.errors)
        for part in parts:
            self.assertIn(part, outcome.errors)
