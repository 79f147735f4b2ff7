// What Python's and JavaScript's texts do not have in common.

/** The white space that Python's str.strip() takes away. */
export const WHITE =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const ENDS = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "g");

export const strip = (text) => text.replace(ENDS, "");

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The first surrogate without its other half, if there is one. */
export const loneSurrogate = (text) => LONE.exec(text)?.[0];

export const isWellFormed = (text) => loneSurrogate(text) === undefined;
