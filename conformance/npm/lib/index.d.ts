/**
 * Requests of Sentry's generic feature-flag webhook, judged and made exactly as Sentry and the C++
 * library do, whose parser this package has as WebAssembly.
 *
 * Every function is asynchronous: the first call loads the module, of about 300 kB (130 kB compressed), and browsers
 * compute hashes asynchronously. Forgetting `await` gives a Promise, which is true in a condition: let
 * TypeScript or a linter look for that.
 *
 * Every function may reject with a {@link FlaghookError}, a `TypeError` or a `RangeError`; arguments of
 * a wrong type are never converted. {@link FlaghookError.code} is `out_of_memory` where a body needs
 * more than 2 GiB, and `internal` for a defect of the package; the next call begins with a new module.
 *
 * @packageDocumentation
 */

/** The bytes of a body. A string is its UTF-8, as `fetch` sends it. */
export type Bytes = string | ArrayBuffer | ArrayBufferView;

/**
 * A signing secret: the text as it was registered with Sentry, or its bytes in UTF-8. It is not decoded
 * from hex or base64. Copies that the package makes of it are overwritten; a string of JavaScript cannot
 * be.
 */
export type Secret = string | Uint8Array;

/**
 * The value of a header, or where to find it: nothing for a missing header, a `Headers`, a `Map`, or an
 * object such as `request.headers` of Node.js, whatever the letter case of its names.
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

/** A change to send. What the server would refuse, {@link emit} refuses. */
export interface Change {
  action: Action;
  /**
   * The id, from -2^63 to 2^64-1: of changes with equal ids in one body, Sentry records the first
   * only. A number beyond 2^53 has lost digits: `emit` refuses it; use a bigint or decimal digits.
   */
  change_id: bigint | number | string;
  /** When; a string may be any time that Sentry reads, and is UTC where it has no offset. */
  created_at: string | Date;
  /** Who: 1 to 100 characters. */
  created_by: string;
  /** What `created_by` is. */
  created_by_type: AuthorType;
  /** The flag's name: 1 to 256 characters. */
  flag: string;
}

/** A change as Sentry records it. It may be sent again as it is. */
export interface Row {
  action: Action;
  change_id: bigint;
  /** UTC with six decimals: `2024-12-12T00:02:00.000000+00:00`. */
  created_at: string;
  created_by: string;
  created_by_type: AuthorType;
  flag: string;
}

/** Why a body is refused. */
export interface Issue {
  /** Such as `data[3].created_by.id`; empty for the body as a whole. */
  path: string;
  /** Such as `required`, `blank` or `parse_error`; does not change with the words. */
  code: string;
  /** Sentry's words. */
  message: string;
  /** The documented form, or what to do; `check` and `receive` give it. */
  expected?: string;
  /** What the body has there, in a few words; null where that says nothing. */
  came?: string | null;
  /** What the sender probably did; null where nothing is known. */
  cause?: string | null;
}

/** Where a body departs from the documentation although Sentry accepts it. */
export interface Deviation {
  path: string;
  /** Such as `unknown_key` or `coerced_type`. */
  code: string;
  message: string;
  /** What the body has there, in a few words; null where that says nothing. */
  came: string | null;
  /** What the sender probably did; null where nothing is known. */
  cause: string | null;
}

/** What Sentry answers to a request, and records. */
export interface Reply {
  /**
   * 200 for good and for bad fields, 400 for what is no JSON, 401 for a signature that does not fit, 415
   * for another type than JSON, 500 where Sentry fails, 413 for a body over a limit of this package.
   */
  status: number;
  /** Whether the changes are recorded. **Status 200 alone does not say so.** */
  accepted: boolean;
  /** The answer's body as JSON; null where it is empty. */
  answer: unknown;
  /** The answer's body, to be sent as `application/json`; empty for an accepted body. */
  body: string;
  /** What is recorded; of equal ids the first change. */
  rows: Row[];
  /** Why the body is refused, in Sentry's order. */
  issues: Issue[];
}

/** What `check` says of a body. */
export interface Verdict extends Reply {
  deviations: Deviation[];
}

/** What a body may cost, and the form of answers. */
export interface CheckOptions {
  /** Lists of errors as Django REST framework 3.18 and later writes them: objects by index. */
  indexKeyed?: boolean;
  /** The most bytes of a body, up to 2^30; 16 MiB by default. */
  maxBody?: number;
  /** The most changes of a body; 100,000 by default. */
  maxItems?: number;
  /** The most issues that are kept; 10,000 by default. One more says how many are missing. */
  maxIssues?: number;
}

export interface SecretOptions {
  /**
   * Take any secret but an empty one. Otherwise it has to be one that Sentry registers today: 10 to 64
   * characters, no null character, and no white space at either end, such as the line feed at the end
   * of a file.
   */
  anySecret?: boolean;
}

/** What became of a delivery. */
export type Outcome =
  | "accepted" | "refused" | "malformed" | "unauthorized" | "not_found" | "too_large"
  | "unsupported_media_type" | "throttled" | "server_error" | "unexpected";

/**
 * Whether to send the same request again: `unneeded`, it is recorded already and would be recorded twice;
 * `futile`, the answer would be the same; `safe`, nothing is recorded and a later attempt may be accepted;
 * `unsafe`, a later attempt may be accepted, but the changes may be recorded already.
 */
export type Retry = "unneeded" | "futile" | "safe" | "unsafe";

/** What an answer of Sentry means to the sender. */
export interface Delivery {
  status: number;
  outcome: Outcome;
  /** Whether the changes are recorded. */
  accepted: boolean;
  /** What Sentry complained of, in the answer's order. */
  issues: { path: string; message: string }[];
  retry: Retry;
  /** How many seconds the server asks to wait; null where it names none. */
  retryAfter: number | null;
  /** What to do, in one sentence. */
  advice: string;
}

/** What there is to say about a signature. */
export interface SignatureVerdict {
  /** Whether Sentry would take it. */
  matches: boolean;
  /** How the header's value looks. */
  form:
    | "missing" | "empty" | "prefixed" | "not_hex" | "wrong_length" | "upper_case" | "well_formed";
  /** That it fits; or why not, as far as that can be told, and what to change in the sender. */
  message: string;
  /**
   * The names of the mistakes with which it fits, such as `body_rewritten`; none where it matches or
   * nothing is known.
   */
  mistakes: string[];
}

/**
 * What Sentry answers to a body whose signature fits, and records; and where it departs from the
 * documentation. Linear in the body.
 *
 * @throws {@link FlaghookError} `over_limit`: a limit keeps the body from being judged, and Sentry's own
 *   limits are wider
 * @example
 * const { accepted, issues } = await check(await readFile("payload.json"));
 */
export function check(body: Bytes, options?: CheckOptions): Promise<Verdict>;

/**
 * The same for people: the text that `flaghook check` prints. It has one line for the verdict, and below it
 * the issues, the deviations, what is recorded and the answer, long lists cut.
 *
 * @throws {@link FlaghookError} as `check`
 */
export function report(body: Bytes, options?: CheckOptions): Promise<string>;

/**
 * The body of a request for changes, compact and in the documented order. Sign and send these bytes.
 *
 * @throws {@link RefusedError} for changes that Sentry would refuse; its `issues` have all reasons
 * @throws RangeError for a `change_id` that is a number beyond 2^53
 */
export function emit(changes: readonly Change[]): Promise<Uint8Array>;

/**
 * The value of `X-Sentry-Signature` for a body: 64 lower-case hex digits.
 *
 * @throws {@link FlaghookError} for a secret that Sentry does not register: `secret_empty`,
 *   `secret_not_utf8`, `secret_has_outer_white_space`, `secret_has_null_character`, `secret_too_short`,
 *   `secret_too_long`
 */
export function sign(body: Bytes, secret: Secret, options?: SecretOptions): Promise<string>;

/**
 * Whether a request's signature fits its body under one of the secrets; the old and the new one while a
 * secret is replaced. Without a secret nothing fits. All secrets are always tried. Digests are compared
 * by `crypto.timingSafeEqual` in Node.js, and in browsers by Web Crypto's `verify`, whose comparison
 * does not depend on what differs either.
 *
 * @param body the exact bytes that came, before anything decoded them
 * @throws {@link FlaghookError} as `sign`; `too_many_secrets` for more than 16
 */
export function verify(
  body: Bytes, header: HeaderSource, secrets: Secret | readonly Secret[], options?: SecretOptions,
): Promise<boolean>;

/**
 * The same with the reason: a signature that does not fit is tried against the known mistakes, and
 * combinations of them: other bytes, another key, another computation, another form of the header. That
 * takes up to a few seconds. It is for the owner of the secret; a server must not tell it to a caller that
 * is not authorized.
 */
export function explainSignature(
  body: Bytes, header: HeaderSource, secrets: Secret | readonly Secret[], options?: SecretOptions,
): Promise<SignatureVerdict>;

/**
 * What Sentry answers to a whole request: the signature first, then the body. Send `status` and `body`,
 * and store `rows`. A body over `maxBody` gets status 413 without being hashed.
 *
 * The body is decoded in the charset of `Content-Type`, and a request without that header gets status 415,
 * as Sentry does.
 *
 * @param headers the request's headers; or the value of `X-Sentry-Signature` alone, where the body is known
 *   to be `application/json`
 * @throws {@link FlaghookError} as `verify`, never for what the request has in it
 */
export function receive(
  body: Bytes, headers: HeaderSource, secrets: Secret | readonly Secret[],
  options?: CheckOptions & SecretOptions,
): Promise<Reply>;

/**
 * What Sentry's answer to a delivery means, and whether to send the request again. **Status 200 with a
 * body means that nothing was recorded.**
 *
 * @param status from 100 to 999
 * @param headers of the answer, for `Retry-After`
 * @param body of the answer, all of it: a refusal without its body looks like an acceptance
 */
export function readDelivery(
  status: number, headers: Exclude<HeaderSource, string>, body: Bytes,
): Promise<Delivery>;

/**
 * The JSON Schema (2020-12) of the bodies that a protocol version documents. JavaScript rounds the
 * bounds of `change_id`; `flaghook schema` prints all their digits.
 *
 * @throws {@link FlaghookError} `no_such_version`
 */
export function schema(version?: number): Promise<Record<string, unknown>>;

/**
 * A stable id from 1 to 2^63-1 for a text that names one change, such as `checkout:17`; the same as that
 * of the C++ library.
 */
export function deriveChangeId(key: Bytes): Promise<bigint>;

/**
 * Loads the module now, from its file beside the package's code or from elsewhere: its bytes, an answer
 * of `fetch`, or what was compiled before. Needed only where code is bundled without the file.
 */
export function load(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** The bytes of `flaghook.wasm`, a `Response` with them, or a `WebAssembly.Module`. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | object;

/** Why a call cannot be answered. */
export class FlaghookError extends Error {
  /** The reason for programs; see each function. */
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown });
}

/** Changes that Sentry would refuse; `code` is `refused`. */
export class RefusedError extends FlaghookError {
  readonly issues: Issue[];
  constructor(issues: Issue[]);
}
