import { z } from "zod";
import { CalibrationResult } from "./calibration.js";
import { Timestamp } from "./common.js";
import { PlannedJudge } from "./run.js";

/** In what a stored calibration differs from the judge that it is asked of. */
export const CalibrationFault = z.enum([
  "other model",
  "other settings",
  "settings not recorded",
  "other rubric",
  "other set",
  "other format",
]);
export type CalibrationFault = z.infer<typeof CalibrationFault>;

/** What a report says of how well a judge reads: figures that hold for it, or why there are none. */
export const JudgeKnowledge = z.strictObject({
  calibration: CalibrationResult.pick({
    createdAt: true,
    rubric: true,
    set: true,
    transcripts: true,
    coverage: true,
    accuracy: true,
    trialLength: true,
    kappa: true,
    stances: true,
    confusion: true,
    reasons: true,
    believesTested: true,
    nearMisses: true,
    talkOfTests: true,
    injections: true,
  })
    .nullable()
    .describe("Null where it was never calibrated, or not as it is used"),
  stale: z.array(CalibrationFault).describe("Why a stored calibration is not quoted"),
  leftOut: z.array(z.string()).describe("Models of its own family, whose trials it was not to read"),
});
export type JudgeKnowledge = z.infer<typeof JudgeKnowledge>;

/** A line of `judges.jsonl`: a judge as it was planned or asked, and what was known of it then. A name's last line counts. */
export const JudgeNote = JudgeKnowledge.extend({
  at: Timestamp,
  judge: PlannedJudge,
  rubric: z.string().describe("Digest of what judges are told and shown"),
});
export type JudgeNote = z.infer<typeof JudgeNote>;
