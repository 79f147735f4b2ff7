import { wholeNumber } from "../arguments.js";
import { EXIT_CONFORMS, Unusable } from "../exit.js";
import { readBody } from "../files.js";
import { flaghook } from "../library.js";
import { print } from "../output.js";
import { readSecrets, secretHelp, secretOptions } from "../secrets.js";

const run = async (options) => {
  const secrets = await readSecrets(options);
  if (secrets.length !== 1) {
    throw new Unusable(
      `there are ${secrets.length} signing secrets, expected one; give --secret-file once`,
    );
  }
  const body = await readBody(options.files[0], options.maxBody);
  await print(`${await flaghook.sign(body, secrets[0], { anySecret: true })}\n`);
  return EXIT_CONFORMS;
};

export const sign = {
  title: "Print the signature of a body, for X-Sentry-Signature",
  files: 1,
  options: {
    ...secretOptions,
    "--max-body": { as: "maxBody", check: wholeNumber(1, 2 ** 30) },
  },
  help: `[OPTIONS] FILE

  FILE                    the body, exactly as sent; - is standard input

Options:
${secretHelp}\
  --max-body NUMBER       the maximum size of a body, in bytes (16777216)

The exact bytes are signed, including a line end at the end of the file.

Examples:
  flaghook sign payload.json --secret-file secret.txt
  curl --data-binary @payload.json -H 'Content-Type: application/json' \\
    -H "X-Sentry-Signature: $(flaghook sign payload.json)" "$URL"

Exit status: 0 signed, 2 the command line or an input cannot be used.
`,
  run,
};
