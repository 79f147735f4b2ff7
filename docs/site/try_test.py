#!/usr/bin/env python3
"""Compares the page "Try it" in headless Chromium with the tool.

    try_test.py CHROMIUM SITE TOOL

SITE is the folder of the built site, which is served on loopback. The page's bodies are the
samples' and the vectors', byte for byte. A copy of the page is also opened from a file.
"""

import base64
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path
from typing import Any

import look

ROOT = Path(__file__).resolve().parents[2]
CONFORMANCE = ROOT / "conformance"
sys.path.insert(0, str(ROOT / "tests" / "suite"))

chromium = ""
folder = Path()
tool = ""

MOST_SHOWN = 100
"""The number of issues, deviations and rows that the page lists at most."""

# Enters each case, waits until the result is shown, and reads the page.
HARNESS = """<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
<iframe style="border: 0; width: 1280px; height: 900px"></iframe><script>
const frame = document.querySelector("iframe");
const bytesOf = (text) => Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
const READ
const run = async () => {
  const cases = CASES;
  await new Promise((loaded) => { frame.onload = loaded; frame.src = "/try.html"; });
  const page = frame.contentDocument;
  const at = (name) => page.getElementById(`try-${name}`);
  const shown = () => new Promise((done) => page.addEventListener("try-shown", done, { once: true }));
  if (at("results").getAttribute("aria-busy") === "true") await shown();
  const resources = () =>
    frame.contentWindow.performance.getEntriesByType("resource").map(({ name }) => name);
  // The theme loads its search when the page is there.
  let loaded = [];
  while (loaded.length === 0 || loaded.length !== resources().length) {
    loaded = resources();
    await new Promise((done) => setTimeout(done, 1000));
  }
  const found = { shown: [], accessible: accessible(page), examples: [], loads: [] };
  for (const [index] of [...at("example").options].entries()) {
    at("example").selectedIndex = index;
    at("example").dispatchEvent(new Event("change"));
    await shown();
    found.examples.push(read(page));
  }
  for (const { body, secret = "", header = "", status = "", answer = "" } of cases) {
    at("secret").value = secret;
    at("header").value = header;
    at("status").value = status;
    at("answer").value = answer;
    const files = new DataTransfer();
    files.items.add(new File([bytesOf(body)], "body.json"));
    at("file").files = files.files;
    at("file").dispatchEvent(new Event("change"));
    await shown();
    found.shown.push(read(page));
  }
  // Typing, too, and a field that is emptied.
  at("body").value = "{}";
  at("body").dispatchEvent(new InputEvent("input", { bubbles: true }));
  await shown();
  found.typed = read(page);
  found.loads = resources().filter((name) => !loaded.includes(name));
  return found;
};
run().catch((error) => ({ error: String(error.stack) })).then((found) =>
  fetch("/-found", { method: "POST", body: JSON.stringify(found) }));
</script>"""

# Returns the contents of the page as data.
READ = """read = (page) => {
  const text = (name) => page.getElementById(`try-${name}`)?.textContent ?? null;
  const findings = (name) => [...page.querySelectorAll(`#try-${name} > li`)].map((item) => [
    item.querySelector("code").textContent,
    item.childNodes[1].textContent.slice(1),
    ...["Expected", "Actual", "Likely cause"].map((word) =>
      [...item.querySelectorAll("dt")].find((term) => term.textContent === word)
        ?.nextSibling.textContent ?? null),
  ]);
  return {
    verdict: text("verdict"),
    good: page.getElementById("try-verdict").classList.contains("try-good"),
    issues: findings("issues"), deviations: findings("deviations"),
    complaints: findings("complaints").map(([path, message]) => [path, message]),
    rows: [...page.querySelectorAll("#try-rows > li")].map((row) => [
      row.querySelector("code").textContent, row.childNodes[1].textContent,
      ...[...row.querySelectorAll("dt, dd")].map((item) => item.textContent),
    ]),
    status: text("sentry-title"), tree: text("tree"), signature: text("signature"),
    explained: text("explained"), outcome: text("outcome"), curl: text("curl"), bytes: text("bytes"),
  };
};
const channels = (colour) => {
  const [red, green, blue, alpha = 1] = colour.match(/[0-9.]+/g).map(Number);
  return { colour: [red, green, blue], alpha };
};
const luminance = (colour) => {
  const [red, green, blue] = colour.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const over = (upper, lower) =>
  upper.colour.map((channel, index) => channel * upper.alpha + lower[index] * (1 - upper.alpha));
const background = (item) => {
  const own = channels(item.ownerDocument.defaultView.getComputedStyle(item).backgroundColor);
  if (own.alpha === 1) return own.colour;
  return over(own, item.parentElement === null ? [255, 255, 255] : background(item.parentElement));
};
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
const contrast = (item) => {
  const behind = background(item);
  const colour = channels(item.ownerDocument.defaultView.getComputedStyle(item).color);
  const [light, dark] = [luminance(over(colour, behind)), luminance(behind)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};
const accessible = (page) => {
  const problems = [];
  for (const field of page.querySelectorAll("#try input, #try textarea, #try select")) {
    if (field.labels.length !== 1 || field.labels[0].textContent.trim() === "") {
      problems.push(`${field.id} has no label`);
    }
    if (field.tabIndex < 0) problems.push(`${field.id} is out of the keyboard's reach`);
  }
  const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  problems.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`));
  if (page.getElementById("try-verdict").getAttribute("role") !== "status") problems.push("no status");
  for (const scheme of ["default", "slate"]) {
    page.body.dataset.mdColorScheme = scheme;
    for (const item of page.querySelectorAll(".try-page :is(p, label, legend, dd, dt, pre, td, button, textarea)")) {
      if (item.textContent.trim() !== "" && contrast(item) < 4.5) {
        problems.push(`${scheme}: ${item.textContent.slice(0, 30)} has the contrast ${contrast(item)}`);
      }
    }
  }
  page.body.dataset.mdColorScheme = "default";
  return problems;
};
"""

# Appended to a copy of the page that is opened from a file. The browser reports the page's title.
FROM_A_FILE = """<script>
const tell = () => {
  document.title = "shown: " + document.getElementById("try-verdict").textContent + " " +
    document.getElementById("try-signature").textContent;
};
if (document.getElementById("try-results").getAttribute("aria-busy") === "false") tell();
else document.addEventListener("try-shown", tell, { once: true });
</script></body>"""


def encoded(body: bytes) -> str:
    return base64.b64encode(body).decode()


def vectors(*operations: str) -> list[dict[str, Any]]:
    """Returns the cases of these operations."""
    return [
        case
        for path in sorted((CONFORMANCE / "vectors").glob("*.json"))
        for case in json.loads(path.read_bytes()).get("cases", [])
        if case["op"] in operations
    ]


def of_finding(one: dict[str, Any]) -> list[str | None]:
    """Returns a finding of the tool as the page lists it. Empty parts are not shown."""
    return [one["path"] or "the body", one["message"],
            *(one.get(name) or None for name in ("expected", "came", "cause"))]


def of_row(row: dict[str, str]) -> list[str]:
    return [row["flag"], f" was {row['action']}", "Change id", row["change_id"],
            "When", row["created_at"], f"Who ({row['created_by_type']})", row["created_by"]]


class Page(unittest.TestCase):
    """Tests the results that one browser has shown."""

    bodies: list[bytes]
    signed: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    found: dict[str, Any]
    console: list[str]

    @classmethod
    def setUpClass(cls) -> None:
        from tool import body_bytes  # It reads FLAGHOOK_TOOL when it is imported.

        samples = sorted((CONFORMANCE / "samples").glob("*.json"))
        cls.bodies = [path.read_bytes() for path in samples if path.name != "expected.json"]
        cls.bodies += [body_bytes(case["input"]["body"]) for case in vectors("parse")]
        cls.signed = [
            case["input"] | {"bytes": body_bytes(case["input"]["body"]), "case": case}
            for case in vectors("receive")
            if len(case["input"]["secrets"]) == 1 and case["input"]["signature"]
            and case["input"]["signature"].isprintable() and "content_type" not in case["input"]
        ]
        cls.answers = [
            case["input"] | {"bytes": body_bytes(case["input"]["body"]), "case": case}
            for case in vectors("delivery")
        ]
        # Remove answers that a text field cannot hold.
        cls.answers = [one for one in cls.answers if is_text(one["bytes"])]
        cases = [{"body": encoded(body)} for body in cls.bodies]
        cases += [{"body": encoded(one["bytes"]), "secret": one["secrets"][0],
                   "header": one["signature"]} for one in cls.signed]
        cases += [{"body": "", "status": str(one["status"]), "answer": one["bytes"].decode()}
                  for one in cls.answers]
        site = look.Site(folder)
        site.ours["/-measure"] = HARNESS.replace("READ", READ).replace("CASES", json.dumps(cases))
        threading.Thread(target=site.serve_forever, daemon=True).start()
        cls.console = look.open_until_done(chromium, site)
        site.shutdown()
        site.server_close()
        cls.found = site.found or {"error": f"nothing was found; {cls.console}"}
        if "error" in cls.found:
            raise AssertionError(cls.found["error"])

    def test_nothing_is_written_to_the_console(self) -> None:
        self.assertEqual(self.console, [])

    def test_nothing_is_loaded_or_sent_while_it_judges(self) -> None:
        self.assertEqual(self.found["loads"], [])

    def test_fields_are_labelled_and_texts_are_legible_in_light_and_dark(self) -> None:
        self.assertEqual(self.found["accessible"], [])

    def test_it_says_of_each_body_what_the_tool_says(self) -> None:
        self.assertGreater(len(self.bodies), 200)
        with tempfile.TemporaryDirectory() as scratch:
            names = []
            for number, body in enumerate(self.bodies):
                names.append(f"{number}.json")
                (Path(scratch) / names[-1]).write_bytes(body)
            verdicts, reports = (
                subprocess.run([tool, "check", *options, *names], cwd=scratch, capture_output=True,
                               text=True, check=False).stdout
                for options in (["--format", "json"], [])
            )
        lines = [line for line in reports.splitlines() if line[0] != " "]
        shown = self.found["shown"][:len(self.bodies)]
        for verdict, line, page, body in zip(
            json.loads(verdicts), lines, shown, self.bodies, strict=True
        ):
            with self.subTest(body[:200]):
                self.assertEqual(page["verdict"], line.partition(": ")[2])
                self.assertEqual(page["good"], verdict["accepted"])
                for kind in ("issues", "deviations"):
                    self.assertEqual(page[kind],
                                     [of_finding(one) for one in verdict[kind][:MOST_SHOWN]])
                self.assertEqual(page["rows"],
                                 [of_row(row) for row in verdict["rows"][:MOST_SHOWN]])
                self.assertEqual(page["status"], f"What Sentry would answer: {verdict['status']}")
                tree = None if page["tree"] is None else json.loads(page["tree"])
                self.assertEqual(tree, verdict["answer"])
                self.assertEqual(page["bytes"].partition(" ")[0], str(len(body)))

    def test_it_says_of_each_signature_what_the_tool_says(self) -> None:
        self.assertGreater(len(self.signed), 20)
        shown = self.found["shown"][len(self.bodies):][:len(self.signed)]
        for one, page in zip(self.signed, shown, strict=True):
            with self.subTest(one["case"]["id"]):
                fits = one["case"]["expected"]["status"] != 401
                self.assertEqual(page["explained"] == "The given signature fits. ", fits)
                if not fits:
                    self.assertEqual(page["explained"],
                                     f"The given signature does not fit: {self.explained(one)}.")
                    self.assertFalse(page["good"])
                    self.assertEqual(page["status"], "What Sentry would answer: 401")
                    self.assertEqual(page["tree"], '"Not authorized."')
                    self.assertTrue(page["verdict"].startswith("refused: the signature does not"))

    def explained(self, one: dict[str, Any]) -> str:
        """Returns the tool's explanation of a signature."""
        with tempfile.TemporaryDirectory() as scratch:
            secret = Path(scratch) / "secret"
            secret.write_text(one["secrets"][0], encoding="utf-8")
            secret.chmod(0o600)
            (Path(scratch) / "body").write_bytes(one["bytes"])
            done = subprocess.run(
                [tool, "verify", "--signature", one["signature"], "--secret-file", str(secret),
                 "--any-secret-length", "--format", "json", str(Path(scratch) / "body")],
                capture_output=True, text=True, check=False)
        return str(json.loads(done.stdout)["message"])

    def test_it_reads_answers_as_the_vectors_do(self) -> None:
        self.assertGreater(len(self.answers), 50)
        shown = self.found["shown"][len(self.bodies) + len(self.signed):]
        for one, page in zip(self.answers, shown, strict=True):
            expected = one["case"]["expected"]
            with self.subTest(one["case"]["id"]):
                self.assertEqual(page["outcome"].partition(":")[0], expected["outcome"])
                if expected["outcome"] != "malformed":
                    self.assertEqual(page["complaints"], [
                        [issue["path"] or "the body", issue["message"]]
                        for issue in expected["issues"][:MOST_SHOWN]])

    def test_examples_are_good_or_say_what_is_wrong(self) -> None:
        good = [page["good"] for page in self.found["examples"]]
        self.assertEqual(good, [
            # The documented example, the blueprint's, and those of real senders.
            True, False, True, True, True, True, True,
            # Mistakes; the last one is in an answer.
            False, False, False, False, False, False, False, False, True])
        self.assertEqual(self.found["examples"][-1]["outcome"].partition(":")[0], "refused")

    def test_typing_is_enough(self) -> None:
        self.assertEqual([path for path, *_ in self.found["typed"]["issues"]], ["data", "meta"])
        self.assertEqual(self.found["typed"]["bytes"], "2 bytes")

    def test_the_command_sends_these_bytes(self) -> None:
        page = self.found["examples"][0]
        spoken = page["curl"].replace("curl ", "printf '%s\\0' ", 1)
        words = subprocess.run(["sh", "-c", spoken], capture_output=True, check=True).stdout
        url, *options, body = words.split(b"\0")[:-1]
        self.assertTrue(url.endswith(b"/flags/hooks/provider/generic/"))
        self.assertEqual(options, [
            b"-H", b"Content-Type: application/json",
            b"-H", f"X-Sentry-Signature: {page['signature']}".encode(), b"--data-raw"])
        self.assertEqual(body, (CONFORMANCE / "samples/documented-example.json").read_bytes())


class File(unittest.TestCase):
    def test_the_page_works_from_a_file(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            for path in folder.iterdir():
                (Path(scratch) / path.name).symlink_to(path.resolve())
            page = Path(scratch) / "try.html"
            text = page.read_text(encoding="utf-8")
            page.unlink()
            page.write_text(text.replace("</body>", FROM_A_FILE), encoding="utf-8")
            with look.scratch() as profile, look.running(
                look.browser(chromium, profile, "--remote-debugging-port=0", page.as_uri()),
                subprocess.DEVNULL,
            ):
                title = self.title(Path(profile) / "DevToolsActivePort")
        self.assertEqual(
            title,
            "shown: accepted: Sentry would answer 200 with an empty body and record 1 change "
            "dbed931bda454fd56593ce7c354b7f2d1be39bc79705c9610195c210f37c0645")

    def title(self, port: Path) -> str:
        """Returns the title of the browser's page when it is set, or after a minute."""
        end, title = time.monotonic() + 60, ""
        while time.monotonic() < end and not title.startswith("shown: "):
            time.sleep(0.2)
            with contextlib.suppress(OSError, IndexError, StopIteration):
                number = int(port.read_text().split()[0])
                with urllib.request.urlopen(f"http://127.0.0.1:{number}/json/list") as answer:
                    title = next(target["title"] for target in json.load(answer)
                                 if target["type"] == "page")
        return title


def is_text(body: bytes) -> bool:
    """Returns whether a text field holds these bytes unchanged."""
    try:
        return not {"\r", "\0"} & set(body.decode())
    except UnicodeDecodeError:
        return False


if __name__ == "__main__":
    chromium, folder, tool = sys.argv[1], Path(sys.argv[2]).resolve(), str(Path(sys.argv[3]).resolve())
    os.environ["FLAGHOOK_TOOL"] = tool
    unittest.main(argv=sys.argv[:1])
