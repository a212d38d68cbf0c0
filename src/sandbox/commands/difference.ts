import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { baseName, childPath, resolvePath } from "../machine-path.js";
import { zoneOffsetMs } from "../shell/machine-clock.js";
import { asBuffer } from "../shell/text-encoding.js";
import { failed } from "./answer.js";
import { type ComparedFile, normalDiff, unifiedDiff } from "./compare-texts.js";
import { readOptions } from "./read-options.js";
import { reasonOf } from "./reason-of.js";

const long = {
  unified: "U", brief: "q", recursive: "r", "new-file": "N", "report-identical-files": "s", "ignore-all-space": "w",
  "ignore-space-change": "b", "ignore-case": "i", "ignore-blank-lines": "B", text: "a", color: "color", "strip-trailing-cr": "cr",
}; // prettier-ignore

/** `diff`: plain or unified, of files or folders. */
export const differenceCommand: MachineCommand = {
  name: "diff",
  run: (argv, machine) => new Difference(argv, machine).run(),
};

class Difference {
  readonly #machine: Machine;
  readonly #given: readonly string[];
  readonly #options: ReadonlyMap<string, string>;
  readonly #operands: readonly string[];
  readonly #unknown: string | undefined;
  readonly #output: string[] = [];
  #differs = false;

  constructor(argv: readonly string[], machine: Machine) {
    const { options, operands, unknown } = readOptions(argv, "uU:qrNswbiBap", long);
    this.#machine = machine;
    this.#given = argv.filter((argument) => argument.startsWith("-"));
    this.#options = options;
    this.#operands = operands;
    this.#unknown = unknown;
  }

  run(): MachineCommandResult {
    const [first, second] = this.#operands;
    const advice = "diff: Try 'diff --help' for more information.\n";
    if (this.#unknown !== undefined)
      return failed(`diff: unrecognized option '${this.#unknown}'\n${advice}`, 2);
    if (first === undefined || second === undefined) {
      return failed(`diff: missing operand after '${first ?? "diff"}'\n${advice}`, 2);
    }
    try {
      this.#compare(first, second);
    } catch (error) {
      if (error instanceof MissingFile) return failed(`diff: ${error.message}\n`, 2);
      throw error;
    }
    return { stdout: this.#output.join(""), stderr: "", exitCode: this.#differs ? 1 : 0 };
  }

  #compare(first: string, second: string): void {
    const isFolder = (name: string): boolean => this.#kind(name) === "directory";
    if (isFolder(first) && isFolder(second)) this.#compareFolders(first, second);
    else if (isFolder(first)) this.#compareFiles(joined(first, baseName(second)), second, false);
    else if (isFolder(second)) this.#compareFiles(first, joined(second, baseName(first)), false);
    else this.#compareFiles(first, second, false);
  }

  #compareFolders(first: string, second: string): void {
    const { files, cwd } = this.#machine;
    const left = new Set(files.list(resolvePath(cwd, first)));
    const right = new Set(files.list(resolvePath(cwd, second)));
    for (const name of [...new Set([...left, ...right])].sort()) {
      const [before, after] = [joined(first, name), joined(second, name)];
      const folders = [before, after].filter((path) => this.#kind(path) === "directory").length;
      const both = left.has(name) && right.has(name);
      if (!both && !(this.#options.has("N") && folders === 0)) {
        this.#report(`Only in ${left.has(name) ? first : second}: ${name}\n`);
      } else if (folders === 2) {
        if (this.#options.has("r")) this.#compareFolders(before, after);
        else this.#output.push(`Common subdirectories: ${before} and ${after}\n`);
      } else if (folders === 0) {
        this.#compareFiles(before, after, true);
      }
    }
  }

  #compareFiles(first: string, second: string, titled: boolean): void {
    const [before, after] = [this.#read(first), this.#read(second)];
    if (before.text === after.text || this.#plain(before.text) === this.#plain(after.text)) {
      if (this.#options.has("s")) this.#output.push(`Files ${first} and ${second} are identical\n`);
      return;
    }
    if (this.#options.has("q")) {
      this.#report(`Files ${first} and ${second} differ\n`);
      return;
    }
    const isBinary = before.text.includes("\0") || after.text.includes("\0");
    if (isBinary && !this.#options.has("a")) {
      this.#report(`Binary files ${first} and ${second} differ\n`);
      return;
    }
    const title = titled ? `${["diff", ...this.#given, first, second].join(" ")}\n` : "";
    const context = Number(this.#options.get("U") || 3);
    const isUnified = this.#options.has("u") || this.#options.has("U");
    const offsetMs = zoneOffsetMs(this.#machine.facts.now);
    const body = isUnified
      ? unifiedDiff(before, after, context, offsetMs)
      : normalDiff(before.text, after.text);
    this.#report(title + body);
  }

  #report(text: string): void {
    this.#differs = true;
    this.#output.push(text);
  }

  /** A text without what the options leave out of the comparison. */
  #plain(text: string): string {
    let plain = text;
    if (this.#options.has("w")) plain = plain.replace(/[ \t\r]+/g, "");
    if (this.#options.has("b")) plain = plain.replace(/[ \t\r]+$/gm, "").replace(/[ \t]+/g, " ");
    if (this.#options.has("cr")) plain = plain.replace(/\r$/gm, "");
    if (this.#options.has("B")) plain = plain.replace(/^\n/gm, "");
    return this.#options.has("i") ? plain.toLowerCase() : plain;
  }

  #kind(name: string): string | undefined {
    if (name === "-") return "file";
    try {
      return this.#machine.files.stat(resolvePath(this.#machine.cwd, name))?.kind;
    } catch (error) {
      reasonOf(error);
      return undefined;
    }
  }

  #read(name: string): ComparedFile {
    const path = resolvePath(this.#machine.cwd, name);
    if (name === "-") return { name, text: asBuffer(this.#machine.stdin).toString(), stat: undefined };
    if (this.#options.has("N") && this.#kind(name) === undefined) return { name, text: "", stat: undefined };
    try {
      return {
        name,
        text: asBuffer(this.#machine.files.read(path)).toString(),
        stat: this.#machine.files.stat(path),
      };
    } catch (error) {
      throw new MissingFile(`${name}: ${reasonOf(error)}`);
    }
  }
}

class MissingFile extends Error {}

function joined(folder: string, name: string): string {
  return childPath(folder.replace(/\/+$/, ""), name);
}
