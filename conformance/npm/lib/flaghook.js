// The package's functions for any platform. Documented in index.d.ts.

import { asBytes } from "./bytes.js";
import { FlaghookError, RefusedError } from "./errors.js";
import { readHeader } from "./headers.js";
import { Module } from "./module.js";
import { makeSigning } from "./signature.js";

const DEFAULT_MAX_BODY = 16 * 1024 * 1024;
const encoder = new TextEncoder();
const encodeJson = (value) => encoder.encode(JSON.stringify(value));

const limit = (name, value, most) => {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`${name} is ${value}, expected a whole number from 1 to ${most}`);
  }
  return value;
};

const moduleOptions = ({ indexKeyed = false, maxBody, maxItems, maxIssues } = {}) => ({
  index_keyed: Boolean(indexKeyed),
  max_body: limit("maxBody", maxBody, 2 ** 30),
  max_items: limit("maxItems", maxItems, 100_000_000),
  max_issues: limit("maxIssues", maxIssues, 100_000_000),
});

const readRow = (row) => ({ ...row, change_id: BigInt(row.change_id) });

/** Parses the answer's body as JSON; returns null if it is empty. */
export const answerOf = ({ answer_text }) => (answer_text === "" ? null : JSON.parse(answer_text));

const replyOf = (verdict) => ({
  status: verdict.status,
  accepted: verdict.accepted,
  answer: answerOf(verdict),
  body: verdict.answer_text,
  rows: verdict.rows.map(readRow),
  issues: verdict.issues,
});

/** Returns the decimal digits of an id. The module refuses anything but integers. */
const idText = (id) => {
  if (typeof id === "bigint") return id.toString();
  if (typeof id !== "number") return id;
  if (Number.isInteger(id) && !Number.isSafeInteger(id)) {
    throw new RangeError(
      `change_id ${id} is beyond 2^53, where numbers lose digits; give a bigint or a string`,
    );
  }
  return String(id);
};

const timeText = (time) => {
  if (!(time instanceof Date)) return time;
  return Number.isNaN(time.getTime()) ? "an invalid Date" : time.toISOString();
};

/** The path of each member of a change in the payload. */
const PLACES = {
  action: "action",
  change_id: "change_id",
  created_at: "created_at",
  created_by: "created_by.id",
  created_by_type: "created_by.type",
  flag: "flag",
};

/** UTF-8 cannot encode lone surrogates; encoding would replace them. */
const refuseLoneSurrogates = (changes) => {
  const issues = changes.flatMap((change, index) =>
    Object.entries(PLACES)
      .filter(([name]) => typeof change?.[name] === "string" && /\p{Surrogate}/u.test(change[name]))
      .map(([, place]) => ({
        path: `data[${index}].${place}`,
        code: "invalid_utf8",
        message: "Text must be valid UTF-8.",
      })),
  );
  if (issues.length !== 0) throw new RefusedError(issues);
};

const changeForModule = (change) => {
  if (typeof change !== "object" || change === null) {
    throw new TypeError("a change must be an object");
  }
  return {
    action: change.action,
    change_id: idText(change.change_id),
    created_at: timeText(change.created_at),
    created_by: change.created_by,
    created_by_type: change.created_by_type,
    flag: change.flag,
  };
};

const compileFrom = (source) => async () => {
  const from = await source;
  if (from instanceof WebAssembly.Module) return from;
  if (typeof Response === "function" && from instanceof Response) {
    return WebAssembly.compile(await from.arrayBuffer());
  }
  return WebAssembly.compile(from);
};

export const makeFlaghook = (platform) => {
  const module = new Module(platform.compile);
  const { sign, verify, explainSignature } = makeSigning(module, platform);

  const load = (source) =>
    module.load(source === undefined ? platform.compile : compileFrom(source));

  const judge = async (body, options, more) => {
    const bytes = asBytes(body);
    const given = moduleOptions(options);
    const most = given.max_body ?? DEFAULT_MAX_BODY;
    if (bytes.byteLength > most) {
      throw new FlaghookError(
        "over_limit",
        `the body has more than ${most} bytes; if it really is a payload, raise maxBody`,
      );
    }
    const verdict = await module.call("check", bytes, encodeJson({ ...given, ...more }));
    if (verdict.not_judged !== null) {
      throw new FlaghookError(
        "over_limit",
        `the body has more than ${given.max_items ?? 100_000} changes and was not judged; raise ` +
          "maxItems",
      );
    }
    return verdict;
  };

  const check = async (body, options = {}) => {
    const verdict = await judge(body, options, {});
    return { ...replyOf(verdict), deviations: verdict.deviations };
  };

  const report = async (body, options = {}) =>
    (await judge(body, options, { file: "body", report: "plain" })).report;

  const receive = async (body, headers, secrets, options = {}) => {
    const bytes = asBytes(body);
    const given = moduleOptions(options);
    // A body over the limit is refused unread, so that a sender cannot make the server hash it.
    const overLimit = bytes.byteLength > (given.max_body ?? DEFAULT_MAX_BODY);
    const matches = overLimit || (await verify(bytes, headers, secrets, options));
    const signature = { matches, form: "well_formed", message: "" };
    const content_type =
      typeof headers === "string" ? "application/json" : readHeader(headers, "content-type");
    // To refuse such a body, the module needs only one byte more than the limit.
    const read = overLimit ? bytes.subarray(0, (given.max_body ?? DEFAULT_MAX_BODY) + 1) : bytes;
    return replyOf(await module.call("check", read, encodeJson({ ...given, signature, content_type })));
  };

  const emit = async (changes) => {
    if (!Array.isArray(changes)) throw new TypeError("changes must be an array");
    refuseLoneSurrogates(changes);
    const { body, issues, error } = await module.call(
      "emit", encodeJson(changes.map(changeForModule)),
    );
    if (error !== undefined) throw new TypeError(error);
    if (issues.length !== 0) throw new RefusedError(issues);
    return encoder.encode(body);
  };

  const parseDelivery = async (status, headers, body) => {
    if (!Number.isInteger(status) || status < 100 || status > 999) {
      throw new RangeError(`the status is ${status}, expected a whole number from 100 to 999`);
    }
    const bytes = asBytes(body);
    const retryAfter = readHeader(typeof headers === "string" ? null : headers, "retry-after");
    const { retry_after, ...read } = await module.call(
      "parse_delivery", status, bytes, retryAfter === null ? null : encoder.encode(retryAfter),
      Math.floor(Date.now() / 1000),
    );
    return { ...read, retryAfter: retry_after };
  };

  const schema = async (version = 1) => {
    const result = await module.call("schema", Math.trunc(Number(version)));
    if (result.error !== undefined) throw new FlaghookError("no_such_version", result.error);
    return result;
  };

  const deriveChangeId = async (key) => {
    const digest = await platform.sha256(asBytes(key));
    const bits = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
    return BigInt.asUintN(63, bits) || 1n;
  };

  return {
    check, deriveChangeId, emit, explainSignature, load, parseDelivery, receive, report, schema, sign,
    verify, module,
  };
};
