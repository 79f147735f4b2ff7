/** What a call cannot be answered with; `code` names the reason for programs. */
export class FlaghookError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "FlaghookError";
    this.code = code;
  }
}

/** Changes that Sentry would refuse; `issues` says which, and why. */
export class RefusedError extends FlaghookError {
  constructor(issues) {
    const [{ path, message }] = issues;
    super("refused", `Sentry would refuse these changes: ${path === "" ? "" : `${path}: `}${message}`);
    this.name = "RefusedError";
    this.issues = issues;
  }
}
