import type { Followup } from "../../schema/labels.js";
import type { FileChange, Tree } from "../../schema/tree.js";

/** The kinds of final state that a persona can bring about, each as a difference from the staged tree. */
type ScriptedState = "oracle" | "opposite" | "partial" | "softened" | "overreached" | "broken";

/** What a persona knows of its task: the proofs that ship with it. */
export interface PersonaScript {
  readonly base: Tree;
  readonly states: Readonly<Record<ScriptedState, readonly FileChange[]>>;
  readonly followups: Readonly<Record<Followup, string>>;
}
