"""sender.py URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET."""
import hashlib, hmac, json, os, sys, time
from datetime import datetime, timezone
import requests

def deliver(url: str, secret: str, payload: dict) -> tuple[str, str]:
    body = json.dumps(payload).encode()  # not `json=payload`, which would serialize again
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity",
               "X-Sentry-Signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}
    for _ in range(5):
        try:
            response = requests.post(url, data=body, headers=headers, timeout=30,
                                     allow_redirects=False)
        except requests.RequestException as error:
            return "unknown", str(error)
        if len(response.content) < int(response.headers.get("Content-Length", 0)):
            return "unknown", "the answer is cut off"  # requests does not detect this
        if response.status_code in (429, 503):
            after = response.headers.get("Retry-After", "")
            time.sleep(min(int(after), 300) if after.isdecimal() else 60)
        elif 200 <= response.status_code < 300 and not response.content:
            return "recorded", ""
        else:
            refused = response.status_code in (200, 400, 401, 404, 413, 415)
            return "refused" if refused else "unknown", f"{response.status_code} {response.text}"
    return "later", "the server is busy"

if __name__ == "__main__":
    change = {"action": "updated", "change_id": int(sys.argv[3]),
              "created_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
              "created_by": {"id": "jane@example.com", "type": "email"}, "flag": sys.argv[2]}
    outcome, words = deliver(sys.argv[1], os.environ["FLAGHOOK_SECRET"],
                             {"data": [change], "meta": {"version": 1}})
    print(outcome, words)
    sys.exit(outcome != "recorded")
