import type { ExitCode } from "./exit-codes.js";
import type { Terminal } from "./terminal.js";

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Sets how the process exits once the command is done. */
  readonly exit: (code: ExitCode) => void;
}

/** Options of the program itself, as commander hands them down. */
export interface GlobalOptions {
  readonly environments?: string;
  readonly tasks?: string;
}
