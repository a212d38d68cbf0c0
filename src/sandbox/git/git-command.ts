import type { MachineCommand } from "../machine-command.js";

/** `git` on the machine's files. */
export const gitCommand: MachineCommand = {
  name: "git",
  run: () => ({ stdout: "", stderr: "fatal: not a git repository (or any of the parent directories): .git\n", exitCode: 128 }),
};
