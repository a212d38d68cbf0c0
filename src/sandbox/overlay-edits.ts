import type { BaseIndex } from "./base-index.js";
import { FileError } from "./file-error.js";
import { baseName, parentPath } from "./machine-path.js";
import type { Edit, Entry, OverlayDelta } from "./overlay-entry.js";

/** What one overlay may hold beyond its base. */
export const overlayLimits = {
  bytes: 64 * 1024 * 1024,
  fileBytes: 16 * 1024 * 1024,
  entries: 20_000,
} as const;

/** The edits of one overlay and the names they leave in each folder; knows nothing of links or permissions. */
export class OverlayEdits {
  readonly #base: BaseIndex;
  readonly #edits = new Map<string, Entry | null>();
  readonly #names = new Map<string, Set<string>>();
  #bytes = 0;
  #entries = 0;

  constructor(base: BaseIndex, edits: readonly Edit[] = []) {
    this.#base = base;
    for (const edit of edits) this.put(edit.path, edit.entry, "open");
  }

  get(path: string): Entry | undefined {
    const edit = this.#edits.get(path);
    return edit === undefined ? this.#base.entries.get(path) : (edit ?? undefined);
  }

  /** The names in a folder; no order. */
  names(folder: string): Iterable<string> {
    return this.#names.get(folder) ?? this.#base.children.get(folder) ?? [];
  }

  isEmpty(folder: string): boolean {
    for (const _ of this.names(folder)) return false;
    return true;
  }

  /** Puts an entry at a real path whose folder is there, or removes what lies there (null). Throws ENOSPC and EFBIG. */
  put(path: string, entry: Entry | null, call: string): void {
    const before = this.#edits.get(path);
    const size = entry === null ? 0 : entrySize(entry);
    const bytes = this.#bytes + size - (before ? entrySize(before) : 0);
    const entries = this.#entries + (entry ? 1 : 0) - (before ? 1 : 0);
    if (entry?.kind === "file" && size > overlayLimits.fileBytes) throw new FileError("EFBIG", call, path);
    if (size > 0 && (bytes > overlayLimits.bytes || entries > overlayLimits.entries)) {
      throw new FileError("ENOSPC", call, path);
    }
    this.#bytes = bytes;
    this.#entries = entries;
    if (entry === null && !this.#base.entries.has(path)) this.#edits.delete(path);
    else this.#edits.set(path, entry);
    this.#rename(path, entry !== null);
  }

  #rename(path: string, present: boolean): void {
    const folder = parentPath(path);
    let names = this.#names.get(folder);
    if (names === undefined) {
      const before = this.#base.children.get(folder);
      if (present && this.#base.entries.has(path)) return;
      names = new Set(before);
      this.#names.set(folder, names);
    }
    if (present) names.add(baseName(path));
    else names.delete(baseName(path));
  }

  list(): readonly Edit[] {
    return Array.from(this.#edits, ([path, entry]) => ({ path, entry }));
  }
}

function entrySize(entry: Entry): number {
  if (entry.kind === "file") return entry.bytes.length + 1;
  return entry.kind === "symlink" ? entry.target.length + 1 : 1;
}

/** The delta of an overlay nobody has touched. */
export const emptyDelta: OverlayDelta = { edits: [], elapsedMs: 0, nextInode: 1_048_577 };
