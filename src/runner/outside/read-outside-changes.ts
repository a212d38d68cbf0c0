import { statSync } from "node:fs";
import { resolve } from "node:path";
import { diffFile } from "../../diff/diff-trees.js";
import { sortPaths } from "../../diff/trees.js";
import { RepositoryPath } from "../../schema/common.js";
import { InputError } from "../../schema/input-error.js";
import type { FileChange, Tree } from "../../schema/tree.js";
import { listPaths } from "./list-paths.js";
import { WorkFolder } from "./work-folder.js";

const mostPaths = 50_000;
const mostChangedBytes = 64 * 1024 * 1024;

/**
 * How a staged folder's working tree differs from what was staged, in path order: committed or not,
 * tracked or not, on whichever branch. Ignored files count only where they are tracked. Nothing of the
 * folder is executed. Throws an `InputError` for a missing folder, a file over 16 MB, changes over 64 MB,
 * more than 50,000 files, or a name that no change can hold.
 */
export async function readOutsideChanges(folder: string, staged: Tree): Promise<FileChange[]> {
  const root = resolve(folder);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InputError(`${root}: expected the folder that was staged`);
  }
  const work = new WorkFolder(root);
  const paths = new Set([...staged.paths(), ...(await listPaths(work))]);
  if (paths.size > mostPaths)
    throw new InputError(`${root}: expected at most ${mostPaths} files, got ${paths.size}`);
  const changes: FileChange[] = [];
  let changedBytes = 0;
  for (const path of sortPaths(paths)) {
    if (isGitPath(path)) continue;
    if (!RepositoryPath.safeParse(path).success || path.includes("\ufffd")) {
      throw new InputError(
        `${root}: expected names in UTF-8 without backslashes, got ${JSON.stringify(path)}`,
      );
    }
    const file = work.read(path);
    const change = diffFile(path, staged.file(path), file);
    if (change === undefined) continue;
    changes.push(change);
    changedBytes += file?.bytes.length ?? 0;
    if (changedBytes > mostChangedBytes)
      throw new InputError(`${root}: expected at most 64 MB of changed files`);
  }
  return changes;
}

/** Whether a path lies in a git folder; on some file systems the case of its name does not matter. */
function isGitPath(path: string): boolean {
  return path.split("/").some((part) => part.toLowerCase() === ".git");
}
