// tsc, then node sender.js URL FLAG CHANGE_ID: announces a changed flag.
// The secret is in FLAGHOOK_SECRET.
// Uses only Web platform APIs. `process` is declared here, so @types/node is not needed.
export {};
declare const process: { argv: string[]; env: Record<string, string | undefined>; exitCode?: number };

// Before Node.js 19, Web Crypto is not a global.
const { subtle }: Crypto = globalThis.crypto ?? (await import("node:crypto" as string)).webcrypto;

type Outcome = "recorded" | "refused" | "later" | "unknown";

async function deliver(url: string, secret: string, body: Uint8Array): Promise<[Outcome, string]> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const raw = new TextEncoder().encode(secret);
  const key = await subtle.importKey("raw", raw, hmac, false, ["sign"]);
  const digest = new Uint8Array(await subtle.sign("HMAC", key, body));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const headers = { "Content-Type": "application/json", "X-Sentry-Signature": hex };
  for (let attempt = 0; attempt < 5; attempt++) {
    let response: Response, answer: string;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 30_000);
    try {
      const signal = abort.signal;
      response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
      answer = await response.text();
    } catch (error) {
      return ["unknown", String(error)];
    } finally {
      clearTimeout(timer);
    }
    if (response.status === 429 || response.status === 503) {
      const after = response.headers.get("Retry-After") ?? "";
      const seconds = /^\d+$/.test(after) ? Math.min(Number(after), 300) : 60;
      await new Promise((wake) => setTimeout(wake, 1000 * seconds));
    } else if (response.ok && answer === "") {
      return ["recorded", ""];
    } else {
      const refused = [200, 400, 401, 404, 413, 415].includes(response.status);
      return [refused ? "refused" : "unknown", `${response.status} ${answer}`];
    }
  }
  return ["later", "the server is busy"];
}

const [url, flag, id] = process.argv.slice(2) as [string, string, string];
const changeId = BigInt(id); // a Number loses digits beyond 2^53, and JSON.stringify takes no BigInt
const text = (value: string): string => JSON.stringify(value);
const now = new Date().toISOString().slice(0, 19) + "+00:00";
const body = new TextEncoder().encode(
  `{"data":[{"action":"updated","change_id":${changeId},"created_at":${text(now)},` +
    `"created_by":{"id":${text("jane@example.com")},"type":"email"},"flag":${text(flag)}}],` +
    `"meta":{"version":1}}`,
);
const secret = process.env.FLAGHOOK_SECRET;
if (!secret) throw new Error("FLAGHOOK_SECRET is not set");
const [outcome, words] = await deliver(url, secret, body);
console.log(outcome, words);
process.exitCode = outcome === "recorded" ? 0 : 1;
