const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Text that a command line can hold and that survives being pasted into a terminal. */
const isPlain = (text) => !/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(text);

/**
 * A command for a POSIX shell that sends a request.
 * @param text the body as text; null where its bytes are no text
 */
export const curlCommand = ({ url, text, signature }) => {
  const inLine = text !== null && isPlain(text);
  return [
    `curl ${quoted(url)}`,
    "-H 'Content-Type: application/json'",
    `-H ${quoted(`X-Sentry-Signature: ${signature}`)}`,
    // Unlike --data, both send every byte as it is.
    inLine ? `--data-raw ${quoted(text)}` : "--data-binary @body.json",
  ].join(" \\\n  ");
};
