import { createHash } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import type { MachineFiles } from "../machine-command.js";
import { parentPath } from "../machine-path.js";

export type ObjectType = "blob" | "tree" | "commit" | "tag";

/** Most bytes that one object may unfold to. */
const mostBytes = 256 * 1024 * 1024;

/** Reads an object that lies in a file of its own; undefined where there is none or it is damaged. */
export function readLoose(
  files: MachineFiles,
  gitFolder: string,
  oid: string,
): { type: ObjectType; content: Buffer } | undefined {
  const path = loosePath(gitFolder, oid);
  if (files.stat(path)?.kind !== "file") return undefined;
  const bytes = inflate(files.read(path));
  const zero = bytes?.indexOf(0) ?? -1;
  const type = /^(blob|tree|commit|tag) \d+$/.exec(bytes?.toString("latin1", 0, zero) ?? "")?.[1];
  if (bytes === undefined || !isObjectType(type)) return undefined;
  return { type, content: bytes.subarray(zero + 1) };
}

/** Stores an object in a file of its own, once; its id. */
export function writeLoose(
  files: MachineFiles,
  gitFolder: string,
  type: ObjectType,
  content: Uint8Array,
): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const oid = createHash("sha1").update(whole).digest("hex");
  const path = loosePath(gitFolder, oid);
  if (files.stat(path) !== undefined) return oid;
  files.makeDirectory(parentPath(path), { recursive: true });
  files.write(path, deflateSync(whole), 0o444);
  return oid;
}

function loosePath(gitFolder: string, oid: string): string {
  return `${gitFolder}/objects/${oid.slice(0, 2)}/${oid.slice(2)}`;
}

function inflate(bytes: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
}

function isObjectType(type: string | undefined): type is ObjectType {
  return type === "blob" || type === "tree" || type === "commit" || type === "tag";
}
