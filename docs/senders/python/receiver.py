"""receiver.py PORT: receives flag changes as Sentry does; the secret is in FLAGHOOK_SECRET."""
import hashlib, hmac, os, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["FLAGHOOK_SECRET"].encode()
LARGEST = 1 << 20

class Receiver(BaseHTTPRequestHandler):
    timeout = 30

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or len(length) > 9 or int(length) > LARGEST:
            self.answer(413, b"")
            return
        body = self.rfile.read(int(length))  # the raw bytes, before any decoding
        expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest().encode()
        given = self.headers.get("X-Sentry-Signature", "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, expected):  # in constant time
            self.answer(401, b'"Not authorized."')
            return
        print(f"verified {len(body)} bytes", flush=True)  # store the changes here, then answer
        self.answer(200, b"")

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
    print(server.server_port, flush=True)
    server.serve_forever()
