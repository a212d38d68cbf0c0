import { SandboxError } from "./sandbox.js";

const messages = {
  ENOENT: "no such file or directory",
  EEXIST: "file already exists",
  ENOTDIR: "not a directory",
  EISDIR: "illegal operation on a directory",
  ENOTEMPTY: "directory not empty",
  EINVAL: "invalid argument",
  EACCES: "permission denied",
  EROFS: "read-only file system",
  ELOOP: "too many levels of symbolic links",
  ENOSPC: "no space left on device",
  EFBIG: "file too large",
  ENAMETOOLONG: "file name too long",
} as const;

export type FileErrorCode = keyof typeof messages;

/** A failed file call: a POSIX code, and a message such as `ENOENT: no such file or directory, open '/x'`. */
export class FileError extends SandboxError {
  readonly code: FileErrorCode;
  readonly path: string;
  constructor(code: FileErrorCode, call: string, path: string) {
    super(`${code}: ${messages[code]}, ${call} '${path}'`);
    this.code = code;
    this.path = path;
  }
  /** The message as a shell tool prints it after the path: `No such file or directory`. */
  get reason(): string {
    const words: string =
      this.code === "EEXIST"
        ? "file exists"
        : this.code === "EISDIR"
          ? "is a directory"
          : messages[this.code];
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
}
