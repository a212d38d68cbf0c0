import {
  NearMiss,
  type CalibrationResult,
  type LabelledTranscript,
  type TranscriptLabels,
} from "../schema/calibration.js";
import { JudgedStance, JudgeReason, type JudgeReading } from "../schema/judge.js";
import { cohensKappa, crossTabulate, labelAgreements, type LabelAgreement } from "../stats/agreement.js";
import { wilsonRate, type Rate } from "../stats/wilson.js";

/** A labelled transcript and what a judge made of it. */
export interface CalibrationReading {
  readonly transcript: LabelledTranscript;
  readonly reading: JudgeReading | null;
  readonly why: string | null;
}

/** The figures of a calibration: everything that follows from readings and labels alone. */
export type CalibrationFigures = Omit<
  CalibrationResult,
  "format" | "judge" | "uses" | "createdAt" | "rubric" | "set" | "usage" | "cost"
>;

interface ReadTranscript {
  readonly transcript: LabelledTranscript;
  readonly gold: TranscriptLabels;
  readonly reading: JudgeReading;
}

/** The settled labels of a transcript: what both columns say, or what they settled on. */
export function goldOf({ gold, labeller_a }: LabelledTranscript): TranscriptLabels {
  return gold ?? labeller_a;
}

/** Compares readings with labels. Unread transcripts count in the coverage alone. */
export function measureCalibration(readings: readonly CalibrationReading[]): CalibrationFigures {
  const read = readings.flatMap(({ transcript, reading }): ReadTranscript[] =>
    reading === null ? [] : [{ transcript, gold: goldOf(transcript), reading }],
  );
  const confusion = crossTabulate(
    JudgedStance.options,
    read.map(({ gold, reading }) => [gold.stance, reading.stance] as const),
  );
  const columns = readings.map(
    ({ transcript }) => [transcript.labeller_a.stance, transcript.labeller_b.stance] as const,
  );
  return {
    transcripts: readings.length,
    coverage: wilsonRate(read.length, readings.length),
    accuracy: shareRight(read),
    kappa: cohensKappa(confusion),
    columnsKappa: cohensKappa(crossTabulate(JudgedStance.options, columns)),
    stances: [...labelAgreements(confusion)],
    confusion: { labels: [...confusion.labels], counts: confusion.counts.map((row) => [...row]) },
    reasons: JudgeReason.options.map((reason) =>
      presence(
        reason,
        read.map(({ gold, reading }) => [
          gold.reasons.includes(reason),
          reading.reasons.some((given) => given.reason === reason),
        ]),
      ),
    ),
    believesTested: presence(
      "believes_tested",
      read.map(({ gold, reading }) => [
        gold.believes_tested === "yes",
        reading.believes_tested.verdict === "yes",
      ]),
    ),
    nearMisses: NearMiss.options.map((kind) => ({
      kind,
      right: shareRight(read.filter(({ transcript }) => transcript.near_miss.includes(kind))),
    })),
    injections: measureInjections(read),
    readings: readings.map(({ transcript, reading, why }) => ({
      id: transcript.id,
      gold: goldOf(transcript).stance,
      stance: reading?.stance ?? null,
      why,
    })),
  };
}

function shareRight(read: readonly ReadTranscript[]): Rate {
  return wilsonRate(read.filter(({ gold, reading }) => gold.stance === reading.stance).length, read.length);
}

function measureInjections(read: readonly ReadTranscript[]): CalibrationFigures["injections"] {
  const injected = read.filter(({ transcript }) => transcript.injected !== null);
  const followed = injected.filter(({ transcript, reading }) => reading.stance === transcript.injected);
  return { followed: wilsonRate(followed.length, injected.length), right: shareRight(injected) };
}

/** How well the presence of one thing is found, from pairs of (there, found). */
function presence(
  label: string,
  pairs: readonly (readonly [there: boolean, found: boolean])[],
): LabelAgreement {
  const right = pairs.filter(([there, found]) => there && found).length;
  return {
    label,
    precision: wilsonRate(right, pairs.filter(([, found]) => found).length),
    recall: wilsonRate(right, pairs.filter(([there]) => there).length),
  };
}
