import { FileError } from "../file-error.js";

/** Why a file call failed, as a tool words it after the path: `No such file or directory`. A bug is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof FileError) return error.reason;
  throw error;
}
