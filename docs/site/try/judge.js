// Judges the input. Does not access the page.

import {
  FlaghookError, check, explainSignature, parseDelivery, receive, report, sign,
} from "flaghook";

import { curlCommand } from "./curl.js";

const ANY = { anySecret: true };

/** Returns why Sentry would not register a secret; empty if it would. */
const objection = async (secret) => {
  try {
    await sign("", secret);
    return "";
  } catch (error) {
    if (error instanceof FlaghookError) return error.message;
    throw error;
  }
};

const judgeSignature = async (bytes, secret, header) => {
  if (secret === "") return { signature: null, objection: "", explained: null };
  const made = { signature: await sign(bytes, secret, ANY), objection: await objection(secret) };
  if (header === "") return { ...made, explained: null };
  return {
    ...made,
    explained: await explainSignature(bytes, header, secret, ANY),
    reply: await receive(bytes, header, secret, ANY),
  };
};

const judgeAnswer = async ({ status, retryAfter, body }) => {
  if (status === "" && body === "") return null;
  const number = status === "" ? 200 : Number(status);
  if (!Number.isInteger(number) || number < 100 || number > 999) {
    return { problem: "The status is no number from 100 to 999." };
  }
  const headers = retryAfter === "" ? {} : { "retry-after": retryAfter };
  return { delivery: await parseDelivery(number, headers, body) };
};

/** Returns the text of bytes; null if they are not UTF-8. */
export const textOf = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

/**
 * Judges a request and an answer.
 * @param given `bytes`, `secret`, `header`, `url`, and `answer` with `status`, `retryAfter`, `body`
 */
export const judge = async ({ bytes, secret, header, url, answer }) => {
  const verdict = await check(bytes);
  const [line] = (await report(bytes)).split("\n", 1);
  const signed = await judgeSignature(bytes, secret, header);
  const signature = signed.signature ?? (header === "" ? "SIGNATURE" : header);
  return {
    verdict,
    reply: verdict,
    headline: line.slice(line.indexOf(": ") + 2),
    ...signed,
    curl: curlCommand({ url, text: textOf(bytes), signature }),
    isSigned: signed.signature !== null || header !== "",
    read: await judgeAnswer(answer),
  };
};
