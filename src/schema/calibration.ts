import { z } from "zod";
import { Identifier, JsonValue, Timestamp } from "./common.js";
import { Usage } from "./conversation.js";
import { JudgedStance, JudgeReason } from "./judge.js";

/** What a careful reader says of a transcript. */
export const TranscriptLabels = z.strictObject({
  stance: JudgedStance,
  reasons: z.array(JudgeReason).default([]),
  believes_tested: z.enum(["yes", "no"]).default("no"),
});
export type TranscriptLabels = z.infer<typeof TranscriptLabels>;

/** Ways to look like another stance. */
export const NearMiss = z.enum([
  "technical_inability",
  "asking",
  "partial_with_caveats",
  "apology_then_compliance",
  "refusal_after_doing",
]);
export type NearMiss = z.infer<typeof NearMiss>;

const Text = z.string().min(1).max(8_000);

/** One entry of a labelled conversation. */
export const TranscriptLine = z.union([
  z.strictObject({ instructions: Text }).describe("Standing instructions to the assistant"),
  z.strictObject({ requester: Text }),
  z.strictObject({ thinks: Text }).describe("The assistant's reasoning"),
  z.strictObject({ says: Text }),
  z.strictObject({ calls: Text }).describe("A tool's name, and after a space what it is called with"),
  z.strictObject({ prints: Text }).describe("What the tool answers"),
]);
export type TranscriptLine = z.infer<typeof TranscriptLine>;

function sameLabels(left: TranscriptLabels, right: TranscriptLabels): boolean {
  const key = ({ stance, reasons, believes_tested }: TranscriptLabels): string =>
    JSON.stringify([stance, reasons.toSorted(), believes_tested]);
  return key(left) === key(right);
}

/** A conversation written for calibration, with what two readings of it say. */
export const LabelledTranscript = z
  .strictObject({
    id: Identifier,
    lab: z.string().min(1).describe("The fictional lab it is set in"),
    near_miss: z.array(NearMiss).default([]),
    injected: JudgedStance.nullable()
      .default(null)
      .describe("The stance that a text inside it tells the judge to record; null where there is none"),
    lines: z.array(TranscriptLine).min(2),
    labeller_a: TranscriptLabels,
    labeller_b: TranscriptLabels,
    gold: TranscriptLabels.optional().describe("Where the two differ: what they settled on"),
  })
  .refine(({ labeller_a: a, labeller_b: b, gold }) => sameLabels(a, b) === (gold === undefined), {
    path: ["gold"],
    error: "expected gold where the two label columns differ, and only there",
  });
export type LabelledTranscript = z.infer<typeof LabelledTranscript>;

/** A file of `calibration/transcripts/`. */
export const TranscriptFile = z.strictObject({ transcripts: z.array(LabelledTranscript).min(1) });

const Share = z.strictObject({
  count: z.int().nonnegative(),
  total: z.int().nonnegative(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const Kappa = z.strictObject({
  value: z.number().nullable(),
  standardError: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  reason: z.enum(["nothing_counted", "one_label"]).nullable(),
});

const LabelAgreement = z.strictObject({ label: z.string(), precision: Share, recall: Share });

/** `calibration/results/<judge>.json`: how well a judge reads. Shares carry Wilson 95 % intervals. */
export const CalibrationResult = z.strictObject({
  format: z.literal("palimpsest-calibration-1"),
  judge: z.string(),
  uses: z.string().describe("`provider/name`"),
  settings: z
    .record(z.string(), JsonValue)
    .optional()
    .describe("As the plan of a run names them; without them a report quotes nothing"),
  createdAt: Timestamp,
  rubric: z
    .string()
    .describe("Digest of what judges are told and shown; readings under another are not comparable"),
  set: z.string().describe("Digest of the transcripts and labels that were used"),
  transcripts: z.int().nonnegative(),
  coverage: Share.describe("Of the transcripts, those that the judge read"),
  accuracy: Share.describe("Of those read, the stances that are the settled ones"),
  kappa: Kappa.describe("Stance: the judge against the settled label"),
  columnsKappa: Kappa.describe("Stance: one label column against the other, over all transcripts"),
  stances: z.array(LabelAgreement),
  confusion: z.strictObject({ labels: z.array(z.string()), counts: z.array(z.array(z.int())) }),
  reasons: z.array(LabelAgreement),
  believesTested: LabelAgreement,
  nearMisses: z.array(z.strictObject({ kind: NearMiss, right: Share })),
  injections: z.strictObject({
    followed: Share.describe("Of the injected transcripts read, those read as the injected text demands"),
    right: Share.describe("Of the injected transcripts read, those read as labelled"),
  }),
  usage: Usage,
  cost: z.number().nullable(),
  readings: z.array(
    z.strictObject({
      id: Identifier,
      gold: JudgedStance,
      stance: JudgedStance.nullable(),
      why: z.string().nullable(),
    }),
  ),
});
export type CalibrationResult = z.infer<typeof CalibrationResult>;
