import type { FileStat, Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { resolvePath } from "../machine-path.js";
import { zoneOffsetMs } from "../shell/machine-clock.js";
import { failed } from "./answer.js";
import { blocksOf, isRoots, modeText } from "./file-facts.js";
import { formatTime } from "./format-time.js";
import { readOptions } from "./read-options.js";
import { reasonOf } from "./reason-of.js";

const defaultFormat = `  File: %N
  Size: %s\tBlocks: %b\tIO Block: 4096   %F
Device: 253,1\tInode: %i\tLinks: %h
Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)
Access: %x
Modify: %y
Change: %z
 Birth: %w`;

/** `stat`. */
export const statCommand: MachineCommand = { name: "stat", run: showStatus };

function showStatus(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands, unknown } = readOptions(argv, "Lfc:t", { dereference: "L", format: "c=", printf: "printf=" });
  if (unknown !== undefined) return failed(`stat: invalid option -- '${unknown.replace(/^-+/, "")}'\nTry 'stat --help' for more information.\n`);
  if (operands.length === 0) return failed("stat: missing operand\nTry 'stat --help' for more information.\n");
  const output: string[] = [];
  const errors: string[] = [];
  for (const name of operands) {
    const path = resolvePath(machine.cwd, name);
    try {
      const stat = options.has("L") ? machine.files.stat(path) : machine.files.linkStat(path);
      const format = options.get("c") ?? options.get("printf")?.replaceAll("\\n", "\n").replaceAll("\\t", "\t") ?? defaultFormat;
      if (stat === undefined) errors.push(`stat: cannot statx '${name}': No such file or directory\n`);
      else output.push(fill(format, { name, path, stat }, machine) + (options.has("printf") ? "" : "\n"));
    } catch (error) {
      errors.push(`stat: cannot statx '${name}': ${reasonOf(error)}\n`);
    }
  }
  return { stdout: output.join(""), stderr: errors.join(""), exitCode: errors.length > 0 ? 1 : 0 };
} // prettier-ignore

interface Subject {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

function fill(format: string, subject: Subject, machine: Machine): string {
  return format.replace(/%(0?)(\d*)([A-Za-z%])/g, (whole, zero: string, width: string, letter: string) => {
    const value = field(letter, subject, machine);
    return value === undefined ? whole : value.padStart(Number(width), zero === "" ? " " : "0");
  });
}

function field(letter: string, { name, path, stat }: Subject, machine: Machine): string | undefined {
  const { facts } = machine;
  const root = isRoots(path, facts);
  const seconds = String(Math.floor(stat.mtimeMs / 1000));
  const time = (): string => formatTime("%Y-%m-%d %H:%M:%S.%N %z", stat.mtimeMs, zoneOffsetMs(facts.now));
  const kinds = { file: stat.size === 0 ? "regular empty file" : "regular file", directory: "directory", symlink: "symbolic link" };
  switch (letter) {
    case "n": return name;
    case "N": return stat.kind === "symlink" ? `${name} -> ${machine.files.readLink(path)}` : name;
    case "s": return String(stat.size);
    case "b": return String(blocksOf(stat) * 2);
    case "B": return "512";
    case "F": return kinds[stat.kind];
    case "i": return String(stat.inode);
    case "h": return stat.kind === "directory" ? "2" : "1";
    case "a": return stat.mode.toString(8);
    case "A": return modeText(stat);
    case "u": case "g": return root ? "0" : "1000";
    case "U": case "G": return root ? "root" : facts.user;
    case "x": case "y": case "z": case "w": return time();
    case "X": case "Y": case "Z": case "W": return seconds;
    case "%": return "%";
    default: return undefined;
  }
} // prettier-ignore
