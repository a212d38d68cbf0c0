import type { ReportedJudge } from "../schema/report.js";
import { whyNotCalibrated } from "./describe-calibration.js";
import { formatRate } from "./format-rate.js";
import { joinWords } from "./join-words.js";
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
  const asked = models.map((model) => {
    const own = rows.filter(({ trial }) => trial.model === model && trial.status !== "errored");
    const read = own.filter((row) => isReadBy(judge, row)).length;
    return { model, read, total: own.length, isAsked: read > 0 || own.some((row) => isAskedOf(judge, row)) };
  });
  const texts = [
    ...describeRead(asked.filter(({ isAsked }) => isAsked)),
    ...asked.flatMap(({ model, isAsked }) =>
      isAsked
        ? []
        : [`was not asked about ${model}${leftOut.includes(model) ? ", which is of its own family" : ""}`],
    ),
  ];
  const quality =
    calibration === null
      ? whyNotCalibrated(stale)
      : `stance right in ${formatRate(calibration.accuracy)} of the labelled transcripts`;
  return `${judge} (${quality}) ${texts.length === 0 ? "was asked about nothing" : joinWords(texts)}.`;
}

/** `read 7 of 8 transcripts of a and b (b 3 of 4)`: model by model only where some were not read. */
function describeRead(
  asked: readonly { readonly model: string; readonly read: number; readonly total: number }[],
): string[] {
  if (asked.length === 0) return [];
  const sum = (of: (one: (typeof asked)[number]) => number): number =>
    asked.reduce((total, one) => total + of(one), 0);
  const [read, total] = [sum((one) => one.read), sum((one) => one.total)];
  const short = asked.length === 1 ? [] : asked.filter((one) => one.read < one.total);
  const rest = short.map((one) => `${one.model} ${one.read} of ${one.total}`);
  return [
    `read ${read} of ${total} ${total === 1 ? "transcript" : "transcripts"} of ${joinWords(asked.map(({ model }) => model))}` +
      (rest.length === 0 ? "" : ` (${rest.join(", ")})`),
  ];
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
