/** What has a header in it, as pairs; of a plain object also with lists of values. */
const entries = (headers) =>
  typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers);

/**
 * The value of a header, whatever the letter case of its name.
 * @param headers the value itself, null or undefined where there is none, a `Headers`, a `Map`, or an
 *   object such as `request.headers` of Node.js
 * @param name in small letters
 * @returns null where there is none; several values are joined, as HTTP does
 */
export const readHeader = (headers, name) => {
  if (headers === null || headers === undefined) return null;
  if (typeof headers === "string") return headers;
  if (typeof headers !== "object") {
    throw new TypeError("headers are a string, null, a Headers, a Map, or an object");
  }
  const found = [];
  for (const [key, value] of entries(headers)) {
    if (String(key).toLowerCase() === name && value !== null && value !== undefined) {
      found.push(...(Array.isArray(value) ? value : [value]));
    }
  }
  return found.length === 0 ? null : found.map(String).join(", ");
};
