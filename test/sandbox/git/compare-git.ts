import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createBaseIndex, type BaseIndex } from "../../../src/sandbox/base-index.js";
import { buildBase } from "../../../src/sandbox/build-base.js";
import { createGitCommand } from "../../../src/sandbox/git/git-command.js";
import type { MachineCommand } from "../../../src/sandbox/machine-command.js";
import { Overlay } from "../../../src/sandbox/overlay.js";
import type { Snapshot } from "../../../src/schema/machine.js";
import { facts, fixtureHistory } from "./fixture-history.js";

/** One step on both machines: a git command line, or a change of a file. */
export type Step =
  | readonly string[]
  | { readonly write: string; readonly content: string | Uint8Array; readonly mode?: number }
  | { readonly remove: string }
  | { readonly link: string; readonly target: string }
  | { readonly chmod: string; readonly mode: number }
  | { readonly move: string; readonly to: string };

/** A command line whose results differ: both from the first line that does. */
export interface Difference {
  readonly command: string;
  readonly ours: string;
  readonly git: string;
}

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

const startSeconds = Date.parse(facts.now) / 1000;

/** Two machines with the same repository: a folder for the real git, and an overlay for ours. */
export class GitPair {
  readonly folder: string;
  readonly #template: string;
  readonly #index: BaseIndex;
  readonly #command: MachineCommand = createGitCommand();
  #overlay: Overlay;
  #clock = 0;

  private constructor(folder: string, index: BaseIndex) {
    this.folder = folder;
    this.#template = `${folder}-template`;
    this.#index = index;
    this.#overlay = new Overlay(index);
  }

  static async create(): Promise<GitPair> {
    const parent = realpathSync(mkdtempSync(join(tmpdir(), "git-pair-")));
    const folder = join(parent, "repo");
    mkdirSync(folder);
    mkdirSync(join(parent, "home"));
    const base = await buildBase({
      environment: "fixture",
      facts: { ...facts, home: folder },
      history: fixtureHistory,
      branch: "main",
    });
    const pair = new GitPair(folder, createBaseIndex(base));
    pair.#buildReal(fixtureHistory);
    rmSync(join(folder, "data"), { recursive: true });
    cpSync(folder, pair.#template, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    return pair;
  }

  /** Both back to the fixture. */
  reset(): void {
    rmSync(this.folder, { recursive: true });
    cpSync(this.#template, this.folder, {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });
    this.#overlay = new Overlay(this.#index);
    this.#clock = 0;
  }

  remove(): void {
    rmSync(dirname(this.folder), { recursive: true });
  }

  #buildReal(history: readonly Snapshot[]): void {
    const run = (argv: readonly string[], env: Record<string, string> = {}) =>
      execFileSync("git", argv, { cwd: this.folder, env: { ...this.#environment(), ...env }, stdio: "pipe" });
    run(["init", "-q", "-b", "main"]);
    run(["config", "user.name", facts.name]);
    run(["config", "user.email", facts.email]);
    let before: ReadonlyMap<string, unknown> = new Map();
    for (const { author, date, message, files } of history) {
      for (const path of before.keys()) rmSync(join(this.folder, path));
      for (const [path, file] of files) {
        const whole = join(this.folder, path);
        mkdirSync(dirname(whole), { recursive: true });
        if (file.mode === "120000") symlinkSync(Buffer.from(file.bytes).toString(), whole);
        else writeFileSync(whole, file.bytes, { mode: file.mode === "100755" ? 0o755 : 0o644 });
      }
      before = files;
      run(["add", "-A"]);
      const people = {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: author.name,
        GIT_COMMITTER_EMAIL: author.email,
      };
      run(["commit", "-q", "-m", message], { ...people, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
    }
  }

  #environment(): Record<string, string> {
    const date = `${startSeconds + this.#clock * 60} +0100`;
    return {
      ...{
        PATH: process.env["PATH"] ?? "",
        HOME: join(dirname(this.folder), "home"),
        TERM: "dumb",
        LC_ALL: "C.UTF-8",
        TZ: "Etc/GMT-1",
      },
      ...{
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        PAGER: "cat",
        GIT_TEST_DATE_NOW: String(startSeconds),
      },
      ...{ GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    };
  }

  /** Runs steps on both; returns the command lines whose results differ. */
  async run(steps: readonly Step[]): Promise<Difference[]> {
    const differences: Difference[] = [];
    for (const step of steps) {
      if (!isCommand(step)) {
        this.#change(step);
        continue;
      }
      this.#clock++;
      const [git, ours] = [this.#runReal(step), await this.#runOurs(step)];
      differences.push(...compareResults(step.join(" "), ours, git));
    }
    return differences;
  }

  #runReal(argv: readonly string[]): Result {
    const { stdout, stderr, status } = spawnSync("git", argv, {
      cwd: this.folder,
      env: this.#environment(),
      input: "",
    });
    return { stdout: stdout.toString("latin1"), stderr: stderr.toString("utf8"), exitCode: status };
  }

  async #runOurs(argv: readonly string[]): Promise<Result> {
    const env = new Map(Object.entries(this.#environment()));
    const machine = {
      files: this.#overlay,
      facts: { ...facts, home: this.folder },
      cwd: this.folder,
      stdin: new Uint8Array(),
      env,
    };
    const { stdout, stderr, exitCode } = await this.#command.run(argv, machine);
    const bytes = typeof stdout === "string" ? Buffer.from(stdout, "utf8") : Buffer.from(stdout);
    return { stdout: bytes.toString("latin1"), stderr, exitCode };
  }

  #change(step: Exclude<Step, readonly string[]>): void {
    const real = (path: string) => join(this.folder, path);
    if ("write" in step) {
      const bytes = typeof step.content === "string" ? Buffer.from(step.content, "utf8") : step.content;
      mkdirSync(dirname(real(step.write)), { recursive: true });
      writeFileSync(real(step.write), bytes);
      this.#overlay.makeDirectory(dirname(real(step.write)), { recursive: true });
      this.#overlay.write(real(step.write), bytes);
      if (step.mode !== undefined) this.#change({ chmod: step.write, mode: step.mode });
    } else if ("remove" in step) {
      if (lstatSync(real(step.remove), { throwIfNoEntry: false }) !== undefined)
        rmSync(real(step.remove), { recursive: true });
      this.#overlay.remove(real(step.remove), { recursive: true });
    } else if ("link" in step) {
      symlinkSync(step.target, real(step.link));
      this.#overlay.symlink(step.target, real(step.link));
    } else if ("chmod" in step) {
      chmodSync(real(step.chmod), step.mode);
      this.#overlay.changeMode(real(step.chmod), step.mode);
    } else {
      renameSync(real(step.move), real(step.to));
      this.#overlay.rename(real(step.move), real(step.to));
    }
  }
}

/** Whole results are compared; what is reported starts one line above the first that differs. */
function compareResults(command: string, ours: Result, git: Result): Difference[] {
  const [one, other] = [ours, git].map(
    (result) => `${result.stdout}[stderr]\n${result.stderr}[exit ${result.exitCode ?? "none"}]`,
  );
  if (one === undefined || other === undefined || one === other) return [];
  const [mine, real] = [one.split("\n"), other.split("\n")];
  const first = Math.max(0, mine.findIndex((line, number) => line !== real[number]) - 1);
  const excerpt = (all: readonly string[]) => all.slice(first, first + 8).join("\n");
  return [{ command, ours: excerpt(mine), git: excerpt(real) }];
}

function isCommand(step: Step): step is readonly string[] {
  return Array.isArray(step);
}

/** Splits a command line at spaces; quotes keep words together. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"),
  );
}

/** Command lines as steps. */
export function lines(text: string): Step[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(words);
}
