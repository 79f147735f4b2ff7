/** Returns an element with attributes and contents. */
export const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

/** Returns a text that scrolls independently, also with the keyboard. */
export const block = (label, text, id) =>
  element("pre", { id, class: "try-block", tabindex: "0", role: "region", "aria-label": label }, text);

/** Returns a button that copies a text and confirms it. */
export const copyButton = (text, what) => {
  const button = element("button", { type: "button", class: "try-copy" }, `Copy ${what}`);
  const said = element("span", { role: "status", class: "try-note" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "The browser did not allow that: select the text and copy it.";
    }
  });
  return element("p", {}, button, " ", said);
};
