/** An element with attributes and what is in it. */
export const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

/** A text that scrolls by itself, also with the keyboard. */
export const block = (label, text, id) =>
  element("pre", { id, class: "try-block", tabindex: "0", role: "region", "aria-label": label }, text);

/** A button that copies a text, and says so. */
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
