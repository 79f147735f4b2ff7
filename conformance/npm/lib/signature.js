// Secrets, signing and verifying, with the platform's HMAC.

import { asBytes } from "./bytes.js";
import { FlaghookError } from "./errors.js";
import { readHeader } from "./headers.js";

const SIGNATURE_HEADER = "x-sentry-signature";
const MOST_SECRETS = 16;
const encoder = new TextEncoder();
const LINE_FEED = encoder.encode("\n");
const LINE_END = encoder.encode("\r\n");

const toHex = (digest) => Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The digest that a text of the documented form writes; nothing for another text. */
const fromHex = (text) =>
  /^[0-9a-f]{64}$/.test(text)
    ? Uint8Array.from(text.match(/../g), (digits) => parseInt(digits, 16))
    : undefined;

/** The body without the line end at its end, and once more without the CR of CR LF. */
const shorterBodies = (body) => {
  const result = [];
  for (const end of ["\n", "\r"]) {
    if (body.at(-1) !== end.charCodeAt(0)) break;
    body = body.subarray(0, -1);
    result.push(body);
  }
  return result;
};

export const makeSigning = (module, platform) => {
  const refuseUnregistrable = async (bytes) => {
    const { code, message } = await module.call("check_secret", bytes);
    if (code !== null) throw new FlaghookError(code, message);
  };

  const prepare = async (secret, { anySecret = false } = {}) => {
    if (typeof secret !== "string" && !(secret instanceof Uint8Array)) {
      throw new TypeError("a secret is a string or an Uint8Array");
    }
    // A copy, which is overwritten below.
    const bytes = typeof secret === "string" ? encoder.encode(secret) : Uint8Array.from(secret);
    try {
      if (bytes.byteLength === 0) {
        throw new FlaghookError("secret_empty", "the signing secret is empty");
      }
      if (!anySecret) await refuseUnregistrable(bytes);
      return await platform.prepareKey(bytes);
    } finally {
      bytes.fill(0);
    }
  };

  const prepareAll = async (secrets, options) => {
    const list = Array.isArray(secrets) ? secrets : [secrets];
    if (list.length > MOST_SECRETS) {
      throw new FlaghookError(
        "too_many_secrets",
        `there are ${list.length} signing secrets, expected at most ${MOST_SECRETS}; leave out ` +
          "those that were replaced long ago",
      );
    }
    return Promise.all(list.map((secret) => prepare(secret, options)));
  };

  /** Tries all keys, whichever fits. */
  const fits = async (keys, parts, text) => {
    const digest = fromHex(text);
    if (digest === undefined) return false;
    const found = await Promise.all(keys.map((key) => platform.fits(key, parts, digest)));
    return found.reduce((some, one) => some || one, false);
  };

  /** Which other bytes the digits sign, if one of the usual mistakes explains them. */
  const explainBytes = async (keys, body, digits) => {
    for (const shorter of shorterBodies(body)) {
      if (await fits(keys, [shorter], digits)) {
        return (
          "it is the signature of the body without the line end at its end; sign and send the " +
          "same bytes"
        );
      }
    }
    for (const end of [LINE_FEED, LINE_END]) {
      if (await fits(keys, [body, end], digits)) {
        return (
          "it is the signature of the body with one more line end at its end; sign and send the " +
          "same bytes"
        );
      }
    }
    return "";
  };

  const explainMismatch = async (keys, body, { form, explanation, digits }) => {
    if (form === "missing") return explanation;
    const bytes = await explainBytes(keys, body, digits);
    if (form === "well_formed") {
      return bytes === ""
        ? "it has the documented form, so that the secret or the signed bytes differ; sign the " +
            "exact bytes that are sent, with the secret as text"
        : bytes;
    }
    if (encoder.encode(digits).byteLength !== 64) return explanation;
    if (await fits(keys, [body], digits)) return `${explanation}; otherwise it fits`;
    return `${explanation}; ${
      bytes === ""
        ? "besides, its digits do not fit the body under this secret"
        : `besides, ${bytes}`
    }`;
  };

  const sign = async (body, secret, options) => {
    const bytes = asBytes(body);
    const key = await prepare(secret, options);
    return toHex(await platform.mac(key, [bytes]));
  };

  const verify = async (body, header, secrets, options) => {
    const bytes = asBytes(body);
    const value = readHeader(header, SIGNATURE_HEADER);
    const keys = await prepareAll(secrets, options);
    return value !== null && (await fits(keys, [bytes], value));
  };

  const explainSignature = async (body, header, secrets, options) => {
    const bytes = asBytes(body);
    const value = readHeader(header, SIGNATURE_HEADER);
    const keys = await prepareAll(secrets, options);
    const classified = await module.call(
      "classify_header",
      value === null ? null : encoder.encode(value),
    );
    if (value !== null && (await fits(keys, [bytes], value))) {
      return { matches: true, form: classified.form, message: "it fits the body" };
    }
    const message = await explainMismatch(keys, bytes, classified);
    return { matches: false, form: classified.form, message };
  };

  return { sign, verify, explainSignature };
};
