import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { childPath, resolvePath } from "../machine-path.js";
import { asBuffer } from "../shell/text-encoding.js";
import { failed, printed } from "./answer.js";
import { readOptions } from "./read-options.js";
import { reasonOf } from "./reason-of.js";

/** Small programs that deal with files. */
export const fileCommands: readonly MachineCommand[] = [
  { name: "realpath", run: realPath },
  { name: "mktemp", run: makeTemporary },
  { name: "less", run: page },
  { name: "more", run: page },
  { name: "cmp", run: compareFiles },
  {
    name: "yes",
    run: (argv) =>
      printed(`${argv.length === 0 ? "y" : argv.join(" ")}\n`.repeat(50_000).slice(0, 1_000_000)),
  },
];

function realPath(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands } = readOptions(argv, "emsqLPz", { "relative-to": "to=", "relative-base": "base=", strip: "s", "canonicalize-missing": "m", "canonicalize-existing": "e", quiet: "q" });
  if (operands.length === 0) return failed("realpath: missing operand\nTry 'realpath --help' for more information.\n");
  const output: string[] = [];
  const errors: string[] = [];
  for (const name of operands) {
    const path = resolvePath(machine.cwd, name);
    try {
      const parentMissing = !options.has("m") && machine.files.stat(resolvePath(path, "..")) === undefined;
      const missing = options.has("e") && machine.files.stat(path) === undefined;
      if (parentMissing || missing) errors.push(`realpath: ${name}: No such file or directory\n`);
      else output.push(`${relativeTo(options.get("to"), machine.files.stat(path) === undefined ? path : machine.files.realPath(path), machine)}\n`);
    } catch (error) {
      errors.push(`realpath: ${name}: ${reasonOf(error)}\n`);
    }
  }
  return { stdout: output.join(""), stderr: errors.join(""), exitCode: errors.length > 0 ? 1 : 0 };
} // prettier-ignore

function relativeTo(folder: string | undefined, path: string, machine: Machine): string {
  if (folder === undefined) return path;
  const from = resolvePath(machine.cwd, folder).split("/").slice(1);
  const to = path.split("/").slice(1);
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  const up = from.slice(shared).filter((part) => part !== "").map(() => "..");
  return [...up, ...to.slice(shared)].join("/") || ".";
} // prettier-ignore

/** Names are made from what is there, so that the same commands give the same names. */
function makeTemporary(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands } = readOptions(argv, "dutqp:", { directory: "d", "dry-run": "u", quiet: "q", tmpdir: "p", suffix: "suffix=" });
  const template = operands[0] ?? "tmp.XXXXXXXXXX";
  const run = /X{3,}(?=[^X]*$)/.exec(template)?.[0];
  if (run === undefined) return failed(`mktemp: too few X's in template ‘${template}’\n`);
  const inTemporary = operands.length === 0 || options.has("t") || options.has("p");
  const folder = inTemporary ? options.get("p") || machine.env.get("TMPDIR") || "/tmp" : machine.cwd;
  for (let attempt = 1; ; attempt += 1) {
    const name = template.replace(/X{3,}(?=[^X]*$)/, letters(attempt * 7919, run.length)) + (options.get("suffix") ?? "");
    const path = resolvePath(folder, name);
    if (machine.files.linkStat(path) !== undefined) continue;
    try {
      if (options.has("d") && !options.has("u")) machine.files.makeDirectory(path);
      else if (!options.has("u")) machine.files.write(path, new Uint8Array(), 0o600);
    } catch (error) {
      return failed(`mktemp: failed to create ${options.has("d") ? "directory" : "file"} via template ‘${childPath(folder, template)}’: ${reasonOf(error)}\n`);
    }
    return printed(`${inTemporary ? path : name}\n`);
  }
} // prettier-ignore

function letters(seed: number, count: number): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet.charAt(Math.floor(state / 65_536) % alphabet.length);
  }).join("");
}

function page(argv: readonly string[], machine: Machine): MachineCommandResult {
  const names = argv.filter((argument) => !/^[-+]/.test(argument));
  if (names.length === 0) return { stdout: machine.stdin, stderr: "", exitCode: 0 };
  const output: Uint8Array[] = [];
  const errors: string[] = [];
  for (const name of names) {
    try {
      output.push(machine.files.read(resolvePath(machine.cwd, name)));
    } catch (error) {
      errors.push(`${name}: ${reasonOf(error)}\n`);
    }
  }
  return {
    stdout: new Uint8Array(Buffer.concat(output)),
    stderr: errors.join(""),
    exitCode: errors.length > 0 ? 1 : 0,
  };
}

function compareFiles(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands } = readOptions(argv, "sl", { silent: "s", quiet: "s", verbose: "l" });
  const [first, second = "-"] = operands;
  if (first === undefined) return failed("cmp: missing operand after 'cmp'\n", 2);
  const read = (name: string): Buffer =>
    asBuffer(name === "-" ? machine.stdin : machine.files.read(resolvePath(machine.cwd, name)));
  let name = first;
  try {
    const left = read(first);
    name = second;
    const right = read(second);
    if (left.equals(right)) return printed("");
    if (options.has("s")) return failed("");
    const shorter = Math.min(left.length, right.length);
    let place = 0;
    while (place < shorter && left[place] === right[place]) place += 1;
    const line = left.subarray(0, place).toString("latin1").split("\n").length;
    if (place < shorter) return { stdout: `${first} ${second} differ: byte ${place + 1}, line ${line}\n`, stderr: "", exitCode: 1 };
    const ended = left.length < right.length ? first : second;
    return failed(`cmp: EOF on ${ended} after byte ${shorter}, line ${line - 1}\n`);
  } catch (error) {
    return failed(`cmp: ${name}: ${reasonOf(error)}\n`, 2);
  }
} // prettier-ignore
