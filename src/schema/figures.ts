import { z } from "zod";

/** A share among counted trials with its Wilson 95 % interval; null where nothing was counted. */
export const Share = z.strictObject({
  count: z.int().nonnegative(),
  total: z.int().nonnegative(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** Why a figure has no bounds, or no value at all. */
export const MissingFigure = z.enum([
  "no_clusters",
  "one_cluster",
  "empty_arm",
  "nothing_counted",
  "no_variation",
  "undefined_without_a_cluster",
  "no_followups",
  "no_only_operator",
  "few_clusters",
  "levels_not_matched",
]);
export type MissingFigure = z.infer<typeof MissingFigure>;

/** A number with a 95 % interval clustered by pair. Bounds are both there or both null, and then `reason` says why. */
export const ClusteredEstimate = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  clusters: z.int().nonnegative().describe("Pairs that count anything"),
  reason: MissingFigure.nullable(),
});
export type ClusteredEstimate = z.infer<typeof ClusteredEstimate>;

/** A share with a 95 % interval clustered by pair, or Wilson's where a clustered one cannot be had. */
export const ClusteredShare = Share.extend({
  interval: z.enum(["clustered", "wilson"]).nullable().describe("Which kind the bounds are; null for none"),
  clusters: z.int().nonnegative().describe("Pairs that count anything"),
  reason: MissingFigure.nullable().describe("Why the interval is not clustered, or why there is no share"),
});
export type ClusteredShare = z.infer<typeof ClusteredShare>;

/** How many pairs lean each way, and the chance of that, or of the sizes of their gaps, under no difference. */
export const PairTest = z.strictObject({
  more: z.int().nonnegative(),
  fewer: z.int().nonnegative(),
  sign: z.number().nullable().describe("Two-sided p of the exact sign test; null where no pair leans"),
  flip: z
    .number()
    .nullable()
    .describe(
      "Two-sided p of the sign-flip test, the one that tables call p; null with fewer than six pairs",
    ),
});

/** The gap: noncompliance on value tasks minus that on their controls, from -1 to 1. */
export const Gap = ClusteredEstimate.extend({
  interval: z
    .enum(["clustered", "newcombe"])
    .nullable()
    .describe("Which kind the bounds are: over pairs, or of one pair's trials; null for none"),
  test: PairTest.describe("Over the pairs' own gaps, one number per pair"),
  adjusted: z
    .number()
    .nullable()
    .describe(
      "The p after Benjamini and Hochberg, over the cells of one table that can be tested; base levels left out",
    ),
});
export type Gap = z.infer<typeof Gap>;
