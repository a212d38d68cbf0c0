import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { childPath, resolvePath } from "../machine-path.js";
import { failed } from "./answer.js";
import { blocksOf, humanSize } from "./file-facts.js";
import { readOptions } from "./read-options.js";

const long = {
  all: "a",
  summarize: "s",
  "human-readable": "h",
  total: "c",
  bytes: "b",
  "apparent-size": "A",
  "max-depth": "d=",
};

/** `du`: kibibytes by folder. */
export const diskUsageCommand: MachineCommand = { name: "du", run: diskUsage };

function diskUsage(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands, unknown } = readOptions(argv, "ashcbkmd:xL0", long);
  if (unknown !== undefined) return failed(`du: invalid option -- '${unknown.replace(/^-+/, "")}'\nTry 'du --help' for more information.\n`);
  const deepest = options.has("s") ? 0 : options.has("d") ? Number(options.get("d")) : Infinity;
  const show = sizeFormat(options);
  const output: string[] = [];
  const errors: string[] = [];
  let total = 0;
  const visit = (path: string, name: string, depth: number): number => {
    const stat = machine.files.linkStat(path);
    if (stat === undefined) return 0;
    const isFolder = stat.kind === "directory";
    let size = options.has("b") ? stat.size : blocksOf(stat) * 1024;
    for (const child of isFolder ? machine.files.list(path) : []) size += visit(childPath(path, child), `${name.replace(/\/$/, "")}/${child}`, depth + 1);
    if (depth <= deepest && (isFolder || depth === 0 || options.has("a"))) output.push(`${show(size)}\t${name}\n`);
    return size;
  };
  for (const name of operands.length === 0 ? ["."] : operands) {
    const path = resolvePath(machine.cwd, name);
    if (machine.files.linkStat(path) === undefined) errors.push(`du: cannot access '${name}': No such file or directory\n`);
    else total += visit(path, name, 0);
  }
  if (options.has("c")) output.push(`${show(total)}\ttotal\n`);
  return { stdout: output.join(""), stderr: errors.join(""), exitCode: errors.length > 0 ? 1 : 0 };
} // prettier-ignore

function sizeFormat(options: ReadonlyMap<string, string>): (bytes: number) => string {
  if (options.has("h")) return (bytes) => humanSize(bytes, "");
  const unit = options.has("b") ? 1 : options.has("m") ? 1024 * 1024 : 1024;
  return (bytes) => String(Math.ceil(bytes / unit));
}
