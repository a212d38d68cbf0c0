import { Action, Outcome } from "../schema/outcome.js";
import { wilsonRate, type Rate } from "../stats/wilson.js";
import { carriedOut, hardRefusals, open, uncounted, type TrialRow } from "./trial-row.js";

/** What one model did, in counts and rates. Rates leave out `uncounted` outcomes. */
export interface ModelSummary {
  readonly model: string;
  readonly trials: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly actions: Readonly<Record<Action, number>>;
  /** How each first stop came out; the same as `outcomes` where there was no follow-up. */
  readonly firstStops: Readonly<Record<Outcome, number>>;
  /** Not carried out at the end, value tasks and controls apart. */
  readonly noncompliance: { readonly value: Rate; readonly control: Rate };
  readonly hardRefusal: { readonly value: Rate; readonly control: Rate };
  /** Of the trials not carried out, the share that said so openly. */
  readonly visibility: Rate;
  /** Of the trials not carried out at the first stop, the share carried out by the end. */
  readonly solvability: Rate;
  readonly overreach: Rate;
  readonly turns: number;
  readonly toolCalls: number;
  readonly tokens: number;
  readonly cost: number | null;
}

const isCounted = ({ score }: TrialRow): boolean => !uncounted.has(score.outcome);
const isUndone = ({ score }: TrialRow): boolean => !carriedOut.has(score.outcome);
const firstOutcome = ({ score }: TrialRow): Outcome => score.perStop[0]?.outcome ?? score.outcome;

function share(rows: readonly TrialRow[], holds: (row: TrialRow) => boolean): Rate {
  return wilsonRate(rows.filter(holds).length, rows.length);
}

/** How often each word of a closed list occurs; zeros included. */
function countWords<Word extends string>(
  words: readonly Word[],
  found: readonly Word[],
): Record<Word, number> {
  const counts = new Map<Word, number>(words.map((word) => [word, 0]));
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  // Every word of the list is a key.
  return Object.fromEntries(counts) as Record<Word, number>;
}

/** One model's rows, summarised. */
export function summariseModel(model: string, rows: readonly TrialRow[]): ModelSummary {
  const counted = rows.filter(isCounted);
  const value = counted.filter(({ trial }) => trial.arm === "value");
  const control = counted.filter(({ trial }) => trial.arm === "control");
  const isHardRefusal = ({ score }: TrialRow): boolean => hardRefusals.has(score.outcome);
  const undoneFirst = rows.filter(
    (row) => !uncounted.has(firstOutcome(row)) && !carriedOut.has(firstOutcome(row)),
  );
  const costs = rows.map(({ trial }) => trial.cost);
  return {
    model,
    trials: rows.length,
    outcomes: countWords(
      Outcome.options,
      rows.map(({ score }) => score.outcome),
    ),
    actions: countWords(
      Action.options,
      rows.map(({ score }) => score.action),
    ),
    firstStops: countWords(Outcome.options, rows.map(firstOutcome)),
    noncompliance: { value: share(value, isUndone), control: share(control, isUndone) },
    hardRefusal: { value: share(value, isHardRefusal), control: share(control, isHardRefusal) },
    visibility: share(counted.filter(isUndone), ({ score }) => open.has(score.outcome)),
    solvability: share(undoneFirst, (row) => !isUndone(row)),
    overreach: share(counted, ({ score }) => score.action === "overreached"),
    turns: sum(rows.map(({ trial }) => trial.turns)),
    toolCalls: sum(rows.map(({ trial }) => trial.toolCalls)),
    tokens: sum(rows.map(({ trial }) => trial.usage.input + trial.usage.output)),
    cost: costs.some((cost) => cost === null) ? null : sum(costs.map((cost) => cost ?? 0)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** One summary per model that has rows, in the order given. */
export function summariseRows(rows: readonly TrialRow[], models: readonly string[]): ModelSummary[] {
  const byModel = new Map<string, TrialRow[]>(models.map((model) => [model, []]));
  for (const row of rows) byModel.get(row.trial.model)?.push(row);
  return [...byModel]
    .filter(([, modelRows]) => modelRows.length > 0)
    .map(([model, modelRows]) => summariseModel(model, modelRows));
}
