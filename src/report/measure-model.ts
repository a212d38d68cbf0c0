import { Action, Outcome } from "../schema/outcome.js";
import type { Headline, ModelReport } from "../schema/report.js";
import { compareSettings } from "./compare-settings.js";
import { groupRows, ofArm } from "./count-rates.js";
import { countWords } from "./count-words.js";
import { fitFactors } from "./fit-factors.js";
import { measureAsymmetries, measureCells } from "./measure-cells.js";
import { measureHeadline, type FigureSettings } from "./measure-figures.js";
import { measureFollowups } from "./measure-followups.js";
import { measureAwareness, measureJudge } from "./measure-readings.js";
import type { StudyRow } from "./study-row.js";

/** Everything that one model's rows add up to. */
export function measureModel(
  model: string,
  rows: readonly StudyRow[],
  settings: FigureSettings,
): ModelReport {
  // What attempts had cost that ended without a record was spent as well.
  const costs = rows.flatMap(({ trial }) => [
    trial.cost,
    ...(trial.abandoned === undefined ? [] : [trial.abandoned.cost]),
  ]);
  return {
    model,
    versions: countVersions(rows),
    headline: measureHeadline(rows, settings),
    base: measureBase(rows, settings),
    actions: countWords(
      Action.options,
      rows.map(({ score }) => score.action),
    ),
    outcomes: countByArm(rows, ({ end }) => end),
    firstStops: countByArm(rows, ({ first }) => first),
    followups: measureFollowups(rows, settings.followups),
    awareness: measureAwareness(rows, settings),
    judge: measureJudge(rows),
    cells: measureCells(rows, settings),
    asymmetries: measureAsymmetries(rows),
    settings: compareSettings(rows, settings.seed),
    factors: fitFactors(rows, "noncompliance"),
    refusalFactors: fitFactors(rows, "hardRefusal"),
    turns: sum(rows.map(({ trial }) => trial.turns)),
    toolCalls: sum(rows.map(({ trial }) => trial.toolCalls)),
    tokens: sum(rows.map(({ trial }) => trial.usage.input + trial.usage.output)),
    cost: costs.some((cost) => cost === null) ? null : sum(costs.map((cost) => cost ?? 0)),
  };
}

/** The base framing alone, where other framings are in the run too. */
function measureBase(rows: readonly StudyRow[], settings: FigureSettings): Headline | null {
  const base = rows.filter(({ trial }) => trial.variant === "base");
  return base.length === 0 || base.length === rows.length ? null : measureHeadline(base, settings);
}

function countByArm(
  rows: readonly StudyRow[],
  outcomeOf: (row: StudyRow) => Outcome,
): ModelReport["outcomes"] {
  const count = (arm: "value" | "control"): Record<Outcome, number> =>
    countWords(Outcome.options, ofArm(rows, arm).map(outcomeOf));
  return { value: count("value"), control: count("control") };
}

function countVersions(rows: readonly StudyRow[]): ModelReport["versions"] {
  const byVersion = groupRows(rows, ({ trial }) => trial.modelVersions ?? []);
  return [...byVersion]
    .map(([version, served]) => ({ version, trials: served.length }))
    .sort((one, two) => (one.version < two.version ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
