import { FileError } from "./file-error.js";
import { childPath, parentPath, resolvePath } from "./machine-path.js";
import type { Entry } from "./overlay-entry.js";

const maximumLinks = 40;

/**
 * The real path behind an absolute path: links in its folders resolved, and the last part too when `followLast`.
 * What lies there may be missing. Throws ELOOP on a circle, ENOTDIR where a part on the way is no folder.
 */
export function followLinks(
  lookup: (path: string) => Entry | undefined,
  path: string,
  followLast: boolean,
  call: string,
): string {
  const direct = lookup(path);
  if (direct !== undefined && (direct.kind !== "symlink" || !followLast)) return path;
  let pending = path.split("/").filter((part) => part !== "");
  let real = "/";
  let links = 0;
  while (pending.length > 0) {
    const [part = "", ...rest] = pending;
    pending = rest;
    const next = childPath(real, part);
    const entry = lookup(next);
    const isLast = pending.length === 0;
    if (entry?.kind === "symlink" && (!isLast || followLast)) {
      links += 1;
      if (links > maximumLinks) throw new FileError("ELOOP", call, path);
      const target = resolvePath(real, entry.target);
      pending = [...target.split("/").filter((name) => name !== ""), ...pending];
      real = "/";
    } else {
      if (!isLast && entry?.kind === "file") throw new FileError("ENOTDIR", call, path);
      if (!isLast && entry === undefined) return resolvePath(next, pending.join("/"));
      real = next;
    }
  }
  return real;
}

/** Throws unless the folder that should hold a real path is there and is a folder. */
export function requireParent(
  lookup: (path: string) => Entry | undefined,
  real: string,
  call: string,
  path: string,
): void {
  const parent = lookup(parentPath(real));
  if (parent === undefined) throw new FileError("ENOENT", call, path);
  if (parent.kind !== "directory") throw new FileError("ENOTDIR", call, path);
}
