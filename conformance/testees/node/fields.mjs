// The rules of the server's fields, as Django REST framework has them:
// https://github.com/encode/django-rest-framework/blob/3.16.1/rest_framework/fields.py
//
// A rule gives the value, or throws `Invalid` with the messages, or `Skipped`.

import { NumberText, Skipped } from "./json.mjs";
import { repr } from "./python_text.mjs";
import { isWellFormed, loneSurrogate, strip } from "./text.mjs";

/** The server's messages about one value. */
export class Invalid extends Error {
  constructor(...messages) {
    super(messages[0]);
    this.messages = messages;
  }
}

/** The answer would contain what UTF-8 cannot carry; status 500. */
export class Unprintable extends Error {}

/** Python's name of a value's type. */
export const typeName = (value) => {
  if (Array.isArray(value)) return "list";
  if (value instanceof NumberText) return value.isInteger ? "int" : "float";
  return { string: "str", boolean: "bool" }[typeof value] ?? "dict";
};

/** Python's str() of a value. */
const pythonText = (value) => (typeof value === "string" ? value : repr(value));

export const text = (limit) => (value) => {
  if (typeof value !== "string" && !(value instanceof NumberText)) {
    throw new Invalid("Not a valid string.");
  }
  const trimmed = strip(String(value));
  if (trimmed === "") {
    throw new Invalid("This field may not be blank.");
  }
  const messages = [];
  if ([...trimmed].length > limit) {
    messages.push(`Ensure this field has no more than ${limit} characters.`);
  }
  if (trimmed.includes("\0")) {
    messages.push("Null characters are not allowed.");
  }
  const surrogate = loneSurrogate(trimmed);
  if (surrogate !== undefined) {
    const code = surrogate.charCodeAt(0).toString(16).toUpperCase();
    messages.push(`Surrogate characters are not allowed: U+${code}.`);
  }
  if (messages.length > 0) {
    throw new Invalid(...messages);
  }
  return trimmed;
};

export const integer = (value) => {
  const spelled = typeof value === "string" || value instanceof NumberText ? String(value) : "x";
  if (typeof value === "string" && [...value].length > 1000) {
    throw new Invalid("String value too large.");
  }
  if (!/^[\t-\r\x20-\x7f]*$/.test(spelled)) {
    throw new Skipped("integers with other digits or white space than ASCII's");
  }
  const found = /^[\t-\r ]*([+-]?)([0-9]+(?:_[0-9]+)*)[\t-\r ]*(?:\.0*)?[\t-\r ]*$/.exec(spelled);
  if (found === null) {
    throw new Invalid("A valid integer is required.");
  }
  const magnitude = BigInt(found[2].replaceAll("_", ""));
  return found[1] === "-" ? -magnitude : magnitude;
};

export const choice = (...choices) => (value) => {
  const spelled = pythonText(value);
  if (!choices.includes(spelled)) {
    if (!isWellFormed(spelled)) {
      throw new Unprintable();
    }
    throw new Invalid(`"${spelled}" is not a valid choice.`);
  }
  return spelled;
};

const WRONG_FORMAT =
  "Datetime has wrong format. Use one of these formats instead: " +
  "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

const CLOCK = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const COMMON = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\dT${CLOCK}:[0-5]\\d)(?:\\.(\\d{1,6}))?(?:Z|([+-])(${CLOCK}))?$`,
);

/** A moment in UTC as rows spell it. */
export const dateTime = (value) => {
  if (typeof value !== "string") {
    throw new Invalid(WRONG_FORMAT);
  }
  const found = COMMON.exec(value);
  if (found === null) {
    throw new Skipped("date-times in another form than YYYY-MM-DDTHH:MM:SS");
  }
  const [, local, decimals = "", sign, shift = "00:00"] = found;
  const moment = new Date(`${local}Z`);
  // Date moves days that a month does not have into the next one.
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 19) !== local ||
      local.startsWith("0000")) {
    throw new Invalid(WRONG_FORMAT);
  }
  const [hours, minutes] = shift.split(":").map(Number);
  const offset = hours * 60 + minutes;
  moment.setTime(moment.getTime() - (sign === "-" ? -offset : offset) * 60_000);
  const utc = moment.toISOString();
  if (!/^(?!0000)\d{4}-/.test(utc)) {
    throw new Invalid("Datetime value out of range.");
  }
  return `${utc.slice(0, 19)}.${decimals.padEnd(6, "0")}+00:00`;
};
