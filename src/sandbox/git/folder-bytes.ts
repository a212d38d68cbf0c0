import type { FolderEntry } from "./object-types.js";

/** A tree object's entries. */
export function parseFolder(bytes: Buffer): FolderEntry[] {
  const entries: FolderEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const zero = bytes.indexOf(0, space);
    const mode = bytes.toString("latin1", at, space).padStart(6, "0");
    const type = mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob";
    const name = bytes.toString("utf8", space + 1, zero);
    entries.push({ mode, name, oid: bytes.toString("hex", zero + 1, zero + 21), type });
    at = zero + 21;
  }
  return entries;
}

/** A tree object: entries in git's order, in which a folder sorts as if its name ended in a slash. */
export function folderBytes(entries: readonly FolderEntry[]): Uint8Array {
  const keyed = entries.map((entry) => ({
    entry,
    key: Buffer.from(`${entry.name}${entry.type === "tree" ? "/" : ""}`),
  }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.replace(/^0/, "")} ${entry.name}\0`, "utf8"),
      Buffer.from(entry.oid, "hex"),
    ]),
  );
}
