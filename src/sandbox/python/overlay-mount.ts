import { FileError } from "../file-error.js";
import type { FileStat, MachineFiles } from "../machine-command.js";
import { childPath } from "../machine-path.js";
import type { VirtualFileSystem, VirtualNode, VirtualStream } from "./emscripten.js";
import { interpreterErrors } from "./error-numbers.js";
import { OpenFile } from "./open-file.js";

const kindBits = { file: 0o100000, directory: 0o040000, symlink: 0o120000 } as const;
const anyKind = 0o170000;

interface Attributes {
  readonly mode?: number;
  readonly size?: number;
  readonly mtime?: number | Date;
}

/** Makes a folder of the machine appear at the same path inside the interpreter. */
export class OverlayMount {
  readonly #system: VirtualFileSystem;
  readonly #files: MachineFiles;
  readonly #path: string;
  readonly #opened = new Map<VirtualNode, OpenFile>();

  constructor(system: VirtualFileSystem, files: MachineFiles, path: string) {
    this.#system = system;
    this.#files = files;
    this.#path = path;
  }

  mount(): VirtualNode {
    return this.#node(null, "/", kindBits.directory | 0o755);
  }

  #node(parent: VirtualNode | null, name: string, mode: number): VirtualNode {
    const node = this.#system.createNode(parent, name, mode, 0);
    node.node_ops = this.#nodeOperations;
    node.stream_ops = this.#streamOperations;
    return node;
  }

  #child(parent: VirtualNode, name: string): string {
    return childPath(this.#system.getPath(parent), name);
  }

  /** Runs a file call and turns its failure into the interpreter's. */
  #try<Result>(call: () => Result): Result {
    try {
      return call();
    } catch (error) {
      if (error instanceof FileError) throw new this.#system.ErrnoError(interpreterErrors[error.code]);
      throw error;
    }
  }

  #require(path: string): FileStat {
    const stat = this.#files.linkStat(path);
    if (stat === undefined) throw new FileError("ENOENT", "stat", path);
    return stat;
  }

  readonly #nodeOperations = {
    getattr: (node: VirtualNode): object =>
      this.#try(() => {
        const stat = this.#require(this.#system.getPath(node));
        const time = new Date(stat.mtimeMs);
        const size = this.#opened.get(node)?.length ?? stat.size;
        return {
          dev: 64_769,
          ino: stat.inode,
          mode: kindBits[stat.kind] | stat.mode,
          nlink: stat.kind === "directory" ? 2 : 1,
          uid: 1000,
          gid: 1000,
          rdev: 0,
          size,
          atime: time,
          mtime: time,
          ctime: time,
          blksize: 4096,
          blocks: Math.ceil(size / 512),
        };
      }),
    setattr: (node: VirtualNode, attributes: Attributes): void =>
      this.#try(() => {
        const path = this.#system.getPath(node);
        if (attributes.mode !== undefined) {
          this.#files.changeMode(path, attributes.mode & 0o7777);
          node.mode = (node.mode & anyKind) | (attributes.mode & 0o7777);
        }
        if (attributes.mtime !== undefined) this.#files.changeTime(path, Number(attributes.mtime));
        if (attributes.size !== undefined) this.#resize(node, path, attributes.size);
      }),
    lookup: (parent: VirtualNode, name: string): VirtualNode =>
      this.#try(() => {
        const stat = this.#require(this.#child(parent, name));
        return this.#node(parent, name, kindBits[stat.kind] | stat.mode);
      }),
    mknod: (parent: VirtualNode, name: string, mode: number): VirtualNode =>
      this.#try(() => {
        const path = this.#child(parent, name);
        if ((mode & anyKind) === kindBits.directory) this.#files.makeDirectory(path);
        else this.#files.write(path, new Uint8Array(), mode & 0o777 & ~0o022);
        return this.#node(parent, name, mode);
      }),
    rename: (node: VirtualNode, parent: VirtualNode, name: string): void =>
      this.#try(() => {
        const target = this.#child(parent, name);
        const replaced = this.#files.linkStat(target) !== undefined;
        this.#files.rename(this.#system.getPath(node), target);
        if (replaced) this.#system.hashRemoveNode(this.#system.lookupNode(parent, name));
        node.name = name;
      }),
    unlink: (parent: VirtualNode, name: string): void =>
      this.#try(() => this.#files.remove(this.#child(parent, name))),
    rmdir: (parent: VirtualNode, name: string): void =>
      this.#try(() => this.#files.remove(this.#child(parent, name))),
    readdir: (node: VirtualNode): string[] =>
      this.#try(() => [".", "..", ...this.#files.list(this.#system.getPath(node))]),
    symlink: (parent: VirtualNode, name: string, target: string): VirtualNode =>
      this.#try(() => {
        this.#files.symlink(target, this.#child(parent, name));
        return this.#node(parent, name, kindBits.symlink | 0o777);
      }),
    readlink: (node: VirtualNode): string =>
      this.#try(() => this.#files.readLink(this.#system.getPath(node))),
  };

  readonly #streamOperations = {
    open: (stream: VirtualStream): void =>
      this.#try(() => {
        if ((stream.node.mode & anyKind) !== kindBits.file) return;
        const open =
          this.#opened.get(stream.node) ?? new OpenFile(this.#files.read(this.#system.getPath(stream.node)));
        open.users += 1;
        this.#opened.set(stream.node, open);
      }),
    close: (stream: VirtualStream): void =>
      this.#try(() => {
        const open = this.#opened.get(stream.node);
        if (open === undefined) return;
        this.#flush(stream.node, open);
        open.users -= 1;
        if (open.users === 0) this.#opened.delete(stream.node);
      }),
    dup: (stream: VirtualStream): void => {
      const open = this.#opened.get(stream.node);
      if (open !== undefined) open.users += 1;
    },
    fsync: (stream: VirtualStream): number =>
      this.#try(() => {
        const open = this.#opened.get(stream.node);
        if (open !== undefined) this.#flush(stream.node, open);
        return 0;
      }),
    read: (
      stream: VirtualStream,
      buffer: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): number => this.#opened.get(stream.node)?.read(buffer, offset, length, position) ?? 0,
    write: (
      stream: VirtualStream,
      buffer: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): number =>
      this.#try(
        () => this.#opened.get(stream.node)?.write(buffer.subarray(offset, offset + length), position) ?? 0,
      ),
    llseek: (stream: VirtualStream, offset: number, whence: number): number => {
      const from =
        whence === 1 ? stream.position : whence === 2 ? (this.#opened.get(stream.node)?.length ?? 0) : 0;
      if (from + offset < 0) throw new this.#system.ErrnoError(interpreterErrors.EINVAL);
      return from + offset;
    },
  };

  #resize(node: VirtualNode, path: string, size: number): void {
    const open = this.#opened.get(node) ?? new OpenFile(this.#files.read(path));
    open.resize(size);
    this.#flush(node, open);
  }

  #flush(node: VirtualNode, open: OpenFile): void {
    const bytes = open.takeChanges();
    // A file that was removed while open stays removed.
    if (bytes !== undefined && this.#files.linkStat(this.#system.getPath(node)) !== undefined) {
      this.#files.write(this.#system.getPath(node), bytes);
    }
  }

  /** The folder that this mount shows. */
  get path(): string {
    return this.#path;
  }
}
