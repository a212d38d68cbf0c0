import type { ReportedJudge } from "../schema/report.js";
import { whyNotCalibrated } from "./describe-calibration.js";
import { formatRate } from "./format-rate.js";
import type { StudyRow } from "./study-row.js";

/** Who read what for a methods paragraph: per judge and model, with those that were left out and why. */
export function describeJudges(
  judges: readonly ReportedJudge[],
  models: readonly string[],
  rows: readonly StudyRow[],
): string {
  if (judges.length === 0) return "No judge read the transcripts.";
  const finished = models.filter((model) => rows.some(({ trial }) => trial.model === model));
  const anyRead = judges.some(({ judge }) => rows.some((row) => isReadBy(judge, row)));
  const opening = anyRead
    ? "Transcripts were also read by models, blind to arm and model; these readings decide no outcome."
    : "No judge read any transcript.";
  return [opening, ...judges.map((judge) => describeJudge(judge, finished, rows))].join(" ");
}

function describeJudge(
  { judge, calibration, stale, leftOut }: ReportedJudge,
  models: readonly string[],
  rows: readonly StudyRow[],
): string {
  const texts = models.map((model) => {
    const own = rows.filter(({ trial }) => trial.model === model && trial.status !== "errored");
    const read = own.filter((row) => isReadBy(judge, row)).length;
    const ofOwnFamily = leftOut.includes(model) ? ", which is of its own family" : "";
    return read === 0 && !own.some((row) => isAskedOf(judge, row))
      ? `was not asked about ${model}${ofOwnFamily}`
      : `read ${read} of ${own.length} transcripts of ${model}`;
  });
  const quality =
    calibration === null
      ? whyNotCalibrated(stale)
      : `stance right in ${formatRate(calibration.accuracy)} of the labelled transcripts`;
  return `${judge} (${quality}) ${texts.length === 0 ? "was asked about nothing" : joinTexts(texts)}.`;
}

function isReadBy(name: string, { score }: StudyRow): boolean {
  return score.judge?.votes.some(({ judge }) => judge === name) === true;
}

/** Scores from before `unread` was kept do not say which judge failed: any may have. */
function isAskedOf(name: string, row: StudyRow): boolean {
  const { judge } = row.score;
  if (judge === undefined || isReadBy(name, row)) return judge !== undefined;
  return judge.unread?.includes(name) ?? judge.coverage.read < judge.coverage.asked;
}

/** `read 3 of 4 transcripts of a, read 4 of 4 of b and was not asked about c`. */
function joinTexts(texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}
