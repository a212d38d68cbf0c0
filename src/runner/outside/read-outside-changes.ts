import { statSync } from "node:fs";
import { resolve } from "node:path";
import { diffFile } from "../../diff/diff-trees.js";
import { sortPaths } from "../../diff/trees.js";
import { RepositoryPath } from "../../schema/common.js";
import { InputError } from "../../schema/input-error.js";
import type { FileChange, Tree } from "../../schema/tree.js";
import { listPaths } from "./list-paths.js";
import type { StrayFile } from "./stray-files.js";
import { TooLarge, WorkFolder } from "./work-folder.js";

const mostPaths = 50_000;
const mostChangedBytes = 64 * 1024 * 1024;

/** How a folder differs from what was staged; `strays` are files that no change can hold. */
export interface OutsideChanges {
  readonly changes: readonly FileChange[];
  readonly strays: readonly StrayFile[];
}

/**
 * How a staged folder's working tree differs from what was staged, in path order: committed or not,
 * tracked or not, on whichever branch. Ignored files count only where they are tracked. Nothing of the
 * folder is executed. Files over 16 MB, and those whose name no change can hold, are strays. Throws an `InputError` for a
 * missing folder, changes over 64 MB, or more than 50,000 files.
 */
export async function readOutsideChanges(folder: string, staged: Tree): Promise<OutsideChanges> {
  const root = resolve(folder);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InputError(`${root}: expected the folder that was staged`);
  }
  const work = new WorkFolder(root);
  const paths = new Set([...staged.paths(), ...(await listPaths(work))]);
  if (paths.size > mostPaths)
    throw new InputError(`${root}: expected at most ${mostPaths} files, got ${paths.size}`);
  const changes: FileChange[] = [];
  const strays: StrayFile[] = [];
  let changedBytes = 0;
  for (const path of sortPaths(paths)) {
    if (isGitPath(path)) continue;
    const file = isHeld(path) ? readOrExplain(work, path) : badName(root, path);
    if (typeof file === "string") {
      strays.push({ path, why: file });
      continue;
    }
    const change = diffFile(path, staged.file(path), file);
    if (change === undefined) continue;
    changes.push(change);
    changedBytes += file?.bytes.length ?? 0;
    if (changedBytes > mostChangedBytes)
      throw new InputError(`${root}: expected at most 64 MB of changed files`);
  }
  return { changes, strays };
}

const isHeld = (path: string): boolean => RepositoryPath.safeParse(path).success && !path.includes("\ufffd");

const badName = (root: string, path: string): string =>
  `${root}: expected names in UTF-8 without backslashes, got ${JSON.stringify(path)}`;

/** The file, or why it is too large to be read. */
function readOrExplain(work: WorkFolder, path: string): ReturnType<WorkFolder["read"]> | string {
  try {
    return work.read(path);
  } catch (error) {
    if (error instanceof TooLarge) return error.message;
    throw error;
  }
}

/** Whether a path lies in a git folder; on some file systems the case of its name does not matter. */
function isGitPath(path: string): boolean {
  return path.split("/").some((part) => part.toLowerCase() === ".git");
}
