// What an answer of the server means to the sender:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py

const BY_STATUS = {
  401: "unauthorized",
  404: "not_found",
  413: "too_large",
  415: "unsupported_media_type",
  429: "throttled",
};

const UNEXPECTED = { outcome: "unexpected", issues: [] };

const isObject = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readObject = (body) => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    const value = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const pathBelow = (path, name) => {
  if (name === "non_field_errors") return path;
  if (/^[0-9]+$/.test(name)) return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
};

// The messages of an error tree in its order, or nothing where it is none.
const complaints = (tree, path) => {
  let parts;
  if (isObject(tree)) {
    parts = Object.entries(tree).map(([name, below]) => complaints(below, pathBelow(path, name)));
  } else if (!Array.isArray(tree)) {
    return undefined;
  } else if (tree.length > 0 && tree.every((entry) => typeof entry === "string")) {
    return tree.map((message) => ({ path, message }));
  } else if (tree.every((entry) => typeof entry === "object" && entry !== null)) {
    parts = tree.map((entry, index) => complaints(entry, `${path}[${index}]`));
  } else {
    return undefined;
  }
  return parts.includes(undefined) ? undefined : parts.flat();
};

const refusal = (body) => {
  const tree = readObject(body);
  const issues = tree === undefined ? undefined : complaints(tree, "");
  return issues === undefined || issues.length === 0 ? UNEXPECTED : { outcome: "refused", issues };
};

const malformed = (body) => {
  const detail = readObject(body)?.detail;
  return typeof detail === "string"
    ? { outcome: "malformed", issues: [{ path: "", message: detail }] }
    : UNEXPECTED;
};

export const readDelivery = (status, body) => {
  if (status in BY_STATUS) return { outcome: BY_STATUS[status], issues: [] };
  if (status >= 500 && status <= 599) return { outcome: "server_error", issues: [] };
  if ((status === 200 || status === 201) && body.length === 0) {
    return { outcome: "accepted", issues: [] };
  }
  if (status === 200) return refusal(body);
  if (status === 400) return malformed(body);
  return UNEXPECTED;
};
