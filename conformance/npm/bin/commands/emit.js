import { RefusedError } from "../../lib/errors.js";
import { EXIT_CONFORMS, Unusable } from "../exit.js";
import { flaghook } from "../library.js";
import { print } from "../output.js";

const ACTIONS = ["created", "updated", "deleted"];
const AUTHOR_TYPES = ["email", "id", "name"];

const readAuthor = (text) => {
  const colon = text.indexOf(":");
  const type = text.slice(0, Math.max(colon, 0));
  if (!AUTHOR_TYPES.includes(type)) {
    throw new Unusable(
      `--by is '${text}', expected email:ADDRESS, id:IDENTIFIER or name:NAME, such as ` +
        "email:jane@example.com",
    );
  }
  return { created_by: text.slice(colon + 1), created_by_type: type };
};

/** Converts the time to the documented form; the default is now, in whole seconds. */
const readTime = async (at) => {
  const given = at ?? `${new Date().toISOString().slice(0, 19)}Z`;
  const { text } = await flaghook.module.call("parse_time", new TextEncoder().encode(given));
  if (text === null) {
    throw new Unusable(
      `--at is '${at}', expected a time such as 2024-12-12T00:02:00Z in years 1 to 9999`,
    );
  }
  return text;
};

const readId = (text) => {
  const id = /^-?[0-9]+$/.test(text) && text.length <= 4096 ? BigInt(text) : undefined;
  if (id === undefined || id < -(2n ** 63n) || id >= 2n ** 64n) {
    throw new Unusable(
      `--change-id is '${text}', expected an integer from -2^63 to 2^64-1; use --key to derive ` +
        "an id from a text",
    );
  }
  return id;
};

/** Node.js replaces bytes that are not UTF-8 with U+FFFD, which would change the flag's name. */
const refuseReplacements = (place, text) => {
  if (text.includes("\ufffd")) {
    throw new Unusable(`Sentry would refuse this change: data[0].${place}: Text must be valid UTF-8.`);
  }
};

const run = async ({ action, flag, by, at, id, key }) => {
  if (!ACTIONS.includes(action)) {
    throw new Unusable(`--action is '${action}', expected created, updated or deleted`);
  }
  const created_at = await readTime(at);
  const author = readAuthor(by);
  refuseReplacements("created_by.id", by);
  refuseReplacements("flag", flag);
  // The same command with the same time emits the same change.
  const named = key ?? [action, flag, by, created_at].join("\n");
  const change_id = id === undefined ? await flaghook.deriveChangeId(named) : readId(id);
  try {
    const body = await flaghook.emit([{ action, change_id, created_at, ...author, flag }]);
    // A pipe or a file gets exactly the bytes to sign.
    await print(body);
    if (process.stdout.isTTY) await print("\n");
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const [{ path, message }] = error.issues;
    throw new Unusable(`Sentry would refuse this change: ${path}: ${message}`);
  }
  return EXIT_CONFORMS;
};

export const emit = {
  title: "Print the JSON payload of one change",
  files: 0,
  options: {
    "--action": { as: "action", required: true },
    "--flag": { as: "flag", required: true },
    "--by": { as: "by", required: true },
    "--at": { as: "at" },
    "--change-id": { as: "id", excludes: "--key" },
    "--key": { as: "key" },
  },
  help: `[OPTIONS]

Options:
  --action ACTION    the action: created, updated or deleted
  --flag NAME        the flag's name
  --by TYPE:ID       the author: email:ADDRESS, id:IDENTIFIER or name:NAME
  --at TIME          the time, such as 2024-12-12T00:02:00Z; UTC if it has no
                     offset. The default is now
  --change-id N      the change's 64-bit id
  --key TEXT         a text that identifies the change; a 63-bit id is derived
                     from it. The default is the action, flag, author and time

Of several changes with the same id in one payload, Sentry records only one.

Examples:
  flaghook emit --action updated --flag checkout --by email:jane@example.com
  flaghook emit --action deleted --flag checkout --by name:Jane \\
    --key checkout:17 > body.json

Exit status: 0 printed, 2 the command line cannot be used.
`,
  run,
};
