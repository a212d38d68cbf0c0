import type { Tree, TreeFile } from "../schema/tree.js";
import { compileGlob, isPlainPath } from "./glob.js";
import type { PathMatcher } from "./glob.js";
import type { Dependencies, GlobTree } from "./tracked-tree.js";

/** A tree with a memo of globs. */
export class IndexedTree implements GlobTree {
  readonly #tree: Tree;
  readonly #globs = new Map<string, readonly string[]>();
  readonly #matchers = new Map<string, PathMatcher>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  file(path: string): TreeFile | undefined {
    return this.#tree.file(path);
  }

  paths(): readonly string[] {
    return this.#tree.paths();
  }

  glob(pattern: string): readonly string[] {
    if (isPlainPath(pattern)) return this.#tree.file(pattern) === undefined ? [] : [pattern];
    const known = this.#globs.get(pattern);
    if (known !== undefined) return known;
    const found = this.#tree.paths().filter(this.matcher(pattern));
    this.#globs.set(pattern, found);
    return found;
  }

  matcher(pattern: string): PathMatcher {
    const known = this.#matchers.get(pattern);
    if (known !== undefined) return known;
    const matcher = compileGlob(pattern);
    this.#matchers.set(pattern, matcher);
    return matcher;
  }
}

/** A tree that differs from another in a few paths; globs are answered from the other's memo. */
export class ChangedTree implements GlobTree {
  readonly #base: IndexedTree;
  readonly #tree: Tree;
  readonly #changed: ReadonlySet<string>;
  readonly #appeared: readonly string[];
  readonly #vanished: ReadonlySet<string>;

  constructor(base: IndexedTree, tree: Tree, changed: ReadonlySet<string>) {
    this.#base = base;
    this.#tree = tree;
    this.#changed = changed;
    const paths = [...changed];
    const before = (path: string) => base.file(path) !== undefined;
    const after = (path: string) => tree.file(path) !== undefined;
    this.#appeared = paths.filter((path) => !before(path) && after(path));
    this.#vanished = new Set(paths.filter((path) => before(path) && !after(path)));
  }

  file(path: string): TreeFile | undefined {
    return this.#tree.file(path);
  }

  paths(): readonly string[] {
    return this.#tree.paths();
  }

  glob(pattern: string): readonly string[] {
    const before = this.#base.glob(pattern);
    const appeared = this.#appeared.filter(this.#base.matcher(pattern));
    const kept = this.#vanished.size === 0 ? before : before.filter((path) => !this.#vanished.has(path));
    return appeared.length === 0 ? kept : [...kept, ...appeared].sort(byCodePoint);
  }

  /** Whether an answer made from the base might be another one here. */
  outdates(answer: Dependencies): boolean {
    for (const path of this.#changed) if (answer.files.has(path)) return true;
    const moved = [...this.#appeared, ...this.#vanished];
    if (moved.length === 0) return false;
    if (answer.everyPath) return true;
    return [...answer.globs].some((pattern) => moved.some(this.#base.matcher(pattern)));
  }
}

/** The order of UTF-8 bytes is that of code points. */
function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
