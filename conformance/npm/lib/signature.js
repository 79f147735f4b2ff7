// Secrets, signing and verification, with the platform's HMAC.

import { asBytes } from "./bytes.js";
import { FlaghookError } from "./errors.js";
import { readHeader } from "./headers.js";

const SIGNATURE_HEADER = "x-sentry-signature";
const MOST_SECRETS = 16;
const encoder = new TextEncoder();
const toHex = (digest) => Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Decodes a digest in the documented form; returns undefined for any other text. */
const fromHex = (text) =>
  /^[0-9a-f]{64}$/.test(text)
    ? Uint8Array.from(text.match(/../g), (digits) => parseInt(digits, 16))
    : undefined;

/** Packs pieces for the module: for each, its size and its bytes. */
const pack = (pieces) => {
  const packed = new Uint8Array(pieces.reduce((size, piece) => size + 4 + piece.byteLength, 0));
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const piece of pieces) {
    view.setUint32(at, piece.byteLength, true);
    packed.set(piece, at + 4);
    at += 4 + piece.byteLength;
  }
  return packed;
};

const HASHES = ["SHA-1", "SHA-256", "SHA-512"];

/** Parses the document of `flaghook_plan_search` without copying its bytes. */
const readPlan = (plan) => {
  const view = new DataView(plan.buffer, plan.byteOffset, plan.byteLength);
  let at = 0;
  const number = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const piece = () => {
    const size = number();
    at += size;
    return plan.subarray(at - size, at);
  };
  const list = (read) => Array.from({ length: number() }, read);
  return {
    readings: list(piece),
    keys: list(piece),
    bodies: list(piece),
    attempts: list(() => {
      at += 6;
      return {
        name: HASHES[view.getUint8(at - 6)],
        how: view.getUint8(at - 5),
        key: view.getUint16(at - 4, true),
        body: view.getUint16(at - 2, true),
      };
    }),
  };
};

const SIZES = { "SHA-1": 20, "SHA-256": 32, "SHA-512": 64 };

export const makeSigning = (module, platform) => {
  const refuseUnregistrable = async (bytes) => {
    const { code, message } = await module.call("check_secret", bytes);
    if (code !== null) throw new FlaghookError(code, message);
  };

  /** Copies a secret; the caller overwrites the copy. */
  const copyOf = (secret) => {
    if (typeof secret !== "string" && !(secret instanceof Uint8Array)) {
      throw new TypeError("a secret must be a string or a Uint8Array");
    }
    return typeof secret === "string" ? encoder.encode(secret) : Uint8Array.from(secret);
  };

  const prepare = async (bytes, { anySecret = false } = {}) => {
    if (bytes.byteLength === 0) {
      throw new FlaghookError("secret_empty", "the signing secret is empty");
    }
    if (!anySecret) await refuseUnregistrable(bytes);
    return platform.prepareKey(bytes);
  };

  /** Calls `use` with copies of the secrets and with keys made from them. */
  const withSecrets = async (secrets, options, use) => {
    const list = Array.isArray(secrets) ? secrets : [secrets];
    if (list.length > MOST_SECRETS) {
      throw new FlaghookError(
        "too_many_secrets",
        `there are ${list.length} signing secrets, expected at most ${MOST_SECRETS}; ` +
          "remove those that are no longer used",
      );
    }
    const copies = [];
    try {
      for (const secret of list) copies.push(copyOf(secret));
      const keys = [];
      for (const copy of copies) keys.push(await prepare(copy, options));
      return await use(keys, copies);
    } finally {
      for (const copy of copies) copy.fill(0);
    }
  };

  /** Tries all keys, even after one fits. */
  const fits = async (keys, parts, text) => {
    const digest = fromHex(text);
    if (digest === undefined) return false;
    const found = await Promise.all(keys.map((key) => platform.fits(key, parts, digest)));
    return found.reduce((some, one) => some || one, false);
  };

  /** Finds the first attempt that produces one of the digests that the header may represent. */
  const search = async (body, signature) => {
    const plan = await module.callForBytes("plan_search", signature);
    try {
      const { readings, keys, bodies, attempts } = readPlan(plan);
      const compare = platform.makeComparing();
      for (const [attempt, { name, how, key, body: index }] of attempts.entries()) {
        const made = { name, how, key: keys[key], body: index === 0 ? body : bodies[index - 1] };
        for (const [reading, digest] of readings.entries()) {
          if (digest.byteLength === SIZES[name] && (await compare(made, digest))) {
            return [attempt, reading];
          }
        }
      }
      return [-1, -1];
    } finally {
      plan.fill(0);
    }
  };

  const sign = async (body, secret, options) => {
    const bytes = asBytes(body);
    return withSecrets([secret], options, async ([key]) =>
      toHex(await platform.mac(key, [bytes])),
    );
  };

  const verify = async (body, header, secrets, options) => {
    const bytes = asBytes(body);
    const value = readHeader(header, SIGNATURE_HEADER);
    return withSecrets(secrets, options, async (keys) =>
      value !== null && fits(keys, [bytes], value),
    );
  };

  const explainSignature = async (body, header, secrets, options) => {
    const bytes = asBytes(body);
    const value = readHeader(header, SIGNATURE_HEADER);
    return withSecrets(secrets, options, async (keys, copies) => {
      const packed = pack(copies);
      try {
        const signature = [bytes, value === null ? null : encoder.encode(value), packed];
        const matches = value !== null && (await fits(keys, [bytes], value));
        const found = matches || value === null ? [-1, -1] : await search(bytes, signature);
        return await module.call("explain_signature", signature, matches ? 1 : 0, ...found);
      } finally {
        packed.fill(0);
      }
    });
  };

  return { sign, verify, explainSignature };
};
