import type { CommandFile } from "../schema/command.js";
import type { FileMode, Tree, TreeFile } from "../schema/tree.js";
import type { LabResult } from "./lab-result.js";
import type { LabSetting } from "./lab-setting.js";
import { createMutableTree, type TreeOverlay } from "./mutable-tree.js";
import { runLabCommand } from "./run-lab-command.js";

/** The part of a machine's files that a lab command uses; paths are absolute, calls throw where they fail. */
export interface LabFiles {
  read(path: string): Uint8Array;
  write(path: string, bytes: Uint8Array, mode?: number): void;
  list(path: string): readonly string[];
  linkStat(
    path: string,
  ): { readonly kind: "file" | "directory" | "symlink"; readonly mode: number } | undefined;
  readLink(path: string): string;
  makeDirectory(path: string, options?: { recursive?: boolean }): void;
  remove(path: string): void;
}

/** The part of a machine that a lab command uses. */
export interface LabMachine {
  readonly files: LabFiles;
  readonly facts: { readonly user: string; readonly now: string; readonly home: string };
  /** Absolute. */
  readonly cwd: string;
}

/** A program of the machine. `argv` leaves out its name. */
export interface LabMachineCommand {
  readonly name: string;
  run(argv: readonly string[], machine: LabMachine): LabResult;
}

/** The lab's command lines as programs of a machine. Each works anywhere below the repository's root; one that fails changes nothing. */
export function labCommands(files: readonly CommandFile[], setting: LabSetting): LabMachineCommand[] {
  return files.map((file) => ({
    name: file.name,
    run: (argv, machine) => runOnMachine(file, argv, machine, setting),
  }));
}

function runOnMachine(
  file: CommandFile,
  argv: readonly string[],
  machine: LabMachine,
  setting: LabSetting,
): LabResult {
  const { home } = machine.facts;
  const asksForHelp = argv.some((word) => word === "-h" || word === "--help" || word === "--version");
  if (!asksForHelp && machine.cwd !== home && !machine.cwd.startsWith(`${home}/`)) {
    const stderr = `${file.name}: error: ${machine.cwd} is not inside the repository (${home})\n`;
    return { stdout: "", stderr, exitCode: 2 };
  }
  const tree = createMutableTree(createMachineTree(machine.files, home));
  const facts = { ...setting.facts, ...machine.facts };
  try {
    const result = runLabCommand({ file, argv, files: tree, setting: { ...setting, facts } });
    if (result.exitCode === 0) applyChanges(tree, machine.files, home);
    return result;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { stdout: "", stderr: `${file.name}: error: ${message}\n`, exitCode: 1 };
  }
}

function applyChanges(tree: TreeOverlay, files: LabFiles, home: string): void {
  for (const [path, file] of tree.changes()) {
    const absolute = `${home}/${path}`;
    if (file === undefined) files.remove(absolute);
    else {
      files.makeDirectory(absolute.slice(0, absolute.lastIndexOf("/")), { recursive: true });
      files.write(absolute, file.bytes);
    }
  }
}

/** The repository on a machine as a tree, read when asked for; `.git` left out. */
function createMachineTree(files: LabFiles, home: string): Tree {
  let paths: readonly string[] | undefined;
  return {
    file: (path) => readEntry(files, `${home}/${path}`),
    paths: () => (paths ??= listPaths(files, home)),
  };
}

function readEntry(files: LabFiles, absolute: string): TreeFile | undefined {
  const stat = files.linkStat(absolute);
  if (stat === undefined || stat.kind === "directory") return undefined;
  if (stat.kind === "symlink")
    return { mode: "120000", bytes: new TextEncoder().encode(files.readLink(absolute)) };
  const mode: FileMode = (stat.mode & 0o100) === 0 ? "100644" : "100755";
  return { mode, bytes: files.read(absolute) };
}

function listPaths(files: LabFiles, home: string): readonly string[] {
  const paths: string[] = [];
  const visit = (folder: string): void => {
    for (const name of files.list(folder === "" ? home : `${home}/${folder}`)) {
      if (folder === "" && name === ".git") continue;
      const path = folder === "" ? name : `${folder}/${name}`;
      const kind = files.linkStat(`${home}/${path}`)?.kind;
      if (kind === "directory") visit(path);
      else if (kind !== undefined) paths.push(path);
    }
  };
  visit("");
  return paths.sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
