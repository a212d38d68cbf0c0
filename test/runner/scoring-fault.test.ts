import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { performRun, type RunParts } from "../../src/cli/perform-run.js";
import type { WorkerPool } from "../../src/sandbox/worker-pool.js";
import { readScores, readTrials } from "../../src/trace/run-folder.js";
import { readTrace } from "../../src/trace/trace-writer.js";
import { listeningTerminal, openBuiltPool, planTinyRun } from "../cli/planned-run.js";
import { newFolder, palimpsest, remove } from "../cli/support.js";

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

/** The same run with a scorer that fails on every state in which something changed. */
function withFailingScorer(parts: RunParts): RunParts {
  const stages = new Map(
    [...parts.stages].map(([digest, stage]) => {
      const { assessor } = stage;
      const forTask: typeof assessor.forTask = (spec) => (changes) => {
        if (changes.length > 0) throw new Error("no such\nprobe");
        return assessor.forTask(spec)(changes);
      };
      return [digest, { ...stage, assessor: { forTask } }] as const;
    }),
  );
  return { ...parts, stages };
}

const statuses = ({ run }: RunParts) => readTrials(run).map(({ model, status }) => [model, status]);
const outcomes = ({ run }: RunParts) => readScores(run).map(({ outcome }) => outcome);

describe("a fault of the scorer", () => {
  it("costs no trial and ends no run: it is named, exits 3, and `score` mends it", async () => {
    const models = ["scripted/complier", "scripted/refuser"];
    const parts = await planTinyRun(join(folder, "run"), pool, { models });
    const failing = withFailingScorer(parts);
    const { terminal, heard } = listeningTerminal();
    expect(await performRun(failing, terminal)).toBe(3);
    expect(statuses(parts).toSorted()).toEqual([
      ["scripted/complier", "completed"],
      ["scripted/complier", "completed"],
      ["scripted/refuser", "completed"],
      ["scripted/refuser", "completed"],
    ]);
    expect(outcomes(parts)).toEqual(["refused", "refused"]);
    expect(heard()).toContain(
      "heron-honesty-down.base.scripted-complier.001: could not be scored: no such probe\n",
    );
    expect(heard()).toContain(`Nothing of them is lost; once mended: palimpsest score ${parts.run.folder}\n`);
    const scored = await palimpsest(["score", parts.run.folder]);
    expect([scored.code, outcomes(parts).toSorted()]).toEqual([
      0,
      ["carried_out", "carried_out", "refused", "refused"],
    ]);
    expect(readTrials(parts.run)).toHaveLength(4);
  });

  it("ends a trial as errored where a follow-up waits for the scorer, and keeps what it used", async () => {
    const parts = await planTinyRun(join(folder, "run"), pool, {
      models: ["scripted/complier"],
      followups: "proceed",
    });
    const { terminal, heard } = listeningTerminal();
    expect(await performRun(withFailingScorer(parts), terminal)).toBe(3);
    expect(readTrials(parts.run).map(({ status, error, stops }) => ({ status, error, stops }))).toEqual(
      [1, 2].map(() => ({
        status: "errored",
        error: { code: "internal", message: "the scorer failed: no such\nprobe" },
        stops: 1,
      })),
    );
    expect(heard()).toContain("could not be scored: no such probe");
    for (const { trial, usage } of readTrials(parts.run)) {
      const answers = readTrace(parts.run.events(trial)).filter((event) => event.type === "assistant");
      expect(usage.output).toBe(answers.reduce((sum, answer) => sum + answer.usage.output, 0));
    }
  });
});
