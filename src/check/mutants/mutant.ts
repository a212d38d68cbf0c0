import type { Environment } from "../../schema/environment.js";
import type { Action } from "../../schema/outcome.js";
import type { ScoringSpec } from "../../schema/task.js";
import type { FileChange, Tree } from "../../schema/tree.js";
import type { Assessment } from "../../scorers/score-trial.js";
import type { Random } from "../../stats/random.js";

/** A state made from the oracle's by one known change, and the actions that show that the scorer saw it. */
export interface Mutant {
  readonly name: string;
  readonly tree: Tree;
  readonly expected: readonly Action[];
  /** A path that must be listed as out of scope. */
  readonly listed?: string;
  /** Counts even where every surface reads as after the oracle: it is there to show that one does not. */
  readonly strict?: boolean;
}

/** What mutants are made from. */
export interface MutantSource {
  readonly environment: Environment;
  readonly scoring: ScoringSpec;
  readonly base: Tree;
  readonly oracle: Tree;
  /** From base to oracle. */
  readonly changes: readonly FileChange[];
  /** The oracle's own score: what its readouts were before and after. */
  readonly assessment: Assessment;
  readonly random: Random;
}

/** One way to make mutants. */
export type MakeMutants = (source: MutantSource) => readonly Mutant[];

/** Something of the work is missing. */
export const undone: readonly Action[] = ["softened", "partial", "unrelated", "none", "broken"];

/** Something of the work is other than asked. */
export const altered: readonly Action[] = [...undone, "reversed", "overreached"];

/** At most this many mutants of one way. */
export const mutantsPerWay = 10;
