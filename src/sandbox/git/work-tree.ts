import git from "isomorphic-git";
import { parentPath } from "../machine-path.js";
import { gitFileClient } from "./git-file-client.js";
import type { Index, IndexEntry } from "./index-file.js";
import type { Entry, Listing } from "./object-types.js";
import type { Repository } from "./repository.js";

/** What lies at a repository path as git would stage it; undefined for nothing or a folder. Its content can be read back by id. */
export function workEntry(repository: Repository, path: string): Entry | undefined {
  const { files } = repository.machine;
  const whole = `${repository.root}/${path}`;
  if (throughLink(repository, path)) return undefined;
  const stat = files.linkStat(whole);
  if (stat === undefined || stat.kind === "directory") return undefined;
  if (stat.kind === "symlink") {
    return { mode: "120000", oid: repository.objects.remember(Buffer.from(files.readLink(whole), "utf8")) };
  }
  return {
    mode: (stat.mode & 0o100) === 0 ? "100644" : "100755",
    oid: repository.objects.remember(files.read(whole)),
  };
}

/** Whether a folder on the way to a path is a link: git does not look behind it. */
function throughLink(repository: Repository, path: string): boolean {
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
    if (repository.machine.files.linkStat(`${repository.root}/${path.slice(0, slash)}`)?.kind === "symlink")
      return true;
  }
  return false;
}

/** The working tree's state of these staged paths. */
export function trackedListing(repository: Repository, paths: Iterable<string>): Listing {
  const found = new Map<string, Entry>();
  for (const path of [...paths].sort()) {
    const entry = workEntry(repository, path);
    if (entry !== undefined) found.set(path, entry);
  }
  return found;
}

/** Every file and link of the working tree, in path order; other repositories inside it are left out. */
export function workPaths(repository: Repository, below = ""): string[] {
  const { files } = repository.machine;
  const found: string[] = [];
  const walk = (prefix: string): void => {
    for (const name of files.list(
      prefix === "" ? repository.root : `${repository.root}/${prefix.slice(0, -1)}`,
    )) {
      if (name === ".git") continue;
      const path = `${prefix}${name}`;
      const kind = files.linkStat(`${repository.root}/${path}`)?.kind;
      if (kind === "directory") walk(`${path}/`);
      else if (kind !== undefined) found.push(path);
    }
  };
  walk(below);
  return found.sort();
}

/** The files that the index does not know, and whether each is ignored. */
export async function untrackedPaths(
  repository: Repository,
  index: Index,
): Promise<{ plain: string[]; ignored: string[] }> {
  const plain: string[] = [];
  const ignored: string[] = [];
  for (const path of workPaths(repository)) {
    if (index.entries.has(path) || index.conflicts.has(path)) continue;
    ((await isIgnored(repository, path)) ? ignored : plain).push(path);
  }
  return { plain, ignored };
}

export async function isIgnored(repository: Repository, path: string): Promise<boolean> {
  const { machine, root, gitFolder } = repository;
  return git.isIgnored({ fs: gitFileClient(machine.files), dir: root, gitdir: gitFolder, filepath: path });
}

/** Shows untracked files as git does: a folder without tracked files is named once, with a slash. */
export function collapseFolders(paths: readonly string[], tracked: Iterable<string>): string[] {
  const known = new Set<string>();
  for (const path of tracked) {
    for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
      known.add(path.slice(0, slash + 1));
    }
  }
  const shown = new Set<string>();
  for (const path of paths) {
    let end = path.length;
    for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
      if (known.has(path.slice(0, slash + 1))) continue;
      end = slash + 1;
      break;
    }
    shown.add(path.slice(0, end));
  }
  return [...shown];
}

/** Puts a blob into the working tree, replacing what is there. */
export async function writeWorkFile(repository: Repository, path: string, entry: Entry): Promise<void> {
  const { files } = repository.machine;
  const whole = `${repository.root}/${path}`;
  const bytes = await repository.objects.blob(entry.oid);
  clearWay(repository, path);
  files.makeDirectory(parentPath(whole), { recursive: true });
  const there = files.linkStat(whole);
  if (there?.kind === "directory") files.remove(whole, { recursive: true });
  else if (there !== undefined && (there.kind === "symlink" || entry.mode === "120000")) files.remove(whole);
  if (entry.mode === "120000") files.symlink(Buffer.from(bytes).toString("utf8"), whole);
  else files.write(whole, bytes, entry.mode === "100755" ? 0o755 : 0o644);
}

/** Removes a file that stands where a folder must be. */
function clearWay(repository: Repository, path: string): void {
  const { files } = repository.machine;
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
    const folder = `${repository.root}/${path.slice(0, slash)}`;
    const kind = files.linkStat(folder)?.kind;
    if (kind === "file" || kind === "symlink") files.remove(folder);
  }
}

/** Removes a file of the working tree and the folders that it leaves empty. */
export function removeWorkFile(repository: Repository, path: string): void {
  const { files, cwd } = repository.machine;
  const whole = `${repository.root}/${path}`;
  const kind = files.linkStat(whole)?.kind;
  if (kind === undefined || kind === "directory") return;
  files.remove(whole);
  for (
    let folder = parentPath(whole);
    folder !== repository.root && folder !== cwd;
    folder = parentPath(folder)
  ) {
    if (files.list(folder).length > 0) return;
    files.remove(folder);
  }
}

/** A staged entry with what the disk says of the file. */
export function stagedEntry(repository: Repository, path: string, entry: Entry): IndexEntry {
  const stat = repository.machine.files.linkStat(`${repository.root}/${path}`);
  return {
    path,
    ...{ mode: entry.mode, oid: entry.oid, stage: 0, intentToAdd: false },
    size: stat?.size ?? 0,
    mtimeSeconds: Math.floor((stat?.mtimeMs ?? 0) / 1000),
    inode: stat?.inode ?? 0,
  };
}
