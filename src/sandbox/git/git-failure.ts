/** Ends a subcommand: what goes to standard error (without the last line feed) and the exit code. */
export class GitFailure extends Error {
  override readonly name = "GitFailure";
  readonly exitCode: number;
  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** `fatal: ...` with exit code 128. */
export function fatal(message: string): GitFailure {
  return new GitFailure(128, `fatal: ${message}`);
}

/** `error: ...` with exit code 1. */
export function failed(message: string): GitFailure {
  return new GitFailure(1, `error: ${message}`);
}
