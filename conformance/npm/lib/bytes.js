const encoder = new TextEncoder();

/** Returns the bytes of a body; a string is encoded in UTF-8, as by `fetch`. */
export const asBytes = (body) => {
  if (typeof body === "string") return encoder.encode(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  }
  throw new TypeError("a body must be a string, an ArrayBuffer, or a view such as Uint8Array");
};
