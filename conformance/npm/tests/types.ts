// Code as in a TypeScript program that uses the package. It is compiled but not run.
import {
  Change, Delivery, FlaghookError, RefusedError, Reply, Row, SignatureVerdict, Verdict, check,
  deriveChangeId, emit, explainSignature, load, parseDelivery, receive, report, schema, sign, verify,
} from "flaghook";

export const everything = async (headers: Record<string, string | string[] | undefined>) => {
  await load();
  const change: Change = {
    action: "updated",
    change_id: await deriveChangeId("checkout:17"),
    created_at: new Date(0),
    created_by: "jane@example.com",
    created_by_type: "email",
    flag: "checkout",
  };
  const body: Uint8Array = await emit([change, { ...change, change_id: 18, created_at: "1970-01-01" }]);
  const header: string = await sign(body, "a-secret-of-the-tests");
  const fits: boolean = await verify(body, header, ["a-secret-of-the-tests"]);
  const why: SignatureVerdict = await explainSignature(body, null, "a-secret-of-the-tests");
  const verdict: Verdict = await check(body, { maxItems: 10, indexKeyed: true });
  const reply: Reply = await receive(body, headers, new Uint8Array(10), { anySecret: true });
  const rows: Row[] = reply.rows;
  const again: Uint8Array = await emit(rows);
  const delivery: Delivery = await parseDelivery(200, new Map([["retry-after", "5"]]), "");
  const seconds: number | null = delivery.retryAfter;
  const title: unknown = (await schema(1)).title;
  const advice: (string | null | undefined)[] = [verdict.issues[0]?.cause, delivery.retry];
  const reasons = (error: unknown): string[] =>
    error instanceof RefusedError
      ? error.issues.map(({ path }) => path)
      : error instanceof FlaghookError ? [error.code] : [];
  const text: string = await report(body);
  return { again, advice, text, fits, reasons, rows, seconds, title, why };
};

// @ts-expect-error the body is required
export const withoutBody = check();
// @ts-expect-error the action must be one of three
export const otherAction: Change["action"] = "archived";
// @ts-expect-error an answer has a body, which may be empty
export const withoutAnswer = parseDelivery(200, null);
// @ts-expect-error the verdict is a promise
export const tooEarly: boolean = verify("", null, []);
