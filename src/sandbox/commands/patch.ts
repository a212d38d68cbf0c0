import { applyPatch, parsePatch, reversePatch, type StructuredPatch } from "diff";
import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { parentPath, resolvePath } from "../machine-path.js";
import { asBuffer } from "../shell/text-encoding.js";
import { failed } from "./answer.js";
import { readOptions } from "./read-options.js";
import { reasonOf } from "./reason-of.js";

const long = {
  strip: "p=",
  input: "i=",
  reverse: "R",
  "dry-run": "dry",
  directory: "d=",
  force: "f",
  forward: "N",
  batch: "t",
  silent: "s",
  quiet: "s",
};

/** `patch`: applies a unified diff. */
export const patchCommand: MachineCommand = { name: "patch", run: runPatch };

function runPatch(argv: readonly string[], machine: Machine): MachineCommandResult {
  const { options, operands, unknown } = readOptions(argv, "p:i:Rd:fNtsEulb", long);
  if (unknown !== undefined) return failed(`patch: unrecognized option '${unknown}'\npatch: Try 'patch --help' for more information.\n`, 2);
  const folder = resolvePath(machine.cwd, options.get("d") ?? ".");
  const input = options.get("i") ?? operands[1];
  let patches: StructuredPatch[];
  try {
    const bytes = input === undefined || input === "-" ? machine.stdin : machine.files.read(resolvePath(machine.cwd, input));
    patches = parsePatch(asBuffer(bytes).toString());
  } catch (error) {
    if (error instanceof Error && error.name === "Error") return failed("patch: **** malformed patch\n", 2);
    return failed(`patch: **** Can't open patch file ${input ?? "-"} : ${reasonOf(error)}\n`, 2);
  }
  const useful = patches.filter((patch) => patch.hunks.length > 0);
  if (useful.length === 0) return failed("patch: **** Only garbage was found in the patch input.\n", 2);
  const output: string[] = [];
  let exitCode = 0;
  for (const patch of useful) {
    const turned = options.has("R") ? reversePatch(patch) : patch;
    const result = applyOne(turned, { folder, operand: operands[0], strip: Number(options.get("p") ?? 0), dryRun: options.has("dry") }, machine);
    output.push(result.text);
    if (result.failed) exitCode = 1;
  }
  return { stdout: options.has("s") && exitCode === 0 ? "" : output.join(""), stderr: "", exitCode };
} // prettier-ignore

interface Place {
  readonly folder: string;
  readonly operand: string | undefined;
  readonly strip: number;
  readonly dryRun: boolean;
}

function applyOne(patch: StructuredPatch, place: Place, machine: Machine): { text: string; failed: boolean } {
  const creates = patch.oldFileName === "/dev/null";
  const removes = patch.newFileName === "/dev/null";
  const named = creates ? patch.newFileName : (patch.oldFileName ?? patch.newFileName);
  const name = place.operand ?? strippedName(named ?? "", place.strip);
  const path = resolvePath(place.folder, name);
  const verb = place.dryRun ? "checking" : "patching";
  try {
    if (!creates && machine.files.stat(path) === undefined) {
      const hunks = patch.hunks.length;
      return { text: `can't find file to patch at input line 3\nPerhaps you used the wrong -p or --strip option?\nSkip this patch? [y] \nSkipping patch.\n${hunks} out of ${hunks} hunk${hunks === 1 ? "" : "s"} ignored\n`, failed: true };
    }
    const before = creates ? "" : asBuffer(machine.files.read(path)).toString();
    const after = applyPatch(before, patch, { fuzzFactor: 2 });
    if (after === false) {
      const hunks = patch.hunks.length;
      return { text: `${verb} file ${name}\nHunk #1 FAILED at ${patch.hunks[0]?.oldStart ?? 1}.\n${hunks} out of ${hunks} hunk${hunks === 1 ? "" : "s"} FAILED\n`, failed: true };
    }
    if (!place.dryRun) store(machine, path, after, removes);
    return { text: `${verb} file ${name}\n`, failed: false };
  } catch (error) {
    return { text: `patch: **** Can't open file ${name} : ${reasonOf(error)}\n`, failed: true };
  }
} // prettier-ignore

function store(machine: Machine, path: string, text: string, removes: boolean): void {
  if (removes && text === "") {
    machine.files.remove(path);
    return;
  }
  machine.files.makeDirectory(parentPath(path), { recursive: true });
  machine.files.write(path, new TextEncoder().encode(text));
}

function strippedName(name: string, strip: number): string {
  const parts = name.replace(/\t.*$/, "").split("/");
  return parts.slice(Math.min(strip, parts.length - 1)).join("/");
}
