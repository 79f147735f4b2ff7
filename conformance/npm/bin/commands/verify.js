import {
  colorHelp, colorOption, oneOf, quietHelp, quietOption, wholeNumber,
} from "../arguments.js";
import { EXIT_CONFORMS, EXIT_DIFFERS } from "../exit.js";
import { displayName, readBody } from "../files.js";
import { coloured, jsonText, print, printable, shortLines, withSchema } from "../output.js";
import { explainSignature, secretHelp, secretOptions } from "../secrets.js";

const line = async (file, { matches, message }, isQuiet) => {
  const name = await printable(displayName(file));
  return shortLines(
    matches
      ? `${name}: ${coloured("the signature fits", "1;32")}\n`
      : `${name}: ${coloured("the signature does not fit", "1;31")}` +
          (isQuiet ? "\n" : `: ${message}\n`),
  );
};

const run = async (options) => {
  const [file] = options.files;
  const body = await readBody(file, options.maxBody);
  const verdict = await explainSignature(body, options.signature, options);
  await print(
    options.format === "json"
      ? jsonText(withSchema(verdict))
      : await line(file, verdict, options.quiet),
  );
  return verdict.matches ? EXIT_CONFORMS : EXIT_DIFFERS;
};

export const verify = {
  title: "Check the signature of a body",
  files: 1,
  options: {
    "--signature": { as: "signature", required: true },
    ...secretOptions,
    "--format": { as: "format", check: oneOf(["text", "json"]), excludes: "--quiet" },
    ...quietOption,
    ...colorOption,
    "--max-body": { as: "maxBody", check: wholeNumber(1, 2 ** 30) },
  },
  help: `[OPTIONS] FILE

  FILE                    the body, exactly as received; - is standard input

Options:
  --signature HEX         the value of X-Sentry-Signature
${secretHelp}\
  --format text|json      'text' or, for programs, 'json'
${quietHelp}${colorHelp}\
  --max-body NUMBER       the maximum size of a body, in bytes (16777216)

If several --secret-file are given, as during a rotation, all are tried.

Examples:
  flaghook verify --signature "$SIGNATURE" body.json --secret-file secret.txt
  flaghook verify --signature "$SIGNATURE" - < body.json

Exit status: 0 the signature fits, 1 it does not, 2 the command line or an input
cannot be used.
`,
  run,
};
