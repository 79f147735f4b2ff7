"""sender.py URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET."""
import hashlib, hmac, http.client, json, os, sys, time
from datetime import datetime, timezone
from urllib.parse import urlsplit

def deliver(url: str, secret: str, payload: dict) -> tuple[str, str]:
    body = json.dumps(payload).encode()  # once: the same bytes are signed and sent
    headers = {"Content-Type": "application/json",
               "X-Sentry-Signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}
    parts = urlsplit(url)
    connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    for _ in range(5):
        connection = connect(parts.netloc, timeout=30)
        try:
            connection.request("POST", parts.path, body, headers)
            response = connection.getresponse()
            answer = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return "unknown", str(error)
        finally:
            connection.close()
        if response.status in (429, 503):
            after = response.getheader("Retry-After", "")
            time.sleep(min(int(after), 300) if after.isdecimal() else 60)
        elif 200 <= response.status < 300 and not answer:
            return "recorded", ""
        else:
            refused = response.status in (200, 400, 401, 404, 413, 415)
            return "refused" if refused else "unknown", f"{response.status} {answer}"
    return "later", "the server is busy"

if __name__ == "__main__":
    change = {"action": "updated", "change_id": int(sys.argv[3]),
              "created_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
              "created_by": {"id": "jane@example.com", "type": "email"}, "flag": sys.argv[2]}
    outcome, words = deliver(sys.argv[1], os.environ["FLAGHOOK_SECRET"],
                             {"data": [change], "meta": {"version": 1}})
    print(outcome, words)
    sys.exit(outcome != "recorded")
