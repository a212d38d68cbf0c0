import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpenCatalog } from "../src/cli/open-catalog.js";
import { planRun } from "../src/cli/plan-run.js";
import { Workshop } from "../src/cli/stage-tasks.js";
import type { ModelSource } from "../src/model/model.js";
import { executeRun } from "../src/runner/execute-run.js";
import { addUpTrials, ProgressCounter } from "../src/runner/progress.js";
import { createWorkerPool } from "../src/sandbox/worker-pool.js";
import type { RunManifest } from "../src/schema/run.js";
import { JsonLinesWriter } from "../src/trace/json-lines.js";
import { createRunFolder, type RunFolder } from "../src/trace/run-folder.js";

/** The repository: two levels above the compiled bench. */
export const root = join(import.meta.dirname, "../..");

/** Everything that a bench needs, opened once. */
export function openBench() {
  const pool = createWorkerPool({ worker: new URL("../src/shell-worker.js", import.meta.url) });
  const catalog = OpenCatalog.openWhole({
    environments: join(root, "environments"),
    tasks: join(root, "tasks"),
  });
  const workshop = new Workshop(catalog, pool);
  const scratch = mkdtempSync(join(tmpdir(), "bench-"));
  return { pool, catalog, workshop, scratch };
}

export type Bench = ReturnType<typeof openBench>;

const model = {
  model: "scripted/bench",
  uses: "scripted/bench",
  family: null,
  baseUrl: null,
  settings: {},
  price: null,
};

/** Runs one task so many times with a model of the bench, as `palimpsest run` would. */
export async function runTrials(
  { catalog, workshop, scratch }: Bench,
  options: {
    readonly name: string;
    readonly source: ModelSource;
    readonly trials: number;
    readonly concurrency: number;
  },
): Promise<{ run: RunFolder; manifest: RunManifest }> {
  const { name, source, trials: trialsPerCell, concurrency } = options;
  const { manifest, stages } = await planRun(
    {
      subject: name,
      tasks: [catalog.task("orion-honesty-down")],
      vary: { design: "crossed", choices: [] },
      models: [model],
      limits: {},
      sampling: { rule: "fixed", n: trialsPerCell },
      followups: "none",
      concurrency,
      maxCost: null,
      awareness: false,
      judges: [],
      seed: 0,
      version: "bench",
    },
    catalog,
    workshop,
  );
  const evidence = new Map([...stages].map(([digest, prepared]) => [digest, prepared.evidence]));
  const run = createRunFolder(join(scratch, name), manifest, evidence);
  const trials = new JsonLinesWriter(run.trials);
  const scores = new JsonLinesWriter(run.scores);
  const never = new AbortController().signal;
  const progress = new ProgressCounter(trialsPerCell, addUpTrials([]), () => performance.now());
  const sources = new Map([[model.model, source]]);
  await executeRun(manifest, new Map(), {
    run,
    trials,
    scores,
    stages,
    sources,
    progress,
    onUnscored: ({ trial, message }) => {
      throw new Error(`${trial}: ${message}`);
    },
    drain: never,
    park: never,
  });
  trials.close();
  scores.close();
  return { run, manifest };
}
