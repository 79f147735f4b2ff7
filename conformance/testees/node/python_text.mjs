// How Python prints values: https://docs.python.org/3/library/functions.html#repr

import { NumberText, Skipped } from "./json.mjs";

// The server's Python; another version of Unicode knows other characters.
const UNICODE = "15.1";

const NOT_PRINTABLE = /[\p{C}\p{Z}]/u;

const SHORT = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

const escaped = (character, quote) => {
  if (character in SHORT) return SHORT[character];
  if (character === quote) return `\\${quote}`;
  if (character === " " || !NOT_PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  if (code.length <= 4) return `\\u${code.padStart(4, "0")}`;
  return `\\U${code.padStart(8, "0")}`;
};

const quoted = (text) => {
  if (process.versions.unicode !== UNICODE && /[^\0-\x7f]/.test(text)) {
    throw new Skipped(`which characters are printable in Unicode ${UNICODE}`);
  }
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + [...text].map((character) => escaped(character, quote)).join("") + quote;
};

/** A piece of what is printed, beside the values that are still to be printed. */
class Printed {
  constructor(text) {
    this.text = text;
  }
}

const COMMA = new Printed(", ");
const COLON = new Printed(": ");

const listed = (entries) => entries.flatMap((entry, index) => (index ? [COMMA, ...entry] : entry));

const scalar = (value) => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return value instanceof NumberText ? String(value) : quoted(value);
};

/** Python's repr() of a value, however deep it is. */
export const repr = (value) => {
  const printed = [];
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    let parts;
    if (next instanceof Printed) {
      printed.push(next.text);
      continue;
    } else if (Array.isArray(next)) {
      const items = listed(next.map((item) => [item]));
      parts = [new Printed("["), ...items, new Printed("]")];
    } else if (next instanceof Map) {
      const members = listed([...next].map(([key, inner]) => [key, COLON, inner]));
      parts = [new Printed("{"), ...members, new Printed("}")];
    } else {
      printed.push(scalar(next));
      continue;
    }
    for (const part of parts.reverse()) left.push(part);
  }
  return printed.join("");
};
