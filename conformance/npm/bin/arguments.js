// Parses command lines as the C++ tool does.

import { explainUnexpected } from "./suggestion.js";

/** The error for an invalid command line. */
export class Misuse extends Error {
  /** @param command the command's name followed by a space, or an empty text */
  constructor(message, command) {
    super(message);
    this.command = command;
  }
}

const isOption = (word) => /^-(-[^-\s]|[A-Za-z?@_])/.test(word);

/** Accepts one of a few words. */
export const oneOf = (words) => ({
  expected: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
  accepts: (text) => words.includes(text),
});

/** Accepts a whole number within these bounds. */
export const wholeNumber = (least, most) => ({
  expected: `a whole number from ${least} to ${most}`,
  accepts: (text) => /^[0-9]+$/.test(text) && Number(text) >= least && Number(text) <= most,
  convert: Number,
});

const WHEN = ["auto", "always", "never"];

/** The option for colours, which `showsColour` follows. */
export const colorOption = { "--color": { as: "color", check: oneOf(WHEN) } };

export const colorHelp = `\
  --color auto|always|never
                          whether to use colours; 'auto' uses them on a
                          terminal, unless NO_COLOR is set
`;

/** Options of commands with a verdict; `--format` has to exclude `--quiet`. */
export const quietOption = {
  "--quiet": { as: "quiet", flag: true },
  "-q": { as: "quiet", flag: true, long: "--quiet" },
};

export const quietHelp = `\
  -q, --quiet             print only the verdict, in one line
`;

/** Splits a command line into the values of options, by name, and the other words. */
const split = (command, options, words) => {
  const values = new Map();
  const positionals = [];
  const unexpected = [];
  let rest = [...words];
  while (rest.length !== 0) {
    const [word, ...behind] = rest;
    rest = behind;
    if (word === "--") {
      positionals.push(...rest);
      break;
    }
    if (!isOption(word)) {
      positionals.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const givenName = equals === -1 ? word : word.slice(0, equals);
    const option = options[givenName];
    const name = option?.long ?? givenName;
    if (option === undefined) {
      unexpected.push(word);
      continue;
    }
    if (option.flag && equals !== -1) throw new Misuse(`${name} takes no value`, command);
    const given = values.get(name) ?? [];
    values.set(name, given);
    if (option.flag) {
      given.push(true);
    } else if (equals !== -1 && equals + 1 < word.length) {
      given.push(word.slice(equals + 1));
    } else if (rest.length !== 0 && !isOption(rest[0]) && rest[0] !== "--") {
      given.push(rest[0]);
      rest = rest.slice(1);
    } else {
      throw new Misuse(`${name} needs a value`, command);
    }
  }
  return { values, positionals, unexpected };
};

const valueOf = (command, name, option, given) => {
  for (const text of given) {
    if (option.check !== undefined && !option.check.accepts(text)) {
      throw new Misuse(`${name}: expected ${option.check.expected}, not '${text}'`, command);
    }
  }
  if (option.flag) return true;
  if (option.many) return given;
  if (given.length > 1) throw new Misuse(`${name} may be given only once`, command);
  return option.check?.convert?.(given[0]) ?? given[0];
};

/**
 * Parses the words after a command's name.
 * @returns the values of options by their `as`, and `files`; only `help` if it was requested
 */
export const readArguments = (name, { options, files, filesAreOptional }, words) => {
  const command = `${name} `;
  const known = { "-h": { flag: true }, "--help": { flag: true }, ...options };
  const { values, positionals, unexpected } = split(command, known, words);
  if (values.has("--help") || values.has("-h")) return { help: true };
  const result = { files: positionals.slice(0, files) };
  for (const [option, given] of values) {
    result[known[option].as] = valueOf(command, option, known[option], given);
  }
  if (files > 0 && !filesAreOptional && positionals.length === 0) throw new Misuse("FILE is required", command);
  for (const [option, { required, excludes, as }] of Object.entries(options)) {
    if (required && result[as] === undefined) throw new Misuse(`${option} is required`, command);
    if (excludes !== undefined && values.has(option) && values.has(excludes)) {
      throw new Misuse(`${option} excludes ${excludes}`, command);
    }
  }
  unexpected.push(...positionals.slice(files));
  if (unexpected.length !== 0) {
    throw new Misuse(explainUnexpected(unexpected, Object.keys(known)), command);
  }
  return result;
};
