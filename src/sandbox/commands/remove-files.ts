import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { resolvePath } from "../machine-path.js";
import { failed } from "./answer.js";
import { readOptions } from "./read-options.js";
import { reasonOf } from "./reason-of.js";

const long = {
  recursive: "r",
  force: "f",
  interactive: "i",
  verbose: "v",
  dir: "d",
  "preserve-root": "p",
  "no-preserve-root": "n",
};

/** `rm`. */
export const removeCommand: MachineCommand = { name: "rm", run: remove };

function remove(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands, unknown } = readOptions(argv, "rRfivdI", long);
  if (unknown !== undefined)
    return failed(
      `rm: invalid option -- '${unknown.replace(/^-+/, "")}'\nTry 'rm --help' for more information.\n`,
    );
  if (operands.length === 0) {
    return options.has("f")
      ? failed("", 0)
      : failed("rm: missing operand\nTry 'rm --help' for more information.\n");
  }
  const output: string[] = [];
  const errors: string[] = [];
  for (const name of operands) {
    const problem = removeOne(name, options, machine);
    if (problem !== undefined) errors.push(`rm: ${problem}\n`);
    else if (options.has("v")) output.push(`removed '${name}'\n`);
  }
  return { stdout: output.join(""), stderr: errors.join(""), exitCode: errors.length > 0 ? 1 : 0 };
}

/** Removes one operand; what went wrong, or undefined. */
function removeOne(name: string, options: ReadonlyMap<string, string>, machine: Machine): string | undefined {
  const recursive = options.has("r") || options.has("R");
  const path = resolvePath(machine.cwd, name);
  if (path === "/" && recursive) {
    return "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe";
  }
  if (/(?:^|\/)\.{1,2}\/*$/.test(name)) return `refusing to remove '.' or '..' directory: skipping '${name}'`;
  try {
    const stat = machine.files.linkStat(path);
    if (stat === undefined)
      return options.has("f") ? undefined : `cannot remove '${name}': No such file or directory`;
    if (stat.kind === "directory" && !recursive && !options.has("d"))
      return `cannot remove '${name}': Is a directory`;
    machine.files.remove(path, { recursive });
    return undefined;
  } catch (error) {
    return `cannot remove '${name}': ${reasonOf(error)}`;
  }
}
