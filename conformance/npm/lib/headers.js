/** Returns the headers as pairs of a name and a value; in plain objects, a value may be a list. */
const entries = (headers) =>
  typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers);

/**
 * Returns the value of a header, whose name may have any letter case.
 * @param headers the value itself, null or undefined if it is missing, a `Headers`, a `Map`, or an
 * object such as `request.headers` of Node.js
 * @param name the name in lower case
 * @returns null if the header is missing; several values are joined by commas, as in HTTP
 */
export const readHeader = (headers, name) => {
  if (headers === null || headers === undefined) return null;
  if (typeof headers === "string") return headers;
  if (typeof headers !== "object") {
    throw new TypeError("headers must be a string, null, a Headers, a Map, or an object");
  }
  const found = [];
  for (const [key, value] of entries(headers)) {
    if (String(key).toLowerCase() === name && value !== null && value !== undefined) {
      found.push(...(Array.isArray(value) ? value : [value]));
    }
  }
  return found.length === 0 ? null : found.map(String).join(", ");
};
