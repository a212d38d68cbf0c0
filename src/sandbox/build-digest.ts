import { createHash } from "node:crypto";
import { sortPaths } from "../diff/trees.js";
import type { TreeFile } from "../schema/tree.js";

/** SHA-256 over the path, mode and bytes of every file in path order, in hex. */
export function digestFiles(files: ReadonlyMap<string, TreeFile>): string {
  const hash = createHash("sha256");
  for (const path of sortPaths(files.keys())) {
    const file = files.get(path);
    if (file === undefined) continue;
    hash.update(`${path}\0${file.mode}\0${file.bytes.length}\0`).update(file.bytes);
  }
  return hash.digest("hex");
}
