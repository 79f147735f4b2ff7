// The platform Node.js: files, hashes, and comparison in constant time.

import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";

export const compile = async () =>
  WebAssembly.compile(await readFile(new URL("./flaghook.wasm", import.meta.url)));

/** Makes a key from bytes, which are not kept. */
export const prepareKey = async (bytes) => createSecretKey(bytes);

export const sha256 = async (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());

/** Computes the HMAC-SHA-256 of the concatenated parts. */
export const mac = async (key, parts) => {
  const running = createHmac("sha256", key);
  for (const part of parts) running.update(part);
  return new Uint8Array(running.digest());
};

/** The input of the hash for each construction of conformance/wasm/flaghook.h other than HMAC. */
const hashed = (how, key, body) => [[body], [key, body], [body, key]][how - 2];

/**
 * Makes a function that checks whether an attempt produces a digest. An attempt has a hash
 * function's name, a construction, a key and a body.
 */
export const makeComparing = () => async ({ name, how, key, body }, digest) => {
  const algorithm = name.replace("-", "").toLowerCase();
  const running = how < 2 ? createHmac(algorithm, how === 0 ? key : body) : createHash(algorithm);
  for (const part of how < 2 ? [how === 0 ? body : key] : hashed(how, key, body)) running.update(part);
  return timingSafeEqual(running.digest(), digest);
};

/** Checks whether a digest of 32 bytes is the HMAC-SHA-256 of the concatenated parts. */
export const fits = async (key, parts, digest) => timingSafeEqual(await mac(key, parts), digest);
