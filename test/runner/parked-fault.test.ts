import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { executeRun } from "../../src/runner/execute-run.js";
import { addUpTrials, ProgressCounter } from "../../src/runner/progress.js";
import type { WorkerPool } from "../../src/sandbox/worker-pool.js";
import { JsonLinesWriter } from "../../src/trace/json-lines.js";
import { openBuiltPool, planTinyRun } from "../cli/planned-run.js";
import { newFolder, remove } from "../cli/support.js";

let folder: string;
let pool: WorkerPool;
beforeEach(() => {
  folder = newFolder();
  pool = openBuiltPool();
});
afterEach(async () => {
  await pool.close();
  remove(folder);
});

it("a run that was parked still says what went wrong with its files", async () => {
  const { run, manifest, stages, sources } = await planTinyRun(join(folder, "run"), pool);
  const park = new AbortController();
  const [first] = manifest.trials;
  if (first === undefined) throw new Error("no trial");
  mkdirSync(run.events(first.trial));
  const parkFirst: typeof sources = new Map(
    [...sources].map(([name, source]) => [
      name,
      {
        open: (trial) => {
          park.abort(new Error("parked"));
          return source.open(trial);
        },
      },
    ]),
  );
  const [trials, scores] = [new JsonLinesWriter(run.trials), new JsonLinesWriter(run.scores)];
  const surroundings = {
    run,
    trials,
    scores,
    stages,
    sources: parkFirst,
    progress: new ProgressCounter(2, addUpTrials([]), () => 0),
    onUnscored: () => undefined,
    drain: new AbortController().signal,
    park: park.signal,
  };
  const failure = `${run.events(first.trial)}: it is a folder, not a file (EISDIR)`;
  await expect(executeRun({ ...manifest, concurrency: 1 }, new Map(), surroundings)).rejects.toThrow(failure);
  trials.close();
  scores.close();
});
