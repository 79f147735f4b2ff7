#!/usr/bin/env node
// A testee that runs the npm package `flaghook`, built by conformance/npm/run. It has the operations
// of the webhook. The package has none for evaluations.
//
//     flaghook suite --testee 'node conformance/testees/npm.mjs'
//
// FLAGHOOK_PACKAGE names a folder of the package other than build/npm/package. FLAGHOOK_ENTRY names
// an entry other than lib/node.js, such as lib/browser.js, which browsers load.

import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const built = fileURLToPath(new URL("../../build/npm/package", import.meta.url));
const folder = resolve(process.env.FLAGHOOK_PACKAGE ?? built);
const entry = process.env.FLAGHOOK_ENTRY ?? "lib/node.js";
// Node.js 18 does not define it under the name that browsers use.
globalThis.crypto ??= webcrypto;
const flaghook = await import(pathToFileURL(resolve(folder, entry)).href);
const { version } = JSON.parse(readFileSync(resolve(folder, "package.json"), "utf-8"));
// The entry for browsers would fetch the file, but Node.js fetches over HTTP only.
await flaghook.load(readFileSync(resolve(folder, "lib/flaghook.wasm")));

const bytes = ({ body }) => {
  const decoded = Buffer.from(String(body), "base64");
  if (decoded.toString("base64") !== body) throw new Error("body is not base64");
  return decoded;
};

const asOnThePipe = ({ status, answer, rows }) => ({
  status,
  answer,
  rows: rows.map((row) => ({ ...row, change_id: row.change_id.toString() })),
});

const headersOf = ({ signature, content_type = "application/json" }) => ({
  "X-Sentry-Signature": signature,
  "Content-Type": content_type,
});

const optionsOf = (request) => ({ indexKeyed: request.index_keyed === true, anySecret: true });

const emit = async ({ version: asked, changes }) => {
  if (asked !== 1) throw new Error(`version ${asked} of the protocol is not published`);
  return { body: Buffer.from(await flaghook.emit(changes)).toString("base64") };
};

const operations = {
  parse: async (request) => asOnThePipe(await flaghook.check(bytes(request), optionsOf(request))),
  receive: async (request) =>
    asOnThePipe(
      await flaghook.receive(
        bytes(request), headersOf(request), request.secrets, optionsOf(request),
      ),
    ),
  sign: async (request) => ({
    signature: await flaghook.sign(bytes(request), request.secret, { anySecret: true }),
  }),
  emit,
  delivery: async (request) => flaghook.parseDelivery(request.status, {}, bytes(request)),
};

const reply = async (line) => {
  let request;
  try {
    request = JSON.parse(line);
  } catch (error) {
    return { id: null, errored: { message: error.message } };
  }
  if (request?.op === "hello") {
    return {
      protocol: 1,
      implementation: `npm package flaghook ${version} (Node.js ${process.versions.node})`,
      capabilities: Object.keys(operations),
    };
  }
  const id = request?.id ?? null;
  if (!Object.hasOwn(operations, request?.op)) {
    return { id, skipped: { reason: `no operation named ${request?.op}` } };
  }
  try {
    return { id, result: await operations[request.op](request) };
  } catch (error) {
    return { id, errored: { message: String(error.message) } };
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await reply(line)) + "\n");
}
