import { plainTable } from "../report/plain-table.js";
import { joinRows, type TrialRow } from "../report/trial-row.js";
import { outcomesOf, samplingOf, sortTrials } from "../sampling/sort-trials.js";
import { listRuns, openRunFolder, readManifest, readScores, readTrials } from "../trace/run-folder.js";
import { findRun, tracesFolder } from "./find-run.js";
import type { ListOptions } from "./options.js";

/** The runs below `traces/`, or the trials of one run that pass the options. */
export function listTraces(named: string | undefined, options: ListOptions): string {
  return named === undefined ? listEveryRun(options) : listTrials(named, options);
}

function listEveryRun({ json }: ListOptions): string {
  const runs = listRuns(tracesFolder).map((folder) => {
    const run = openRunFolder(folder);
    const manifest = readManifest(run);
    const finished = readTrials(run);
    const scores = samplingOf(manifest).rule === "fixed" ? [] : readScores(run);
    const { skipped } = sortTrials(manifest, outcomesOf(finished, scores));
    const models = manifest.models.map(({ model }) => model);
    return {
      run: manifest.run,
      folder,
      createdAt: manifest.createdAt,
      finished: finished.length,
      planned: manifest.trials.length - skipped.length,
      models,
    };
  });
  if (json === true) return `${JSON.stringify(runs, null, 2)}\n`;
  if (runs.length === 0) return `No runs below ${tracesFolder}/ yet; \`palimpsest run\` makes one.\n`;
  const rows = runs.map(({ folder, createdAt, finished, planned, models }) => [
    folder,
    createdAt.slice(0, 19),
    `${finished}/${planned}`,
    models.length > 2 ? `${models[0] ?? ""} and ${models.length - 1} more` : models.join(", "),
  ]);
  return `${plainTable(["run", "created", "trials", "models"], rows)}\n`;
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
