import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join, posix } from "node:path";
import { RepositoryPath } from "../schema/common.js";
import type { TreeFile } from "../schema/tree.js";
import type { Loaded, Problem } from "./problem.js";

const maximumFileBytes = 2 * 1024 * 1024;
const maximumFolderBytes = 50 * 1024 * 1024;

/** Files of a folder by path below it, in path order, and what could not be taken. */
export interface FolderContent {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly problems: readonly Problem[];
}

/**
 * Reads a folder as git would keep it. Symbolic links are kept as links, never followed.
 * Files over 2 MB, folders over 50 MB, links that leave the folder, and what is neither
 * file, folder nor link are problems. `label` stands for the folder in messages.
 */
export function readFolder(folder: string, label: string): FolderContent {
  const files = new Map<string, TreeFile>();
  const problems: Problem[] = [];
  let total = 0;
  for (const { path, entry } of walk(folder, "")) {
    const taken = readEntry(join(folder, path), path, entry);
    if (typeof taken === "string") {
      problems.push({ file: `${label}/${path}`, field: "", message: taken });
      continue;
    }
    total += taken.bytes.length;
    if (total > maximumFolderBytes) {
      problems.push({ file: label, field: "", message: "expected at most 50 MB in all" });
      break;
    }
    files.set(path, taken);
  }
  return { files: new Map([...files].toSorted(([left], [right]) => (left < right ? -1 : 1))), problems };
}

function* walk(folder: string, below: string): Generator<{ path: string; entry: Dirent }> {
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && entry.name !== ".git") yield* walk(folder, path);
    else yield { path, entry };
  }
}

/** The file, or what was expected instead of it. */
function readEntry(place: string, path: string, entry: Dirent): TreeFile | string {
  if (!RepositoryPath.safeParse(path).success) return "expected a name without backslashes";
  if (entry.name === ".git") return "expected no .git: history is declared in history.yaml";
  if (entry.isSymbolicLink()) {
    const target = readlinkSync(place);
    if (leaves(path, target)) return `expected a link that stays inside the folder, got ${target}`;
    return { mode: "120000", bytes: new TextEncoder().encode(target) };
  }
  if (!entry.isFile()) return "expected a file, a folder or a symbolic link";
  const { size, mode } = lstatSync(place);
  if (size > maximumFileBytes) return `expected at most 2 MB, got ${size} bytes`;
  return { mode: (mode & 0o100) === 0 ? "100644" : "100755", bytes: new Uint8Array(readFileSync(place)) };
}

function leaves(path: string, target: string): boolean {
  const joined = posix.normalize(posix.join(posix.dirname(path), target));
  return posix.isAbsolute(target) || joined === ".." || joined.startsWith("../");
}

/**
 * Text of a file that belongs to a folder, read without following any link below that folder,
 * so that no stranger's folder can show what lies elsewhere.
 */
export function readOwnText(folder: string, path: string, label: string): Loaded<string> {
  const fault = (message: string): Loaded<string> => ({
    ok: false,
    problems: [{ file: `${label}/${path}`, field: "", message }],
  });
  if (!RepositoryPath.safeParse(path).success) return fault("expected a path inside the folder");
  const place = join(folder, path);
  if (statSync(place, { throwIfNoEntry: false })?.isFile() !== true) return fault("missing, expected a file");
  if (realpathSync(place) !== join(realpathSync(folder), path))
    return fault("expected a file, not a symbolic link");
  if (statSync(place).size > maximumFileBytes) return fault("expected at most 2 MB");
  try {
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(place)) };
  } catch {
    return fault("expected UTF-8 text");
  }
}

/** Whether a folder is there; a link to one counts. */
export function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Names of the folders directly below one, links left out, in order; none where it is missing. */
export function listFolders(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}
