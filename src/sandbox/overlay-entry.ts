/** A regular file. `mode` holds permission bits only; `bytes` is never written into. */
interface FileEntry {
  readonly kind: "file";
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

interface FolderEntry {
  readonly kind: "directory";
  readonly mode: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

interface LinkEntry {
  readonly kind: "symlink";
  readonly target: string;
  readonly mode: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

/** What lies at an absolute path whose folders are all real folders (never links). */
export type Entry = FileEntry | FolderEntry | LinkEntry;

/** One path that differs from the base: what lies there now, or null where nothing does any more. */
export interface Edit {
  readonly path: string;
  readonly entry: Entry | null;
}

/** Everything by which an overlay differs from its base. Plain data, so it can be cloned into a worker thread. */
export interface OverlayDelta {
  readonly edits: readonly Edit[];
  /** Milliseconds that the machine's clock is past `facts.now`. */
  readonly elapsedMs: number;
  /** The number that the next new entry gets. */
  readonly nextInode: number;
}
