import * as platform from "./platform-web.js";
import { makeFlaghook } from "./flaghook.js";

export { FlaghookError, RefusedError } from "./errors.js";
export const {
  check, deriveChangeId, emit, explainSignature, load, parseDelivery, receive, report, schema, sign,
  verify,
} = makeFlaghook(platform);
