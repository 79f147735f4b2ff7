const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Returns whether a text can be part of a command line that is pasted into a terminal. */
const isPlain = (text) => !/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(text);

/**
 * Returns a command for a POSIX shell that sends a request.
 * @param text the body as text; null if its bytes are not text
 */
export const curlCommand = ({ url, text, signature }) => {
  const inLine = text !== null && isPlain(text);
  return [
    `curl ${quoted(url)}`,
    "-H 'Content-Type: application/json'",
    `-H ${quoted(`X-Sentry-Signature: ${signature}`)}`,
    // Unlike --data, both send every byte unchanged.
    inLine ? `--data-raw ${quoted(text)}` : "--data-binary @body.json",
  ].join(" \\\n  ");
};
