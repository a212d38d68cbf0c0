import { InputError } from "../schema/input-error.js";

const words: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file, not a folder",
  ENOENT: "no such file or folder",
  EEXIST: "a file is in its place",
  EISDIR: "it is a folder, not a file",
  EMFILE: "too many open files",
};

/** Runs file work; what the user can mend becomes an `InputError` that names the path. */
export function namingFailures<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = words[code];
    if (reason === undefined) throw error;
    throw new InputError(`${path}: ${reason} (${code})`, { cause: error });
  }
}
