"""Tests `flaghook send` and `probe` over TLS: nginx in front of the reference, with certificates
made here.

The tool must send nothing unless the server proves that it is the host of the URL, by a certificate
that is currently valid and signed by a trusted authority.
"""

import contextlib
import socket
import subprocess
import time
import unittest

from live import GOOD, PATIENCE, LiveTest, Server, program
from running import Outcome, environment

AUTHORITY = """
[ca]
default_ca = ours
[ours]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
"""

NOW = ("-days", "2")
LONG_AGO = ("-startdate", "200101000000Z", "-enddate", "200201000000Z")

NGINX = """
daemon off;
pid nginx.pid;
error_log stderr emerg;
events {{ }}
http {{
  access_log off;
  client_max_body_size 16m;
  client_body_buffer_size 16m;
  client_body_temp_path bodies;
  proxy_temp_path proxied;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
{servers}
}}
"""

SERVER = """
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {name}.pem;
    ssl_certificate_key key.pem;
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_set_header Host $host;
    }}
  }}
"""

NAMES = ("good", "expired", "wrong_host", "self_signed")


def free_ports(count: int) -> list[int]:
    """Returns ports that are currently free."""
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in taken]


class Tls(LiveTest):
    def setUp(self) -> None:
        super().setUp()
        self.behind = self.reference("--rows", "rows")
        self.make_certificates()
        self.ports = dict(zip(NAMES, free_ports(len(NAMES))))
        self.start_nginx(self.behind)

    def openssl(self, *arguments: str) -> None:
        done = subprocess.run([program("OPENSSL"), *arguments], capture_output=True, check=False,
                              cwd=self.folder, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def make_certificates(self) -> None:
        """Makes an authority, and a certificate of every kind."""
        self.write("authority.conf", AUTHORITY.encode())
        self.write("index", b"")
        self.write("serial", b"01\n")
        for key in ("key", "authority_key"):
            self.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
                         "-out", f"{key}.pem")
        self.openssl("req", "-x509", "-key", "authority_key.pem", "-subj", "/CN=authority",
                     "-days", "2", "-out", "authority.pem")
        self.openssl("req", "-x509", "-key", "key.pem", "-subj", "/CN=localhost", "-days", "2",
                     "-addext", "subjectAltName=DNS:localhost", "-out", "self_signed.pem")
        for name, host, validity in (
            ("good", "localhost", NOW), ("expired", "localhost", LONG_AGO),
            ("wrong_host", "sentry.example", NOW),
        ):
            self.openssl("req", "-new", "-key", "key.pem", "-subj", f"/CN={host}",
                         "-addext", f"subjectAltName=DNS:{host}", "-out", f"{name}.csr")
            self.openssl("ca", "-batch", "-notext", "-config", "authority.conf",
                         "-cert", "authority.pem", "-keyfile", "authority_key.pem", *validity,
                         "-in", f"{name}.csr", "-out", f"{name}.pem")

    def start_nginx(self, behind: Server) -> None:
        servers = "".join(
            SERVER.format(port=port, name=name, behind=behind.port)
            for name, port in self.ports.items()
        )
        self.write("nginx.conf", NGINX.format(servers=servers).encode())
        process = subprocess.Popen(
            [program("NGINX"), "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr"],
            stderr=subprocess.PIPE,
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.terminate)
        deadline = time.monotonic() + PATIENCE
        for port in self.ports.values():
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), PATIENCE).close()
                    break
                except ConnectionRefusedError:
                    self.assertIsNone(process.poll(), "nginx ended")
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.02)

    def url(self, name: str) -> str:
        return f"https://localhost:{self.ports[name]}{self.behind.parts.path}"

    def run_trusting(self, *arguments: str, authority: str = "authority.pem") -> Outcome:
        """Runs the tool with one trusted authority."""
        variables = environment(SSL_CERT_FILE=str(self.folder / authority))
        for other in ("CURL_CA_BUNDLE", "SSL_CERT_DIR"):
            variables.pop(other, None)
        done = subprocess.run(
            [program("TOOL"), *arguments, "--secret-file", "secret"], input=GOOD,
            capture_output=True, cwd=self.folder, timeout=PATIENCE, check=False, env=variables,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def test_sends_to_a_server_that_proves_who_it_is(self) -> None:
        outcome = self.run_trusting("send", self.url("good"), "-")
        self.assertEqual((outcome.status, outcome.errors), (0, ""))
        self.assertIn("200 accepted", outcome.output)
        self.assertEqual(len(self.rows()), 1)

    def test_sends_to_nobody_else(self) -> None:
        for name in ("expired", "wrong_host", "self_signed"):
            with self.subTest(name):
                outcome = self.run_trusting("send", self.url(name), "-", "--retries", "3")
                self.assertEqual((outcome.status, outcome.output), (1, ""), outcome)
                self.assertIn("identity could not be verified", outcome.errors)
                self.assertNotIn("next attempt", outcome.errors)
        self.write("nobody.pem", (self.folder / "self_signed.pem").read_bytes())
        outcome = self.run_trusting("send", self.url("good"), "-", authority="nobody.pem")
        self.assertEqual(outcome.status, 1, outcome)
        self.assertFalse((self.folder / "rows").exists())

    def test_each_reason_is_told_from_the_others(self) -> None:
        reasons = {
            self.run_trusting("send", self.url(name), "-").errors.replace(
                str(self.ports[name]), "PORT")
            for name in ("expired", "wrong_host", "self_signed")
        }
        self.assertEqual(len(reasons), 3, reasons)

    def test_plain_http_to_a_tls_port_and_the_other_way_round(self) -> None:
        plain = f"http://localhost:{self.ports['good']}{self.behind.parts.path}"
        outcome = self.run_trusting("send", plain, "-")
        self.assertEqual(outcome.status, 4, outcome)
        self.assertIn("400 unexpected", outcome.output)
        secure = self.behind.url.replace("http://127.0.0.1", "https://localhost")
        outcome = self.run_trusting("send", secure, "-")
        self.assertEqual(outcome.status, 1, outcome)

    def test_probe(self) -> None:
        outcome = self.run_trusting("probe", self.url("good"))
        self.assertEqual(outcome.status, 0, outcome.output[-2000:] + outcome.errors)
        outcome = self.run_trusting("probe", self.url("self_signed"))
        self.assertEqual(outcome.status, 2, outcome)
        self.assertIn("does not answer as expected: ", outcome.errors)
        self.assertIn("certificate", outcome.errors)
        plain = self.url("good").replace("https://", "http://")
        outcome = self.run_trusting("probe", plain)
        self.assertEqual(outcome.status, 2, outcome)
        self.assertIn("flaghook: the port speaks TLS, not plain http: begin the URL with https://",
                      outcome.errors)
        secure = self.behind.url.replace("http://127.0.0.1", "https://localhost")
        outcome = self.run_trusting("probe", secure)
        self.assertEqual(outcome.status, 2, outcome)
        self.assertIn("the port speaks plain http, not TLS: begin the URL with http://",
                      outcome.errors)


if __name__ == "__main__":
    unittest.main()
