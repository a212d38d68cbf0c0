import type { BaseIndex } from "./base-index.js";
import { FileError } from "./file-error.js";
import { followLinks, requireParent } from "./follow-links.js";
import { sinkDevices } from "./machine/device-files.js";
import type { FileStat, MachineFiles } from "./machine-command.js";
import { childPath, isWithin, parentPath } from "./machine-path.js";
import { emptyDelta, OverlayEdits } from "./overlay-edits.js";
import type { Edit, Entry, OverlayDelta } from "./overlay-entry.js";

const folderMode = 0o755;

/** A diff carries repository paths of at most 500 characters, without backslashes. */
const longestPath = 500;

/** A private, writable view of a shared base: reads fall through, writes stay here. Bounded (`overlayLimits`). */
export class Overlay implements MachineFiles {
  readonly base: BaseIndex;
  readonly #edits: OverlayEdits;
  readonly #lookup = (path: string): Entry | undefined => this.#edits.get(path);
  #elapsedMs: number;
  #nextInode: number;

  constructor(base: BaseIndex, delta: OverlayDelta = emptyDelta) {
    this.base = base;
    this.#edits = new OverlayEdits(base, delta.edits);
    this.#elapsedMs = delta.elapsedMs;
    this.#nextInode = delta.nextInode;
  }

  /** The machine's clock, Unix time in milliseconds. */
  get clockMs(): number {
    return this.base.nowMs + this.#elapsedMs;
  }

  advanceClock(milliseconds: number): void {
    this.#elapsedMs += Math.max(0, milliseconds);
  }

  delta(): OverlayDelta {
    return { edits: this.#edits.list(), elapsedMs: this.#elapsedMs, nextInode: this.#nextInode };
  }

  /** Every edited path with what lies there now; a path may have come back to what the base holds. */
  edits(): readonly Edit[] {
    return this.#edits.list();
  }

  /** What lies at an absolute path without following its last link; undefined where nothing does. */
  entry(path: string): Entry | undefined {
    try {
      return this.#edits.get(followLinks(this.#lookup, path, false, "lstat"));
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  read(path: string): Uint8Array {
    const entry = this.#require(this.realTarget(path, "open"), "open", path);
    if (entry.kind !== "file") throw new FileError("EISDIR", "read", path);
    return entry.bytes;
  }

  write(path: string, bytes: Uint8Array, mode?: number): void {
    const real = this.realTarget(path, "open");
    if (sinkDevices.has(real)) return;
    const before = this.#edits.get(real);
    if (before?.kind === "directory") throw new FileError("EISDIR", "open", path);
    requireParent(this.#lookup, real, "open", path);
    this.#requireWritable(real, "open", path);
    const inode = before?.inode ?? this.#newInode();
    const permissions = mode ?? before?.mode ?? 0o644;
    this.#edits.put(real, { kind: "file", bytes, mode: permissions, mtimeMs: this.#tick(), inode }, "write");
  }

  list(path: string): readonly string[] {
    const real = this.realTarget(path, "scandir");
    if (isWithin("/root", real)) throw new FileError("EACCES", "scandir", path);
    if (this.#require(real, "scandir", path).kind !== "directory")
      throw new FileError("ENOTDIR", "scandir", path);
    return [...this.#edits.names(real)].sort();
  }

  stat(path: string): FileStat | undefined {
    const entry = this.#edits.get(this.realTarget(path, "stat"));
    return entry === undefined ? undefined : describe(entry);
  }

  linkStat(path: string): FileStat | undefined {
    const entry = this.#edits.get(followLinks(this.#lookup, path, false, "lstat"));
    return entry === undefined ? undefined : describe(entry);
  }

  makeDirectory(path: string, options: { recursive?: boolean } = {}): void {
    if (options.recursive && this.stat(path)?.kind === "directory") return;
    const real = followLinks(this.#lookup, path, false, "mkdir");
    const before = this.#edits.get(real);
    if (before !== undefined) throw new FileError("EEXIST", "mkdir", path);
    if (options.recursive) this.makeDirectory(parentPath(real), options);
    requireParent(this.#lookup, real, "mkdir", path);
    this.#requireWritable(real, "mkdir", path);
    const stamp = { mtimeMs: this.#tick(), inode: this.#newInode() };
    this.#edits.put(real, { kind: "directory", mode: folderMode, ...stamp }, "mkdir");
  }

  remove(path: string, options: { recursive?: boolean } = {}): void {
    const real = followLinks(this.#lookup, path, false, "unlink");
    const entry = this.#require(real, "unlink", path);
    this.#requireRemovable(real, "unlink", path);
    if (entry.kind === "directory" && !this.#edits.isEmpty(real)) {
      if (!options.recursive) throw new FileError("ENOTEMPTY", "rmdir", path);
      for (const below of this.#below(real).reverse()) this.#edits.put(below, null, "unlink");
    }
    this.#edits.put(real, null, "unlink");
    this.#tick();
  }

  rename(from: string, to: string): void {
    const source = followLinks(this.#lookup, from, false, "rename");
    const target = followLinks(this.#lookup, to, false, "rename");
    const moved = this.#require(source, "rename", from);
    if (source === target) return;
    if (isWithin(source, target)) throw new FileError("EINVAL", "rename", from);
    requireParent(this.#lookup, target, "rename", to);
    this.#requireRemovable(source, "rename", from);
    this.#requireWritable(target, "rename", to);
    this.#requireReplaceable(target, moved, to);
    const below = moved.kind === "directory" ? this.#below(source) : [];
    this.#edits.put(target, moved, "rename");
    for (const path of below) {
      const entry = this.#edits.get(path);
      if (entry !== undefined) this.#edits.put(target + path.slice(source.length), entry, "rename");
    }
    for (const path of [...below].reverse()) this.#edits.put(path, null, "rename");
    this.#edits.put(source, null, "rename");
    this.#tick();
  }

  readLink(path: string): string {
    const entry = this.#require(followLinks(this.#lookup, path, false, "readlink"), "readlink", path);
    if (entry.kind !== "symlink") throw new FileError("EINVAL", "readlink", path);
    return entry.target;
  }

  symlink(target: string, path: string): void {
    const real = followLinks(this.#lookup, path, false, "symlink");
    if (this.#edits.get(real) !== undefined) throw new FileError("EEXIST", "symlink", path);
    requireParent(this.#lookup, real, "symlink", path);
    this.#requireWritable(real, "symlink", path);
    const stamp = { mtimeMs: this.#tick(), inode: this.#newInode() };
    this.#edits.put(real, { kind: "symlink", target, mode: 0o777, ...stamp }, "symlink");
  }

  changeMode(path: string, mode: number): void {
    const real = this.realTarget(path, "chmod");
    const entry = this.#require(real, "chmod", path);
    if (sinkDevices.has(real)) return;
    this.#requireWritable(real, "chmod", path);
    this.#edits.put(real, { ...entry, mode: mode & 0o7777 }, "chmod");
  }

  changeTime(path: string, mtimeMs: number): void {
    const real = this.realTarget(path, "utime");
    const entry = this.#require(real, "utime", path);
    this.#requireWritable(real, "utime", path);
    this.#edits.put(real, { ...entry, mtimeMs }, "utime");
  }

  realPath(path: string): string {
    const real = this.realTarget(path, "realpath");
    this.#require(real, "realpath", path);
    return real;
  }

  /** The real path behind a path, links followed; what lies there may be missing. */
  realTarget(path: string, call: string): string {
    return followLinks(this.#lookup, path, true, call);
  }

  /** Why a file could not be written at a path, or undefined where it could. */
  refusal(path: string): FileError | undefined {
    try {
      const real = this.realTarget(path, "open");
      if (sinkDevices.has(real)) return undefined;
      requireParent(this.#lookup, real, "open", path);
      this.#requireWritable(real, "open", path);
      return this.#edits.get(real)?.kind === "directory" ? new FileError("EISDIR", "open", path) : undefined;
    } catch (error) {
      if (error instanceof FileError) return error;
      throw error;
    }
  }

  #require(real: string, call: string, path: string): Entry {
    const entry = this.#edits.get(real);
    if (entry === undefined) throw new FileError("ENOENT", call, path);
    return entry;
  }

  #requireWritable(real: string, call: string, path: string): void {
    if (real.length > longestPath) throw new FileError("ENAMETOOLONG", call, path);
    if (/[\\\0]/.test(real)) throw new FileError("EINVAL", call, path);
    if (this.base.writable.some((folder) => isWithin(folder, real))) return;
    throw new FileError("EACCES", call, path);
  }

  #requireRemovable(real: string, call: string, path: string): void {
    if (this.base.writable.some((folder) => real !== folder && isWithin(folder, real))) return;
    throw new FileError("EACCES", call, path);
  }

  #requireReplaceable(target: string, moved: Entry, path: string): void {
    const before = this.#edits.get(target);
    if (before === undefined) return;
    if (before.kind === "directory") {
      if (moved.kind !== "directory") throw new FileError("EISDIR", "rename", path);
      if (!this.#edits.isEmpty(target)) throw new FileError("ENOTEMPTY", "rename", path);
    } else if (moved.kind === "directory") {
      throw new FileError("ENOTDIR", "rename", path);
    }
  }

  /** Every path below a real folder, folders before what they hold. */
  #below(folder: string): string[] {
    const paths: string[] = [];
    const pending = [folder];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const name of this.#edits.names(next)) {
        const path = childPath(next, name);
        paths.push(path);
        if (this.#edits.get(path)?.kind === "directory") pending.push(path);
      }
    }
    return paths;
  }

  #newInode(): number {
    this.#nextInode += 1;
    return this.#nextInode - 1;
  }

  #tick(): number {
    this.#elapsedMs += 1;
    return this.clockMs;
  }
}

function describe(entry: Entry): FileStat {
  const { kind, mode, mtimeMs, inode } = entry;
  const size =
    entry.kind === "file" ? entry.bytes.length : entry.kind === "symlink" ? entry.target.length : 4096;
  return { kind, mode, size, mtimeMs, inode };
}
