import { makeFlaghook } from "../lib/flaghook.js";
import * as platform from "../lib/platform-node.js";

/** The package's functions, and the module, which formats reports. */
export const flaghook = makeFlaghook(platform);
export { platform };
