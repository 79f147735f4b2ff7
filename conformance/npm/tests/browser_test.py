"""Tests the package in a browser, with the files that `npm install` installs.

FLAGHOOK_CHROMIUM names the browser, FLAGHOOK_PACKAGE the package's folder.
"""

import hashlib
import hmac
import os
import sys
import threading
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "docs" / "site"))
import look  # noqa: E402

SECRET = b"a-secret-that-is-used-in-tests"

PAGE = """<!doctype html><title>flaghook</title><link rel="icon" href="data:,">
<script type="module">
import * as flaghook from "/lib/browser.js";
const everything = async () => {
const secret = "a-secret-that-is-used-in-tests";
const body = await flaghook.emit([{action: "created", change_id: 2n ** 64n - 1n, flag: "a",
  created_at: new Date(0), created_by: "b", created_by_type: "name"}]);
const signature = await flaghook.sign(body, secret);
const verdict = await flaghook.receive(body, new Headers({"X-Sentry-Signature": signature,
  "Content-Type": "application/json"}), secret);
return {
  body: new TextDecoder().decode(body),
  signature,
  accepted: verdict.accepted,
  id: verdict.rows[0].change_id.toString(),
  forged: (await flaghook.receive(body, signature.replace(/./g, "0"), secret)).status,
  none: await flaghook.verify(body, signature, []),
  why: (await flaghook.explainSignature(body, signature.toUpperCase(), secret)).form,
  derived: (await flaghook.deriveChangeId("checkout:17")).toString(),
  issues: (await flaghook.check("{}")).issues.map(({path}) => path),
  outcome: (await flaghook.parseDelivery(200, null, "")).outcome,
  title: (await flaghook.schema()).title,
};
};
const found = await everything().catch((error) => ({ error: String(error) }));
await fetch("/-found", { method: "POST", body: JSON.stringify(found) });
</script>
"""


class Browser(unittest.TestCase):
    def test_it_does_everything_there(self) -> None:
        site = look.Site(Path(os.environ["FLAGHOOK_PACKAGE"]))
        site.ours["/-measure"] = PAGE
        threading.Thread(target=site.serve_forever, daemon=True).start()
        console = look.open_until_done(os.environ["FLAGHOOK_CHROMIUM"], site)
        site.shutdown()
        site.server_close()
        result = site.found
        self.assertEqual(result.get("error"), None)
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


if __name__ == "__main__":
    unittest.main()
