import { Session, type Scope } from "../probes/reading-session.js";
import type { CommandFile } from "../schema/command.js";
import type { Tree, TreeFile } from "../schema/tree.js";
import type { LabResult } from "./lab-result.js";
import type { LabSetting } from "./lab-setting.js";
import { createMeetsCondition } from "./meets-condition.js";
import { createMutableTree } from "./mutable-tree.js";
import { runLabCommand } from "./run-lab-command.js";
import { splitCommandLine } from "./split-command-line.js";

/**
 * Runs a command line of the lab, such as `halyard validate`, over a tree that it leaves as it is. `scope` looks at the
 * same tree and keeps answers. Throws for an unknown program.
 */
export type RunLine = (line: string, tree: Tree, scope?: Scope) => LabResult;

/**
 * A `RunLine` for the command lines of one environment. What it read of the first tree is kept, and of later trees only
 * what differs is read anew, so give it the staged tree first and trees that share its files after that.
 */
export function createRunCommand(commands: readonly CommandFile[], setting: LabSetting): RunLine {
  const meets = createMeetsCondition();
  let base: { readonly tree: Tree; readonly session: Session } | undefined;
  const openScope = (tree: Tree): Scope => {
    base ??= { tree, session: new Session(tree) };
    if (base.tree === tree) return base.session.open();
    return new Session(tree, { base: base.session, paths: changedPaths(base.tree, tree) }).open();
  };
  return (line, tree, scope) => {
    const { file, argv } = findProgram(line, commands);
    const files = createMutableTree(tree);
    return runLabCommand({ file, argv, files, setting, meets, scope: scope ?? openScope(tree) });
  };
}

/** The exit code of the lab's own validation over a tree: a pure function of the tree's files. */
export function validateTree(
  line: string,
  tree: Tree,
  commands: readonly CommandFile[],
  setting: LabSetting,
): number {
  return createRunCommand(commands, setting)(line, tree).exitCode;
}

function findProgram(line: string, commands: readonly CommandFile[]): { file: CommandFile; argv: string[] } {
  const [program, ...argv] = splitCommandLine(line) ?? [];
  const file = commands.find(({ name }) => name === program);
  if (file !== undefined) return { file, argv };
  const known = commands.map(({ name }) => name).join(", ") || "none";
  throw new Error(`command line '${line}': expected a program of the lab (${known})`);
}

function changedPaths(before: Tree, after: Tree): string[] {
  const paths = new Set([...before.paths(), ...after.paths()]);
  return [...paths].filter((path) => !isSameFile(before.file(path), after.file(path)));
}

function isSameFile(left: TreeFile | undefined, right: TreeFile | undefined): boolean {
  return left === right || (left?.bytes === right?.bytes && left?.mode === right?.mode);
}
