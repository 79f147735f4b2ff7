// node sender.mjs URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

async function deliver(url, secret, body) {
  const headers = {
    "Content-Type": "application/json",
    "X-Sentry-Signature": createHmac("sha256", secret).update(body).digest("hex"),
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    let response, answer;
    try {
      const signal = AbortSignal.timeout(30_000);
      response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
      answer = await response.text();
    } catch (error) {
      return ["unknown", String(error)];
    }
    if (response.status === 429 || response.status === 503) {
      const after = response.headers.get("Retry-After") ?? "";
      await sleep(1000 * (/^\d+$/.test(after) ? Math.min(Number(after), 300) : 60));
    } else if (response.ok && answer === "") {
      return ["recorded", ""];
    } else {
      const refused = [200, 400, 401, 404, 413, 415].includes(response.status);
      return [refused ? "refused" : "unknown", `${response.status} ${answer}`];
    }
  }
  return ["later", "the server is busy"];
}

const [url, flag, id] = process.argv.slice(2);
const changeId = BigInt(id); // a Number loses digits beyond 2^53, and JSON.stringify takes no BigInt
const text = JSON.stringify;
const now = new Date().toISOString().slice(0, 19) + "+00:00";
const body = Buffer.from(
  `{"data":[{"action":"updated","change_id":${changeId},"created_at":${text(now)},` +
    `"created_by":{"id":${text("jane@example.com")},"type":"email"},"flag":${text(flag)}}],` +
    `"meta":{"version":1}}`,
);
const secret = process.env.FLAGHOOK_SECRET;
if (!secret) throw new Error("FLAGHOOK_SECRET is not set");
const [outcome, words] = await deliver(url, secret, body);
console.log(outcome, words);
process.exitCode = outcome === "recorded" ? 0 : 1;
