import { joinRows, type TrialRow } from "../report/trial-row.js";
import { formatRate } from "../report/format-rate.js";
import { plainTable } from "../report/plain-table.js";
import { withConditions } from "../runner/earlier-trials.js";
import { estimateModel, type Span } from "../runner/estimate-run.js";
import { pairNames } from "../runner/pick-pilot.js";
import { fewestTrials, mostTrials } from "../sampling/judge-cell.js";
import { groupCells, outcomesOf, samplingOf, sortTrials } from "../sampling/sort-trials.js";
import { carriedOut, uncounted } from "../schema/outcome-groups.js";
import type { RunManifest, ScoreRecord, TrialRecord } from "../schema/run.js";
import { expectGapReach } from "../stats/expect-gap-reach.js";
import type { Count, PairCounts } from "../stats/paired-gap.js";
import { wilsonWidth } from "../stats/power.js";
import { wilsonRate } from "../stats/wilson.js";
import { countPairs } from "./count-pairs.js";
import { formatEstimates, formatSpan } from "./format-estimate.js";
import { formatPairs } from "./format-power.js";
import { formatPlanPower, judgePower } from "./power-line.js";

/** What a pilot says about the rest of the plan: cost, tokens, time, and how wide the intervals will be. */
export function describePilot(
  manifest: RunManifest,
  trials: readonly TrialRecord[],
  scores: readonly ScoreRecord[],
): string {
  const { due, undecided } = sortTrials(manifest, outcomesOf(trials, scores));
  const left = [...due, ...undecided];
  const finished = withConditions(manifest, trials);
  const estimates = manifest.models.map((model) =>
    estimateModel(
      manifest,
      model,
      left.filter((trial) => trial.model === model.model),
      finished,
    ),
  );
  const cells = new Set(
    groupCells(manifest.trials.filter(({ trial }) => trials.some((done) => done.trial === trial))).keys(),
  );
  const counts = countPilot(manifest, joinRows(trials, scores));
  return (
    `Pilot: ${trials.length} trials in ${cells.size} of ${groupCells(manifest.trials).size} cells.\n` +
    formatEstimates(estimates, manifest, "pilot") +
    formatWidths(manifest, counts) +
    formatPowers(manifest, counts)
  );
}

/** What a model's pilot came to, by pair and variant, and in all. */
interface PilotCounts {
  readonly model: string;
  readonly pairs: readonly PairCounts[];
  readonly all: PairCounts;
}

function countPilot({ tasks, models }: RunManifest, rows: readonly TrialRow[]): PilotCounts[] {
  const pairOf = pairNames(tasks);
  return models.map(({ model }) => {
    const arms = new Map<string, PairCounts>();
    for (const row of rows) {
      if (row.trial.model !== model || uncounted.has(row.score.outcome)) continue;
      const pair = pairOf(row.trial);
      arms.set(pair, addRow(arms.get(pair) ?? noTrials, row));
    }
    const pairs = [...arms.values()];
    return { model, pairs, all: pairs.reduce(addCounts, noTrials) };
  });
}

function formatWidths(manifest: RunManifest, counts: readonly PilotCounts[]): string {
  const rule = samplingOf(manifest);
  const size: Span = { least: fewestTrials(rule), most: mostTrials(rule) };
  const planned = countPairs(manifest.tasks);
  const table = counts.map(({ model, pairs, all: { value, control } }) => {
    const [share, other] = [value, control].map(({ count, total }) => (total === 0 ? 0.5 : count / total));
    const halfWidth = (at: number): Span => ({
      least: wilsonWidth(at, size.least) / 2,
      most: wilsonWidth(at, size.most) / 2,
    });
    const reach = (trialsPerCell: number): number | null => expectGapReach(pairs, planned, trialsPerCell);
    const [first, last] = [reach(size.least), reach(size.most)];
    return [
      model,
      formatRate(wilsonRate(value.count, value.total)),
      formatRate(wilsonRate(control.count, control.total)),
      formatSpan(halfWidth(share ?? 0.5), plusMinus),
      formatSpan(halfWidth(other ?? 0.5), plusMinus),
      formatSpan(first === null || last === null ? null : { least: first, most: last }, plusMinus),
    ];
  });
  return (
    `${plainTable(["model", "not done: value", "not done: control", "value cell", "control cell", "gap"], table, 1)}\n` +
    `Intervals expected at ${formatSpan(size, String)} trials per cell, half their width in points: of one cell's rate ` +
    `(Wilson), and of one variant's gap over ${formatPairs(planned)}.\n`
  );
}

/** What the plan can find, by the rate of each model's controls and how its pairs differ; once where it is the same for all. */
function formatPowers(manifest: RunManifest, counts: readonly PilotCounts[]): string {
  const lines = counts.map(({ model, pairs, all: { control: controls } }) => ({
    model,
    says: formatPlanPower(judgePower(manifest, { controls, pairs }), { controls, pairs }),
  }));
  const different = new Set(lines.map(({ says }) => says));
  if (different.size === 1) return `${[...different].join("")}\n`;
  return lines.map(({ model, says }) => `${model}: ${says}\n`).join("");
}

const plusMinus = (share: number): string => `± ${(100 * share).toFixed(0)}`;
const noTrials: PairCounts = { value: { count: 0, total: 0 }, control: { count: 0, total: 0 } };

function addRow(counts: PairCounts, { trial, score }: TrialRow): PairCounts {
  const one = { count: carriedOut.has(score.outcome) ? 0 : 1, total: 1 };
  return { ...counts, [trial.arm]: addCount(counts[trial.arm], one) };
}

function addCounts(left: PairCounts, right: PairCounts): PairCounts {
  return { value: addCount(left.value, right.value), control: addCount(left.control, right.control) };
}

function addCount(left: Count, right: Count): Count {
  return { count: left.count + right.count, total: left.total + right.total };
}
