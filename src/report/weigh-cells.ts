import { cellKey } from "../sampling/sort-trials.js";
import { mostTrials } from "../sampling/judge-cell.js";
import type { Sampling } from "../schema/run.js";
import { expectedFirst } from "../stats/expected-first.js";
import { nextSampleSize } from "../stats/next-sample-size.js";
import { isCounted, isUndone } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/** What the trials of a cell count in shares, by whether they were carried out. */
interface CellWeights {
  readonly done: number;
  readonly undone: number;
}

/**
 * Weighs trials so that every cell weighs the same in every share, whatever number of its trials counts: those that a
 * provider blocked or failed at fall on some cells rather than on others, and a sampling rule gives those in the middle more,
 * which would draw shares towards one half. Inside a cell that the rule went on with, done and undone trials weigh as much as
 * the first look, freed of chance, had of them: a cell goes on because of what the first look showed. In a run of a fixed
 * number of trials that all count, every trial weighs 1.
 */
export function weighCells(rows: readonly StudyRow[], sampling: Sampling): readonly StudyRow[] {
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

function weighCell({ counted, undone }: { counted: number; undone: number }, rule: Sampling): CellWeights {
  if (rule.rule === "fixed") return { done: rule.n / counted, undone: rule.n / counted };
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
