// Finds the word that a mistyped one was meant to be, as the C++ tool does.

import { Buffer } from "node:buffer";

const LONGEST_WORD = 64;

/** Counts inserted, missing and replaced characters, and swapped neighbours. */
const editDistance = (from, to) => {
  let beforeLast = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; ++row) {
    const current = [row];
    for (let column = 1; column <= to.length; ++column) {
      let least = Math.min(
        last[column] + 1,
        current[column - 1] + 1,
        last[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] &&
          from[row - 2] === to[column - 1]) {
        least = Math.min(least, beforeLast[column - 2] + 1);
      }
      current.push(least);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length];
};

/** Returns the end of a message, `; did you mean 'check'?`; empty if no known word is similar. */
export const didYouMean = (mistyped, known) => {
  const bytes = Buffer.from(mistyped);
  const letters = mistyped.replace(/^-+/, "");
  if (bytes.length > LONGEST_WORD || letters === "") return "";
  let least = Math.floor(Buffer.byteLength(letters) / 3) + 1;
  let similar;
  for (const word of known) {
    const distance = editDistance(bytes, Buffer.from(word));
    if (distance < least) {
      least = distance;
      similar = word;
    }
  }
  return similar === undefined ? "" : `; did you mean '${similar}'?`;
};

/** Suggests an option for one of the words that a command does not take. */
export const suggestOption = (words, known) =>
  words
    .filter((word) => word.startsWith("--"))
    .map((word) => didYouMean(word.split("=", 1)[0], known))
    .find((suggestion) => suggestion !== "") ?? "";
