import { cellKey } from "../sampling/sort-trials.js";
import { mostTrials } from "../sampling/judge-cell.js";
import type { Sampling } from "../schema/run.js";
import { expectedFirst } from "../stats/expected-first.js";
import { nextSampleSize } from "../stats/next-sample-size.js";
import { isCounted, isUndone } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

type AutoRule = Extract<Sampling, { rule: "auto" }>;

/** What the trials of a cell count in shares, by whether they were carried out. */
interface CellWeights {
  readonly done: number;
  readonly undone: number;
}

/**
 * Weighs trials so that the sampling rule biases no share. Every cell weighs the same: those in the middle get more trials,
 * and counting trials alike would draw shares towards one half. Inside a cell that was gone on with, done and undone trials
 * weigh as much as the first look, freed of chance, had of them: a cell goes on because of what the first look showed. A
 * fixed number of trials needs nothing.
 */
export function weighCells(rows: readonly StudyRow[], sampling: Sampling): readonly StudyRow[] {
  if (sampling.rule === "fixed") return rows;
  const tallies = new Map<string, { counted: number; undone: number }>();
  for (const row of rows.filter(isCounted)) {
    const key = cellKey(row.trial);
    const tally = tallies.get(key) ?? { counted: 0, undone: 0 };
    tally.counted += 1;
    if (isUndone(row)) tally.undone += 1;
    tallies.set(key, tally);
  }
  const weights = new Map([...tallies].map(([key, tally]) => [key, weighCell(tally, sampling)]));
  return rows.map((row) => {
    const of = weights.get(cellKey(row.trial));
    return of === undefined ? row : { ...row, weight: isUndone(row) ? of.undone : of.done };
  });
}

function weighCell({ counted, undone }: { counted: number; undone: number }, rule: AutoRule): CellWeights {
  const whole = mostTrials(rule);
  const first = Math.min(rule.first, counted);
  const goesOn = (count: number): boolean => nextSampleSize(count, rule.first, rule) > rule.first;
  const expected = counted === first ? null : expectedFirst(undone, { first, rest: counted - first }, goesOn);
  if (expected === null || undone === 0 || undone === counted)
    return { done: whole / counted, undone: whole / counted };
  return {
    undone: ((whole / first) * expected) / undone,
    done: ((whole / first) * (first - expected)) / (counted - undone),
  };
}
