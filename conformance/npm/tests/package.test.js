// Tests the package as a program uses it: in a folder into which it is installed.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

import * as flaghook from "flaghook";

const {
  FlaghookError, RefusedError, check, deriveChangeId, emit, explainSignature, load, parseDelivery,
  receive, report, schema, sign, verify,
} = flaghook;

const SECRET = "a-secret-that-is-used-in-tests";
const CHANGE = {
  action: "updated",
  change_id: 18446744073709551615n,
  created_at: "2024-12-12T01:02:00.000001+01:00",
  created_by: "jané@example.com",
  created_by_type: "email",
  flag: "checkout",
};
const BODY =
  '{"data":[{"action":"updated","change_id":18446744073709551615,' +
  '"created_at":"2024-12-12T00:02:00.000001+00:00",' +
  '"created_by":{"id":"jané@example.com","type":"email"},"flag":"checkout"}],"meta":{"version":1}}';
const BODY_OF_SMALL_ID = BODY.replace("18446744073709551615", "17");
const ROW = { ...CHANGE, created_at: "2024-12-12T00:02:00.000001+00:00" };

const digest = (body, secret = SECRET) => createHmac("sha256", secret).update(body).digest("hex");

const refusal = async (changes) => {
  try {
    await emit(changes);
  } catch (error) {
    assert.ok(error instanceof RefusedError);
    assert.equal(error.code, "refused");
    return error.issues;
  }
  return assert.fail("it was not refused");
};

const codeOf = async (promise) => {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof FlaghookError, String(error));
    return error.code;
  }
  return undefined;
};

test("a good body is accepted, with exact ids", async () => {
  const body = BODY.replace(".000001", "");
  const created_at = "2024-12-12T00:02:00.000000+00:00";
  assert.deepEqual(await check(body), {
    status: 200, accepted: true, answer: null, body: "", rows: [{ ...ROW, created_at }], issues: [],
    deviations: [],
  });
});

test("a refused body has status 200, an error tree, and explanations", async () => {
  const verdict = await check('{"data":[{}],"meta":{"version":1}}');
  assert.equal(verdict.status, 200);
  assert.equal(verdict.accepted, false);
  assert.deepEqual(JSON.parse(verdict.body), verdict.answer);
  assert.deepEqual(verdict.answer.data[0].flag, ["This field is required."]);
  assert.deepEqual(verdict.issues.at(-1), {
    path: "data[0].flag",
    code: "required",
    message: "This field is required.",
    expected: "a string of 1 to 256 characters",
    came: "nothing",
    cause: null,
  });
  assert.deepEqual(verdict.rows, []);
});

test("a report for people begins with the verdict", async () => {
  const lines = (await report('{"data":[{}],"meta":{"version":1}}')).split("\n");
  assert.equal(lines[0], "body: refused: Sentry would answer 200 with an error tree and record nothing");
  assert.ok(lines.includes("    data[0].flag: This field is required."), String(lines));
  assert.equal(await codeOf(report(BODY, { maxBody: 10 })), "over_limit");
});

test("an issue has its likely cause", async () => {
  const { issues } = await check(BODY.replace(/"created_at":"[^"]*"/, '"created_at":1733961720'));
  assert.deepEqual(issues.map(({ path, came, cause }) => [path, came, cause]), [
    [
      "data[0].created_at", "1733961720",
      'it looks like seconds since 1970: send "2024-12-12T00:02:00+00:00"',
    ],
  ]);
});

test("deviations from the documentation are reported", async () => {
  const { deviations } = await check(BODY.replace("18446744073709551615", '"17"'));
  assert.deepEqual(deviations.map(({ path, code, came }) => [path, code, came]), [
    ["data[0].change_id", "coerced_type", '"17"'],
    ["data[0].created_at", "unusual_time", '"2024-12-12T00:02:00.000001+00:00"'],
  ]);
});

test("lone surrogates, which UTF-8 does not have, survive in reports", async () => {
  const { deviations } = await check(BODY.replace('"data"', '"\\ud800":1,"data"'));
  assert.ok(deviations[0].message.includes('"\ud800"'), deviations[0].message);
});

test("all kinds of bytes are the same body", async () => {
  const bytes = new TextEncoder().encode(`..${BODY}`);
  const expected = await check(BODY);
  for (const body of [
    bytes.slice(2), bytes.subarray(2), bytes.slice(2).buffer, Buffer.from(BODY),
    new DataView(bytes.buffer, 2),
  ]) {
    assert.deepEqual(await check(body), expected);
  }
  for (const body of [undefined, null, 1, {}, [123]]) {
    await assert.rejects(check(body), TypeError);
  }
});

test("a body over a limit is not judged", async () => {
  const three = BODY.replace(/\[(.*)\]/, "[$1,$1,$1]");
  assert.equal((await check(three, { maxItems: 3 })).status, 200);
  assert.equal(await codeOf(check(three, { maxItems: 2 })), "over_limit");
  assert.equal(await codeOf(check(BODY, { maxBody: 10 })), "over_limit");
  assert.equal((await check(`{"data":[{},{}]}`, { maxIssues: 3 })).issues.length, 4);
  for (const maxBody of [0, -1, 1.5, "5", 2 ** 31]) {
    await assert.rejects(check(BODY, { maxBody }), RangeError);
  }
});

test("error trees by index", async () => {
  const { answer } = await check(`{"data":[{}]}`, { indexKeyed: true });
  assert.deepEqual(Object.keys(answer.data), ["0"]);
});

test("changes become the documented body, and rows may be sent again", async () => {
  assert.equal(Buffer.from(await emit([CHANGE])).toString(), BODY);
  const { rows } = await check(BODY);
  assert.equal(Buffer.from(await emit(rows)).toString(), BODY);
  assert.equal(Buffer.from(await emit([])).toString(), '{"data":[],"meta":{"version":1}}');
});

test("ids and times of all types", async () => {
  for (const [change_id, digits] of [
    [5, "5"], [-5n, "-5"], ["-9223372036854775808", "-9223372036854775808"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
  ]) {
    const [row] = (await check(await emit([{ ...CHANGE, change_id }]))).rows;
    assert.equal(row.change_id.toString(), digits);
  }
  const created_at = new Date("2024-12-12T00:02:00.123Z");
  const [row] = (await check(await emit([{ ...CHANGE, created_at }]))).rows;
  assert.equal(row.created_at, "2024-12-12T00:02:00.123000+00:00");
  await assert.rejects(emit([{ ...CHANGE, change_id: 2 ** 53 }]), RangeError);
});

test("what Sentry would refuse is not emitted", async () => {
  for (const [wrong, path, code] of [
    [{ action: "archived" }, "data[1].action", "invalid_choice"],
    [{ action: undefined }, "data[1].action", "required"],
    [{ change_id: "abc" }, "data[1].change_id", "invalid"],
    [{ change_id: 1.5 }, "data[1].change_id", "invalid"],
    [{ change_id: 2n ** 64n }, "data[1].change_id", "invalid"],
    [{ change_id: null }, "data[1].change_id", "null"],
    [{ created_at: "yesterday" }, "data[1].created_at", "invalid"],
    [{ created_at: new Date(Number.NaN) }, "data[1].created_at", "invalid"],
    [{ created_by: "" }, "data[1].created_by.id", "blank"],
    [{ created_by: 7 }, "data[1].created_by.id", "invalid"],
    [{ created_by_type: "login" }, "data[1].created_by.type", "invalid_choice"],
    [{ flag: "f".repeat(257) }, "data[1].flag", "max_length"],
    [{ flag: "a\ud800" }, "data[1].flag", "invalid_utf8"],
    [{ change_id: "\udc00" }, "data[1].change_id", "invalid_utf8"],
  ]) {
    const issues = await refusal([CHANGE, { ...CHANGE, ...wrong }]);
    assert.deepEqual(issues.map((issue) => [issue.path, issue.code]), [[path, code]]);
  }
  const everything = await refusal([{}]);
  assert.equal(everything.length, 6);
  await assert.rejects(emit([null]), TypeError);
  await assert.rejects(emit("[]"), TypeError);
  await assert.rejects(emit([{ ...CHANGE, flag: 5n }]), TypeError);
  const deep = JSON.parse("[".repeat(100) + "]".repeat(100));
  await assert.rejects(emit([{ ...CHANGE, flag: deep }]), TypeError);
});

test("signing and verifying", async () => {
  const signature = digest(BODY);
  assert.equal(await sign(BODY, SECRET), signature);
  assert.equal(await sign(Buffer.from(BODY), Buffer.from(SECRET)), signature);
  assert.equal(await verify(BODY, signature, SECRET), true);
  assert.equal(await verify(BODY, signature, ["another-secret", SECRET]), true);
  for (const [body, header, secrets] of [
    [`${BODY}\n`, signature, SECRET], [BODY, signature.toUpperCase(), SECRET],
    [BODY, `sha256=${signature}`, SECRET], [BODY, ` ${signature}`, SECRET], [BODY, "", SECRET],
    [BODY, null, SECRET], [BODY, undefined, SECRET], [BODY, signature, []],
    [BODY, signature, "another-secret"], [BODY, `${signature}\n`, SECRET],
    [BODY, `${signature.slice(0, 63)}\u0130`, SECRET],
  ]) {
    assert.equal(await verify(body, header, secrets), false, String(header));
  }
});

test("a secret that was given is left as it was", async () => {
  const secret = Buffer.from(SECRET);
  await sign(BODY, secret);
  assert.equal(secret.toString(), SECRET);
});

test("secrets that Sentry does not register", async () => {
  for (const [secret, code] of [
    ["", "secret_empty"], [`${SECRET}\n`, "secret_has_outer_white_space"],
    ["short", "secret_too_short"], ["s".repeat(65), "secret_too_long"],
    ["null\0characters", "secret_has_null_character"], [Buffer.alloc(12, 0xff), "secret_not_utf8"],
  ]) {
    assert.equal(await codeOf(sign(BODY, secret)), code);
    assert.equal(await codeOf(verify(BODY, "", ["another-secret", secret])), code);
    const any = sign(BODY, secret, { anySecret: true });
    if (secret.length === 0) assert.equal(await codeOf(any), code);
    else assert.equal(await any, digest(BODY, secret));
  }
  assert.equal(await codeOf(verify(BODY, "", Array(17).fill(SECRET))), "too_many_secrets");
  await assert.rejects(sign(BODY, undefined), TypeError);
  await assert.rejects(verify(BODY, "", [undefined]), TypeError);
});

test("why a signature does not fit", async () => {
  const signature = digest(BODY);
  for (const [body, header, form, mistakes] of [
    [BODY, null, "missing", []],
    [BODY, "", "empty", []],
    [BODY, "a".repeat(64), "well_formed", []],
    [BODY, signature.toUpperCase(), "upper_case", ["header_upper_case"]],
    [BODY, `sha256=${signature}`, "prefixed", ["header_prefix"]],
    [BODY, `"${signature}"`, "not_hex", ["header_quotes"]],
    [BODY, Buffer.from(signature, "hex").toString("base64"), "not_hex", ["header_base64"]],
    [`${BODY}\n`, signature, "well_formed", ["body_line_end_less"]],
    [BODY, digest(`${BODY}\r\n`), "well_formed", ["body_line_end_more"]],
    [BODY, digest(BODY, `${SECRET}\n`), "well_formed", ["secret_line_end"]],
    [BODY, digest(BODY, ""), "well_formed", ["secret_empty"]],
    [BODY, createHmac("sha1", SECRET).update(BODY).digest("hex"), "wrong_length", ["other_hash"]],
    [BODY, createHmac("sha512", SECRET).update(BODY).digest("hex"), "wrong_length", ["other_hash"]],
    [BODY, createHmac("sha256", BODY).update(SECRET).digest("hex"), "well_formed", ["swapped_arguments"]],
    [BODY, createHash("sha256").update(BODY).digest("hex"), "well_formed", ["plain_hash"]],
    [BODY, createHash("sha256").update(SECRET + BODY).digest("hex"), "well_formed", ["secret_prepended"]],
    [BODY, createHash("sha256").update(BODY + SECRET).digest("hex"), "well_formed", ["secret_appended"]],
    [
      BODY, `v0=${digest(JSON.stringify(JSON.parse(BODY_OF_SMALL_ID), null, 2), `${SECRET}\n`)}`, "not_hex",
      [],
    ],
    [
      BODY_OF_SMALL_ID,
      `v0=${digest(JSON.stringify(JSON.parse(BODY_OF_SMALL_ID), null, 2), `${SECRET}\n`)}`, "not_hex",
      ["body_rewritten", "secret_line_end", "header_prefix"],
    ],
  ]) {
    const verdict = await explainSignature(body, header, SECRET);
    assert.equal(verdict.matches, false);
    assert.equal(verdict.form, form);
    assert.deepEqual(verdict.mistakes, mistakes, verdict.message);
    assert.ok(!verdict.message.includes(SECRET));
  }
  const { matches, message } = await explainSignature(BODY, signature, ["another-secret", SECRET]);
  assert.deepEqual([matches, message], [true, "it fits the body"]);
});

test("a whole request, wherever its header is", async () => {
  const signature = digest(BODY);
  const type = "application/json; charset=utf-8";
  for (const headers of [
    signature, { "x-sentry-signature": signature, "content-type": type },
    { "X-Sentry-Signature": [signature], "Content-Type": [type] },
    new Headers({ "X-Sentry-Signature": signature, "Content-Type": type }),
    new Map([["X-Sentry-Signature", signature], ["Content-Type", type]]),
  ]) {
    const { accepted, rows } = await receive(BODY, headers, SECRET);
    assert.equal(accepted, true);
    assert.deepEqual(rows, [ROW]);
  }
  for (const headers of [
    null, {}, new Headers(), "", { "x-sentry-signature": [signature, signature] },
    { signature }, digest(BODY, "another"),
  ]) {
    const { status, body, rows } = await receive(BODY, headers, SECRET);
    assert.deepEqual([status, body, rows], [401, '"Not authorized."', []]);
  }
  assert.equal((await receive(BODY, signature, [])).status, 401);
});

test("the type of a request decides how its body is read", async () => {
  const body = Buffer.from(BODY, "latin1");
  const signature = digest(body);
  for (const [type, expected] of [
    ["application/json; charset=iso-8859-1", [200, true]], ["application/json", [400, false]],
    ["text/plain", [415, false]], [undefined, [415, false]],
  ]) {
    const headers = { "x-sentry-signature": signature, "content-type": type };
    const { status, accepted } = await receive(body, headers, SECRET);
    assert.deepEqual([status, accepted], expected, type);
  }
});

test("a body over the limit is refused without being hashed", async () => {
  const { status, accepted } = await receive(BODY, "", SECRET, { maxBody: 10 });
  assert.deepEqual([status, accepted], [413, false]);
});

test("what Sentry's answer means", async () => {
  const read = async (...answer) => (await parseDelivery(...answer)).outcome;
  assert.equal(await read(200, null, ""), "accepted");
  assert.equal(await read(200, null, "<html>"), "unexpected");
  assert.deepEqual(await parseDelivery(429, new Headers({ "Retry-After": "17" }), "slow"), {
    status: 429,
    outcome: "throttled",
    accepted: false,
    issues: [],
    retry: "safe",
    advice:
      "Nothing is recorded: send the same request again after the pause in Retry-After, or after a growing pause if there is none.",
    retryAfter: 17,
  });
  const { outcome, issues } = await parseDelivery(
    200, {}, '{"data":[{"flag":["This field may not be blank."]}]}',
  );
  assert.equal(outcome, "refused");
  assert.deepEqual(issues, [{ path: "data[0].flag", message: "This field may not be blank." }]);
  await assert.rejects(parseDelivery(200, null, undefined), TypeError);
  for (const status of [0, 1000, 200.5, "200"]) {
    await assert.rejects(parseDelivery(status, null, ""), RangeError);
  }
});

test("a date in Retry-After", async () => {
  const later = new Date(Date.now() + 100_000).toUTCString();
  const { retryAfter } = await parseDelivery(503, { "retry-after": later }, "");
  assert.ok(retryAfter > 90 && retryAfter <= 100, String(retryAfter));
});

test("the schema", async () => {
  assert.equal((await schema()).properties.meta.properties.version.maximum, 1);
  assert.deepEqual(await schema(1), await schema());
  assert.equal(await codeOf(schema(2)), "no_such_version");
});

test("ids from texts are those of the library", async () => {
  assert.equal(await deriveChangeId("checkout:17"), 6580980600697193345n);
});

test("many calls at once", async () => {
  const verdicts = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      check(BODY.replace("18446744073709551615", String(index))),
    ),
  );
  assert.deepEqual(
    verdicts.map(({ rows }) => rows[0].change_id), verdicts.map((_, index) => BigInt(index)),
  );
});

test("running out of memory is reported, and the next call succeeds", async () => {
  const items = `{"data":[${"{},".repeat(6_000_000)}{}]}`;
  const options = { maxBody: 2 ** 30, maxItems: 100_000_000, maxIssues: 100_000_000 };
  assert.equal(await codeOf(check(items, options)), "out_of_memory");
  assert.equal((await check(BODY)).accepted, true);
});

test("the module from another source, and again after an invalid one", async () => {
  const path = createRequire(import.meta.url).resolve("flaghook/flaghook.wasm");
  await assert.rejects(load(new Uint8Array(8)), WebAssembly.CompileError);
  for (const source of [
    readFileSync(path), new WebAssembly.Module(readFileSync(path)),
    Promise.resolve(new Response(readFileSync(path))), undefined,
  ]) {
    await load(source);
    assert.equal((await check(BODY)).accepted, true);
  }
});
