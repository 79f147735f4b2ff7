// Reads signing secrets from files or the environment. The command line is not a source, since
// every user of the machine can read it.

import { Buffer } from "node:buffer";

import { Unusable } from "./exit.js";
import { readSecretFile } from "./files.js";
import { flaghook } from "./library.js";

const VARIABLE = "FLAGHOOK_SECRET";
const MOST_SECRETS = 16;

export const secretOptions = {
  "--secret-file": { as: "secretFiles", many: true },
  "--any-secret-length": { as: "anyLength", flag: true },
  "--any-secret-text": { as: "anyText", flag: true },
  "--allow-readable-secret": { as: "allowReadable", flag: true },
};

export const secretHelp = `\
  --secret-file FILE ...  file with the signing secret; one line end at the end
                          is ignored. The default is the environment variable
                          FLAGHOOK_SECRET
  --any-secret-length     accept a secret of any length, for old registrations;
                          today, Sentry registers 10 to 64 characters
  --any-secret-text       accept a secret with quotes, NAME=value, several lines
                          or invisible characters, if Sentry registered exactly
                          this text
  --allow-readable-secret accept a secret file that every user of this machine
                          can read, such as one that is mounted read-only into a
                          container
`;

const WORDS = {
  secret_not_utf8:
    "is not UTF-8 text; expected the text as registered with Sentry, not decoded from hex or " +
    "base64",
  secret_has_outer_white_space:
    "begins or ends with white space, which Sentry trims when a secret is registered; remove it " +
    "(one line end at the end of a file is ignored)",
  secret_has_null_character:
    "contains a null character, which Sentry does not register; expected a text file that contains " +
    "only the secret",
  secret_too_short:
    "has fewer than 10 characters; Sentry registers 10 to 64. If it is an old registration, add " +
    "--any-secret-length",
  secret_too_long:
    "has more than 64 characters; Sentry registers 10 to 64. If it is an old registration, add " +
    "--any-secret-length",
};

/** Checks a secret; `origin` is its source, for messages. */
const checked = async (bytes, origin, { anyLength = false, anyText = false }) => {
  if (bytes.length === 0) {
    throw new Unusable(
      `${origin} is empty; it must contain the signing secret as registered with Sentry`,
    );
  }
  const refuse = (words) => {
    bytes.fill(0);
    throw new Unusable(`the secret in ${origin} ${words}`);
  };
  if ([0xfeff, 0xfffe].includes(bytes.length > 1 ? bytes.readUInt16BE() : 0)) {
    refuse(
      "is UTF-16 text, as PowerShell writes it; save the file as UTF-8 without a byte order mark",
    );
  }
  const { code, mistake } = await flaghook.module.call("check_secret", bytes);
  const wrongLength = code === "secret_too_short" || code === "secret_too_long";
  if ((code === null || wrongLength) && mistake !== null && !anyText) {
    refuse(`${mistake}. If Sentry registered exactly this text, add --any-secret-text`);
  }
  if (code !== null && !(anyLength && wrongLength)) refuse(WORDS[code]);
  return bytes;
};

/** Reads the secrets from the files or, if there is none, from the environment. */
export const readSecrets = async (options) => {
  const { secretFiles = [], allowReadable = false } = options;
  const result = [];
  for (const path of secretFiles) {
    result.push(await checked(readSecretFile(path, allowReadable), path, options));
  }
  if (result.length !== 0) return result;
  const text = process.env[VARIABLE];
  if (text === undefined) {
    throw new Unusable(
      "there is no signing secret; give --secret-file FILE, or set the environment variable " +
        VARIABLE,
    );
  }
  const origin = `the environment variable ${VARIABLE}`;
  // Node.js replaces bytes of a variable that are not UTF-8 with this character.
  if (text.includes("\ufffd")) throw new Unusable(`the secret in ${origin} ${WORDS.secret_not_utf8}`);
  return [await checked(Buffer.from(text), origin, options)];
};

/** Reads the secrets for checking signatures. */
export const readVerifyingSecrets = async (options) => {
  const secrets = await readSecrets(options);
  if (secrets.length > MOST_SECRETS) {
    throw new Unusable(
      `there are ${secrets.length} signing secrets, expected at most ${MOST_SECRETS}; ` +
        "remove those that are no longer used",
    );
  }
  return secrets;
};

export const overwrite = (secrets) => {
  for (const secret of secrets) secret.fill(0);
};

/** Explains a signature, using the secrets that the options name. */
export const explainSignature = async (body, header, options) => {
  const secrets = await readVerifyingSecrets(options);
  try {
    return await flaghook.explainSignature(body, header, secrets, { anySecret: true });
  } finally {
    overwrite(secrets);
  }
};
