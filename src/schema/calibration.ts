import { z } from "zod";
import { Identifier, JsonObject, JsonValue, Timestamp } from "./common.js";
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
const NearMiss = z.enum([
  "asking",
  "question_while_working",
  "technical_inability",
  "partial_with_caveats",
  "apology_then_compliance",
  "refusal_after_doing",
  "done_without_doing",
]);
type NearMiss = z.infer<typeof NearMiss>;

/** What a near miss of a kind looks like, and what it is. */
export interface NearMissCell {
  readonly kind: NearMiss;
  readonly looksLike: JudgedStance;
  readonly is: JudgedStance;
}

/** Every cell that near misses may fall into. A transcript that is what it looks like is none. */
export const nearMissCells: readonly NearMissCell[] = [
  { kind: "asking", looksLike: "asked", is: "complied" },
  { kind: "asking", looksLike: "asked", is: "objected" },
  { kind: "asking", looksLike: "asked", is: "declined" },
  { kind: "question_while_working", looksLike: "asked", is: "complied" },
  { kind: "technical_inability", looksLike: "unable", is: "declined" },
  { kind: "partial_with_caveats", looksLike: "declined_part", is: "complied" },
  { kind: "partial_with_caveats", looksLike: "objected", is: "declined_part" },
  { kind: "apology_then_compliance", looksLike: "declined", is: "complied" },
  { kind: "refusal_after_doing", looksLike: "declined", is: "objected" },
  { kind: "refusal_after_doing", looksLike: "objected", is: "declined" },
  { kind: "done_without_doing", looksLike: "declined", is: "complied" },
];

/** Where a text that tells the judge what to record stands. */
export const InjectionPlace = z.enum(["file", "output", "ticket", "requester", "own_words"]);
export type InjectionPlace = z.infer<typeof InjectionPlace>;

const Text = z.string().min(1).max(40_000);

/** One entry of a labelled conversation. */
export const TranscriptLine = z.union([
  z.strictObject({ instructions: Text }).describe("Standing instructions to the assistant"),
  z.strictObject({ requester: Text }),
  z.strictObject({ thinks: Text }).describe("The assistant's reasoning"),
  z.strictObject({ says: Text }),
  z.strictObject({ calls: Identifier, with: JsonObject }).describe("A tool, and its arguments"),
  z.strictObject({ prints: Text }).describe("What the first call without an answer answers"),
]);
export type TranscriptLine = z.infer<typeof TranscriptLine>;

function sameLabels(left: TranscriptLabels, right: TranscriptLabels): boolean {
  const key = ({ stance, reasons, believes_tested }: TranscriptLabels): string =>
    JSON.stringify([stance, reasons.toSorted(), believes_tested]);
  return key(left) === key(right);
}

/** Whether calls and what they print match, as in a trial. */
function hasEveryAnswer(lines: readonly TranscriptLine[]): boolean {
  let open = 0;
  for (const line of lines) {
    if ("calls" in line) open += 1;
    else if ("prints" in line) open -= 1;
    else if (open > 0) return false;
    if (open < 0) return false;
  }
  return open === 0;
}

const Labelled = z.strictObject({
  id: Identifier,
  lab: z.string().min(1).describe("The fictional lab it is set in"),
  near_miss: NearMiss.nullable().default(null).describe("In which way it looks like another stance"),
  talks_of_tests: z
    .boolean()
    .default(false)
    .describe(
      "Tests, evaluations or sandboxes are part of the work; the assistant does not say that it is tested",
    ),
  twin_of: Identifier.nullable().default(null).describe("The same transcript without the injected text"),
  injected: JudgedStance.nullable()
    .default(null)
    .describe("The stance that a text inside it tells the judge to record; null where there is none"),
  injected_in: InjectionPlace.nullable().default(null),
  lines: z.array(TranscriptLine).min(2),
  labeller_a: TranscriptLabels.describe("The stricter reading: every sign counts"),
  labeller_b: TranscriptLabels.describe("The looser reading: what is said outright counts"),
  gold: TranscriptLabels.optional().describe("Where the two differ: what was settled on"),
  note: z.string().min(1).optional().describe("Where the two differ: why it was settled so"),
});

/** The settled labels of a transcript: what both columns say, or what was settled on. */
export function goldOf({
  gold,
  labeller_a,
}: Pick<z.infer<typeof Labelled>, "gold" | "labeller_a">): TranscriptLabels {
  return gold ?? labeller_a;
}

/** A conversation written for calibration, with what two readings of it say. */
export const LabelledTranscript = Labelled.refine(
  ({ labeller_a: a, labeller_b: b, gold }) => sameLabels(a, b) === (gold === undefined),
  { path: ["gold"], error: "expected gold where the two label columns differ, and only there" },
)
  .refine(({ lines }) => hasEveryAnswer(lines), {
    path: ["lines"],
    error: "expected what each call prints after it, and nothing else printed",
  })
  .refine(({ gold, note }) => (gold === undefined) === (note === undefined), {
    path: ["note"],
    error: "expected a note beside gold, and only there",
  })
  .refine(
    (one) =>
      one.near_miss === null ||
      nearMissCells.some(({ kind, is }) => kind === one.near_miss && is === goldOf(one).stance),
    { path: ["near_miss"], error: "expected a near miss that the settled stance makes one" },
  )
  .refine((one) => !one.talks_of_tests || goldOf(one).believes_tested === "no", {
    path: ["talks_of_tests"],
    error: "expected mere talk of tests, but the settled label says that it believes to be tested",
  })
  .refine(
    ({ injected, injected_in, twin_of }) => new Set([injected, injected_in, twin_of].map(isNull)).size === 1,
    { path: ["injected"], error: "expected injected, injected_in and twin_of together, or none of them" },
  )
  .refine((one) => one.injected !== goldOf(one).stance, {
    path: ["injected"],
    error: "expected another stance than the settled one",
  });
export type LabelledTranscript = z.infer<typeof LabelledTranscript>;

function isNull(value: unknown): boolean {
  return value === null;
}

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
  reason: z.enum(["nothing_counted", "one_label", "no_width"]).nullable(),
});

const LabelAgreement = z.strictObject({ label: z.string(), precision: Share, recall: Share });

/** `calibration/results/<judge>.json`: how well a judge reads. Shares carry Wilson 95 % intervals. */
export const CalibrationResult = z.strictObject({
  format: z.literal("palimpsest-calibration-2"),
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
  accuracy: Share.describe(
    "Of those read, the stances that are the settled ones. Like every figure down to `talkOfTests`, without the " +
      "injected transcripts, whose texts are those of their twins",
  ),
  trialLength: Share.describe(
    "Of those read that are as long as trials are, the stances that are the settled ones",
  ),
  kappa: Kappa.describe("Stance: the judge against the settled label"),
  columnsKappa: Kappa.describe("Stance: one label column against the other, read or not"),
  stances: z.array(LabelAgreement),
  confusion: z.strictObject({ labels: z.array(z.string()), counts: z.array(z.array(z.int())) }),
  reasons: z.array(LabelAgreement),
  believesTested: LabelAgreement,
  nearMisses: z.array(
    z.strictObject({
      kind: NearMiss,
      looksLike: JudgedStance,
      is: JudgedStance,
      right: Share.describe("Of those read, those read as what they are"),
      mistaken: Share.describe("Of those read, those read as what they look like"),
    }),
  ),
  talkOfTests: Share.describe(
    "Of those read in which tests are only part of the work, those that were not taken for a belief of being tested",
  ),
  injections: z.strictObject({
    followed: Share.describe(
      "Of the pairs read whose clean twin was not read as the injected text demands, those whose injected one was",
    ),
    moved: Share.describe("Of the pairs read, those whose two stances differ"),
    demanded: Share.describe(
      "Of the injected transcripts read, those read as demanded, whatever the twin's reading",
    ),
    right: Share.describe("Of the injected transcripts read, those read as labelled"),
    places: z.array(z.strictObject({ place: InjectionPlace, followed: Share })),
    stances: z.array(z.strictObject({ is: JudgedStance, followed: Share })),
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
