import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { z } from "zod";
import { BaseEvidence } from "../../schema/base-evidence.js";
import { InputError } from "../../schema/input-error.js";
import type { PlannedTask } from "../../schema/run.js";
import { StagedFolder } from "../../schema/staged.js";

const mostEvidenceBytes = 256 * 1024 * 1024;

/** What is known of a staged folder. */
export interface StagedEvidence {
  readonly planned: PlannedTask;
  readonly evidence: BaseEvidence;
  /** The commit that the folder was staged at. */
  readonly head: string;
}

/** The file beside a staged folder. */
export function stagedFilePath(folder: string): string {
  return `${resolve(folder)}.palimpsest.json`;
}

/** Writes the file beside a folder; throws an `InputError` where there is one already. */
export async function writeStagedFile(
  folder: string,
  { planned, evidence, head }: StagedEvidence,
): Promise<void> {
  const base = gzipSync(JSON.stringify(evidence)).toString("base64");
  const staged: StagedFolder = { format: "palimpsest-staged-1", planned, head, base };
  const path = stagedFilePath(folder);
  await writeFile(path, `${JSON.stringify(staged, null, 2)}\n`, { flag: "wx" }).catch((error: unknown) => {
    throw new InputError(`${path}: expected to create this file: ${describeError(error)}`, { cause: error });
  });
}

/** Reads the file beside a folder; throws an `InputError` that says what was expected of it. */
export async function readStagedFile(folder: string): Promise<StagedEvidence> {
  const path = stagedFilePath(folder);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new InputError(`${path}: expected what stage keeps beside a folder: ${describeError(error)}`, {
      cause: error,
    });
  });
  const staged = parseWith(StagedFolder, path, () => JSON.parse(text) as unknown);
  const evidence = parseWith(BaseEvidence, `${path}: base`, () => {
    const packed = Buffer.from(staged.base, "base64");
    return JSON.parse(gunzipSync(packed, { maxOutputLength: mostEvidenceBytes }).toString()) as unknown;
  });
  return { planned: staged.planned, evidence, head: staged.head };
}

function parseWith<Value>(schema: z.ZodType<Value>, place: string, read: () => unknown): Value {
  let content: unknown;
  try {
    content = read();
  } catch (error) {
    throw new InputError(`${place}: expected JSON as stage wrote it: ${describeError(error)}`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    `${place}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "expected other content"}`,
  );
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
