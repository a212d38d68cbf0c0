import { createHash } from "node:crypto";
import { fatal } from "./git-failure.js";
import type { Entry, Listing } from "./object-types.js";

/** One line of the index. Stages 1 to 3 are the base, ours and theirs of a conflict. */
export interface IndexEntry extends Entry {
  readonly path: string;
  readonly stage: number;
  readonly size: number;
  readonly mtimeSeconds: number;
  readonly inode: number;
  readonly intentToAdd: boolean;
}

/** The staged files. */
export interface Index {
  /** Stage 0, by path. */
  readonly entries: Map<string, IndexEntry>;
  /** Conflicts: the entries of stages 1 to 3, by path. */
  readonly conflicts: Map<string, IndexEntry[]>;
}

const headerBytes = 12;
const fixedBytes = 62;
const extendedFlag = 0x4000;
const intentToAddFlag = 0x2000;

export function emptyIndex(): Index {
  return { entries: new Map(), conflicts: new Map() };
}

/** Reads an index file, version 2 or 3; extensions are left out. Fails as git does where it is damaged. */
export function decodeIndex(bytes: Uint8Array): Index {
  try {
    return decodeEntries(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw fatal("index file corrupt");
    throw error;
  }
}

function decodeEntries(bytes: Uint8Array): Index {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.toString("latin1", 0, 4) !== "DIRC") throw fatal("index file corrupt");
  const index = emptyIndex();
  let at = headerBytes;
  for (let left = view.readUInt32BE(8); left > 0; left--) {
    const flags = view.readUInt16BE(at + 60);
    const extended = (flags & extendedFlag) !== 0;
    const start = at + fixedBytes + (extended ? 2 : 0);
    const end = view.indexOf(0, start);
    if (end === -1) throw fatal("index file corrupt");
    addEntry(index, {
      path: view.toString("utf8", start, end),
      stage: (flags >> 12) & 3,
      mode: view.readUInt32BE(at + 24).toString(8),
      oid: view.toString("hex", at + 40, at + 60),
      size: view.readUInt32BE(at + 36),
      mtimeSeconds: view.readUInt32BE(at + 8),
      inode: view.readUInt32BE(at + 20),
      intentToAdd: extended && (view.readUInt16BE(at + fixedBytes) & intentToAddFlag) !== 0,
    });
    at += Math.ceil((end - at + 1) / 8) * 8;
  }
  return index;
}

function addEntry(index: Index, entry: IndexEntry): void {
  if (entry.stage === 0) index.entries.set(entry.path, entry);
  else index.conflicts.set(entry.path, [...(index.conflicts.get(entry.path) ?? []), entry]);
}

/** The bytes of an index file. */
export function encodeIndex(index: Index): Uint8Array {
  const entries = sortedEntries(index);
  const header = Buffer.alloc(headerBytes);
  header.write("DIRC", "latin1");
  header.writeUInt32BE(entries.some((entry) => entry.intentToAdd) ? 3 : 2, 4);
  header.writeUInt32BE(entries.length, 8);
  const body = Buffer.concat([header, ...entries.map(encodeEntry)]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

/** Every entry in the order of the file: by path, then by stage. */
export function sortedEntries(index: Index): IndexEntry[] {
  const entries = [...index.entries.values(), ...[...index.conflicts.values()].flat()];
  return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.stage - b.stage));
}

function encodeEntry(entry: IndexEntry): Buffer {
  const path = Buffer.from(entry.path, "utf8");
  const start = fixedBytes + (entry.intentToAdd ? 2 : 0);
  const bytes = Buffer.alloc(Math.ceil((start + path.length + 1) / 8) * 8);
  bytes.writeUInt32BE(entry.mtimeSeconds, 0);
  bytes.writeUInt32BE(entry.mtimeSeconds, 8);
  bytes.writeUInt32BE(entry.inode >>> 0, 20);
  bytes.writeUInt32BE(Number.parseInt(entry.mode, 8), 24);
  bytes.writeUInt32BE(entry.size >>> 0, 36);
  bytes.write(entry.oid, 40, "hex");
  bytes.writeUInt16BE(
    (entry.stage << 12) | Math.min(path.length, 0xfff) | (entry.intentToAdd ? extendedFlag : 0),
    60,
  );
  if (entry.intentToAdd) bytes.writeUInt16BE(intentToAddFlag, fixedBytes);
  path.copy(bytes, start);
  return bytes;
}

/** A plain staged entry, without what the disk says of the file. */
export function plainEntry(path: string, entry: Entry): IndexEntry {
  return { path, ...entry, stage: 0, size: 0, mtimeSeconds: 0, inode: 0, intentToAdd: false };
}

/** The staged files as a listing; files that are only announced (`add -N`) are left out. */
export function stagedListing(index: Index): Listing {
  const files = new Map<string, Entry>();
  for (const entry of [...index.entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (!entry.intentToAdd) files.set(entry.path, { mode: entry.mode, oid: entry.oid });
  }
  return files;
}
