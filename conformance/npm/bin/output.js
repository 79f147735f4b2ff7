// Prints results and messages.

import { EXIT_UNUSABLE } from "./exit.js";
import { flaghook } from "./library.js";

/** Makes a text safe to show on a terminal. */
export const printable = async (text) =>
  (await flaghook.module.call("printable", new TextEncoder().encode(text))).text;

/** Breaks the long lines of a printable text. */
export const shortLines = async (text) =>
  (await flaghook.module.call("short_lines", new TextEncoder().encode(text))).text;

export const complain = async (what) => {
  process.stderr.write(`flaghook: ${await printable(what)}\n`);
};

process.stdout.on("error", () => {
  process.stderr.write(
    "flaghook: cannot write the output; is the disk full, or the pipe closed?\n",
    () => process.exit(EXIT_UNUSABLE),
  );
});

/** Writes to standard output; resolves when the content was written. */
export const print = (content) =>
  new Promise((resolve) => {
    process.stdout.write(content, (error) => {
      if (!error) resolve();
    });
  });

/** A document that begins with the version of its form. */
export const withSchema = (document) => ({ schema: 1, ...document });

/** Formats a JSON document: indented, in ASCII, with a line feed at the end. */
export const jsonText = (document, indent = 2) =>
  JSON.stringify(document, null, indent).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  ) + "\n";

let colorUse = "auto";

/** Sets when to use colours: `auto`, `always` or `never`. */
export const useColours = (when) => {
  colorUse = when;
};

/**
 * Checks whether to use colours. Automatically, standard output must be a terminal:
 * https://no-color.org
 */
export const showsColour = () => {
  if (colorUse !== "auto") return colorUse === "always";
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== undefined && TERM !== "dumb";
};

/** Returns a report, or with `--quiet` only its first line. */
export const shortenedToVerdict = (report, isQuiet) =>
  isQuiet ? report.slice(0, report.indexOf("\n") + 1) : report;

/** Adds SGR sequences to a text if colours should be shown. */
export const coloured = (text, attributes) =>
  showsColour() ? `\x1b[${attributes}m${text}\x1b[0m` : text;
