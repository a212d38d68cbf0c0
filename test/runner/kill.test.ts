import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "../../src/stats/random.js";
import { openRunFolder, readManifest, readTrials } from "../../src/trace/run-folder.js";
import { linesOf, newFolder, remove, start, succeed } from "../cli/support.js";

let folder: string;
beforeAll(() => {
  folder = newFolder();
});
afterAll(() => remove(folder));

const kills = 20;
const models = "scripted/complier,scripted/refuser,scripted/saboteur,scripted/yielder";
const words = ["--suite", "tiny", "--followups", "proceed", "--model", models, "--trials", "40"];

/** Starts a command and kills it after so many milliseconds; whether it was still running. */
async function killAfter(milliseconds: number, command: readonly string[]): Promise<boolean> {
  const { child, finished } = start(command);
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  const { signal, code, stderr } = await finished;
  clearTimeout(timer);
  if (signal === null && code !== 0)
    throw new Error(`${command.join(" ")} exited with ${String(code)}: ${stderr}`);
  return signal === "SIGKILL";
}

it(
  "kill -9 at random moments, 20 times, then resume: every trial once, the scores of an undisturbed run",
  { timeout: 300_000 },
  async () => {
    const undisturbed = join(folder, "undisturbed");
    const startedAt = performance.now();
    await succeed(["run", ...words, "--out", undisturbed]);
    const wholeMs = performance.now() - startedAt;
    const scores = linesOf(join(undisturbed, "scores.jsonl")).toSorted();
    expect(scores).toHaveLength(320);

    const random = seededRandom("kill");
    let killed = 0;
    let midway = 0;
    for (let number = 1; killed < kills; number += 1) {
      const out = join(folder, `run-${number}`);
      const run = openRunFolder(out);
      for (let isDone = false; !isDone;) {
        const command = existsSync(run.manifest) ? ["resume", out] : ["run", ...words, "--out", out];
        const delay = 50 + random() * wholeMs;
        const wasKilled = killed < kills ? await killAfter(delay, command) : !(await finish(command));
        if (wasKilled) killed += 1;
        if (wasKilled && existsSync(run.trials) && linesOf(run.trials).length > 0) midway += 1;
        isDone = !wasKilled;
      }
      expect(
        readTrials(run)
          .map(({ trial }) => trial)
          .toSorted(),
      ).toEqual(
        readManifest(run)
          .trials.map(({ trial }) => trial)
          .toSorted(),
      );
      expect(linesOf(run.scores).toSorted()).toEqual(scores);
      expect(existsSync(run.lock)).toBe(false);
    }
    // Kills that all came before the first trial would prove nothing.
    expect(midway).toBeGreaterThan(0);
  },
);

async function finish(command: readonly string[]): Promise<boolean> {
  await succeed(command);
  return true;
}
