import { planJudging } from "../runner/judge-run.js";
import { scoreRun } from "../runner/score-run.js";
import type { ScoreRecord } from "../schema/run.js";
import { lockRun } from "../trace/lock-run.js";
import { describeFaults } from "./describe-faults.js";
import { describeLeftOut } from "./describe-judges.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { findRun } from "./find-run.js";
import { openJudges } from "./open-sources.js";
import { noteJudges } from "./know-judge.js";
import type { JudgeRunOptions } from "./options.js";
import { planJudges } from "./plan-judges.js";
import { readModelsFile, requirePrices } from "./plan-models.js";
import { readByJudges } from "./read-by-judges.js";
import type { Terminal } from "./terminal.js";
import { badUsage } from "./user-error.js";

/** Has judges read a stored run and scores it again. Without `--judge`, the judges of its plan go on. */
export async function performJudge(
  named: string,
  options: JudgeRunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { run, manifest } = findRun(named);
  const asked = planJudges(options.judge, {
    models: readModelsFile(options.models),
    baseUrl: options.baseUrl,
    ownFamily: options.judgeOwnFamily === true,
  });
  const judges = asked.length > 0 ? asked : manifest.judges;
  if (judges.length === 0) throw badUsage("--judge", "at least one judge", "none");
  if (options.maxCost !== undefined) requirePrices(judges);
  const opened = openJudges(judges);
  terminal.err(describeLeftOut(judges, manifest.models));
  const unlock = lockRun(run);
  try {
    noteJudges(run, judges, manifest.models);
    const { jobs } = planJudging(run, manifest, opened, "unread");
    const { concurrency, maxCost = null } = options;
    const interrupted = await readByJudges(run, jobs, { concurrency, maxCost }, terminal);
    const { scores, faults } = scoreRun(run, manifest);
    terminal.err(describeFaults(run, faults));
    terminal.out(
      options.json === true ? `${JSON.stringify(scores, null, 2)}\n` : describe(scores, jobs.length),
    );
    if (interrupted) return exitCodes.interrupted;
    const names = new Set(judges.map(({ model }) => model));
    const isUnread = jobs.length > 0 && !scores.some(isReadBy(names));
    return isUnread || faults.length > 0 ? exitCodes.trialsErrored : exitCodes.done;
  } finally {
    unlock();
  }
}

/** Whether some of the judges gave a reading that can be used. */
const isReadBy =
  (judges: ReadonlySet<string>) =>
  ({ judge }: ScoreRecord): boolean =>
    judge?.votes.some((vote) => judges.has(vote.judge)) === true;

/** How many readings of any judge can be used. */
const countReadings = (scores: readonly ScoreRecord[]): number =>
  scores.reduce((total, { judge }) => total + (judge?.coverage.read ?? 0), 0);

function describe(scores: readonly ScoreRecord[], now: number): string {
  const judged = scores.flatMap(({ judge }) => (judge === undefined ? [] : [judge]));
  const readings = countReadings(scores);
  const asked = judged.reduce((total, { coverage }) => total + coverage.asked, 0);
  const read = scores.filter(({ judge, stance }) => (judge?.coverage.read ?? 0) > 0 && stance !== "unread");
  const agreed = read.filter(({ judge, stance }) => judge?.stance === stance).length;
  return (
    `${now} trials asked about now; ${judged.length} of ${scores.length} have been asked about, ${readings} of ${asked} readings could be used.\n` +
    `In ${agreed} of ${read.length} trials read the stance of more than half of the judges is that of the closing form.\n`
  );
}
