import { lstatSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { SimpleGit } from "simple-git";
import { createEmptyRepository } from "./empty-repository.js";
import { isolatedGit } from "./isolated-git.js";
import { withTemporaryFolder } from "./with-temporary-folder.js";
import { WorkFolder } from "./work-folder.js";

/** A branch, tag or stash with commits that neither the branch checked out nor what was staged has. */
export interface OtherWork {
  readonly ref: string;
  readonly commits: number;
}

/** References beyond these are not looked at. */
const mostReferences = 100;
const ObjectId = /^[0-9a-f]{40}$/;

/**
 * Work of a staged folder that is committed somewhere else than where HEAD is: the working tree does not show it. Nothing of
 * the folder is executed: its objects are read through a repository of our own. What cannot be read is left out.
 */
export async function findOtherWork(root: string, stagedHead: string): Promise<OtherWork[]> {
  const work = new WorkFolder(root);
  const objects = join(root, ".git", "objects");
  if (!isFolder(join(root, ".git")) || !isFolder(objects) || objects.includes("\n")) return [];
  const references = readReferences(work);
  const known = [stagedHead, readHead(work, references)].filter((id) => id !== undefined);
  const others = [...references].filter(([, id]) => !known.includes(id)).slice(0, mostReferences);
  if (others.length === 0) return [];
  return withTemporaryFolder(async (home) => {
    const places = { workTree: root, gitFolder: join(home, "git"), home };
    await createEmptyRepository(places.gitFolder, work);
    await writeFile(join(places.gitFolder, "objects", "info", "alternates"), `${objects}\n`);
    const git = isolatedGit(places);
    const found: OtherWork[] = [];
    for (const [ref, id] of others) {
      const commits = await countCommits(git, id, known);
      if (commits > 0) found.push({ ref, commits });
    }
    return found;
  });
}

async function countCommits(git: SimpleGit, id: string, known: readonly string[]): Promise<number> {
  const counted = await git
    .raw(["rev-list", "--count", "--ignore-missing", id, "--not", ...known])
    .catch(() => "0");
  return Number(counted);
}

/** References by name, in the order of their names; those in a file of their own go before packed ones, as in git. */
function readReferences(work: WorkFolder): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of readText(work, ".git/packed-refs").split("\n")) {
    const [, id, ref] = /^([0-9a-f]{40}) (refs\/\S+)$/.exec(line) ?? [];
    if (id !== undefined && ref !== undefined) found.set(ref, id);
  }
  for (const ref of listLoose(work.root)) {
    const id = readText(work, `.git/${ref}`).trim();
    if (ObjectId.test(id)) found.set(ref, id);
  }
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The commit that is checked out; undefined where there is none. */
function readHead(work: WorkFolder, references: ReadonlyMap<string, string>): string | undefined {
  const head = readText(work, ".git/HEAD").trim();
  return ObjectId.test(head) ? head : references.get(head.replace(/^ref: /, ""));
}

function listLoose(root: string): string[] {
  const folder = join(root, ".git", "refs");
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, ".git"), join(entry.parentPath, entry.name)));
}

const isFolder = (place: string): boolean =>
  lstatSync(place, { throwIfNoEntry: false })?.isDirectory() === true;

const readText = (work: WorkFolder, path: string): string =>
  Buffer.from(work.read(path)?.bytes ?? "").toString();
