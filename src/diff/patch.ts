import type { FileMode } from "../schema/tree.js";

/** A passage to replace: lines with their line feeds, one character per byte, context included on both sides. */
export interface Hunk {
  /** Line of the old file at which `before` starts, from 1; the line above where `before` is empty. */
  readonly oldStart: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Lines of context that the passage ends with. */
  readonly trailing: number;
}

/** What a patch does to one file. */
export interface FilePatch {
  readonly kind: "create" | "delete" | "modify" | "rename" | "copy";
  /** The path read from; for a created file the path written to. */
  readonly from: string;
  /** The path written to; for a deleted file the path read from. */
  readonly to: string;
  /** The mode that results; undefined where it stays. */
  readonly mode: FileMode | undefined;
  readonly hunks: readonly Hunk[];
  /** Whole new content of a binary file, and the blob id it replaces where the patch gives it in full. */
  readonly binary: { readonly bytes: Uint8Array; readonly replaces: string | undefined } | undefined;
}

/** Why a patch cannot be read or applied: one line naming the place. */
export interface Problem {
  readonly problem: string;
}
