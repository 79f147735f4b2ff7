"""Tests `flaghook listen` under load: many requests over many persistent connections."""

import asyncio
import contextlib
import json
import unittest
from pathlib import Path

from live import (
    ACCEPTED, GOOD, PATIENCE, LiveTest, Server, body_of, header_lines, program, signed,
)

CONNECTIONS = 64
REQUESTS = 10_000
UNAUTHORIZED = (b"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
                b'Content-Length: 17\r\n\r\n"Not authorized."')


def resident(server: Server) -> int:
    """Returns the process's memory in kB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1])


class Load(LiveTest):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.listen("--rows", "rows")

    def request(self, number: int) -> tuple[bytes, bytes]:
        """Returns a request with its own id, and its answer. Every tenth signature is wrong."""
        body = body_of(number)
        headers = signed(body) if number % 10 else signed(GOOD + b" ")
        lines = [*header_lines(headers), f"Content-Length: {len(body)}"]
        return self.server.head(*lines) + body, ACCEPTED if number % 10 else UNAUTHORIZED

    async def converse(self, numbers: range) -> int:
        """Sends the requests with these numbers over one connection, and returns the number of
        right answers."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        right = 0
        for number in numbers:
            request, expected = self.request(number)
            writer.write(request)
            answer = await asyncio.wait_for(reader.readexactly(len(expected)), PATIENCE)
            right += answer == expected
        writer.close()
        await writer.wait_closed()
        return right

    async def converse_all(self, first: int, count: int) -> int:
        """Does the same over all connections at once."""
        conversations = (
            self.converse(range(first + at, first + count, CONNECTIONS))
            for at in range(CONNECTIONS)
        )
        return sum(await asyncio.gather(*conversations))

    def test_none_lost_and_none_wrong(self) -> None:
        warm = 2_000
        self.assertEqual(asyncio.run(self.converse_all(1, warm)), warm)
        before = resident(self.server)
        self.assertEqual(asyncio.run(self.converse_all(1 + warm, REQUESTS)), REQUESTS)
        after = resident(self.server)
        expected = {str(number) for number in range(1, 1 + warm + REQUESTS) if number % 10}
        ids = [row["change_id"] for row in self.rows()]
        self.assertEqual(len(ids), len(expected))
        self.assertEqual(set(ids), expected)
        if program("SANITIZED") != "ON":
            # A request leaves only its row in the audit log, some 200 bytes. A kilobyte for each
            # one would be 10 MB.
            self.assertLess(after - before, 4_000, f"{before} kB before, {after} kB after")
        print(f"{REQUESTS} requests over {CONNECTIONS} connections, 0 lost, 0 wrong; "
              f"{before} kB before, {after} kB after")
        self.assertEqual(self.server.stop()[0], 0)

    def test_killed_in_the_middle_it_has_the_rows_that_it_answered(self) -> None:
        answered: set[str] = set()

        async def send_until_the_end(first: int) -> None:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
                for number in range(first, REQUESTS * CONNECTIONS, CONNECTIONS):
                    body = body_of(number)
                    lines = [*header_lines(signed(body)), f"Content-Length: {len(body)}"]
                    writer.write(self.server.head(*lines) + body)
                    self.assertEqual(await reader.readexactly(len(ACCEPTED)), ACCEPTED)
                    answered.add(str(number))

        async def send_and_kill() -> None:
            async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
                for first in range(CONNECTIONS):
                    group.create_task(send_until_the_end(first))
                while len(answered) < 1_000:
                    await asyncio.sleep(0.001)
                self.server.process.kill()

        asyncio.run(send_and_kill())
        # The process may have been killed in the middle of a row.
        whole = (self.folder / "rows").read_text().rpartition("\n")[0].splitlines()
        self.assertLessEqual(answered, {json.loads(row)["change_id"] for row in whole})
        self.assertGreaterEqual(len(answered), 1_000)


if __name__ == "__main__":
    unittest.main()
