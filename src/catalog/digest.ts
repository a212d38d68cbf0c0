import { createHash } from "node:crypto";
import type { TreeFile } from "../schema/tree.js";

/** Named parts of something that is told apart by its content. */
export interface DigestParts {
  readonly values: Readonly<Record<string, unknown>>;
  readonly trees: Readonly<Record<string, ReadonlyMap<string, TreeFile>>>;
}

/** SHA-256 in hex; the order of keys and of files makes no difference, every name, mode and byte does. */
export function digestParts(parts: DigestParts): string {
  const hash = createHash("sha256");
  const add = (text: string | Uint8Array): void => {
    hash.update(`${text.length}:`).update(text);
  };
  for (const [name, value] of sortedEntries(parts.values)) {
    add(name);
    add(JSON.stringify(value ?? null, sortKeys));
  }
  for (const [name, files] of sortedEntries(parts.trees)) {
    add(name);
    for (const path of [...files.keys()].toSorted()) {
      const file = files.get(path);
      if (file === undefined) continue;
      add(path);
      add(file.mode);
      add(file.bytes);
    }
  }
  return hash.digest("hex");
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(sortedEntries<unknown>({ ...value }));
}

function sortedEntries<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
