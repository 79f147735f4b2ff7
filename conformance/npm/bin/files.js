// Reads bodies and secrets from files.

import { Buffer } from "node:buffer";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from "node:fs";
import { getSystemErrorMap } from "node:util";

import { Unusable } from "./exit.js";

export const STANDARD_INPUT = "-";
export const DEFAULT_MAX_BODY = 16 * 1024 * 1024;

/** Returns the file's name for messages. */
export const displayName = (file) => (file === STANDARD_INPUT ? "standard input" : file);

/** Error messages for which Node.js's wording differs from the C library's. */
const OTHER_WORDS = {
  EIO: "Input/output error",
  ELOOP: "Too many levels of symbolic links",
  EMFILE: "Too many open files",
  ENAMETOOLONG: "File name too long",
};

const fail = (what, name, error, remedy) => {
  const words = getSystemErrorMap().get(error.errno)?.[1] ?? error.message;
  const reason = OTHER_WORDS[error.code] ?? words[0].toUpperCase() + words.slice(1);
  throw new Unusable(`${what} ${name}: ${reason}; ${remedy}`);
};

const open = (path, name) => {
  try {
    return openSync(path, constants.O_RDONLY);
  } catch (error) {
    return fail("cannot open", name, error, "check its name and its permissions");
  }
};

/** Opens a file, refuses a directory, and calls `read`. Messages use the name. */
const withFile = (path, read, name = path) => {
  const descriptor = open(path, name);
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) throw new Unusable(`${path} is a directory; give a file in it`);
    return read(descriptor, status);
  } finally {
    closeSync(descriptor);
  }
};

/** Reads a file's content. If it is over the limit, reads one byte more than the limit. */
const readUpTo = (descriptor, name, limit) => {
  let content = Buffer.alloc(Math.min(65_536, limit + 1));
  let filled = 0;
  for (;;) {
    if (filled === content.length) {
      if (filled > limit) return content;
      const grown = Buffer.alloc(Math.min(2 * content.length, limit + 1));
      content.copy(grown);
      content.fill(0);
      content = grown;
    }
    let count;
    try {
      count = readSync(descriptor, content, filled, content.length - filled, null);
    } catch (error) {
      if (error.code === "EOF") count = 0;
      else return fail("cannot read", name, error, "give a readable file");
    }
    if (count === 0) return content.subarray(0, filled);
    filled += count;
  }
};

/** Reads standard input likewise. It may be non-blocking, so it is read asynchronously. */
const readInputUpTo = async (limit) => {
  const parts = [];
  let size = 0;
  try {
    for await (const part of process.stdin) {
      parts.push(part);
      size += part.length;
      if (size > limit) break;
    }
  } catch (error) {
    fail("cannot read", "standard input", error, "give a readable file");
  }
  return Buffer.concat(parts).subarray(0, limit + 1);
};

/** Reads a body. An empty file is an empty body; empty standard input is refused. */
export const readBody = async (file, limit = DEFAULT_MAX_BODY) => {
  const fromInput = file === STANDARD_INPUT;
  if (fromInput && process.stdin.isTTY) {
    process.stderr.write(
      "flaghook: reading a body from the terminal; end it with Ctrl-D on a line of its own\n",
    );
  }
  const body = fromInput
    ? await readInputUpTo(limit)
    : withFile(file, (descriptor) => readUpTo(descriptor, file, limit));
  if (body.length > limit) {
    throw new Unusable(
      `${displayName(file)} has more than ${limit} bytes; if it really is a payload, raise the limit ` +
        "with --max-body",
    );
  }
  if (fromInput && body.length === 0) {
    throw new Unusable(
      "standard input is empty, expected the bytes of a body; did the command before the pipe " +
        "fail? (To check an empty body, use an empty file.)",
    );
  }
  return body;
};

const LARGEST_SECRET_FILE = 4096;

/** Returns what `stat` gives for a path; nothing if it gives nothing. */
const statusOf = (stat, path) => {
  try {
    return stat(path);
  } catch {
    return undefined;
  }
};

/**
 * Returns the name of a secret file for messages. Where neither the file nor its folder exists, it
 * could be the secret itself, given in place of a file, unless it is too short for that.
 */
const shownName = (path) => {
  const slash = path.lastIndexOf("/");
  const isName =
    Buffer.byteLength(path) < 10 ||
    statusOf(lstatSync, path) !== undefined ||
    (slash > 0 && statusOf(statSync, path.slice(0, slash))?.isDirectory());
  return isName
    ? path
    : "the file of --secret-file, whose name is not repeated here in case it is the secret itself";
};

/** Reads a secret file, without one line end at its end. The caller overwrites the bytes. */
export const readSecretFile = (path, allowReadable) =>
  withFile(path, (descriptor, status) => {
    // On Windows, the mode does not show who may read the file.
    const readable = process.platform !== "win32" && (status.mode & 0o004) !== 0;
    if (readable && !allowReadable) {
      throw new Unusable(
        `the secret in ${path} can be read by every user of this machine; run 'chmod 600' on the ` +
          "file, or accept that with --allow-readable-secret (for example in a container without " +
          "other users, where the file is mounted read-only)",
      );
    }
    const content = readUpTo(descriptor, path, LARGEST_SECRET_FILE);
    if (content.length > LARGEST_SECRET_FILE) {
      content.fill(0);
      throw new Unusable(
        `${path} has more than ${LARGEST_SECRET_FILE} bytes; expected a file that contains only the ` +
          "signing secret",
      );
    }
    let end = content.length;
    if (content[end - 1] === 0x0a) end -= content[end - 2] === 0x0d ? 2 : 1;
    return content.subarray(0, end);
  }, shownName(path));
