import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WorkFolder } from "./work-folder.js";

/** A repository of our own that takes no setting from a folder's: no commits, no hooks, its list of ignored files alone. */
export async function createEmptyRepository(gitFolder: string, work: WorkFolder): Promise<void> {
  for (const name of ["objects/info", "refs", "info"])
    await mkdir(join(gitFolder, name), { recursive: true });
  await writeFile(join(gitFolder, "HEAD"), "ref: refs/heads/main\n");
  await writeFile(join(gitFolder, "config"), "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = false\n");
  await writeFile(join(gitFolder, "info", "exclude"), work.read(".git/info/exclude")?.bytes ?? "");
}
