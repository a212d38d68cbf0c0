import type { Tree, TreeFile } from "../schema/tree.js";

/** A tree that also answers which of its paths match a glob, in code-point order. */
export interface GlobTree extends Tree {
  glob(pattern: string): readonly string[];
}

/** What an answer was made from: file contents, the paths behind globs, or the list of all paths. */
export interface Dependencies {
  readonly files: ReadonlySet<string>;
  readonly globs: ReadonlySet<string>;
  readonly everyPath: boolean;
}

/** A view of a tree that notes every file, glob and path list that is asked of it, present or not. */
export class TrackedTree implements GlobTree, Dependencies {
  readonly files = new Set<string>();
  readonly globs = new Set<string>();
  everyPath = false;
  readonly #source: GlobTree;

  constructor(source: GlobTree) {
    this.#source = source;
  }

  file(path: string): TreeFile | undefined {
    this.files.add(path);
    return this.#source.file(path);
  }

  paths(): readonly string[] {
    this.everyPath = true;
    return this.#source.paths();
  }

  glob(pattern: string): readonly string[] {
    this.globs.add(pattern);
    return this.#source.glob(pattern);
  }

  /** Notes what another answer, used in this one, was made from. */
  absorb(used: Dependencies): void {
    for (const path of used.files) this.files.add(path);
    for (const pattern of used.globs) this.globs.add(pattern);
    this.everyPath ||= used.everyPath;
  }
}
