// Builds the body that the blueprint documents:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md

import { isWellFormed, strip } from "./text.mjs";

/** The server would refuse these changes, so nobody should send them. */
export class Refused extends Error {}

const text = (change, member, limit) => {
  const value = change[member];
  if (typeof value !== "string" || !isWellFormed(value) || value.includes("\0")) {
    throw new Refused(`${member} must be a text that UTF-8 can carry, without NUL`);
  }
  const length = [...strip(value)].length;
  if (length === 0 || length > limit) {
    throw new Refused(`${member} must have 1 to ${limit} characters`);
  }
  return JSON.stringify(value);
};

const choice = (change, member, choices) => {
  if (!choices.includes(change[member])) {
    throw new Refused(`${member} must be one of ${choices.join(", ")}`);
  }
  return JSON.stringify(change[member]);
};

// Number would lose digits beyond 2^53, so the digits go from text to text.
const id = (change) => {
  if (!/^(0|-?[1-9][0-9]*)$/.test(change.change_id ?? "")) {
    throw new Refused("change_id must be a decimal integer");
  }
  return change.change_id;
};

const time = (change) => {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{6})?\+00:00$/.exec(change.created_at ?? "");
  // Date.parse reads 2023-02-30 as a day of March.
  const moment = new Date(`${found?.[1]}Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(found[1]);
  if (!exists || found[1].startsWith("0000")) {
    throw new Refused("created_at must be a time in UTC, YYYY-MM-DDTHH:MM:SS.ffffff+00:00");
  }
  const decimals = found[2] === undefined || found[2] === ".000000" ? "" : found[2];
  return JSON.stringify(`${found[1]}${decimals}+00:00`);
};

const item = (change) =>
  `{"action":${choice(change, "action", ["created", "updated", "deleted"])}` +
  `,"change_id":${id(change)},"created_at":${time(change)}` +
  `,"created_by":{"id":${text(change, "created_by", 100)}` +
  `,"type":${choice(change, "created_by_type", ["email", "id", "name"])}}` +
  `,"flag":${text(change, "flag", 256)}}`;

/** The request body for these changes. */
export const emit = (version, changes) => {
  if (version !== 1) {
    throw new Refused(`version ${version} of the protocol is not published`);
  }
  return Buffer.from(`{"data":[${changes.map(item).join(",")}],"meta":{"version":1}}`);
};
