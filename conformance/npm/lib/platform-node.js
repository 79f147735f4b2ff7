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

/** Whether a digest of 32 bytes is the HMAC-SHA-256 of parts. */
export const fits = async (key, parts, digest) => timingSafeEqual(await mac(key, parts), digest);
