"""The README's three steps, run as they stand there."""

import re
import socket
import subprocess
import unittest
from pathlib import Path

from live import PATIENCE, LiveTest, program
from running import environment

README = Path(__file__).resolve().parents[2] / "README.md"


class Readme(LiveTest):
    def test_a_change_from_emit_to_the_verdict(self) -> None:
        text = README.read_text()
        steps, printed = re.search(
            r"in three steps.*?```sh\n(.*?)```.*?```\n(.*?)```", text, flags=re.DOTALL
        ).groups()  # type: ignore[union-attr]
        first, *rest = steps.splitlines(keepends=True)
        self.assertIn("export PATH=", first)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        self.assertEqual(steps.count("8137"), 2)
        folder = Path(program("TOOL")).parent
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "".join(rest).replace("8137", port)],
            capture_output=True, cwd=self.folder, check=False, timeout=PATIENCE,
            env=environment(PATH=f"{folder}:{environment()['PATH']}"),
        )
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(printed, done.stdout.decode())
        self.assertIn('200 accepted: "checkout" was updated\n', done.stdout.decode())


if __name__ == "__main__":
    unittest.main()
