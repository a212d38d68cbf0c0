import type { Commit } from "./object-types.js";

/** How commits are printed. */
export interface CommitStyle {
  /** A named form (`medium`, `oneline`, ...) or `user`. */
  readonly form: "oneline" | "short" | "medium" | "full" | "fuller" | "raw" | "reference" | "user";
  readonly pattern: string;
  /** Each record ends in a line feed, rather than having one between records. */
  readonly terminator: boolean;
  readonly abbreviate: boolean;
  readonly date: string;
  readonly decorations: ReadonlyMap<string, readonly string[]>;
  readonly decorate: boolean;
}

/** What only a reflog walk or a marked walk knows of a commit. */
export interface CommitPlace {
  readonly selector?: string;
  readonly reflogMessage?: string;
  readonly mark?: string;
}

/** The names that point at a commit, between `before` and `after`; empty without names. */
export function decoration(commit: Commit, style: CommitStyle, before: string, after: string): string {
  const names = style.decorations.get(commit.oid);
  return names === undefined || names.length === 0 ? "" : `${before}${names.join(", ")}${after}`;
}
