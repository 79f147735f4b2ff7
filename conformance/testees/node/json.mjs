// JSON as Python's `json` reads it, as far as JavaScript can: JSON.parse decides about the grammar,
// and numbers keep their text.

import { randomUUID } from "node:crypto";

/** This testee cannot tell. */
export class Skipped extends Error {}

/** The body is no JSON; answered with status 400. */
export class Malformed extends Error {}

/** A number, as it is spelled. */
export class NumberText {
  constructor(text) {
    this.text = text;
    this.isInteger = /^-?[0-9]+$/.test(text);
  }

  /** Python's str() of the number. */
  toString() {
    return this.isInteger ? BigInt(this.text).toString() : floatText(Number(this.text));
  }
}

// The same shortest digits as JavaScript's, laid out otherwise:
// https://docs.python.org/3/library/functions.html#repr
const floatText = (number) => {
  if (!Number.isFinite(number)) {
    return number < 0 ? "-inf" : "inf";
  }
  const [, sign, first, rest = "", power] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(number.toExponential());
  const minus = sign || Object.is(number, -0) ? "-" : "";
  const digits = first + rest;
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${minus}${first}${rest && "."}${rest}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) {
    return `${minus}0.${"0".repeat(-exponent - 1)}${digits}`;
  }
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${minus}${whole}.${digits.slice(exponent + 1) || "0"}`;
};

const TOKEN = /"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/g;

/** The value of a body, with `NumberText` for each number. */
export const readJson = (body) => {
  let text;
  try {
    // An incomplete character at the end stays in the decoder, as in Python's stream reader.
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    text = decoder.decode(body, { stream: true });
    JSON.parse(text);
  } catch (error) {
    throw new Malformed(error.message);
  }
  const mark = `${randomUUID()}:`;
  const marked = text.replace(TOKEN, (token) => {
    if (token.startsWith('"')) {
      return token;
    }
    if (/^-?[0-9]{4301,}$/.test(token)) {
      throw new Malformed("an integer of more than 4,300 digits");
    }
    return `"${mark}${token}"`;
  });
  const restored = (key, value) =>
    typeof value === "string" && value.startsWith(mark)
      ? new NumberText(value.slice(mark.length))
      : value;
  try {
    return JSON.parse(marked, restored);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new Skipped("JSON nested deeper than the stack allows");
    }
    throw error;
  }
};
