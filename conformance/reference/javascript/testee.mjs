#!/usr/bin/env node
// The published JavaScript SDK as a testee for the operations `evaluate` and `span_evaluate`. Its
// integration for feature flags records evaluations, its scopes can be forked, and its spans have
// attributes.
//
//     npm ci && node testee.mjs

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

import { SentrySpan, featureFlagsIntegration, withActiveSpan, withScope } from "@sentry/core";

const { version } = createRequire(import.meta.url)("@sentry/core/package.json");

const flags = featureFlagsIntegration();

const record = (evaluations) => {
  for (const { flag, result } of evaluations) flags.addFeatureFlag(flag, result);
};

// Returns the evaluations that an error event would have now; an empty list without that context.
const values = () => flags.processEvent({}, {}, undefined).contexts?.flags.values ?? [];

const evaluate = ({ evaluations, fork }) =>
  withScope(() => {
    record(evaluations);
    if (fork === undefined) return { values: values() };
    // A function keeps the child's scope, so that the parent's later evaluations must not affect
    // it.
    const child = withScope((scope) => {
      record(fork.child);
      return () => withScope(scope, values);
    });
    record(fork.parent);
    return { values: values(), child: child() };
  });

const spanEvaluate = ({ evaluations }) => {
  const span = new SentrySpan({ name: "evaluations", sampled: true });
  const before = Object.keys(span.getSpanJSON().data);
  withActiveSpan(span, () => record(evaluations));
  const added = Object.entries(span.getSpanJSON().data).filter(([name]) => !before.includes(name));
  return { attributes: Object.fromEntries(added) };
};

const operations = { evaluate, span_evaluate: spanEvaluate };

const reply = (request) => {
  if (request.op === "hello") {
    return {
      protocol: 1,
      implementation: `@sentry/core ${version} (Node.js ${process.versions.node})`,
      capabilities: Object.keys(operations),
    };
  }
  return { id: request.id, result: operations[request.op](request) };
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(reply(JSON.parse(line))) + "\n");
}
