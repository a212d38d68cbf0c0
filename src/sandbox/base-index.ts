import type { StagedBase } from "../schema/machine.js";
import type { TreeFile } from "../schema/tree.js";
import { baseMtimeMs } from "./build-mtime.js";
import { outsideFiles } from "./machine/outside-files.js";
import { baseName, childPath, parentPath } from "./machine-path.js";
import type { Entry } from "./overlay-entry.js";

/** The lab's own programs: their names, and plain data from which a worker makes them. */
export interface LabPrograms {
  readonly names: readonly string[];
  readonly data: unknown;
}

const noLabPrograms: LabPrograms = { names: [], data: null };

/** A staged base made ready for overlays: every path of the machine and every folder's names. Shared and never changed. */
export interface BaseIndex {
  readonly staged: StagedBase;
  readonly lab: LabPrograms;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Folders in which the machine's user may write. */
  readonly writable: readonly string[];
  /** `facts.now` as Unix time in milliseconds. */
  readonly nowMs: number;
}

/** Indexes a staged base once; overlays on it then cost next to nothing. */
export function createBaseIndex(staged: StagedBase, lab: LabPrograms = noLabPrograms): BaseIndex {
  const { facts } = staged;
  const nowMs = Date.parse(facts.now);
  const builder = new IndexBuilder(baseMtimeMs(facts));
  for (const file of outsideFiles(facts, lab.names)) {
    if (file.kind === "directory") builder.folder(file.path, file.mode);
    else if (file.kind === "symlink") builder.link(file.path, file.target);
    else builder.file(file.path, file.bytes, file.mode);
  }
  builder.folder(facts.home);
  for (const [path, file] of staged.files) builder.treeFile(`${facts.home}/${path}`, file);
  if (staged.git.size > 0) builder.gitFolders(`${facts.home}/.git`);
  for (const [path, bytes] of staged.git) {
    builder.file(`${facts.home}/.git/${path}`, bytes, path.startsWith("objects/") ? 0o444 : 0o644);
  }
  return {
    staged,
    lab,
    entries: builder.entries,
    children: builder.children(),
    writable: [facts.home, `/home/${facts.user}`, "/tmp", "/var/tmp", "/dev/shm", "/proc/self/fd"],
    nowMs,
  };
}

class IndexBuilder {
  readonly entries = new Map<string, Entry>();
  readonly #names = new Map<string, string[]>();
  readonly #mtimeMs: number;
  #inode = 262_144;

  constructor(mtimeMs: number) {
    this.#mtimeMs = mtimeMs;
    this.entries.set("/", { kind: "directory", mode: 0o755, ...this.#stamp() });
    this.#names.set("/", []);
  }

  #stamp(): { mtimeMs: number; inode: number } {
    this.#inode += 1;
    return { mtimeMs: this.#mtimeMs, inode: this.#inode };
  }

  #put(path: string, entry: Entry): void {
    if (!this.entries.has(path)) {
      const parent = parentPath(path);
      this.folder(parent);
      this.#names.get(parent)?.push(baseName(path));
    }
    this.entries.set(path, entry);
  }

  folder(path: string, mode = 0o755): void {
    if (this.entries.has(path)) return;
    this.#put(path, { kind: "directory", mode, ...this.#stamp() });
    this.#names.set(path, []);
  }

  file(path: string, bytes: Uint8Array, mode: number): void {
    this.#put(path, { kind: "file", bytes, mode, ...this.#stamp() });
  }

  link(path: string, target: string): void {
    this.#put(path, { kind: "symlink", target, mode: 0o777, ...this.#stamp() });
  }

  treeFile(path: string, file: TreeFile): void {
    if (file.mode === "120000") this.link(path, new TextDecoder().decode(file.bytes));
    else this.file(path, file.bytes, file.mode === "100755" ? 0o755 : 0o644);
  }

  /** Folders that git makes and that hold nothing in a fresh repository. */
  gitFolders(path: string): void {
    for (const name of ["objects/info", "objects/pack", "refs/heads", "refs/tags"])
      this.folder(childPath(path, name));
  }

  children(): ReadonlyMap<string, readonly string[]> {
    for (const names of this.#names.values()) names.sort();
    return this.#names;
  }
}
