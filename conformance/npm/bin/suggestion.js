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

const SHORTEST_SECRET = 10;

/**
 * Returns the part of a word that is certainly not a secret: a word that is too short for one, or
 * the name of an option. The other words may be a secret that was given in the wrong place.
 */
export const repeatable = (word) => {
  if (word.startsWith("--")) {
    const [name] = word.split("=", 1);
    return /^[a-z-]{2,30}$/.test(name) ? name : "";
  }
  if (word.startsWith("-")) return /^-[A-Za-z]/.test(word) ? word.slice(0, 2) : "";
  return Buffer.byteLength(word) < SHORTEST_SECRET ? word : "";
};

/** Explains that a command does not take some words, without those that could be a secret. */
export const explainUnexpected = (words, known) => {
  const isOption = (word) => word.startsWith("-");
  // A word may be the value of the unknown option.
  const parts = words.map((word) => (words.some(isOption) && !isOption(word) ? "" : repeatable(word)));
  const given = parts.filter((part) => part !== "");
  const shown = [...given.filter(isOption), ...given.filter((part) => !isOption(part))];
  let result =
    (words.length === 1
      ? "The following argument was not expected: "
      : "The following arguments were not expected: ") + shown.join(" ");
  const hidden = words.length - shown.length;
  if (hidden !== 0) {
    result +=
      (shown.length === 0 ? "" : " and ") +
      (hidden === 1
        ? "one that is not repeated here, in case it is a secret"
        : `${hidden} that are not repeated here, in case one is a secret`);
  }
  const suggestion = suggestOption(words, known);
  const isCut = words.some((word, index) => word !== parts[index]);
  if (suggestion !== "" || !isCut || !known.includes("--secret-file")) return result + suggestion;
  return `${result}; write a secret into a file, and name that with --secret-file`;
};
