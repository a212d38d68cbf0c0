import { plainTable } from "../report/plain-table.js";
import type { Difference } from "../runner/earlier-trials.js";
import { isOffline, type ModelEstimate, type Span } from "../runner/estimate-run.js";
import type { PlannedModel, RunManifest } from "../schema/run.js";
import { formatCount, formatDuration } from "./format-progress.js";

/** Where the trials that an estimate is judged from come from. */
export type EstimateSource = "earlier runs" | "pilot";

/** What a plan will take, by model, and why where nothing can be said. */
export function formatEstimates(
  estimates: readonly ModelEstimate[],
  {
    models,
    concurrency,
    judges,
    maxCost,
  }: Pick<RunManifest, "models" | "concurrency" | "judges" | "maxCost">,
  source: EstimateSource,
): string {
  const rows = estimates.map(({ model, trials, tokens, cost }) => [
    model,
    formatSpan(trials, String),
    formatSpan(tokens, (value) => formatCount(Math.round(value))),
    formatSpan(cost, (value) => `$${value.toFixed(2)}`),
  ]);
  const lines = [
    plainTable(["model", "trials to run", "tokens", "cost"], rows, 1),
    formatTime(estimates, concurrency),
    ...estimates.flatMap((estimate) => explain(estimate, models, source)),
    ...(maxCost === null
      ? []
      : [`--max-cost: the whole run begins no turn once it has cost $${maxCost.toFixed(2)}.`]),
    ...(judges.length > 0 ? ["The judges' answers are not in these figures."] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** `12`, or `20 to 40` where the sampling rule decides; `?` where nothing is known. */
export function formatSpan(span: Span | null, format: (value: number) => string): string {
  if (span === null) return "?";
  const [least, most] = [format(span.least), format(span.most)];
  return least === most ? most : `${least} to ${most}`;
}

function formatTime(estimates: readonly ModelEstimate[], concurrency: number): string {
  const works = estimates.map(({ workMs }) => workMs);
  if (works.some((work) => work === null)) return `Time at ${concurrency} trials at once: ?`;
  const sum = (read: (span: Span) => number): number =>
    works.reduce((total, work) => total + (work === null ? 0 : read(work)), 0) / concurrency;
  const time = { least: sum(({ least }) => least), most: sum(({ most }) => most) };
  return `Time at ${concurrency} trials at once: ${formatSpan(time, formatDuration)}`;
}

function explain(
  { model, trials, basis, cost, bound }: ModelEstimate,
  models: readonly PlannedModel[],
  source: EstimateSource,
): string[] {
  const planned = models.find((other) => other.model === model);
  if (planned === undefined) return [];
  if (isOffline(planned) || trials.most === 0) return [];
  const unpriced = planned.price === null ? [`${model}: no cost, for models.yaml gives it no price.`] : [];
  if (basis.trials === 0) {
    const limits = bound === null ? [] : [`${model}: ${formatBound(bound)}`];
    return [`${model}: no estimate, for ${whyNothing[source]}`, ...limits, ...unpriced];
  }
  const differences = basis.differences.map((difference) => differenceWords[difference]).join(", ");
  const reserve = differences === "" ? "" : ` with ${differences}; there are none nearer`;
  return [
    `${model}: judged from ${basis.trials} trials of these tasks${reserve}.`,
    ...(cost === null ? unpriced : []),
  ];
}

const whyNothing: Readonly<Record<EstimateSource, string>> = {
  "earlier runs":
    "there is no earlier run of these tasks to go by, with this model or another; --pilot 3 measures it.",
  pilot: "none of the pilot's trials got to an end.",
};

const differenceWords: Readonly<Record<Difference, string>> = {
  setting: "another setting (agentic or question)",
  model: "other models",
  followups: "other follow-ups",
  awareness: "another choice of --awareness",
  settings: "other settings of the model",
};

/** The answer that crosses a trial's limit and its closing form still come: the bound is of what begins. */
function formatBound({ tokens, cost }: { readonly tokens: number; readonly cost: number | null }): string {
  const dollars = cost === null ? "" : ` ($${cost.toFixed(2)} at the dearest price)`;
  return `no turn begins past its trials' limits, ${formatCount(tokens)} tokens in all${dollars}.`;
}
