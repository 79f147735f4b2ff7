// JSON as Python 3.13's `json` reads it for the server: the same texts, the same depth, the same
// words about what is wrong. Numbers keep their text, and objects are maps, which keep the order of
// keys as Python's dictionaries do. Nothing here is recursive.

import { Undecodable, decode } from "./utf8.mjs";

/** This testee cannot tell. */
export class Skipped extends Error {}

/** The body is no JSON; answered with status 400. */
export class Malformed extends Error {}

/** Python cannot follow the nesting; answered with status 500. */
export class TooDeep extends Error {}

/** How many containers may be open at once. */
const DEEPEST_NESTING = 9984;

/** How many digits Python reads of an integer. */
const MOST_DIGITS = 4300;

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

// Python counts characters, JavaScript halves of pairs.
const length = (text) => [...text].length;

const malformed = (words, text, at) => {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = length(before.slice(before.lastIndexOf("\n") + 1)) + 1;
  return new Malformed(`${words}: line ${line} column ${column} (char ${length(before)})`);
};

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WHITE_SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const FOUR_DIGITS = /[0-9a-fA-F]{4}/y;

const LITERALS = [["null", null], ["true", true], ["false", false]];
const CONSTANTS = ["NaN", "Infinity", "-Infinity"];
const ESCAPES = {
  '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t",
};

// Reads one text from its beginning to its end.
class Reader {
  #text;
  #at = 0;

  constructor(text) {
    this.#text = text;
  }

  // The document, and nothing behind it.
  document() {
    this.#skipWhiteSpace();
    const value = this.#value();
    this.#skipWhiteSpace();
    if (this.#at !== this.#text.length) {
      throw this.#malformed("Extra data");
    }
    return value;
  }

  #malformed(words, at = this.#at) {
    return malformed(words, this.#text, at);
  }

  // What fits the pattern here, which is stepped over.
  #match(pattern) {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    this.#at += found === null ? 0 : found[0].length;
    return found?.[0];
  }

  #skipWhiteSpace() {
    this.#match(WHITE_SPACE);
  }

  #next() {
    return this.#text[this.#at];
  }

  // A value of any kind; `open` holds the containers around the place of reading.
  #value() {
    const open = [];
    for (;;) {
      let value = this.#begin(open);
      while (value !== undefined) {
        if (open.length === 0) {
          return value;
        }
        value = this.#into(open, value);
      }
    }
  }

  // A value that is complete, or nothing where a container begins that is not empty.
  #begin(open) {
    const bracket = this.#next();
    if (bracket !== "{" && bracket !== "[") {
      return this.#scalar();
    }
    if (open.length === DEEPEST_NESTING) {
      throw new TooDeep();
    }
    const container = bracket === "{" ? new Map() : [];
    this.#at += 1;
    this.#skipWhiteSpace();
    if (this.#next() === (bracket === "{" ? "}" : "]")) {
      this.#at += 1;
      return container;
    }
    open.push({ container, key: bracket === "{" ? this.#key() : undefined });
    return undefined;
  }

  // Adds a value to the innermost container: that container if it ends here, or nothing.
  #into(open, value) {
    const inner = open.at(-1);
    const isObject = inner.container instanceof Map;
    if (isObject) {
      inner.container.set(inner.key, value);
    } else {
      inner.container.push(value);
    }
    this.#skipWhiteSpace();
    const closing = isObject ? "}" : "]";
    if (this.#next() === closing) {
      this.#at += 1;
      return open.pop().container;
    }
    if (this.#next() !== ",") {
      throw this.#malformed("Expecting ',' delimiter");
    }
    const comma = this.#at;
    this.#at += 1;
    this.#skipWhiteSpace();
    if (this.#next() === closing) {
      const kind = isObject ? "object" : "array";
      throw this.#malformed(`Illegal trailing comma before end of ${kind}`, comma);
    }
    if (isObject) {
      inner.key = this.#key();
    }
    return undefined;
  }

  #key() {
    if (this.#next() !== '"') {
      throw this.#malformed("Expecting property name enclosed in double quotes");
    }
    const key = this.#string();
    this.#skipWhiteSpace();
    if (this.#next() !== ":") {
      throw this.#malformed("Expecting ':' delimiter");
    }
    this.#at += 1;
    this.#skipWhiteSpace();
    return key;
  }

  #scalar() {
    if (this.#next() === '"') {
      return this.#string();
    }
    for (const [name, value] of LITERALS) {
      if (this.#text.startsWith(name, this.#at)) {
        this.#at += name.length;
        return value;
      }
    }
    const constant = CONSTANTS.find((name) => this.#text.startsWith(name, this.#at));
    if (constant !== undefined) {
      throw new Malformed(`Out of range float values are not JSON compliant: '${constant}'`);
    }
    const text = this.#match(NUMBER);
    if (text === undefined) {
      throw this.#malformed("Expecting value");
    }
    const digits = text.replace("-", "").length;
    const number = new NumberText(text);
    if (number.isInteger && digits > MOST_DIGITS) {
      throw new Malformed(
        `Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion: value has ` +
          `${digits} digits; use sys.set_int_max_str_digits() to increase the limit`,
      );
    }
    return number;
  }

  #string() {
    const begin = this.#at;
    this.#at += 1;
    const parts = [];
    for (;;) {
      parts.push(this.#match(PLAIN));
      const character = this.#next();
      if (character === '"') {
        this.#at += 1;
        return parts.join("");
      }
      if (character !== undefined && character !== "\\") {
        throw this.#malformed("Invalid control character at");
      }
      if (character === undefined || this.#at + 1 === this.#text.length) {
        throw this.#malformed("Unterminated string starting at", begin);
      }
      parts.push(this.#escape());
    }
  }

  // A half of a pair is joined with its other half when the parts are.
  #escape() {
    const letter = this.#text[this.#at + 1];
    if (letter !== "u") {
      if (!Object.hasOwn(ESCAPES, letter)) {
        throw this.#malformed("Invalid \\escape");
      }
      this.#at += 2;
      return ESCAPES[letter];
    }
    const at = this.#at + 1;
    this.#at += 2;
    const digits = this.#match(FOUR_DIGITS);
    // Python wants something behind the digits, too.
    if (digits === undefined || this.#at === this.#text.length) {
      throw this.#malformed("Invalid \\uXXXX escape", at);
    }
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}

/** The value of a body. */
export const readJson = (body) => {
  let text;
  try {
    text = decode(body);
  } catch (error) {
    throw error instanceof Undecodable ? new Malformed(error.message) : error;
  }
  if (text.startsWith("\ufeff")) {
    throw malformed("Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0);
  }
  return new Reader(text).document();
};
