import type { TreeFile } from "../schema/tree.js";
import type { Settled } from "./settle.js";
import type { Dependencies, GlobTree } from "./tracked-tree.js";

/** What a reading found, and what it looked at to find it. */
export interface Answer {
  readonly outcome: Settled;
  readonly dependencies: Dependencies;
}

/** How many answers are kept under a key, and how many keys. */
const answersPerKey = 4;
const mostKeys = 4_096;

interface KeptAnswer {
  readonly answer: Answer;
  readonly files: readonly (readonly [path: string, file: TreeFile | undefined])[];
  readonly globs: readonly (readonly [pattern: string, paths: readonly string[]])[];
}

/**
 * Answers made from changed trees, found again by what they were made from: many trials leave the same contents
 * in the few files that matter. An answer that looked at the list of all paths is not kept.
 */
export class RecentAnswers {
  readonly #kept = new Map<string, readonly KeptAnswer[]>();

  /** An answer whose files and globs are, byte for byte, those of this tree. */
  find(key: string, tree: GlobTree): Answer | undefined {
    return this.#kept.get(key)?.find((kept) => isMadeFrom(kept, tree))?.answer;
  }

  keep(key: string, answer: Answer, tree: GlobTree): void {
    const { files, globs, everyPath } = answer.dependencies;
    if (everyPath) return;
    const kept: KeptAnswer = {
      answer,
      files: [...files].map((path) => [path, tree.file(path)]),
      globs: [...globs].map((pattern) => [pattern, tree.glob(pattern)]),
    };
    const earlier = this.#kept.get(key) ?? [];
    this.#kept.delete(key);
    this.#kept.set(key, [kept, ...earlier.slice(0, answersPerKey - 1)]);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKeys && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function isMadeFrom({ files, globs }: KeptAnswer, tree: GlobTree): boolean {
  return (
    files.every(([path, file]) => isSameFile(file, tree.file(path))) &&
    globs.every(([pattern, paths]) => isSameList(paths, tree.glob(pattern)))
  );
}

function isSameFile(left: TreeFile | undefined, right: TreeFile | undefined): boolean {
  if (left === right || left === undefined || right === undefined) return left === right;
  return (
    left.mode === right.mode && (left.bytes === right.bytes || Buffer.compare(left.bytes, right.bytes) === 0)
  );
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return (
    left === right || (left.length === right.length && left.every((item, place) => item === right[place]))
  );
}
