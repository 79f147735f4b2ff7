// The page "Try it": judges the input whenever it changes.

import { load } from "flaghook";
import module from "flaghook/flaghook.wasm";

import { makeExamples } from "./examples.js";
import { judge, textOf } from "./judge.js";
import { details, headline, isGood } from "./show.js";

const at = (name) => document.getElementById(`try-${name}`);

/** Milliseconds to wait for more typing. */
const PAUSE = 150;

/** The bytes of a file, if the text field cannot hold them. */
let exactBytes = null;
let latest = 0;
let waiting;

const bodyBytes = () => exactBytes ?? new TextEncoder().encode(at("body").value);

const entered = () => ({
  bytes: bodyBytes(),
  secret: at("secret").value,
  header: at("header").value,
  url: at("url").value,
  answer: {
    status: at("status").value.trim(), retryAfter: at("retry").value.trim(), body: at("answer").value,
  },
});

const show = (verdict, kind, content) => {
  const line = at("verdict");
  // Setting the same text again would make screen readers repeat it.
  if (line.textContent !== verdict) line.textContent = verdict;
  line.className = `try-verdict ${kind}`;
  at("details").replaceChildren(...content);
};

const update = async () => {
  const number = ++latest;
  at("results").setAttribute("aria-busy", "true");
  const given = entered();
  try {
    const found = await judge(given);
    if (number !== latest) return;
    at("secret-note").textContent = found.objection;
    at("bytes").textContent =
      `${given.bytes.byteLength} bytes` +
      (exactBytes === null ? "" : ", as they are in the file; editing the text replaces them");
    show(headline(found), isGood(found) ? "try-good" : "try-bad", details(found));
  } catch (error) {
    if (number !== latest) return;
    show(`This cannot be judged: ${error.message}.`, "try-bad", []);
  }
  at("results").setAttribute("aria-busy", "false");
  document.dispatchEvent(new Event("try-shown"));
};

const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(update, PAUSE);
};

const takeBytes = (bytes) => {
  const text = textOf(bytes);
  at("body").value = text ?? new TextDecoder("latin1").decode(bytes);
  // The field may show other bytes: it turns every line end into a line feed.
  const same = new TextEncoder().encode(at("body").value);
  const isExact =
    same.byteLength === bytes.byteLength && same.every((byte, index) => byte === bytes[index]);
  exactBytes = isExact ? null : bytes;
};

const takeExample = async ({ body, secret = "", header = "", answer = {} }) => {
  exactBytes = null;
  at("body").value = body;
  at("secret").value = secret;
  at("header").value = header;
  at("status").value = answer.status ?? "";
  at("retry").value = answer.retryAfter ?? "";
  at("answer").value = answer.body ?? "";
  await update();
};

const start = async () => {
  await load(module);
  const groups = await makeExamples();
  const examples = groups.flatMap(([, all]) => all);
  for (const [label, all] of groups) {
    const group = document.createElement("optgroup");
    group.label = label;
    for (const { name } of all) group.append(new Option(name, name));
    at("example").append(group);
  }
  at("example").addEventListener("change", ({ target }) =>
    takeExample(examples[target.selectedIndex]));
  at("file").addEventListener("change", async ({ target }) => {
    if (target.files.length === 0) return;
    takeBytes(new Uint8Array(await target.files[0].arrayBuffer()));
    await update();
  });
  at("body").addEventListener("input", () => {
    exactBytes = null;
    at("file").value = "";
  });
  at("show").addEventListener("change", ({ target }) => {
    at("secret").type = target.checked ? "text" : "password";
  });
  const form = document.getElementById("try");
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const field of form.querySelectorAll("textarea, input[type=text], input[type=password]")) {
    field.addEventListener("input", later);
  }
  await takeExample(examples[0]);
};

start().catch((error) => show(`This browser cannot do it: ${error.message}.`, "try-bad", []));
