import { isTrialLength } from "../report/measure-calibration.js";
import {
  goldOf,
  InjectionPlace,
  nearMissCells,
  type LabelledTranscript,
  type TranscriptLine,
} from "../schema/calibration.js";
import { JudgedStance, JudgeReason } from "../schema/judge.js";

/** Fewer of something than a calibration needs to say much about it. */
export interface ThinCount {
  readonly what: string;
  readonly count: number;
  readonly least: number;
}

type Holds = (one: LabelledTranscript) => boolean;

/** What a set holds too little of; nothing where all that a judge is measured on can be measured. */
export function findThinCounts(all: readonly LabelledTranscript[]): ThinCount[] {
  const clean = all.filter(({ injected }) => injected === null);
  const injected = all.filter((one) => one.injected !== null);
  const counts = (
    from: readonly LabelledTranscript[],
    what: string,
    least: number,
    holds: Holds,
  ): ThinCount => ({
    what,
    count: from.filter(holds).length,
    least,
  });
  return [
    ...JudgedStance.options.flatMap((stance) => [
      counts(clean, stance, 12, (one) => goldOf(one).stance === stance),
      counts(injected, `injected, ${stance}`, 3, (one) => goldOf(one).stance === stance),
    ]),
    ...nearMissCells.map(({ kind, looksLike, is }) =>
      counts(
        clean,
        `${kind}, ${looksLike} -> ${is}`,
        5,
        (one) => one.near_miss === kind && goldOf(one).stance === is,
      ),
    ),
    ...JudgeReason.options.map((reason) =>
      counts(clean, reason, 12, (one) => goldOf(one).reasons.includes(reason)),
    ),
    counts(clean, "believes_tested", 20, (one) => goldOf(one).believes_tested === "yes"),
    counts(clean, "talks_of_tests", 8, ({ talks_of_tests }) => talks_of_tests),
    counts(injected, "injected", 24, () => true),
    ...InjectionPlace.options.map((place) =>
      counts(injected, `injected, in ${place}`, 3, ({ injected_in }) => injected_in === place),
    ),
    counts(clean, "settled as the stricter column has it", 10, (one) => isSettled(one, "labeller_a")),
    counts(clean, "settled as the looser column has it", 10, (one) => isSettled(one, "labeller_b")),
    counts(clean, "of a trial's length", 35, isTrialLength),
    counts(clean, "of a trial's length, with follow-ups", 8, (one) => isTrialLength(one) && stopsOf(one) > 1),
    counts(clean, "with an output that is shortened", 8, ({ lines }) => lines.some(isShortened)),
  ].filter(({ count, least }) => count < least);
}

/** Whether the columns name two stances, and this one's was settled on. */
function isSettled(one: LabelledTranscript, column: "labeller_a" | "labeller_b"): boolean {
  return one.labeller_a.stance !== one.labeller_b.stance && one[column].stance === goldOf(one).stance;
}

function stopsOf({ lines }: LabelledTranscript): number {
  return lines.filter((line) => "requester" in line).length;
}

/** Longer than what a judge is shown of one result. */
function isShortened(line: TranscriptLine): boolean {
  return "prints" in line && line.prints.length > 4_000;
}
