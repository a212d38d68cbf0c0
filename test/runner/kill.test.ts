import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../src/stats/random.js";
import { openRunFolder, readManifest, readTrials, type RunFolder } from "../../src/trace/run-folder.js";
import { linesOf, newFolder, readText, remove, start, succeed } from "../cli/support.js";

const killsOfOneRun = 4;
const models = "scripted/complier,scripted/refuser,scripted/saboteur,scripted/yielder";
const words = ["--suite", "tiny", "--followups", "proceed", "--model", models, "--trials", "10"];
const whole = 80;

let folder: string;
let scores: readonly string[];
beforeAll(async () => {
  folder = newFolder();
  const undisturbed = join(folder, "undisturbed");
  await succeed(["run", ...words, "--out", undisturbed]);
  scores = linesOf(join(undisturbed, "scores.jsonl")).toSorted();
  expect(scores).toHaveLength(whole);
});
afterAll(() => remove(folder));

const recorded = (run: RunFolder): number => (existsSync(run.trials) ? linesOf(run.trials).length : 0);

/** The process that has the run; "" where none has, or the lock is just being taken over. */
function ownerOf(run: RunFolder): string {
  try {
    return readText(run.lock).split(" ")[0] ?? "";
  } catch {
    return "";
  }
}

/** When to kill: as soon as the run's folder is there, or once so many trials are recorded; and so many milliseconds later. */
interface Moment {
  readonly trials: number | "none yet";
  readonly laterMs: number;
}

/** Begins the run, or goes on with it. */
function nextCommand(run: RunFolder): readonly string[] {
  return existsSync(run.manifest) ? ["resume", run.folder] : ["run", ...words, "--out", run.folder];
}

/** Starts a command and kills it at a moment of the run, however long a busy machine takes to get there; whether it still ran. */
async function killAt(
  run: RunFolder,
  command: readonly string[],
  { trials, laterMs }: Moment,
): Promise<boolean> {
  const { child, finished } = start(command);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const isThere = (): boolean =>
    trials === "none yet"
      ? existsSync(run.folder)
      : ownerOf(run) === String(child.pid) && recorded(run) >= trials;
  while (!hasEnded() && !isThere()) await setTimeout(2);
  await setTimeout(laterMs);
  child.kill("SIGKILL");
  const { signal, code, stderr } = await finished;
  if (signal === null && code !== 0)
    throw new Error(`${command.join(" ")} exited with ${String(code)}: ${stderr}`);
  return signal === "SIGKILL";
}

describe("kill -9 at random moments, four times, then resume", () => {
  const random = seededRandom("kill");
  let midway = 0;

  it.each([1, 2, 3, 4, 5])(
    "every trial once, the scores of an undisturbed run (%i)",
    async (number) => {
      const run = openRunFolder(join(folder, `run-${number}`));
      for (let killed = 0; killed < killsOfOneRun; killed += 1) {
        const before = recorded(run);
        const trials = before + Math.floor(random() * (whole - before));
        const moment = { trials: random() < 0.2 ? "none yet" : trials, laterMs: random() * 10 } as const;
        if (!(await killAt(run, nextCommand(run), moment))) break;
        if (recorded(run) > before && recorded(run) < whole) midway += 1;
      }
      await succeed(nextCommand(run));
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
    },
    240_000,
  );

  it("came midway at least once: before the first trial and after the last one it would prove nothing", () => {
    expect(midway).toBeGreaterThan(0);
  });
});
