// What is printed, and how.

import { EXIT_UNUSABLE } from "./exit.js";
import { flaghook } from "./library.js";

/** A text that is safe to show on a terminal. */
export const printable = async (text) =>
  (await flaghook.module.call("printable", new TextEncoder().encode(text))).text;

/** The same text with its long lines broken. */
export const shortLines = async (text) =>
  (await flaghook.module.call("short_lines", new TextEncoder().encode(text))).text;

export const complain = async (what) => {
  process.stderr.write(`flaghook: ${await printable(what)}\n`);
};

process.stdout.on("error", () => {
  process.stderr.write(
    "flaghook: cannot write the output; is the disk full or the reader gone?\n",
    () => process.exit(EXIT_UNUSABLE),
  );
});

/** Writes to standard output; done when it was taken. */
export const print = (content) =>
  new Promise((resolve) => {
    process.stdout.write(content, (error) => {
      if (!error) resolve();
    });
  });

/** A document with the version of its form in front. */
export const withSchema = (document) => ({ schema: 1, ...document });

/** A JSON document: indented by two spaces, ASCII, with a line feed at the end. */
export const jsonText = (document, indent = 2) =>
  JSON.stringify(document, null, indent).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  ) + "\n";

/** Whether standard output is a terminal on which colour is welcome: https://no-color.org */
export const showsColour = () => {
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== undefined && TERM !== "dumb";
};

/** The text set off by SGR sequences, where colour is welcome. */
export const coloured = (text, attributes) =>
  showsColour() ? `\x1b[${attributes}m${text}\x1b[0m` : text;
