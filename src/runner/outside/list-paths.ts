import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SimpleGit } from "simple-git";
import { InputError } from "../../schema/input-error.js";
import { createEmptyRepository } from "./empty-repository.js";
import { isolatedGit } from "./isolated-git.js";
import { withTemporaryFolder } from "./with-temporary-folder.js";
import type { WorkFolder } from "./work-folder.js";

/**
 * Paths of a folder that may hold work: what its index tracks, and what is neither tracked nor ignored.
 * The folder's repository is not trusted: git runs on a repository of our own, so that no hook, filter,
 * monitor or alias of the folder is ever executed. Other repositories below are left out.
 */
export async function listPaths(work: WorkFolder): Promise<string[]> {
  return withTemporaryFolder(async (home) => {
    const places = { workTree: work.root, gitFolder: join(home, "git"), home };
    await createEmptyRepository(places.gitFolder, work);
    const others = await listFiles(isolatedGit(places), ["--others", "--exclude-standard"]).catch(
      (error: unknown) => {
        throw new InputError(`${work.root}: expected a folder whose files git can list`, { cause: error });
      },
    );
    const index = join(home, "index");
    await writeFile(index, work.read(".git/index")?.bytes ?? "");
    // A damaged index tracks nothing; what was staged is compared all the same.
    const tracked = await listFiles(isolatedGit({ ...places, index }), ["--cached"]).catch(() => []);
    return [...new Set([...tracked, ...others.filter((path) => !path.endsWith("/"))])];
  });
}

async function listFiles(git: SimpleGit, words: readonly string[]): Promise<string[]> {
  const output = await git.raw(["ls-files", "-z", ...words]);
  return output.split("\0").filter((path) => path !== "");
}
