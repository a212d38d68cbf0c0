import { quotePath } from "../../diff/quote-path.js";

/** A repository path as seen from a folder of the repository (`""`, or ending in a slash). */
export function relativePath(path: string, prefix: string): string {
  if (prefix === "") return path;
  const from = prefix.split("/").slice(0, -1);
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const result = "../".repeat(from.length - shared) + to.slice(shared).join("/");
  return result === "" ? "./" : result;
}

/** A path as `status -s` prints it: spaces call for quotes too. */
export function quoteStatusPath(path: string): string {
  const quoted = quotePath(path);
  return quoted === path && path.includes(" ") ? `"${path}"` : quoted;
}
