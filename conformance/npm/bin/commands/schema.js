import { EXIT_CONFORMS, Unusable } from "../exit.js";
import { flaghook } from "../library.js";
import { Misuse } from "../arguments.js";
import { print } from "../output.js";

const run = async ({ version = "1" }) => {
  if (!/^[-+]?[0-9]{1,9}$/.test(version)) {
    throw new Misuse("--version has a value that cannot be used", "schema ");
  }
  // Read as text, since JavaScript numbers cannot hold all digits of the bounds of ids.
  const text = await flaghook.module.callForText("schema", Number(version));
  const { error } = JSON.parse(text);
  if (error !== undefined) throw new Unusable(error);
  await print(text);
  return EXIT_CONFORMS;
};

export const schema = {
  title: "Print the JSON Schema (2020-12) of a protocol version",
  files: 0,
  options: { "--version": { as: "version" } },
  help: `[OPTIONS]

Options:
  --version NUMBER   the protocol version (1)

The schema describes the documented form. Sentry also accepts other bodies;
'flaghook check' shows which. A schema cannot express that change_ids are unique
and that dates exist.

Example:
  flaghook schema --version 1 > payload.schema.json

Exit status: 0 printed, 2 the command line cannot be used.
`,
  run,
};
