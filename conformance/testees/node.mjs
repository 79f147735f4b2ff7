#!/usr/bin/env node
// A testee in plain JavaScript: what a flag service that is not written in C++ or Python has at
// hand, with nothing but Node.js itself. It says `skipped` where JavaScript has no short way to do
// what Python does, such as reading digits of other scripts or dates in exotic forms.
//
//     flaghook suite --testee 'node conformance/testees/node.mjs'

import { createHmac } from "node:crypto";
import { createInterface } from "node:readline";

import { readDelivery } from "./node/delivery.mjs";
import { Refused, emit } from "./node/emission.mjs";
import { evaluate, spanEvaluate } from "./node/evaluation.mjs";
import { Skipped, parse } from "./node/server.mjs";

const bytes = (request) => {
  const decoded = Buffer.from(String(request.body), "base64");
  if (decoded.toString("base64") !== request.body) {
    throw new Refused("body is no base64");
  }
  return decoded;
};

const sign = (secret, body) => createHmac("sha256", secret).update(body).digest("hex");

const unauthorized = { status: 401, answer: "Not authorized.", rows: [] };

const operations = {
  parse: (request) => parse(bytes(request), request.index_keyed === true),
  receive: (request) => {
    const body = bytes(request);
    if (Object.hasOwn(request, "content_type")) {
      throw new Skipped("charsets and media types other than JSON in UTF-8");
    }
    const authentic = request.secrets.some((secret) => sign(secret, body) === request.signature);
    return authentic ? parse(body, request.index_keyed === true) : unauthorized;
  },
  sign: (request) => ({ signature: sign(request.secret, bytes(request)) }),
  emit: (request) => ({ body: emit(request.version, request.changes).toString("base64") }),
  delivery: (request) => readDelivery(request.status, bytes(request)),
  evaluate: (request) => evaluate(request.evaluations, request.fork),
  span_evaluate: (request) => spanEvaluate(request.evaluations),
};

const reply = (line) => {
  let request;
  try {
    request = JSON.parse(line);
  } catch (error) {
    return { id: null, errored: { message: error.message } };
  }
  if (request?.op === "hello") {
    return {
      protocol: 1,
      implementation: `Node.js testee (Node.js ${process.versions.node})`,
      capabilities: Object.keys(operations),
    };
  }
  const id = request?.id ?? null;
  if (!Object.hasOwn(operations, request?.op)) {
    return { id, skipped: { reason: `no operation named ${request?.op}` } };
  }
  try {
    return { id, result: operations[request.op](request) };
  } catch (error) {
    if (error instanceof Skipped) {
      return { id, skipped: { reason: error.message } };
    }
    return { id, errored: { message: String(error.message) } };
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(reply(line)) + "\n");
}
