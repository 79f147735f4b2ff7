// What Node.js has: files, hashes, and comparing that takes the same time whatever differs.

import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";

export const compile = async () =>
  WebAssembly.compile(await readFile(new URL("./flaghook.wasm", import.meta.url)));

/** A key of bytes, which are not kept. */
export const prepareKey = async (bytes) => createSecretKey(bytes);

export const sha256 = async (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());

/** The HMAC-SHA-256 of parts, one after the other. */
export const mac = async (key, parts) => {
  const running = createHmac("sha256", key);
  for (const part of parts) running.update(part);
  return new Uint8Array(running.digest());
};

/** What is hashed for each construction of conformance/wasm/flaghook.h that is no HMAC. */
const hashed = (how, key, body) => [[body], [key, body], [body, key]][how - 2];

/**
 * What tells whether a digest is the one of an attempt: a hash function's name, a construction, a key
 * and a body.
 */
export const makeComparing = () => async ({ name, how, key, body }, digest) => {
  const algorithm = name.replace("-", "").toLowerCase();
  const running = how < 2 ? createHmac(algorithm, how === 0 ? key : body) : createHash(algorithm);
  for (const part of how < 2 ? [how === 0 ? body : key] : hashed(how, key, body)) running.update(part);
  return timingSafeEqual(running.digest(), digest);
};

/** Whether a digest of 32 bytes is the HMAC-SHA-256 of parts. */
export const fits = async (key, parts, digest) => timingSafeEqual(await mac(key, parts), digest);
