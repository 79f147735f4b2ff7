// What Sentry answers to a body whose signature fits:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py

import { Invalid, Unprintable, choice, dateTime, integer, text, typeName } from "./fields.mjs";
import { Malformed, TooDeep, readJson } from "./json.mjs";

export { Skipped } from "./json.mjs";

/** Messages about an object or a list as a whole. */
class InvalidAsAWhole extends Error {}

// An object: each member by its rule; the errors of all members together.
const object = (rules) => (value) => {
  if (typeName(value) !== "dict") {
    throw new InvalidAsAWhole(
      `Invalid data. Expected a dictionary, but got ${typeName(value)}.`,
    );
  }
  const valid = {};
  const errors = {};
  for (const [name, rule] of Object.entries(rules)) {
    const error = value.has(name)
      ? attempt(rule, value.get(name), (result) => { valid[name] = result; })
      : ["This field is required."];
    if (error !== undefined) {
      errors[name] = error;
    }
  }
  if (Object.keys(errors).length > 0) {
    throw new Errors(errors);
  }
  return valid;
};

class Errors extends Error {
  constructor(tree) {
    super("errors");
    this.tree = tree;
  }
}

// Runs a rule; the error tree, if there is one.
const attempt = (rule, value, keep) => {
  if (value === null) {
    return ["This field may not be null."];
  }
  try {
    keep(rule(value));
  } catch (error) {
    if (error instanceof Invalid) return error.messages;
    if (error instanceof InvalidAsAWhole) return { non_field_errors: [error.message] };
    if (error instanceof Errors) return error.tree;
    throw error;
  }
  return undefined;
};

const list = (rule, indexKeyed) => (value) => {
  if (!Array.isArray(value)) {
    throw new InvalidAsAWhole(`Expected a list of items but got type "${typeName(value)}".`);
  }
  const valid = [];
  const errors = value.map((item) => attempt(rule, item, (result) => { valid.push(result); }));
  if (errors.every((error) => error === undefined)) {
    return valid;
  }
  const bad = Object.entries(errors).filter(([, error]) => error !== undefined);
  throw new Errors(indexKeyed ? Object.fromEntries(bad) : errors.map((error) => error ?? {}));
};

const change = object({
  action: choice("created", "deleted", "updated"),
  change_id: integer,
  created_at: dateTime,
  created_by: object({ id: text(100), type: choice("email", "id", "name") }),
  flag: text(256),
});

const payload = (indexKeyed) =>
  object({ data: list(change, indexKeyed), meta: object({ version: integer }) });

const rowsOf = (changes) => {
  const rows = new Map();
  for (const { action, change_id, created_at, created_by, flag } of changes) {
    if (!rows.has(change_id)) {
      rows.set(change_id, {
        action,
        change_id: String(change_id),
        created_at,
        created_by: created_by.id,
        created_by_type: created_by.type,
        flag,
      });
    }
  }
  return [...rows.values()];
};

/** The server's answer, and the rows that it writes. */
export const parse = (body, indexKeyed) => {
  try {
    const value = body.length === 0 ? new Map() : readJson(body);
    if (value === null) {
      return { status: 200, answer: { non_field_errors: ["No data provided"] }, rows: [] };
    }
    let rows = [];
    const errors = attempt(payload(indexKeyed), value, (valid) => { rows = rowsOf(valid.data); });
    return { status: 200, answer: errors ?? null, rows };
  } catch (error) {
    if (error instanceof Malformed) {
      const detail = `JSON parse error - ${error.message}`;
      return { status: 400, answer: { detail }, rows: [] };
    }
    if (error instanceof Unprintable || error instanceof TooDeep) {
      return { status: 500, answer: null, rows: [] };
    }
    throw error;
  }
};
