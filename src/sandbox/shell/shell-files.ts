import type { CpOptions, FileContent, FsStat, IFileSystem, MkdirOptions, RmOptions } from "just-bash";
import { unsafeBytesFromLatin1 } from "just-bash";
import { FileError } from "../file-error.js";
import type { FileStat } from "../machine-command.js";
import { childPath, isWithin, resolvePath } from "../machine-path.js";
import type { Overlay } from "../overlay.js";
import { callerFrame, scriptText, type ShellCallers } from "./shell-callers.js";
import { asBuffer, contentBytes, decodeBytes } from "./text-encoding.js";

type ReadOptions = Parameters<IFileSystem["readFile"]>[1];
type WriteOptions = Parameters<IFileSystem["writeFile"]>[2];
type ByteString = ReturnType<typeof unsafeBytesFromLatin1>;

/** The overlay as the shell's file system. Errors keep their POSIX code and wording. */
export class ShellFiles implements IFileSystem {
  readonly #overlay: Overlay;
  readonly #callers: ShellCallers;
  readonly #refused = new Map<string, FileError>();

  constructor(overlay: Overlay, callers: ShellCallers = {}) {
    this.#overlay = overlay;
    this.#callers = callers;
  }

  /** Why a file could not be opened for output, by absolute path. */
  readonly refusals = new Map<string, string>();

  async readFile(path: string, options?: ReadOptions): Promise<string> {
    const bytes = this.#overlay.read(absolute(path));
    const startsScript = bytes[0] === 0x23 && bytes[1] === 0x21 && callerFrame() === this.#callers.script;
    return startsScript ? scriptText(path, decodeBytes(bytes, "utf8")) : decodeBytes(bytes, options);
  }

  async readFileBytes(path: string): Promise<ByteString> {
    return unsafeBytesFromLatin1(asBuffer(this.#overlay.read(absolute(path))).toString("latin1"));
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return this.#overlay.read(absolute(path)).slice();
  }

  async writeFile(path: string, content: FileContent, options?: WriteOptions): Promise<void> {
    this.#overlay.write(absolute(path), contentBytes(content, options));
  }

  async appendFile(path: string, content: FileContent, options?: WriteOptions): Promise<void> {
    const target = absolute(path);
    const added = contentBytes(content, options);
    const before = this.#overlay.stat(target) === undefined ? new Uint8Array() : this.#overlay.read(target);
    const joined = new Uint8Array(before.length + added.length);
    joined.set(before);
    joined.set(added, before.length);
    this.#overlay.write(target, joined);
  }

  async exists(path: string): Promise<boolean> {
    const refusal = this.#overlay.refusal(absolute(path));
    if (refusal !== undefined && callerFrame() === this.#callers.redirect) {
      // The shell lets a file that it cannot look at fail its redirect alone; any other failure would end the script.
      this.#refused.set(path, refusal);
      this.refusals.set(absolute(path), refusal.reason);
      return true;
    }
    try {
      return this.#overlay.stat(absolute(path)) !== undefined;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }

  async stat(path: string): Promise<FsStat> {
    const refusal = this.#refused.get(path);
    if (refusal !== undefined) {
      this.#refused.delete(path);
      throw refusal;
    }
    return shellStat(this.#overlay.stat(absolute(path)), "stat", path);
  }

  async lstat(path: string): Promise<FsStat> {
    return shellStat(this.#overlay.linkStat(absolute(path)), "lstat", path);
  }

  async mkdir(path: string, options?: MkdirOptions): Promise<void> {
    this.#overlay.makeDirectory(absolute(path), { recursive: options?.recursive ?? false });
  }

  async readdir(path: string): Promise<string[]> {
    return [...this.#overlay.list(absolute(path))];
  }

  async readdirWithFileTypes(
    path: string,
  ): Promise<{ name: string; isFile: boolean; isDirectory: boolean; isSymbolicLink: boolean }[]> {
    const folder = this.#overlay.realTarget(absolute(path), "scandir");
    return this.#overlay.list(folder).map((name) => {
      const kind = this.#overlay.entry(childPath(folder, name))?.kind;
      return {
        name,
        isFile: kind === "file",
        isDirectory: kind === "directory",
        isSymbolicLink: kind === "symlink",
      };
    });
  }

  async rm(path: string, options?: RmOptions): Promise<void> {
    const target = absolute(path);
    if (options?.force && this.#overlay.linkStat(target) === undefined) return;
    this.#overlay.remove(target, { recursive: options?.recursive ?? false });
  }

  async cp(source: string, destination: string, options?: CpOptions): Promise<void> {
    copy(this.#overlay, absolute(source), absolute(destination), options?.recursive ?? false);
  }

  async mv(source: string, destination: string): Promise<void> {
    this.#overlay.rename(absolute(source), absolute(destination));
  }

  resolvePath(base: string, path: string): string {
    return resolvePath(base, path);
  }

  getAllPaths(): string[] {
    return [];
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.#overlay.changeMode(absolute(path), mode);
  }

  async symlink(target: string, linkPath: string): Promise<void> {
    this.#overlay.symlink(target, absolute(linkPath));
  }

  async link(existingPath: string, newPath: string): Promise<void> {
    const target = absolute(newPath);
    if (this.#overlay.linkStat(target) !== undefined) throw new FileError("EEXIST", "link", newPath);
    const stat = this.#overlay.stat(absolute(existingPath));
    this.#overlay.write(target, this.#overlay.read(absolute(existingPath)), stat?.mode);
  }

  async readlink(path: string): Promise<string> {
    return this.#overlay.readLink(absolute(path));
  }

  async realpath(path: string): Promise<string> {
    return this.#overlay.realPath(absolute(path));
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    this.#overlay.changeTime(absolute(path), modified.getTime());
  }
}

function absolute(path: string): string {
  return resolvePath("/", path);
}

function shellStat(stat: FileStat | undefined, call: string, path: string): FsStat {
  if (stat === undefined) throw new FileError("ENOENT", call, path);
  return {
    isFile: stat.kind === "file",
    isDirectory: stat.kind === "directory",
    isSymbolicLink: stat.kind === "symlink",
    mode: stat.mode,
    size: stat.size,
    mtime: new Date(stat.mtimeMs),
    dev: 64_769,
    ino: stat.inode,
  };
}

function copy(overlay: Overlay, source: string, destination: string, recursive: boolean): void {
  const entry = overlay.entry(source);
  if (entry === undefined) throw new FileError("ENOENT", "cp", source);
  if (entry.kind === "file") {
    overlay.write(destination, entry.bytes, entry.mode);
  } else if (entry.kind === "symlink") {
    if (overlay.entry(destination) !== undefined) overlay.remove(destination);
    overlay.symlink(entry.target, destination);
  } else {
    if (!recursive) throw new FileError("EISDIR", "cp", source);
    if (isWithin(source, destination)) throw new FileError("EINVAL", "cp", source);
    overlay.makeDirectory(destination, { recursive: true });
    for (const name of overlay.list(source))
      copy(overlay, childPath(source, name), childPath(destination, name), true);
  }
}
