// Makes elements from the findings.

import { block, copyButton, element } from "./dom.js";

const MOST_SHOWN = 100;

const placeOf = ({ path }) => (path === "" ? "the body" : path);

const terms = (pairs) =>
  element("dl", {}, ...pairs.flatMap(([name, text]) => [
    element("dt", {}, name), element("dd", {}, text),
  ]));

const finding = (one) => {
  const item = element("li", {}, element("code", {}, placeOf(one)), ` ${one.message}`);
  const lines = [];
  if (one.expected) lines.push(["Expected", one.expected]);
  if (one.came) lines.push(["Actual", one.came]);
  if (one.cause) lines.push(["Likely cause", one.cause]);
  if (lines.length !== 0) {
    item.append(terms(lines));
  }
  return item;
};

const more = (all) =>
  all.length > MOST_SHOWN
    ? [element("p", { class: "try-note" }, `And ${all.length - MOST_SHOWN} more.`)]
    : [];

const list = (all, id, kind) => [
  element("ol", { id, class: kind }, ...all.slice(0, MOST_SHOWN).map(finding)),
  ...more(all),
];

const section = (id, title, ...content) =>
  element(
    "section", { "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, title), ...content,
  );

const row = ({ action, flag, change_id, created_at, created_by, created_by_type }) =>
  element(
    "li", {}, element("code", {}, flag), ` was ${action}`,
    terms([
      ["Change id", String(change_id)], ["When", created_at],
      [`Who (${created_by_type})`, created_by],
    ]),
  );

const recorded = ({ verdict: { rows }, reply }) =>
  rows.length === 0
    ? []
    : [section(
        "try-recorded",
        `What Sentry would record${reply.status === 401 ? ", with a signature that fits" : ""}`,
        element("ol", { id: "try-rows" }, ...rows.slice(0, MOST_SHOWN).map(row)),
        ...more(rows),
      )];

const issues = ({ issues: all }) =>
  all.length === 0
    ? []
    : [section("try-problems", "What to correct", ...list(all, "try-issues", "try-bad"))];

const deviations = ({ deviations: all }) =>
  all.length === 0
    ? []
    : [section(
        "try-departures", "What departs from the documentation",
        element("p", {}, "Sentry accepts this."),
        ...list(all, "try-deviations", "try-doubtful"),
      )];

const answer = ({ reply: { status, body, answer: tree } }) => [
  section(
    "try-sentry", `What Sentry would answer: ${status}`,
    body === ""
      ? element("p", {}, "An empty body.")
      : block("Body of the answer", JSON.stringify(tree, null, 2), "try-tree"),
  ),
];

const signature = ({ signature: text, explained }) => {
  if (text === null) return [];
  const content = [
    block("Signature", text, "try-signature"), copyButton(text, "the signature"),
  ];
  if (explained !== null) {
    content.unshift(element(
      "p", { id: "try-explained", class: explained.matches ? "try-good" : "try-bad" },
      element("strong", {}, explained.matches ? "The given signature fits. " : "The given signature does not fit: "),
      explained.matches ? "" : `${explained.message}.`,
    ));
  }
  return [section("try-signed", "The signature of this body", ...content)];
};

const curl = ({ curl: command, isSigned }) => [
  section(
    "try-send", "Send it",
    ...(isSigned
      ? []
      : [element("p", {}, "Enter the signing secret, and the signature is filled in.")]),
    ...(command.includes("@body.json")
      ? [element("p", {}, "The body has bytes that a command line cannot hold: save it as body.json.")]
      : []),
    block("curl command", command, "try-curl"), copyButton(command, "the command"),
  ),
];

const RETRY = {
  unneeded: "Do not send it again.",
  futile: "Sending the same again gets the same answer.",
  safe: "Sending the same again later is safe.",
  unsafe: "Sending the same again may record it twice.",
};

const delivery = ({ read }) => {
  if (read === null) return [];
  const { problem, delivery: found } = read;
  const content =
    problem !== undefined
      ? [element("p", { id: "try-outcome", class: "try-bad" }, problem)]
      : [
          element(
            "p", { id: "try-outcome", class: found.accepted ? "try-good" : "try-bad" },
            element("strong", {}, found.outcome), `: ${found.advice} ${RETRY[found.retry]}`,
            found.retryAfter === null ? "" : ` Wait for ${found.retryAfter} seconds.`,
          ),
          ...(found.issues.length === 0 ? [] : list(found.issues, "try-complaints", "try-bad")),
        ];
  return [section("try-delivery", "What the answer of Sentry means", ...content)];
};

/** Returns a summary in one sentence. */
export const headline = ({ headline: line, explained }) =>
  explained !== null && !explained.matches
    ? `refused: the signature does not fit; Sentry would answer 401 and record nothing. The body alone: ${line}`
    : line;

/** Returns whether there is no problem. */
export const isGood = ({ verdict, explained }) =>
  verdict.accepted && (explained === null || explained.matches);

/** Returns all elements except the headline. */
export const details = (found) => [
  ...delivery(found), ...issues(found.verdict), ...deviations(found.verdict), ...signature(found),
  ...recorded(found), ...answer(found), ...curl(found),
];
