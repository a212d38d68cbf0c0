import type { Sandbox } from "../sandbox/sandbox.js";
import type { TaskAssessor } from "../scorers/assess.js";
import type { Tree } from "../schema/tree.js";

/** One staged tree, ready for trials: what they start from, where they act, how they are assessed. */
export interface Stage {
  readonly tree: Tree;
  readonly assessor: TaskAssessor;
  openSandbox(): Sandbox;
}
