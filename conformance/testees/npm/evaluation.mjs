// Determines which flag evaluations an error event and a span have:
// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/

/** The error of a request that cannot be answered. */
export class Refused extends Error {}

const FLAGS_PER_EVENT = 100;
const FLAGS_PER_SPAN = 10;

const withBooleans = (evaluations) => {
  for (const { flag } of evaluations) {
    if (typeof flag !== "string") throw new Refused("a flag's name must be a string");
  }
  return evaluations.filter(({ result }) => typeof result === "boolean");
};

// A Map keeps the position of an existing key, so the key is removed first.
const record = (scope, evaluations) => {
  for (const { flag, result } of withBooleans(evaluations)) {
    scope.delete(flag);
    scope.set(flag, result);
    if (scope.size > FLAGS_PER_EVENT) scope.delete(scope.keys().next().value);
  }
};

const values = (scope) => [...scope].map(([flag, result]) => ({ flag, result }));

/** Returns the evaluations of a scope and, if it is forked, of its child. */
export const evaluate = (evaluations, fork) => {
  const scope = new Map();
  record(scope, evaluations);
  if (fork === undefined) return { values: values(scope) };
  const child = new Map(scope);
  record(child, fork.child);
  record(scope, fork.parent);
  return { values: values(scope), child: values(child) };
};

/** Returns the attributes of a span. */
export const spanEvaluate = (evaluations) => {
  const attributes = new Map();
  for (const { flag, result } of withBooleans(evaluations)) {
    const name = `flag.evaluation.${flag}`;
    if (attributes.has(name) || attributes.size < FLAGS_PER_SPAN) attributes.set(name, result);
  }
  return { attributes: Object.fromEntries(attributes) };
};
