import { lstat, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BaseEvidence } from "../../schema/base-evidence.js";
import { InputError } from "../../schema/input-error.js";
import type { StagedBase } from "../../schema/machine.js";
import type { PlannedTask } from "../../schema/run.js";
import { namingFailures } from "../../trace/file-failure.js";
import { makeFolder } from "../../trace/run-folder.js";
import { isolatedGit } from "./isolated-git.js";
import { stagedFilePath, writeStagedFile } from "./staged-file.js";
import { withTemporaryFolder } from "./with-temporary-folder.js";
import { writeBase } from "./write-base.js";

/** What is staged: a base as a repository, and what grading it takes. */
export interface FolderSource {
  readonly base: StagedBase;
  readonly planned: PlannedTask;
  readonly evidence: BaseEvidence;
}

/**
 * Writes a real git repository into a new or empty folder: the whole history, the same ids, nothing to
 * commit. What grading needs goes beside it. Throws an `InputError` where the folder cannot be used.
 */
export async function stageFolder(folder: string, { base, planned, evidence }: FolderSource): Promise<void> {
  const target = resolve(folder);
  await requireFree(target);
  namingFailures(target, () => makeFolder(target));
  await writeBase(target, base);
  const head = await verifyRepository(target);
  await writeStagedFile(target, { planned, evidence, head });
}

async function requireFree(target: string): Promise<void> {
  const names = await readdir(target).catch(async (error: unknown) => {
    if (await exists(target)) {
      throw new InputError(`${target}: expected a new or empty folder, not a file`, { cause: error });
    }
    return [];
  });
  if (names.length > 0)
    throw new InputError(`${target}: expected a new or empty folder, found ${names[0] ?? ""}`);
  const beside = stagedFilePath(target);
  if (await exists(beside))
    throw new InputError(`${beside}: expected no file here; is ${target} staged already?`);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Has git check every object and compare the working tree with HEAD; HEAD's id. */
async function verifyRepository(folder: string): Promise<string> {
  return withTemporaryFolder(async (home) => {
    const git = isolatedGit({ workTree: folder, gitFolder: join(folder, ".git"), home });
    await git.raw(["fsck", "--strict", "--full"]);
    const state = await git.raw(["status", "--porcelain"]);
    if (state !== "")
      throw new InputError(`${folder}: expected nothing to commit after staging, got: ${state.trim()}`);
    return (await git.raw(["rev-parse", "HEAD"])).trim();
  });
}
