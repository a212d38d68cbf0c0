import type { Tree } from "../schema/tree.js";
import { ChangedTree, IndexedTree } from "./indexed-tree.js";
import { RecentAnswers, type Answer } from "./recent-answers.js";
import { RecentContents } from "./recent-contents.js";
import { settle } from "./settle.js";
import { TrackedTree } from "./tracked-tree.js";
import type { GlobTree } from "./tracked-tree.js";

/** What a probe may look at. Everything it looks at is noted, so that its answer can be kept. */
export interface Scope {
  readonly tree: GlobTree;
  /** The tree as it was staged: a yardstick that no change moves. The tree itself, where nothing was staged before it. */
  readonly staged: Scope;
  /** The answer kept under a key, or a new one. The key decides the type and, with the tree, the answer. Throws Unreadable. */
  remember<T>(key: string, compute: (scope: Scope) => T): T;
  /** What a pure parse of a text gives; kept across trees. The key names the parse and the file. */
  parse<T>(key: string, text: string, parse: () => T): T;
}

/** The answers kept for one tree, on top of those of the tree it was changed from. */
export class Session {
  readonly contents: RecentContents;
  /** Answers of trees that were changed from the same staged tree, for contents that come again. */
  readonly recent: RecentAnswers;
  readonly #index: IndexedTree;
  readonly #changes: { readonly base: Session; readonly tree: ChangedTree } | undefined;
  readonly #answers = new Map<string, Answer>();

  constructor(tree: Tree, changes?: { readonly base: Session; readonly paths: Iterable<string> }) {
    this.#index = new IndexedTree(tree);
    this.contents = changes === undefined ? new RecentContents() : changes.base.contents;
    this.recent = changes === undefined ? new RecentAnswers() : changes.base.recent;
    if (changes !== undefined) {
      const changed = new Set(changes.paths);
      this.#changes = { base: changes.base, tree: new ChangedTree(changes.base.#index, tree, changed) };
    }
  }

  /** A scope whose looks nobody needs to know of. */
  open(): Scope {
    return new TrackedScope(this, new TrackedTree(this.tree));
  }

  get tree(): GlobTree {
    return this.#changes?.tree ?? this.#index;
  }

  get root(): Session {
    return this.#changes?.base.root ?? this;
  }

  /** The base's answer where nothing it was made from has changed; otherwise this tree's own. Failures are not kept. */
  recall(key: string, compute: (scope: Scope) => unknown): Answer {
    const own = this.#answers.get(key);
    if (own !== undefined) return own;
    const inherited = this.#changes?.base.recall(key, compute);
    if (
      inherited !== undefined &&
      "value" in inherited.outcome &&
      this.#changes?.tree.outdates(inherited.dependencies) === false
    )
      return inherited;
    const known = this.#changes === undefined ? undefined : this.recent.find(key, this.tree);
    const answer = known ?? this.#compute(compute);
    if (!("value" in answer.outcome)) return answer;
    this.#answers.set(key, answer);
    if (this.#changes !== undefined && known === undefined) this.recent.keep(key, answer, this.tree);
    return answer;
  }

  #compute(compute: (scope: Scope) => unknown): Answer {
    const tracked = new TrackedTree(this.tree);
    const outcome = settle(() => compute(new TrackedScope(this, tracked)));
    return { outcome, dependencies: tracked };
  }
}

class TrackedScope implements Scope {
  readonly tree: TrackedTree;
  readonly #session: Session;

  constructor(session: Session, tree: TrackedTree) {
    this.#session = session;
    this.tree = tree;
  }

  get staged(): Scope {
    return this.#session.root.open();
  }

  remember<T>(key: string, compute: (scope: Scope) => T): T {
    const answer = this.#session.recall(key, compute);
    this.tree.absorb(answer.dependencies);
    if ("failure" in answer.outcome) throw answer.outcome.failure;
    // The key decides the type: every key has one caller, which computes one type.
    return answer.outcome.value as T;
  }

  parse<T>(key: string, text: string, parse: () => T): T {
    return this.#session.contents.recall(key, text, parse);
  }
}
