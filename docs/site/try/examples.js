import { sign } from "flaghook";

import mistakes from "./mistakes.json";
// docs/site/try_page.py makes this module from conformance/samples.
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

/** Returns the examples by group, each with its contents of the fields. */
export const makeExamples = async () => [
  ["Payloads", await Promise.all(samples.map(async ({ name, body }) => ({
    name, body, secret: sampleSecret, header: await sign(body, sampleSecret),
  })))],
  ["Common mistakes", await Promise.all(mistakes.map(asExample))],
];
