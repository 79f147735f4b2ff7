#!/usr/bin/env python3
"""Checks the built site in headless Chromium.

    look.py CHROMIUM SITE PICTURES

Opens each page in a frame as wide as a phone and as a desktop. The page must not be wider than the
frame, and must not write to the browser's console. Then puts pictures of the pages, except those of
the reference, into the folder PICTURES for people to look at. Prints each problem, and
`N passed, N failed`. Serves the site on loopback; no other host is reached.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

WIDTHS = {"phone": 390, "desk": 1280}
PATIENCE = 60
"""Seconds without a request until a browser is stopped and another one is started."""
ATTEMPTS = 3

MEASURE = """<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
<iframe style="border: 0; height: 900px"></iframe><script>
const frame = document.querySelector("iframe");
(async () => {
  const found = [];
  for (const width of WIDTHS) {
    frame.style.width = `${width}px`;
    for (const page of PAGES) {
      await new Promise((loaded) => { frame.onload = loaded; frame.src = page; });
      const root = frame.contentDocument.documentElement;
      found.push([page, root.scrollWidth, frame.contentWindow.innerWidth]);
    }
  }
  await fetch("/-found", {method: "POST", body: JSON.stringify(found)});
})();
</script>"""


class Site(ThreadingHTTPServer):
    """The site on loopback, with additional pages."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.ours: dict[str, str] = {}
        self.found: Any = None
        self.done = threading.Event()
        self.latest = ""
        self.alive = time.monotonic()

    def handle_error(self, *_: object) -> None:
        """Ignores requests that the browser cancels when it opens the next page."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(SimpleHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.latest, self.server.alive = self.path, time.monotonic()
        page = self.server.ours.get(self.path)
        if page is None:
            super().do_GET()
            return
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.done.set()

    def log_message(self, *_: object) -> None:
        pass


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Makes a temporary folder. Processes of the browser may still write to it while it is
    removed."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def browser(chromium: str, profile: str, *arguments: str) -> list[str]:
    return [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", f"--user-data-dir={profile}", "--enable-logging=stderr",
            "--log-level=0", *arguments]


@contextlib.contextmanager
def running(
    command: list[str], console: Any, output: Any = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a browser, and ends it with all its processes."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                          stderr=console, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def said(console: IO[str]) -> list[str]:
    """Returns the pages' messages on a browser's console."""
    console.seek(0)
    return [line.strip() for line in console if "CONSOLE" in line]


def measure(chromium: str, site: Site, pages: list[str]) -> list[str]:
    """Returns the problems of pages, as measured by the browser."""
    script = MEASURE.replace("WIDTHS", json.dumps(list(WIDTHS.values())))
    site.ours["/-measure"] = script.replace("PAGES", json.dumps([f"/{page}" for page in pages]))
    complaints: list[str] = []
    for _ in range(ATTEMPTS):
        complaints = open_until_done(chromium, site)
        if site.done.is_set():
            return complaints + [
                f"{page}: {width} px wide in a window of {window} px"
                for page, width, window in site.found if width > window
            ]
    return [f"{ATTEMPTS} browsers stopped, the last one after {site.latest}", *complaints]


def open_until_done(chromium: str, site: Site) -> list[str]:
    """Runs a browser until it has measured or hangs, and returns the messages on its console."""
    site.alive = time.monotonic()
    with scratch() as folder, open(f"{folder}/console", "w+") as console:
        command = browser(chromium, f"{folder}/profile", "--window-size=1400,1000",
                          "--remote-debugging-port=0", f"{site.url}/-measure")
        with running(command, console):
            while not site.done.wait(1) and time.monotonic() - site.alive < PATIENCE:
                pass
        return said(console)


def take_picture(chromium: str, site: Site, pages: list[str], name: str, picture: Path) -> None:
    """Takes one picture of pages next to each other."""
    width = WIDTHS[name]
    scale, height, columns = (1, 1600, 5) if width < 600 else (0.5, 2000, 4)
    cell = f"width:{width * scale}px;height:{height * scale}px;overflow:hidden"
    frame = (f"width:{width}px;height:{height}px;border:0;transform:scale({scale});"
             "transform-origin:0 0")
    frames = "".join(
        f'<div style="{cell}"><iframe style="{frame}" src="/{page}"></iframe></div>'
        for page in pages
    )
    site.ours[f"/-{name}"] = (
        '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">'
        '<body style="margin:0;background:#888"><div style="display:grid;gap:10px;'
        f'grid-template-columns:repeat({columns},max-content)">{frames}</div>'
    )
    window = (int((width * scale + 10) * columns),
              int((height * scale + 10) * -(-len(pages) // columns)))
    for _ in range(ATTEMPTS):
        with scratch() as profile, running(
            browser(chromium, profile, f"--window-size={window[0]},{window[1]}",
                    f"--screenshot={picture}", f"{site.url}/-{name}"),
            subprocess.DEVNULL,
        ) as process, contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
            return


def main(chromium: str, folder: Path, pictures: Path) -> int:
    pages = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html")
                   # The lists that open below the reference's search field.
                   if path.parent.name != "search")
    site = Site(folder)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    wrong = measure(chromium, site, pages)
    pictures.mkdir(parents=True, exist_ok=True)
    ours = [page for page in pages if "/" not in page] + ["reference/index.html"]
    for name in WIDTHS:
        picture = pictures / f"{name}.png"
        picture.unlink(missing_ok=True)
        take_picture(chromium, site, ours, name, picture)
        if not picture.is_file() or picture.stat().st_size < 10_000:
            wrong.append(f"{picture} was not taken")
    print("\n".join(wrong + [f"{len(pages) * len(WIDTHS) - len(wrong)} passed, "
                             f"{len(wrong)} failed"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
