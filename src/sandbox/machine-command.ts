import type { MachineFacts } from "../schema/machine.js";
import type { FileKind } from "./sandbox.js";

/** What lies at a path. `mode` holds permission bits only (0o644); `size` is bytes; `mtimeMs` is Unix time. */
export interface FileStat {
  readonly kind: FileKind;
  readonly mode: number;
  readonly size: number;
  readonly mtimeMs: number;
  /** Stable number of the entry; tells two paths apart. */
  readonly inode: number;
}

/**
 * The machine's files. Synchronous, memory only. Every path is absolute (`resolvePath` of
 * machine-path.ts makes it so). Calls throw a `FileError` with a POSIX code (`ENOENT`, `EEXIST`, `ENOTDIR`,
 * `EISDIR`, `ENOTEMPTY`, `EINVAL`, `EACCES`, `EROFS`, `ELOOP`, `ENOSPC`, `EFBIG`).
 */
export interface MachineFiles {
  /** The file's bytes, links followed; never write into them. */
  read(path: string): Uint8Array;
  /** Replaces or creates a file; its folder must exist. Keeps the mode of a file that is there unless one is given. */
  write(path: string, bytes: Uint8Array, mode?: number): void;
  /** Names in a folder, in code-point order. */
  list(path: string): readonly string[];
  /** What lies at a path, or undefined; `stat` follows links, `linkStat` does not. */
  stat(path: string): FileStat | undefined;
  linkStat(path: string): FileStat | undefined;
  /** Creates a folder whose parent exists; `recursive` creates the parents too and accepts a folder that is there. */
  makeDirectory(path: string, options?: { recursive?: boolean }): void;
  /** Removes a file, a link or an empty folder; `recursive` removes a folder with all it holds. */
  remove(path: string, options?: { recursive?: boolean }): void;
  rename(from: string, to: string): void;
  readLink(path: string): string;
  symlink(target: string, path: string): void;
  changeMode(path: string, mode: number): void;
  changeTime(path: string, mtimeMs: number): void;
  /** The path with every link in it resolved. */
  realPath(path: string): string;
}

/** What a command can see and touch. */
export interface Machine {
  readonly files: MachineFiles;
  readonly facts: MachineFacts;
  /** Absolute. */
  readonly cwd: string;
  readonly stdin: Uint8Array;
  /** Exported variables. */
  readonly env: ReadonlyMap<string, string>;
}

/** What a command printed. Text is UTF-8; bytes are passed on as they are. */
export interface MachineCommandResult {
  readonly stdout: string | Uint8Array;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A program on the machine's path. `argv` leaves out its name. Never throws for what the user typed. */
export interface MachineCommand {
  readonly name: string;
  run(argv: readonly string[], machine: Machine): MachineCommandResult | Promise<MachineCommandResult>;
}
