import { answerOf } from "../../lib/flaghook.js";
import {
  colorHelp, colorOption, oneOf, quietHelp, quietOption, wholeNumber,
} from "../arguments.js";
import { EXIT_CONFORMS, EXIT_DIFFERS, EXIT_UNUSABLE, Unusable } from "../exit.js";
import { STANDARD_INPUT, readBody } from "../files.js";
import { flaghook } from "../library.js";
import {
  complain, jsonText, print, shortenedToVerdict, showsColour, withSchema,
} from "../output.js";
import {
  explainSignature, overwrite, readVerifyingSecrets, secretHelp, secretOptions,
} from "../secrets.js";

const encoder = new TextEncoder();

const refuseContradictions = ({ files, signature, secretFiles }) => {
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    throw new Unusable("standard input (-) is given twice, but can be read only once");
  }
  if (signature !== undefined && files.length !== 1) {
    throw new Unusable(
      `--signature applies to one body, but ${files.length} are given; check them separately`,
    );
  }
  if (signature === undefined && secretFiles !== undefined) {
    throw new Unusable(
      "--secret-file needs a signature to check; add --signature HEX, or see 'flaghook sign'",
    );
  }
};

/** Judges a file; returns the members of the tool's document, and the report as text. */
const judge = async (file, options) => {
  const body = await readBody(file, options.maxBody);
  const signature =
    options.signature === undefined
      ? undefined
      : await explainSignature(body, options.signature, options);
  const settings = {
    file,
    index_keyed: options.indexKeyed === true,
    max_body: options.maxBody,
    max_items: options.maxItems,
    max_issues: options.maxIssues,
    signature,
    report: options.format === "json" ? undefined : showsColour() ? "colour" : "plain",
  };
  const verdict = await flaghook.module.call(
    "check", body, encoder.encode(JSON.stringify(settings)),
  );
  const { answer_text, not_judged, report, ...document } = verdict;
  if (not_judged !== null) throw new Unusable(not_judged);
  document.answer = answerOf(verdict);
  return { document, report };
};

const run = async (options) => {
  refuseContradictions(options);
  if (options.signature !== undefined) {
    // Reports errors in the secrets before a body is read. They are read again after the body.
    overwrite(await readVerifyingSecrets(options));
  }
  const documents = [];
  let status = EXIT_CONFORMS;
  for (const file of options.files) {
    try {
      const { document, report } = await judge(file, options);
      const conforms =
        document.accepted && (options.strict !== true || document.deviations.length === 0);
      status = Math.max(status, conforms ? EXIT_CONFORMS : EXIT_DIFFERS);
      documents.push(withSchema(document));
      if (report !== null) await print(shortenedToVerdict(report, options.quiet));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      // After an input that cannot be judged, the remaining ones are still checked.
      status = EXIT_UNUSABLE;
      await complain(error.message);
      documents.push(withSchema({ file, error: error.message }));
    }
  }
  if (options.format === "json") await print(jsonText(documents));
  return status;
};

export const check = {
  title: "Predict how Sentry answers bodies and what it records",
  files: Infinity,
  options: {
    "--signature": { as: "signature" },
    ...secretOptions,
    "--format": { as: "format", check: oneOf(["text", "json"]), excludes: "--quiet" },
    ...quietOption,
    ...colorOption,
    "--strict": { as: "strict", flag: true },
    "--index-keyed": { as: "indexKeyed", flag: true },
    "--max-body": { as: "maxBody", check: wholeNumber(1, 2 ** 30) },
    "--max-items": { as: "maxItems", check: wholeNumber(1, 100_000_000) },
    "--max-issues": { as: "maxIssues", check: wholeNumber(1, 100_000_000) },
  },
  help: `[OPTIONS] FILE...

  FILE ...                bodies, exactly as sent; - is standard input

Options:
  --signature HEX         the value of X-Sentry-Signature, checked first, as
                          Sentry does
${secretHelp}\
  --format text|json      'text' or, for programs, 'json'
${quietHelp}${colorHelp}\
  --strict                also exit with status 1 if there is a deviation from
                          the documentation
  --index-keyed           print answers like Django REST framework 3.18 and
                          later
  --max-body NUMBER       the maximum size of a body, in bytes (16777216)
  --max-items NUMBER      the maximum number of changes in a body (100000)
  --max-issues NUMBER     the maximum number of issues to report for a body
                          (10000)

Sentry also answers a refused body with status 200: only an empty answer means
accepted. Deviations are differences from the documentation that Sentry accepts.

Examples:
  flaghook check payload.json other.json
  my-sender --print-body | flaghook check --format json -
  flaghook check --signature "$SIGNATURE" --secret-file secret.txt body.json

Exit status: 0 Sentry accepts all bodies, 1 it refuses one, 2 the command line
or an input cannot be used.
`,
  run,
};
