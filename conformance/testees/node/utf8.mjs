// UTF-8 as Python's decoder reads a stream: strict, with its words for what is wrong, and without
// what is left of a character at the very end:
// https://docs.python.org/3/library/codecs.html#codecs.StreamReader

/** Bytes that are not UTF-8; the message is Python's. */
export class Undecodable extends Error {}

// The bytes that a first byte asks for, and what the second one may be: Unicode, table 3-7.
const sequence = (first) => {
  if (first < 0x80) return { length: 1 };
  if (first >= 0xc2 && first <= 0xdf) return { length: 2, low: 0x80, high: 0xbf };
  if (first === 0xe0) return { length: 3, low: 0xa0, high: 0xbf };
  if (first === 0xed) return { length: 3, low: 0x80, high: 0x9f };
  if (first >= 0xe1 && first <= 0xef) return { length: 3, low: 0x80, high: 0xbf };
  if (first === 0xf0) return { length: 4, low: 0x90, high: 0xbf };
  if (first === 0xf4) return { length: 4, low: 0x80, high: 0x8f };
  if (first >= 0xf1 && first <= 0xf3) return { length: 4, low: 0x80, high: 0xbf };
  return undefined;
};

const undecodable = (body, begin, length, reason) => {
  const bytes =
    length === 1
      ? `byte 0x${body[begin].toString(16).padStart(2, "0")} in position ${begin}`
      : `bytes in position ${begin}-${begin + length - 1}`;
  return new Undecodable(`'utf-8' codec can't decode ${bytes}: ${reason}`);
};

// Where the last complete character ends.
const checkedEnd = (body) => {
  let begin = 0;
  while (begin < body.length) {
    const wanted = sequence(body[begin]);
    if (wanted === undefined) {
      throw undecodable(body, begin, 1, "invalid start byte");
    }
    for (let offset = 1; offset < wanted.length; ++offset) {
      const byte = body[begin + offset];
      if (byte === undefined) {
        return begin;
      }
      const low = offset === 1 ? wanted.low : 0x80;
      const high = offset === 1 ? wanted.high : 0xbf;
      if (byte < low || byte > high) {
        throw undecodable(body, begin, offset, "invalid continuation byte");
      }
    }
    begin += wanted.length;
  }
  return begin;
};

/** The text of these bytes, a byte-order mark included. */
export const decode = (body) => body.subarray(0, checkedEnd(body)).toString("utf8");
