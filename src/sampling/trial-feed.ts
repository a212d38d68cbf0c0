import type { Outcome } from "../schema/outcome.js";
import type { PlannedTrial } from "../schema/run.js";
import { cellKey, groupCells, samplingOf, sortTrials, type SampledPlan } from "./sort-trials.js";

/** What the end of a trial brings about in its cell. */
export interface CellNews {
  readonly due: readonly PlannedTrial[];
  /** How many trials the rule has just made needless. */
  readonly skipped: number;
}

/** Hands out a plan's trials as they become due; every trial at most once. */
export class TrialFeed {
  readonly #manifest: SampledPlan;
  readonly #cells: ReadonlyMap<string, readonly PlannedTrial[]>;
  readonly #known: Map<string, Outcome | null>;
  readonly #handedOut = new Set<string>();
  readonly #skipped = new Set<string>();

  /** `known` holds the finished trials, as `outcomesOf` gives them. */
  constructor(manifest: SampledPlan, known: ReadonlyMap<string, Outcome | null>) {
    this.#manifest = manifest;
    this.#cells = groupCells(manifest.trials);
    this.#known = new Map(known);
  }

  /** Everything that is due at the beginning, in the plan's order. */
  begin(): CellNews {
    return this.#hand(this.#manifest.trials);
  }

  /** Takes a trial's outcome in; null where it could not be scored. */
  finish(trial: PlannedTrial, outcome: Outcome | null): CellNews {
    if (samplingOf(this.#manifest).rule === "fixed") return { due: [], skipped: 0 };
    this.#known.set(trial.trial, outcome);
    return this.#hand(this.#cells.get(cellKey(trial)) ?? []);
  }

  #hand(trials: readonly PlannedTrial[]): CellNews {
    const { sampling, trialsPerCell } = this.#manifest;
    const sorted = sortTrials(
      { trialsPerCell, trials: [...trials], ...(sampling && { sampling }) },
      this.#known,
    );
    const due = sorted.due.filter(({ trial }) => !this.#handedOut.has(trial));
    const skipped = sorted.skipped.filter(({ trial }) => !this.#skipped.has(trial));
    for (const { trial } of due) this.#handedOut.add(trial);
    for (const { trial } of skipped) this.#skipped.add(trial);
    return { due, skipped: skipped.length };
  }
}
