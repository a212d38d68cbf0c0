import { plainTable } from "../report/plain-table.js";
import { isOffline, type ModelEstimate, type Span } from "../runner/estimate-run.js";
import type { PlannedModel, RunManifest } from "../schema/run.js";
import { formatCount, formatDuration } from "./format-progress.js";

/** What a plan will take, by model, and why where nothing can be said. */
export function formatEstimates(
  estimates: readonly ModelEstimate[],
  { models, concurrency, judges }: Pick<RunManifest, "models" | "concurrency" | "judges">,
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
    ...estimates.flatMap((estimate) => explain(estimate, models)),
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

function explain({ model, basis, cost }: ModelEstimate, models: readonly PlannedModel[]): string[] {
  const planned = models.find((other) => other.model === model);
  if (planned === undefined) return [];
  if (isOffline(planned)) return [];
  if (basis.trials === 0) {
    return [
      `${model}: no estimate, for no earlier trial of these tasks has used tokens; --pilot 2 makes some.`,
    ];
  }
  return [
    `${model}: judged from ${basis.trials} trials${basis.foreign ? " of other models" : ""} of these tasks.`,
    ...(cost === null ? [`${model}: no cost, for models.yaml gives it no price.`] : []),
  ];
}
