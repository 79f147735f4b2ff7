"""The package in a browser, from the files that `npm install` puts there.

FLAGHOOK_CHROMIUM names the browser, FLAGHOOK_PACKAGE the package's folder.
"""

import functools
import hashlib
import hmac
import html
import http.server
import json
import os
import re
import sys
import threading
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "docs" / "site"))
import look  # noqa: E402

SECRET = b"a-secret-that-is-used-in-tests"

PAGE = """<!doctype html><title>flaghook</title><pre id="result"></pre>
<script type="module">
import * as flaghook from "/lib/browser.js";
const secret = "a-secret-that-is-used-in-tests";
const body = await flaghook.emit([{action: "created", change_id: 2n ** 64n - 1n, flag: "a",
  created_at: new Date(0), created_by: "b", created_by_type: "name"}]);
const signature = await flaghook.sign(body, secret);
const verdict = await flaghook.receive(body, new Headers({"X-Sentry-Signature": signature,
  "Content-Type": "application/json"}), secret);
const result = {
  body: new TextDecoder().decode(body),
  signature,
  accepted: verdict.accepted,
  id: verdict.rows[0].change_id.toString(),
  forged: (await flaghook.receive(body, signature.replace(/./g, "0"), secret)).status,
  none: await flaghook.verify(body, signature, []),
  why: (await flaghook.explainSignature(body, signature.toUpperCase(), secret)).form,
  derived: (await flaghook.deriveChangeId("checkout:17")).toString(),
  issues: (await flaghook.check("{}")).issues.map(({path}) => path),
  outcome: (await flaghook.readDelivery(200, null, "")).outcome,
  title: (await flaghook.schema()).title,
};
document.getElementById("result").textContent = JSON.stringify(result);
document.documentElement.dataset.done = "yes";
</script>
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """The package's folder, and the page."""

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Browser(unittest.TestCase):
    def test_it_does_everything_there(self) -> None:
        handler = functools.partial(Handler, directory=os.environ["FLAGHOOK_PACKAGE"])
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            dom, console = self.open(f"http://127.0.0.1:{server.server_port}/")
            server.shutdown()
        found = re.search(r'<pre id="result">(.+?)</pre>', dom)
        self.assertIsNotNone(found, msg=f"{dom}\n{console}")
        assert found is not None
        result = json.loads(html.unescape(found[1]))
        digest = hmac.new(SECRET, result["body"].encode(), hashlib.sha256).hexdigest()
        self.assertEqual(result, {
            "body": '{"data":[{"action":"created","change_id":18446744073709551615,'
                    '"created_at":"1970-01-01T00:00:00+00:00",'
                    '"created_by":{"id":"b","type":"name"},"flag":"a"}],"meta":{"version":1}}',
            "signature": digest,
            "accepted": True,
            "id": "18446744073709551615",
            "forged": 401,
            "none": False,
            "why": "upper_case",
            "derived": "6580980600697193345",
            "issues": ["data", "meta"],
            "outcome": "accepted",
            "title": "Payload of Sentry's generic feature-flag webhook, protocol version 1",
        })
        self.assertEqual(console, [])

    def open(self, address: str) -> tuple[str, list[str]]:
        """The page after its script ended, and what was written to the console."""
        with (look.scratch() as folder, open(f"{folder}/dom", "w+") as dom,
              open(f"{folder}/console", "w+") as console):
            command = look.browser(
                os.environ["FLAGHOOK_CHROMIUM"], f"{folder}/profile",
                "--virtual-time-budget=60000", "--dump-dom", address,
            )
            with look.running(command, console, dom) as process:
                process.wait(100)
            dom.seek(0)
            console.seek(0)
            return dom.read(), look.said(console)


if __name__ == "__main__":
    unittest.main()
