import type { MachineCommandResult } from "../machine-command.js";

/** A program that printed this and ended well. */
export function printed(stdout: string): MachineCommandResult {
  return { stdout, stderr: "", exitCode: 0 };
}

/** A program that ended with an error. */
export function failed(stderr: string, exitCode = 1): MachineCommandResult {
  return { stdout: "", stderr, exitCode };
}
