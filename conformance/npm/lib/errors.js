/** The error of a call that cannot be answered; `code` is the reason, for programs. */
export class FlaghookError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "FlaghookError";
    this.code = code;
  }
}

/** The error for changes that Sentry would refuse; `issues` has the reasons. */
export class RefusedError extends FlaghookError {
  constructor(issues) {
    const [{ path, message }] = issues;
    super("refused", `Sentry would refuse these changes: ${path === "" ? "" : `${path}: `}${message}`);
    this.name = "RefusedError";
    this.issues = issues;
  }
}
