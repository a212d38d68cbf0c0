import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  fsyncSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { BaseEvidence } from "../schema/base-evidence.js";
import { JudgeNote } from "../schema/judge-note.js";
import { InputError } from "../schema/input-error.js";
import { RunManifest, ScoreRecord, TrialRecord } from "../schema/run.js";
import { namingFailures } from "./file-failure.js";
import { readJsonLines } from "./json-lines.js";
import { lockRun } from "./lock-run.js";

const maxEvidenceBytes = 256 * 1024 * 1024;

/** Where the parts of a run lie. */
export interface RunFolder {
  readonly folder: string;
  readonly manifest: string;
  readonly trials: string;
  readonly scores: string;
  readonly judges: string;
  readonly lock: string;
  events(trial: string): string;
  diff(trial: string): string;
  base(digest: string): string;
}

export function openRunFolder(folder: string): RunFolder {
  return {
    folder,
    manifest: join(folder, "run.json"),
    trials: join(folder, "trials.jsonl"),
    scores: join(folder, "scores.jsonl"),
    judges: join(folder, "judges.jsonl"),
    lock: join(folder, "lock"),
    events: (trial) => join(folder, "events", `${trial}.jsonl`),
    diff: (trial) => join(folder, "diffs", `${trial}.patch`),
    base: (digest) => join(folder, "base", `${digest}.json.gz`),
  };
}

/** Throws `InputError` where something else than a file lies, which a file must not replace. */
export function requireReplaceable(path: string): void {
  const found = namingFailures(path, () => statSync(path, { throwIfNoEntry: false }));
  if (found === undefined || found.isFile()) return;
  throw new InputError(
    `${path}: expected a file or a new name, found a ${found.isDirectory() ? "folder" : "device or a pipe"}`,
  );
}

/** The folders of a run that hold a file per trial or staged tree. */
const parts = ["events", "diffs", "base"];

/** Throws `InputError` where a run keeps a record of its own, which nothing made from it must replace. */
export function requireNoEvidence(path: string): void {
  const folder = dirname(resolve(path));
  const { manifest, trials, scores, judges } = openRunFolder(folder);
  const isRecord = existsSync(manifest) && [manifest, trials, scores, judges].includes(resolve(path));
  const isPart = parts.includes(basename(folder)) && existsSync(openRunFolder(dirname(folder)).manifest);
  if (isRecord || isPart)
    throw new InputError(`${path}: expected another place than that of a run's own records`);
}

/** Writes a whole file so that a crash leaves the old one or the new one, never half of one. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  requireReplaceable(path);
  namingFailures(path, () => {
    const draft = `${path}.new`;
    const descriptor = openSync(draft, "w");
    try {
      const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
      for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
  });
}

/** Makes a run's folder with its frozen plan and evidence. Throws `InputError` when it cannot be written. */
export function createRunFolder(
  folder: string,
  manifest: RunManifest,
  bases: ReadonlyMap<string, BaseEvidence>,
): RunFolder {
  const isNew = namingFailures(folder, () => makeFolder(folder));
  return fillRunFolder(folder, manifest, bases, isNew);
}

/** Makes a run's folder by its name; a run of that name that another process began gives it a number. */
export function createNamedRun(
  root: string,
  manifest: RunManifest,
  bases: ReadonlyMap<string, BaseEvidence>,
): { readonly run: RunFolder; readonly manifest: RunManifest } {
  for (let number = 1; ; number += 1) {
    const run = number === 1 ? manifest.run : `${manifest.run}-${number}`;
    const folder = join(root, run);
    // Whoever makes the folder has the name.
    if (!namingFailures(folder, () => makeFolder(folder))) continue;
    const named = { ...manifest, run };
    return { run: fillRunFolder(folder, named, bases, true), manifest: named };
  }
}

function fillRunFolder(
  folder: string,
  manifest: RunManifest,
  bases: ReadonlyMap<string, BaseEvidence>,
  isNew: boolean,
): RunFolder {
  const run = openRunFolder(folder);
  const unlock = lockRun(run);
  try {
    if (existsSync(run.manifest)) throw new InputError(`${folder}: holds a run already; give another --out`);
    namingFailures(folder, () => {
      for (const part of parts) makeFolder(join(folder, part));
    });
    for (const [digest, evidence] of bases) {
      replaceFile(run.base(digest), gzipSync(JSON.stringify(evidence), { level: 6 }));
    }
    replaceFile(run.manifest, `${JSON.stringify(manifest, null, 1)}\n`);
  } catch (error) {
    if (isNew) rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    unlock();
  }
  return run;
}

/**
 * Like `mkdir -p`; whether this call made the folder. Node's own recursive mkdir never returns where a file system makes no
 * folders, such as /proc.
 */
export function makeFolder(path: string): boolean {
  if (isFolder(path)) return false;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    // Another process may have been quicker.
    if (isFolder(path)) return false;
    throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const AnyFormat = z.looseObject({ format: z.string() });

/** The plan of a run. Throws `InputError` for a folder that holds none, or one of another format. */
export function readManifest(run: RunFolder): RunManifest {
  if (!existsSync(run.manifest)) throw new InputError(`${run.folder}: expected a run folder with a run.json`);
  const value = parseJson(run.manifest, readFileSync(run.manifest, "utf8"));
  const format = AnyFormat.safeParse(value);
  const expected = RunManifest.shape.format.value;
  if (format.success && format.data.format !== expected) {
    throw new InputError(`${run.manifest}: format: expected ${expected}, got ${format.data.format}`);
  }
  return checked(run.manifest, RunManifest, value);
}

/** The evidence of a staged tree. Throws `InputError` when it is missing or damaged. */
export function readBaseEvidence(run: RunFolder, digest: string): BaseEvidence {
  const path = run.base(digest);
  const packed = namingFailures(path, () => readFileSync(path));
  let text: string;
  try {
    text = gunzipSync(packed, { maxOutputLength: maxEvidenceBytes }).toString("utf8");
  } catch (error) {
    throw new InputError(`${path}: expected gzipped JSON`, { cause: error });
  }
  return checked(path, BaseEvidence, parseJson(path, text));
}

export const readTrials = (run: RunFolder): TrialRecord[] => readJsonLines(run.trials, TrialRecord);
/** What was known of the judges of a run when they were planned or asked; empty for a run without, and for an old one. */
export const readJudgeNotes = (run: RunFolder): JudgeNote[] => readJsonLines(run.judges, JudgeNote);
export const readScores = (run: RunFolder): ScoreRecord[] => readJsonLines(run.scores, ScoreRecord);

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: expected JSON`, { cause: error });
  }
}

function checked<Schema extends z.ZodType>(path: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InputError(`${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
}

/** The run folders below a folder, newest name last. */
export function listRuns(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, "run.json")))
    .map((entry) => join(root, entry.name))
    .sort();
}
