// The platform of browsers: fetch and Web Crypto. Web Crypto compares digests itself, in constant
// time: https://w3c.github.io/webcrypto/#hmac-operations-verify

const HMAC = { name: "HMAC", hash: "SHA-256" };

export const compile = async () => {
  const response = await fetch(new URL("./flaghook.wasm", import.meta.url));
  if (!response.ok) throw new Error(`fetching flaghook.wasm failed with status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
};

const subtle = () => {
  const found = globalThis.crypto?.subtle;
  if (found === undefined) throw new Error("Web Crypto is not available; use https or localhost");
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

/** Makes a key from bytes, which are not kept. */
export const prepareKey = (bytes) =>
  subtle().importKey("raw", bytes, HMAC, false, ["sign", "verify"]);

export const sha256 = async (bytes) => new Uint8Array(await subtle().digest("SHA-256", bytes));

/** Computes the HMAC-SHA-256 of the concatenated parts. */
export const mac = async (key, parts) =>
  new Uint8Array(await subtle().sign(HMAC, key, joined(parts)));

/** Checks whether a digest of 32 bytes is the HMAC-SHA-256 of the concatenated parts. */
export const fits = (key, parts, digest) => subtle().verify(HMAC, key, digest, joined(parts));

/** The input of the hash for each construction of conformance/wasm/flaghook.h other than HMAC. */
const hashed = (how, key, body) => [[body], [key, body], [body, key]][how - 2];

/**
 * Makes a function that checks whether an attempt produces a digest. An attempt has a hash
 * function's name, a construction, a key and a body.
 */
export const makeComparing = () => {
  const imported = new Map();
  // Many attempts use the same key, so keys are cached. HMAC pads an empty key with zeros.
  const importKey = (name, bytes) => {
    const known = imported.get(bytes) ?? new Map();
    imported.set(bytes, known);
    if (!known.has(name)) {
      const raw = bytes.byteLength === 0 ? new Uint8Array(1) : bytes;
      known.set(
        name, subtle().importKey("raw", raw, { name: "HMAC", hash: name }, false, ["sign", "verify"]),
      );
    }
    return known.get(name);
  };
  // Compares two digests by their HMACs under a random key, which is used only here.
  let comparing;
  const same = async (left, right) => {
    comparing ??= subtle().generateKey({ ...HMAC }, false, ["sign", "verify"]);
    const key = await comparing;
    return subtle().verify(HMAC, key, await subtle().sign(HMAC, key, left), right);
  };
  return async ({ name, how, key, body }, digest) => {
    if (how === 0) return subtle().verify("HMAC", await importKey(name, key), digest, body);
    if (how === 1) return subtle().verify("HMAC", await importKey(name, body), digest, key);
    return same(await subtle().digest(name, joined(hashed(how, key, body))), digest);
  };
};
