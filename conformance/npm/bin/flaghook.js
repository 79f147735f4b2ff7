#!/usr/bin/env node
// The command `flaghook` of the npm package. Its output and exit statuses are those of the C++
// tool.

import { check } from "./commands/check.js";
import { emit } from "./commands/emit.js";
import { schema } from "./commands/schema.js";
import { sign } from "./commands/sign.js";
import { verify } from "./commands/verify.js";
import { flaghook } from "./library.js";
import { Misuse, readArguments } from "./arguments.js";
import { EXIT_CONFORMS, EXIT_UNUSABLE, Unusable } from "./exit.js";
import { complain, jsonText, print, useColours, withSchema } from "./output.js";
import { didYouMean, repeatable, suggestOption } from "./suggestion.js";

/** Prints what `--help` of the program or of a command prints. */
const printHelp = {
  title: "Print the help for a command",
  // More than one would be a subcommand, which no command has.
  files: Infinity,
  filesAreOptional: true,
  options: {},
  help: `[OPTIONS] [COMMAND...]

  COMMAND                 a command; without it, the program

Example:
  flaghook help check

Exit status: 0 printed, 2 the command line cannot be used.
`,
  run: async ({ files: [name, surplus] }) => {
    if (name !== undefined && !Object.hasOwn(commands, name)) throw new Unusable(explainUnknown(name));
    if (surplus !== undefined) {
      const shown = repeatable(surplus);
      throw new Unusable(shown === "" ? "there is no such command" : `there is no command '${shown}'`);
    }
    await print(name === undefined ? help() : helpOf(name, commands[name]));
    return EXIT_CONFORMS;
  },
};

const commands = { check, sign, verify, emit, schema, help: printHelp };

const help = () => `Checks, signs and explains payloads of Sentry's generic feature-flag webhook,
without a Sentry server.
Usage: flaghook COMMAND [OPTIONS]

Options:
  -h, --help     Print this help message and exit
  -V, --version  Display program version information and exit

Commands:
${Object.entries(commands).map(([name, { title }]) => `  ${name.padEnd(13)}  ${title}\n`).join("")}
Examples:
  flaghook check payload.json
  flaghook sign payload.json --secret-file secret.txt
  flaghook schema > payload.schema.json

Exit status: 0 everything conforms; 1 something does not; 2 the command line or
an input cannot be used.
'flaghook COMMAND --help' explains a command.
`;

const helpOf = (name, command) => `${command.title}\nUsage: flaghook ${name} ${command.help}`;

/** Explains that there is no such command. */
const explainUnknown = (name) => {
  const names = Object.keys(commands);
  const suggestion = name.startsWith("-")
    ? suggestOption([name], ["--help", "--version"])
    : didYouMean(name, names);
  const shown = suggestion === "" || name.startsWith("-") ? repeatable(name) : name;
  return (shown === "" ? "there is no such command" : `there is no command '${shown}'`) +
    (suggestion === "" ? `; expected one of ${names.join(", ")}` : suggestion);
};

const find = (name) => {
  if (name === undefined) {
    const names = Object.keys(commands).join(", ");
    throw new Misuse(`there is no command; expected one of ${names}`, "");
  }
  if (!Object.hasOwn(commands, name)) throw new Misuse(explainUnknown(name), "");
  return commands[name];
};

const run = async ([name, ...rest]) => {
  if (name === "--help" || name === "-h") {
    await print(help());
    return EXIT_CONFORMS;
  }
  if (name === "--version" || name === "-V") {
    const { version } = await flaghook.module.call("about");
    await print(`flaghook ${version}\n`);
    return EXIT_CONFORMS;
  }
  const command = find(name);
  const options = readArguments(name, command, rest);
  if (options.help) {
    await print(helpOf(name, command));
    return EXIT_CONFORMS;
  }
  useColours(options.color ?? "auto");
  return command.run(options);
};

/** Whether a command line asks for JSON, also one that cannot be used. */
const asksForJson = (words) =>
  words.some((word, index) =>
    word === "--format=json" || (word === "json" && words[index - 1] === "--format"));

/** Says what is wrong; to a program that reads JSON on standard output, too. */
const refuse = async (what, asJson) => {
  await complain(what);
  if (asJson) await print(jsonText(withSchema({ error: what }), 0));
};

/** Runs the command line and returns the exit status. */
const main = async () => {
  const words = process.argv.slice(2);
  const asJson = asksForJson(words);
  try {
    return await run(words);
  } catch (error) {
    if (error instanceof Misuse) {
      await refuse(error.message, asJson);
      process.stderr.write(`Run 'flaghook ${error.command}--help' for usage.\n`);
    } else if (error instanceof Unusable) {
      await refuse(error.message, asJson);
    } else if (error?.code === "out_of_memory") {
      await refuse("out of memory; lower the limits, such as --max-body", asJson);
    } else {
      await refuse(`internal error, please report it: ${error?.message ?? error}`, asJson);
    }
    return EXIT_UNUSABLE;
  }
};

process.exitCode = await main();
