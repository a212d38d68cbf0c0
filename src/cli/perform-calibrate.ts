import { dirname } from "node:path";
import PQueue from "p-queue";
import { costOf } from "../model/cost.js";
import { calibrationPath } from "../report/find-calibration.js";
import { formatCalibration } from "../report/format-calibration.js";
import { measureCalibration, type CalibrationReading } from "../report/measure-calibration.js";
import { digestJson } from "../runner/fingerprint.js";
import { digestRubric } from "../runner/judge-rubric.js";
import type { OpenJudge } from "../runner/judge-trial.js";
import { ProgressCounter } from "../runner/progress.js";
import type { CalibrationResult, LabelledTranscript } from "../schema/calibration.js";
import type { Usage } from "../schema/conversation.js";
import type { PlannedJudge } from "../schema/run.js";
import { askJudge } from "../scorers/judge/ask-judge.js";
import { labelledEvents } from "../scorers/judge/labelled-events.js";
import { namingFailures } from "../trace/file-failure.js";
import { makeFolder, replaceFile, requireNoEvidence, requireReplaceable } from "../trace/run-folder.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { findThinCounts } from "./find-thin-counts.js";
import { listenForInterruption } from "./interruption.js";
import { KeptReadings } from "./kept-readings.js";
import { openJudges } from "./open-sources.js";
import type { CalibrateOptions } from "./options.js";
import { planJudges } from "./plan-judges.js";
import { readModelsFile, requirePrices } from "./plan-models.js";
import { findCalibrationFolder, readCalibrationSet, spreadOverStances } from "./read-calibration-set.js";
import { showProgress } from "./show-progress.js";
import type { Terminal } from "./terminal.js";
import { badUsage } from "./user-error.js";

/** Labelled conversations name nobody's model. */
const nobody = { model: "", uses: "", family: null };

/** Calibrates each judge in turn, prints its figures and stores them; a part of the set is stored only with `--out`. */
export async function performCalibrate(options: CalibrateOptions, terminal: Terminal): Promise<ExitCode> {
  const { judge: names, models, baseUrl, limit, out } = options;
  const judges = planJudges(names, { models: readModelsFile(models), baseUrl, ownFamily: true });
  if (judges.length === 0) throw badUsage("--judge", "at least one judge", "none");
  if (options.maxCost !== undefined) requirePrices(judges);
  if (out !== undefined && judges.length > 1)
    throw badUsage("--out", "one --judge beside it", names.join(","));
  if (out !== undefined) {
    requireReplaceable(out);
    requireNoEvidence(out);
  }
  const set = readCalibrationSet(findCalibrationFolder(options.set));
  warnOfThinCounts(set, terminal);
  const chosen = limit === undefined ? set : spreadOverStances(set, limit);
  const results: CalibrationResult[] = [];
  let isInterrupted = false;
  for (const judge of openJudges(judges)) {
    const path = out ?? calibrationPath("calibration", judge.planned.model);
    const kept = new KeptReadings(path, judge.planned, chosen);
    const result = await calibrate(judge, { transcripts: chosen, kept }, options, terminal);
    isInterrupted = result === null;
    if (result === null) {
      terminal.err(describeKept(kept, judge.planned, options));
      break;
    }
    const why = whyNotStored(result, limit !== undefined);
    const isStored = why === null || out !== undefined;
    if (isStored) storeResult(path, result);
    if (isStored || !kept.isIncomplete) kept.discard();
    else terminal.err(describeKept(kept, judge.planned, options));
    results.push(result);
    if (options.json !== true) terminal.out(formatCalibration(result));
    terminal.err(
      why === null
        ? `Stored: ${path}\n`
        : out === undefined
          ? `Not stored: ${why}; --out FILE stores it.\n`
          : `Stored: ${path} (${why})\n`,
    );
  }
  if (out === undefined && results.some((result) => whyNotStored(result, limit !== undefined) === null)) {
    terminal.err(
      "Runs that these judges read before quote what was known then, until palimpsest judge RUN --judge NAME is run on them again: " +
        "it asks about no trial that was read.\n",
    );
  }
  if (options.json === true) terminal.out(`${JSON.stringify(results, null, 2)}\n`);
  if (isInterrupted) return exitCodes.interrupted;
  return results.every(isReadWell) ? exitCodes.done : exitCodes.checkFellShort;
}

/** What an unfinished calibration goes on from; empty where it begins anew. */
function describeKept(
  kept: KeptReadings,
  { price }: PlannedJudge,
  { maxCost = Infinity }: CalibrateOptions,
): string {
  if (!kept.isIncomplete) return "";
  const isSpent = (costOf(kept.usage, price) ?? 0) >= maxCost;
  const command = isSpent ? "the same command with a higher --max-cost" : "the same command";
  return `${kept.count} answers are kept in ${kept.path}; ${command} goes on from them.\n`;
}

/** The share of the set that a judge must have read for its figures to speak for it. */
const leastCoverage = 0.8;

function isReadWell({ coverage }: CalibrationResult): boolean {
  return (coverage.share ?? 0) >= leastCoverage;
}

/** Why a result does not belong among the stored calibrations; null where it does. */
function whyNotStored(result: CalibrationResult, isPart: boolean): string | null {
  if (!isReadWell(result)) {
    const { count, total } = result.coverage;
    return (
      `only ${count} of ${total} transcripts were read, ${leastCoverage * 100} % are needed; ` +
      `most often: ${mostCommonReason(result)}`
    );
  }
  return isPart ? "a part of the set" : null;
}

function mostCommonReason({ readings }: CalibrationResult): string {
  const counts = new Map<string, number>();
  for (const { why } of readings) if (why !== null) counts.set(why, (counts.get(why) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, left], [, right]) => right - left);
  return most === undefined ? "no reason" : `${most[0]} (${most[1]} times)`;
}

/** A set of one's own may be small; its figures then say little about what it has few of. */
function warnOfThinCounts(set: readonly LabelledTranscript[], terminal: Terminal): void {
  const thin = findThinCounts(set).map(({ what, count, least }) => `${what} ${count} (at least ${least})`);
  if (thin.length > 0) terminal.err(`The set holds little of: ${thin.join("; ")}.\n`);
}

/** What a judge reads, and what it has read of it before. */
interface CalibrationWork {
  readonly transcripts: readonly LabelledTranscript[];
  readonly kept: KeptReadings;
}

/** One judge's calibration, on from where an earlier one ended; null where it was interrupted. */
async function calibrate(
  judge: OpenJudge,
  { transcripts, kept }: CalibrationWork,
  { concurrency, maxCost = Infinity }: CalibrateOptions,
  terminal: Terminal,
): Promise<CalibrationResult | null> {
  const { price } = judge.planned;
  const before = { finished: kept.count, errored: 0, tokens: 0, cost: costOf(kept.usage, price) ?? 0 };
  const progress = new ProgressCounter(transcripts.length, before, () => performance.now());
  const interruption = listenForInterruption(terminal, () => progress.snapshot.running);
  const endProgress = showProgress(terminal, () => progress.snapshot, "transcripts");
  const queue = new PQueue({ concurrency });
  const ask = async (transcript: LabelledTranscript): Promise<CalibrationReading | null> => {
    const earlier = kept.find(transcript);
    if (earlier !== undefined) return { transcript, ...earlier };
    if (interruption.drain.aborted) return null;
    if (progress.snapshot.cost >= maxCost) {
      return { transcript, reading: null, why: "the cost limit was reached" };
    }
    progress.begin();
    const events = labelledEvents(transcript);
    const onRetry = (): void => progress.retry();
    const answer = await askJudge({
      judge: judge.model,
      events,
      model: nobody,
      signal: interruption.park,
      onRetry,
    });
    progress.spend(answer.usage, costOf(answer.usage, price));
    kept.take(transcript, answer);
    progress.finish(answer.reading === null ? "errored" : "completed");
    return { transcript, reading: answer.reading, why: answer.why };
  };
  try {
    const readings = await Promise.all(transcripts.map((one) => queue.add(() => ask(one))));
    const whole = readings.filter((reading) => reading !== null);
    return whole.length < transcripts.length ? null : describeResult(judge, whole, transcripts, kept.usage);
  } catch (error) {
    queue.clear();
    if (interruption.park.aborted && error === interruption.park.reason) return null;
    throw error;
  } finally {
    endProgress();
    interruption.release();
  }
}

function describeResult(
  { planned }: OpenJudge,
  readings: readonly CalibrationReading[],
  transcripts: readonly LabelledTranscript[],
  usage: Usage,
): CalibrationResult {
  return {
    format: "palimpsest-calibration-2",
    judge: planned.model,
    uses: planned.uses,
    settings: planned.settings,
    createdAt: new Date().toISOString(),
    rubric: digestRubric(),
    set: digestJson(transcripts),
    ...measureCalibration(readings),
    usage,
    cost: costOf(usage, planned.price),
  };
}

function storeResult(path: string, result: CalibrationResult): void {
  namingFailures(path, () => makeFolder(dirname(path)));
  replaceFile(path, `${JSON.stringify(result, null, 1)}\n`);
}
