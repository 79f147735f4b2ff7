#!/usr/bin/env python3
"""Runs `flaghook listen` for minutes under the load generator wrk and beside bad clients.

Usage: tests/live/long_run.py TOOL [MINUTES]

wrk keeps 160 connections busy with accepted, refused and unsigned requests and broken JSON. At the
same time 40 connections send slowly, end in the middle, announce or send too much, or send what is
not HTTP. Needs Debian's package wrk. MINUTES is 10 by default.

Each answer is counted by its kind. At the end, fails if rows are missing or additional, if an answer
was of another kind, if memory grew without bound, or if descriptors were left open. Not part of
tests/run.
"""

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUSY, BAD = 160, 40
IDS = 20_000
"""The number of different accepted requests; wrk sends them again and again."""
MOST_KILOBYTES = 120_000
"""Enough for the audit log's 100,000 changes, and 40 bodies of 1 MiB."""

# Each request is a file, so that wrk computes nothing. The answers to accepted and refused requests
# are both 200, with and without a body.
SCRIPT = """
local threads, requests, number = {}, {}, 0
function setup(thread) table.insert(threads, thread) end
function init(arguments)
  for line in io.lines(arguments[1]) do
    local name = line
    local file = io.open(name, "rb")
    table.insert(requests, file:read("*a"))
    file:close()
  end
  number = math.random(#requests)
  accepted, refused, unsigned, broken, other = 0, 0, 0, 0, 0
end
function request()
  number = number % #requests + 1
  return requests[number]
end
function response(status, headers, body)
  if status == 200 and body == "" then accepted = accepted + 1
  elseif status == 200 then refused = refused + 1
  elseif status == 401 then unsigned = unsigned + 1
  elseif status == 400 then broken = broken + 1
  else other = other + 1 end
end
function done(summary, latency, all)
  for _, name in ipairs({"accepted", "refused", "unsigned", "broken", "other"}) do
    local sum = 0
    for _, thread in ipairs(threads) do sum = sum + thread:get(name) end
    io.write(string.format("%s: %d\\n", name, sum))
  end
  local e = summary.errors
  io.write(string.format("socket errors: %d\\n", e.connect + e.read + e.write + e.timeout))
end
"""


def state(process: int) -> tuple[int, int]:
    """Returns a process's memory in kB and its number of open descriptors."""
    (line,) = re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(line), len(os.listdir(f"/proc/{process}/fd"))


async def misbehave(server, number: int, end: float) -> int:
    """Sends bad requests over new connections until the end, and returns their number."""
    from live import GOOD, header_lines, signed

    good = server.head(*header_lines(signed(GOOD)), f"Content-Length: {len(GOOD)}") + GOOD
    large = server.head(*header_lines(signed(GOOD)), f"Content-Length: {1 << 40}")
    chunked = server.head(*header_lines(signed(GOOD)), "Transfer-Encoding: chunked")
    count = 0
    while time.monotonic() < end:
        kind = (number + count) % 5
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            try:
                if kind == 0:  # slow, and left before its end
                    for byte in good[:40]:
                        writer.write(bytes([byte]))
                        await writer.drain()
                        await asyncio.sleep(0.05)
                elif kind == 1:  # ended in the middle of the body
                    writer.write(good[:-10])
                    await writer.drain()
                elif kind == 2:  # announces too much
                    writer.write(large + b"x" * 65_536)
                    await writer.drain()
                    await asyncio.wait_for(reader.read(), 5)
                elif kind == 3:  # sends too much
                    writer.write(chunked)
                    chunk = b"100000\r\n" + b"x" * (1 << 20) + b"\r\n"
                    for _ in range(20):
                        writer.write(chunk)
                        await writer.drain()
                else:  # is not HTTP
                    writer.write(bytes(range(256)) * 16)
                    await writer.drain()
                    await asyncio.wait_for(reader.read(), 5)
            finally:
                writer.close()
                with contextlib.suppress(ConnectionError):
                    await writer.wait_closed()
        count += 1
        await asyncio.sleep(0.1)
    return count


def write_requests(server, folder: Path) -> Path:
    """Writes the requests of wrk as files, and returns the file that lists them."""
    from live import REFUSED, body_of, header_lines, signed

    def write(number: int, body: bytes, headers: dict[str, str]) -> str:
        path = folder / f"request-{number}"
        lines = [*header_lines(headers), f"Content-Length: {len(body)}"]
        path.write_bytes(server.head(*lines) + body)
        return str(path)

    names = []
    for number in range(IDS):
        body = body_of(number)
        names.append(write(number, body, signed(body)))
        if number % 4 == 0:
            bad = (REFUSED, signed(REFUSED)), (body, signed(b"x")), (b"{", signed(b"{"))
            names.append(write(IDS + number, *bad[number // 4 % 3]))
    listed = folder / "requests"
    listed.write_text("\n".join(names) + "\n")
    return listed


def main(arguments: list[str]) -> int:
    """Runs everything, and returns the exit status."""
    if not 1 <= len(arguments) <= 2 or not shutil.which("wrk"):
        print(__doc__, file=sys.stderr)
        return 2
    os.environ["FLAGHOOK_TOOL"] = str(Path(arguments[0]).resolve())
    sys.path[:0] = [str(HERE), str(HERE.parent / "tool")]
    from live import TOOL, Server
    from running import SECRET

    seconds = 60 * float(arguments[1] if len(arguments) == 2 else "10")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        server = Server(
            [TOOL, "listen", "--port", "0", "--rows", "rows", "--max-body", str(1 << 20)], folder,
            {"FLAGHOOK_SECRET": SECRET.decode()})
        # What it prints is not kept.
        threading.Thread(target=lambda: all(iter(server.line, "")), daemon=True).start()
        (folder / "load.lua").write_text(SCRIPT)
        listed = write_requests(server, folder)
        before = state(server.process.pid)
        wrk = subprocess.Popen(
            ["wrk", "--threads", "2", "--connections", str(BUSY), "--duration", f"{seconds:.0f}s",
             "--script", "load.lua", server.url, "--", str(listed)],
            cwd=folder, stdout=subprocess.PIPE, text=True)
        highest = before
        end = time.monotonic() + seconds

        async def watch() -> int:
            nonlocal highest
            while time.monotonic() < end:
                now = state(server.process.pid)
                highest = max(highest[0], now[0]), max(highest[1], now[1])
                await asyncio.sleep(1)
            return 0

        async def all_clients() -> int:
            clients = (misbehave(server, number, end) for number in range(BAD))
            return sum(await asyncio.gather(watch(), *clients))

        bad = asyncio.run(all_clients())
        output = wrk.communicate()[0]
        time.sleep(1)
        after = state(server.process.pid)
        server.process.terminate()
        status = server.process.wait()
        with (folder / "rows").open("rb") as rows:
            written = sum(1 for _ in rows)
    counts = {name: int(number) for name, number in re.findall(r"(?m)^([a-z ]+): (\d+)$", output)}
    lost = counts["accepted"] - written
    print(output)
    print(f"{bad} bad clients; {written} rows for {counts['accepted']} accepted answers")
    print(f"memory: {before[0]} kB before, {highest[0]} kB at most, {after[0]} kB after")
    print(f"descriptors: {before[1]} before, {highest[1]} at most, {after[1]} after")
    failures = [
        name
        for name, failed in {
            "a row was lost": lost > 0,
            # wrk leaves without reading its last answers.
            "a row has no answer": -lost > BUSY,
            "an unexpected answer": counts["other"] or counts["socket errors"],
            "a kind of answer is missing": not all(
                counts[name] for name in ("accepted", "refused", "unsigned", "broken")),
            "memory grew": highest[0] > MOST_KILOBYTES,
            "descriptors were left open": after[1] > before[1],
            f"exit status {status}": status != 0,
        }.items()
        if failed
    ]
    print("; ".join(failures) or "nothing was lost")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
