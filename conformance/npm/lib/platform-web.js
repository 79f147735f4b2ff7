// What browsers have: fetch and Web Crypto. It compares digests itself, in time that does not depend
// on what differs: https://w3c.github.io/webcrypto/#hmac-operations-verify

const HMAC = { name: "HMAC", hash: "SHA-256" };

export const compile = async () => {
  const response = await fetch(new URL("./flaghook.wasm", import.meta.url));
  if (!response.ok) throw new Error(`flaghook.wasm was answered with ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
};

const subtle = () => {
  const found = globalThis.crypto?.subtle;
  if (found === undefined) throw new Error("there is no Web Crypto here; use https or localhost");
  return found;
};

const joined = (parts) => {
  if (parts.length === 1) return parts[0];
  const result = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.byteLength;
  }
  return result;
};

/** A key of bytes, which are not kept. */
export const prepareKey = (bytes) =>
  subtle().importKey("raw", bytes, HMAC, false, ["sign", "verify"]);

export const sha256 = async (bytes) => new Uint8Array(await subtle().digest("SHA-256", bytes));

/** The HMAC-SHA-256 of parts, one after the other. */
export const mac = async (key, parts) =>
  new Uint8Array(await subtle().sign(HMAC, key, joined(parts)));

/** Whether a digest of 32 bytes is the HMAC-SHA-256 of parts. */
export const fits = (key, parts, digest) => subtle().verify(HMAC, key, digest, joined(parts));
