/**
 * Checks and makes requests of Sentry's generic feature-flag webhook. The results are exactly those
 * of Sentry and of the C++ library, whose parser this package contains as WebAssembly.
 *
 * Every function is asynchronous: the first call loads the module, of about 300 kB (130 kB
 * compressed), and browsers compute hashes asynchronously. Without `await` the result is a Promise,
 * which is truthy in a condition; TypeScript and linters can detect that mistake.
 *
 * Every function may reject with a {@link FlaghookError}, a `TypeError` or a `RangeError`.
 * Arguments of a wrong type are never converted. {@link FlaghookError.code} is `out_of_memory` if a
 * body needs more than 2 GiB, and `internal` for a defect of the package. After both, the next call
 * starts a new module.
 *
 * @packageDocumentation
 */

/** The bytes of a body. A string is encoded in UTF-8, as by `fetch`. */
export type Bytes = string | ArrayBuffer | ArrayBufferView;

/**
 * A signing secret: the text as it was registered with Sentry, or its bytes in UTF-8. It is not
 * decoded from hex or base64. The package overwrites its own copies, but JavaScript strings cannot
 * be overwritten.
 */
export type Secret = string | Uint8Array;

/**
 * The value of a header, or a collection to find it in: a `Headers`, a `Map`, or an object such as
 * `request.headers` of Node.js, with names in any letter case. null or undefined means that the
 * header is missing.
 */
export type HeaderSource =
  | string
  | null
  | undefined
  | Iterable<[string, string]>
  | { forEach(call: (value: string, name: string) => void): void }
  | Record<string, string | readonly string[] | null | undefined>;

export type Action = "created" | "updated" | "deleted";
export type AuthorType = "email" | "id" | "name";

/** A change to send. {@link emit} refuses changes that the server would refuse. */
export interface Change {
  action: Action;
  /**
   * The id, from -2^63 to 2^64-1. If several changes in a body have the same id, Sentry records
   * only the first. `emit` refuses numbers beyond 2^53, which have lost digits; use a bigint or
   * decimal digits.
   */
  change_id: bigint | number | string;
  /** The time. A string may have any form that Sentry accepts; without an offset it is UTC. */
  created_at: string | Date;
  /** The author: 1 to 100 characters. */
  created_by: string;
  /** The kind of `created_by`. */
  created_by_type: AuthorType;
  /** The flag's name: 1 to 256 characters. */
  flag: string;
}

/** A change as Sentry records it. It can be passed to {@link emit}. */
export interface Row {
  action: Action;
  change_id: bigint;
  /** UTC with six decimals: `2024-12-12T00:02:00.000000+00:00`. */
  created_at: string;
  created_by: string;
  created_by_type: AuthorType;
  flag: string;
}

/** The reason why a body is refused. */
export interface Issue {
  /** A path such as `data[3].created_by.id`; empty for the body as a whole. */
  path: string;
  /** A stable name such as `required`, `blank` or `parse_error`. */
  code: string;
  /** Sentry's message. */
  message: string;
  /** The documented form, or advice; only from `check` and `receive`. */
  expected?: string;
  /** A short description of the value in the body; null if that would not help. */
  came?: string | null;
  /** The sender's probable mistake; null if none is known. */
  cause?: string | null;
}

/** A deviation from the documentation that Sentry accepts. */
export interface Deviation {
  path: string;
  /** A stable name such as `unknown_key` or `coerced_type`. */
  code: string;
  message: string;
  /** A short description of the value in the body; null if that would not help. */
  came: string | null;
  /** The sender's probable mistake; null if none is known. */
  cause: string | null;
}

/** Sentry's answer to a request, and the changes that it records. */
export interface Reply {
  /**
   * 200 for both valid and invalid fields, 400 if the body is not JSON, 401 if the signature does
   * not fit, 415 for a media type other than JSON, 500 where Sentry fails, 413 for a body over a
   * limit of this package.
   */
  status: number;
  /** Whether the changes are recorded. **Status 200 alone does not mean that.** */
  accepted: boolean;
  /** The answer's body as JSON; null if it is empty. */
  answer: unknown;
  /** The answer's body, to send as `application/json`; empty if the body was accepted. */
  body: string;
  /** The recorded changes; of changes with equal ids, only the first. */
  rows: Row[];
  /** The reasons why the body is refused, in Sentry's order. */
  issues: Issue[];
}

/** The result of `check`. */
export interface Verdict extends Reply {
  deviations: Deviation[];
}

/** Limits on a body, and the form of answers. */
export interface CheckOptions {
  /** Whether error lists are objects by index, as in Django REST framework 3.18 and later. */
  indexKeyed?: boolean;
  /** The maximum size of a body in bytes, up to 2^30; 16 MiB by default. */
  maxBody?: number;
  /** The maximum number of changes in a body; 100,000 by default. */
  maxItems?: number;
  /** The maximum number of issues; 10,000 by default. One more issue says how many are missing. */
  maxIssues?: number;
}

export interface SecretOptions {
  /**
   * Whether to accept any secret except an empty one. Otherwise it must be one that Sentry
   * registers today: 10 to 64 characters, no null character, and no white space at either end, such
   * as the line feed at the end of a file.
   */
  anySecret?: boolean;
}

/** The result of a delivery. */
export type Outcome =
  | "accepted" | "refused" | "malformed" | "unauthorized" | "not_found" | "too_large"
  | "unsupported_media_type" | "throttled" | "server_error" | "unexpected";

/**
 * Whether to send the same request again: `unneeded`, it is recorded already and would be recorded
 * twice; `futile`, the answer would be the same; `safe`, the changes are not recorded and a later
 * attempt may be accepted; `unsafe`, a later attempt may be accepted, but the changes may be
 * recorded already.
 */
export type Retry = "unneeded" | "futile" | "safe" | "unsafe";

/** The meaning of Sentry's answer for the sender. */
export interface Delivery {
  status: number;
  outcome: Outcome;
  /** Whether the changes are recorded. */
  accepted: boolean;
  /** The errors in the answer, in its order. */
  issues: { path: string; message: string }[];
  retry: Retry;
  /** The number of seconds that the server asks to wait; null if it does not say. */
  retryAfter: number | null;
  /** Advice in one sentence. */
  advice: string;
}

/** The verdict on a signature. */
export interface SignatureVerdict {
  /** Whether Sentry would accept it. */
  matches: boolean;
  /** The form of the header's value. */
  form:
    | "missing" | "empty" | "prefixed" | "not_hex" | "wrong_length" | "upper_case" | "well_formed";
  /** Says that it fits, or why it does not, if that is known, and what to change in the sender. */
  message: string;
  /**
   * The names of the mistakes that explain the signature, such as `body_rewritten`; empty if it
   * matches or none is known.
   */
  mistakes: string[];
}

/**
 * Predicts Sentry's answer to a body whose signature fits, and what it records. Also lists the
 * body's deviations from the documentation. Linear in the size of the body.
 *
 * @throws {@link FlaghookError} `over_limit`: a limit prevents the verdict; Sentry's own limits are
 * wider
 * @example
 * const { accepted, issues } = await check(await readFile("payload.json"));
 */
export function check(body: Bytes, options?: CheckOptions): Promise<Verdict>;

/**
 * Returns the result of `check` as the text that `flaghook check` prints. It has one line for the
 * verdict and, below it, the issues, the deviations, the recorded changes and the answer; long
 * lists are cut.
 *
 * @throws {@link FlaghookError} as `check`
 */
export function report(body: Bytes, options?: CheckOptions): Promise<string>;

/**
 * Makes the body of a request for changes, compact and in the documented order. Sign and send these
 * bytes.
 *
 * @throws {@link RefusedError} for changes that Sentry would refuse; its `issues` list all reasons
 * @throws RangeError for a `change_id` that is a number beyond 2^53
 */
export function emit(changes: readonly Change[]): Promise<Uint8Array>;

/**
 * Computes the value of `X-Sentry-Signature` for a body: 64 lower-case hex digits.
 *
 * @throws {@link FlaghookError} for a secret that Sentry does not register: `secret_empty`,
 * `secret_not_utf8`, `secret_has_outer_white_space`, `secret_has_null_character`,
 * `secret_too_short`, `secret_too_long`
 */
export function sign(body: Bytes, secret: Secret, options?: SecretOptions): Promise<string>;

/**
 * Checks whether a request's signature fits its body under one of the secrets. While a secret is
 * replaced, pass the old and the new one. Without a secret, no signature fits. All secrets are
 * always tried. Digests are compared by `crypto.timingSafeEqual` in Node.js and by Web Crypto's
 * `verify` in browsers; the time of both is independent of the position of a difference.
 *
 * @param body the exact bytes that were received, before any decoding
 * @throws {@link FlaghookError} as `sign`; `too_many_secrets` for more than 16
 */
export function verify(
  body: Bytes, header: HeaderSource, secrets: Secret | readonly Secret[], options?: SecretOptions,
): Promise<boolean>;

/**
 * Checks a signature as `verify` does, and explains one that does not fit. It tries the known
 * mistakes and their combinations: other bytes, another key, another computation, another form of
 * the header. That takes up to a few seconds. The result is for the owner of the secret: a server
 * must not send it to unauthorized clients.
 */
export function explainSignature(
  body: Bytes, header: HeaderSource, secrets: Secret | readonly Secret[], options?: SecretOptions,
): Promise<SignatureVerdict>;

/**
 * Predicts Sentry's answer to a whole request: checks the signature first, then the body. Send
 * `status` and `body`, and store `rows`. A body over `maxBody` gets status 413 without being
 * hashed.
 *
 * The body is decoded in the charset of `Content-Type`. As in Sentry, a request without that header
 * gets status 415.
 *
 * @param headers the request's headers; or only the value of `X-Sentry-Signature`, if the body is
 * known to be `application/json`
 * @throws {@link FlaghookError} as `verify`, but never because of the content of the request
 */
export function receive(
  body: Bytes, headers: HeaderSource, secrets: Secret | readonly Secret[],
  options?: CheckOptions & SecretOptions,
): Promise<Reply>;

/**
 * Interprets Sentry's answer to a delivery, and says whether to send the request again. **Status
 * 200 with a body means that the changes were not recorded.**
 *
 * @param status from 100 to 999
 * @param headers the answer's headers, for `Retry-After`
 * @param body the answer's complete body: without its body, a refusal looks like an acceptance
 */
export function parseDelivery(
  status: number, headers: Exclude<HeaderSource, string>, body: Bytes,
): Promise<Delivery>;

/**
 * Returns the JSON Schema (2020-12) of the bodies that a protocol version documents. JavaScript
 * rounds the bounds of `change_id`; `flaghook schema` prints all their digits.
 *
 * @throws {@link FlaghookError} `no_such_version`
 */
export function schema(version?: number): Promise<Record<string, unknown>>;

/**
 * Derives a stable id from 1 to 2^63-1 from a text that names one change, such as `checkout:17`.
 * The C++ library derives the same id.
 */
export function deriveChangeId(key: Bytes): Promise<bigint>;

/**
 * Loads the module now. The default source is the file beside the package's code; others are its
 * bytes, a response of `fetch`, and a compiled module. Needed only if a bundler leaves the file
 * out.
 */
export function load(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** The bytes of `flaghook.wasm`, a `Response` with them, or a `WebAssembly.Module`. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | object;

/** The error of a call that cannot be answered. */
export class FlaghookError extends Error {
  /** The reason, for programs; see each function. */
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown });
}

/** The error for changes that Sentry would refuse; `code` is `refused`. */
export class RefusedError extends FlaghookError {
  readonly issues: Issue[];
  constructor(issues: Issue[]);
}
