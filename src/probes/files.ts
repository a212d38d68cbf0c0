import { createHash } from "node:crypto";
import type { ReadOf, Readout } from "../schema/readout.js";
import type { Scope } from "./reading-session.js";

/** What files hold, byte by byte: a digest for each path of a glob. For code and patches, of which no part may be overlooked. */
export function readFiles(read: ReadOf<"files">, scope: Scope): Readout {
  const digests = scope.tree.glob(read.of).flatMap((path) => {
    const file = scope.tree.file(path);
    if (file === undefined) return [];
    const kind = file.mode === "120000" ? "link" : "file";
    return [[path, createHash("sha256").update(kind).update(file.bytes).digest("hex").slice(0, 16)] as const];
  });
  return { state: "value", value: Object.fromEntries(digests) };
}
