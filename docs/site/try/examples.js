import { sign } from "flaghook";

import mistakes from "./mistakes.json";
// Of conformance/samples, by docs/site/try_page.py.
import { samples, secret as sampleSecret } from "samples";

const signed = async (body, secret, { indent, prefix = "", secretEnd = "" }) => {
  const bytes = indent === undefined ? body : JSON.stringify(JSON.parse(body), null, indent);
  return prefix + (await sign(bytes, secret + secretEnd, { anySecret: true }));
};

const asExample = async ({ name, body, sample, secret, sign: how, answer }) => {
  const text = body ?? samples.find((one) => one.file === sample).body;
  return {
    name, body: text, secret, answer,
    header: how === undefined ? undefined : await signed(text, secret, how),
  };
};

/** The examples by group: what each puts into the fields. */
export const makeExamples = async () => [
  ["Payloads", await Promise.all(samples.map(async ({ name, body }) => ({
    name, body, secret: sampleSecret, header: await sign(body, sampleSecret),
  })))],
  ["Common mistakes", await Promise.all(mistakes.map(asExample))],
];
