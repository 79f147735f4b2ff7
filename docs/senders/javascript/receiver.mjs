// node receiver.mjs PORT: receives flag changes as Sentry does; the secret is in FLAGHOOK_SECRET.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.FLAGHOOK_SECRET;
if (!secret) throw new Error("FLAGHOOK_SECRET is not set");
const largest = 1 << 20;

function isSigned(body, signature) {
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const given = Buffer.from(signature ?? "", "latin1");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const server = createServer((request, response) => {
  const parts = [];
  let size = 0;
  request.on("data", (part) => {
    size += part.length;
    if (size <= largest) parts.push(part);
    else response.writeHead(413, { Connection: "close" }).end(() => request.destroy());
  });
  request.on("end", () => {
    if (size > largest) return;
    const body = Buffer.concat(parts); // the raw bytes, before any decoding
    if (!isSigned(body, request.headers["x-sentry-signature"])) {
      response.writeHead(401, { "Content-Type": "application/json" }).end('"Not authorized."');
      return;
    }
    console.log(`verified ${body.length} bytes`); // store the changes here, then answer
    response.writeHead(200).end();
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log(server.address().port));
