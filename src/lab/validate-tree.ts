import type { RunCommand } from "../probes/command.js";
import type { Scope } from "../probes/reading-session.js";
import type { CommandFile } from "../schema/command.js";
import type { Tree } from "../schema/tree.js";
import type { LabResult } from "./lab-result.js";
import type { LabSetting } from "./lab-setting.js";
import { createMutableTree } from "./mutable-tree.js";
import { runLabCommand } from "./run-lab-command.js";
import { splitCommandLine } from "./split-command-line.js";

/** Runs a command line of the lab, such as `halyard validate`, over a tree that it leaves as it is. Throws for an unknown program. */
export function runCommandLine(
  line: string,
  tree: Tree,
  commands: readonly CommandFile[],
  setting: LabSetting,
  scope?: Scope,
): LabResult {
  const [program, ...argv] = splitCommandLine(line) ?? [];
  const file = commands.find(({ name }) => name === program);
  if (file === undefined) {
    const known = commands.map(({ name }) => name).join(", ") || "none";
    throw new Error(`command line '${line}': expected a program of the lab (${known})`);
  }
  const files = createMutableTree(tree);
  return runLabCommand({ file, argv, files, setting, ...(scope && { scope }) });
}

/** `runCommandLine` as the probes call it, for the command lines and the setting of one environment. */
export function createRunCommand(commands: readonly CommandFile[], setting: LabSetting): RunCommand {
  return (line, tree, scope) => runCommandLine(line, tree, commands, setting, scope);
}

/** The exit code of the lab's own validation over a tree: a pure function of the tree's files. */
export function validateTree(
  line: string,
  tree: Tree,
  commands: readonly CommandFile[],
  setting: LabSetting,
): number {
  return runCommandLine(line, tree, commands, setting).exitCode;
}
