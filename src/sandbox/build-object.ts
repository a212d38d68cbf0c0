import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

/** A git folder under construction: what lies in it, by path below it. */
export type GitFolder = Map<string, Uint8Array>;

/** Puts an object into the folder's loose objects, once; its id. */
export function putObject(folder: GitFolder, type: "blob" | "tree" | "commit", content: Uint8Array): string {
  const header = Buffer.from(`${type} ${content.length}\0`);
  const id = createHash("sha1").update(header).update(content).digest("hex");
  const path = `objects/${id.slice(0, 2)}/${id.slice(2)}`;
  if (!folder.has(path)) folder.set(path, plainBytes(deflateSync(Buffer.concat([header, content]))));
  return id;
}

/** The bytes in a buffer of their own, so that cloning them takes no more than they need. */
export function plainBytes(bytes: Uint8Array | string): Uint8Array {
  return Uint8Array.from(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
}
