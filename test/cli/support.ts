import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect } from "vitest";
import { fixtureFolders } from "../catalog/fixture-copy.js";

const program = join(import.meta.dirname, "../../bin/palimpsest.js");

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export interface Surroundings {
  /** An empty folder of the test file's own unless told. */
  readonly cwd?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The catalog to use; the fixture's unless told. */
  readonly folders?: { readonly environments: string; readonly tasks: string };
}

/** Where commands run that are told no other place, and their home: what lies in the system's temporary folder is others'. */
let emptyFolder: string;
beforeAll(() => {
  emptyFolder = newFolder();
});
afterAll(() => remove(emptyFolder));

/** Starts the real command line in a process of its own that inherits no keys. */
export function start(words: readonly string[], surroundings: Surroundings = {}): Started {
  const { cwd = emptyFolder, variables = {}, folders = fixtureFolders } = surroundings;
  const data = ["--environments", folders.environments, "--tasks", folders.tasks];
  const child = spawn(process.execPath, [program, ...data, ...words], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: emptyFolder, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<Pick<Finished, "code" | "signal">>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const finished = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(
    ([end, stdout, stderr]) => ({ ...end, stdout, stderr }),
  );
  return { child, finished };
}

/** Waits until something holds; the test's own limit ends the wait. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(10);
}

/** Waits for words on standard error. */
export function said({ child }: Started, words: string): Promise<void> {
  return new Promise((resolve) => {
    let heard = "";
    child.stderr?.on("data", (part: Buffer) => {
      heard += part.toString();
      if (heard.includes(words)) resolve();
    });
  });
}

/** Runs the command line to its end. */
export function palimpsest(words: readonly string[], surroundings: Surroundings = {}): Promise<Finished> {
  return start(words, surroundings).finished;
}

/** Runs a command that must go well; its standard output. */
export async function succeed(words: readonly string[], surroundings: Surroundings = {}): Promise<string> {
  const { code, stdout, stderr } = await palimpsest(words, surroundings);
  if (code !== 0)
    throw new Error(`palimpsest ${words.join(" ")} exited with ${String(code)}: ${stderr}${stdout}`);
  return stdout;
}

/** Runs a command whose reader leaves before anything is written; both exit codes. */
export function pipeIntoNothing(words: readonly string[], cwd: string): Promise<string> {
  const script = '"$@" | true; echo "${PIPESTATUS[@]}"';
  const child = spawn("bash", ["-c", script, "bash", process.execPath, program, ...words], { cwd });
  return text(child.stdout);
}

/** Runs a command that must be refused: exit code 2, nothing on standard output, one line on standard error. */
export async function expectRefusal(
  words: readonly string[],
  line: string | RegExp,
  surroundings: Surroundings = {},
): Promise<void> {
  const { code, stdout, stderr } = await palimpsest(words, surroundings);
  const [first = "", ...more] = stderr.split("\n");
  expect({ code, stdout, more }).toEqual({ code: 2, stdout: "", more: [""] });
  if (typeof line === "string") expect(first).toBe(`palimpsest: ${line}`);
  else expect(first.replace(/^palimpsest: /, "")).toMatch(line);
}

/** A folder of the test's own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "palimpsest-"));
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The lines of a file; a torn last one is a line too. */
export function linesOf(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

export const readText = (path: string): string => readFileSync(path, "utf8");

export function tearLastLine(path: string): void {
  const content = readText(path);
  writeFileSync(path, content.slice(0, -Math.ceil((linesOf(path).at(-1)?.length ?? 0) / 2)));
}

/** Every file below a folder by relative path. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, "latin1")]));
}
