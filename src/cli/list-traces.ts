import { plainTable } from "../report/plain-table.js";
import { joinRows, type TrialRow } from "../report/trial-row.js";
import { outcomesOf, samplingOf, sortTrials } from "../sampling/sort-trials.js";
import { InputError } from "../schema/input-error.js";
import { listRuns, openRunFolder, readManifest, readScores, readTrials } from "../trace/run-folder.js";
import { findRun, tracesFolder } from "./find-run.js";
import type { ListOptions } from "./options.js";

/** The runs below `traces/`, or the trials of one run that pass the options. */
export function listTraces(named: string | undefined, options: ListOptions): string {
  return named === undefined ? listEveryRun(options) : listTrials(named, options);
}

interface ListedRun {
  readonly run: string;
  readonly folder: string;
  readonly createdAt: string;
  readonly finished: number;
  readonly planned: number;
  readonly models: readonly string[];
}

/** A run that cannot be read does not hide the others. */
interface DamagedRun {
  readonly folder: string;
  readonly problem: string;
}

function listEveryRun({ json, outcome, model, task }: ListOptions): string {
  const asked = Object.entries({ outcome, model, task }).find(([, value]) => value !== undefined);
  if (asked !== undefined)
    throw new InputError(`--${asked[0]}: expected a run besides, such as last, whose trials to list`);
  const runs = listRuns(tracesFolder).map(readRun);
  if (json === true) return `${JSON.stringify(runs, null, 2)}\n`;
  if (runs.length === 0) return `No runs below ${tracesFolder}/ yet; \`palimpsest run\` makes one.\n`;
  const rows = runs.flatMap((run) =>
    "problem" in run
      ? []
      : [[run.folder, run.createdAt.slice(0, 19), `${run.finished}/${run.planned}`, nameModels(run)]],
  );
  const damaged = runs.flatMap((run) => ("problem" in run ? [`cannot be read: ${run.problem}\n`] : []));
  const table = rows.length === 0 ? "" : `${plainTable(["run", "created", "trials", "models"], rows)}\n`;
  return `${table}${damaged.join("")}`;
}

function readRun(folder: string): ListedRun | DamagedRun {
  try {
    const run = openRunFolder(folder);
    const manifest = readManifest(run);
    const finished = readTrials(run);
    const scores = samplingOf(manifest).rule === "fixed" ? [] : readScores(run);
    const { skipped } = sortTrials(manifest, outcomesOf(finished, scores));
    return {
      run: manifest.run,
      folder,
      createdAt: manifest.createdAt,
      finished: finished.length,
      planned: manifest.trials.length - skipped.length,
      models: manifest.models.map(({ model }) => model),
    };
  } catch (error) {
    if (error instanceof InputError) return { folder, problem: error.message };
    throw error;
  }
}

function nameModels({ models }: ListedRun): string {
  return models.length > 2 ? `${models[0] ?? ""} and ${models.length - 1} more` : models.join(", ");
}

function listTrials(named: string, options: ListOptions): string {
  const { run } = findRun(named);
  const rows = joinRows(readTrials(run), readScores(run)).filter((row) => passes(row, options));
  if (options.json === true) return `${JSON.stringify(rows, null, 2)}\n`;
  const cells = rows.map(({ trial, score }) => [
    trial.trial,
    score.outcome,
    score.action,
    score.stance,
    score.claim,
    trial.turns,
    trial.toolCalls,
  ]);
  return `${plainTable(["trial", "outcome", "action", "stance", "claim", "turns", "calls"], cells, 5)}\n`;
}

function passes({ trial, score }: TrialRow, { outcome, model, task }: ListOptions): boolean {
  return (
    (outcome === undefined || score.outcome === outcome) &&
    (model === undefined || trial.model === model) &&
    (task === undefined || trial.task === task)
  );
}
