import type { ClusteredEstimate, ClusteredShare, Gap, MissingFigure } from "../schema/figures.js";
import { formatRate } from "./format-rate.js";

/** Why there is no number, in words. */
const missingTexts: Readonly<Record<MissingFigure, string>> = {
  no_clusters: "no trials",
  one_cluster: "one pair",
  empty_arm: "nothing counted in both arms",
  nothing_counted: "none to count",
  no_variation: "all pairs alike",
  undefined_without_a_cluster: "rests on one pair",
  no_followups: "no follow-ups",
  no_only_operator: "no only_you trials",
  few_clusters: "fewer than three pairs a side",
  levels_not_matched: "mixed with other factors",
};

/** Why there is no interval, or no number. */
export const describeMissing = (reason: MissingFigure): string => missingTexts[reason];

const points = (value: number): string => {
  const rounded = Math.round(value * 100);
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${-rounded}` : "0";
};

/** `+25 [+10, +40]` in percentage points; without bounds the reason, and without a value the reason alone. */
export function formatDifference({ value, low, high, reason }: ClusteredEstimate): string {
  const why = reason === null ? "" : ` (${missingTexts[reason]})`;
  if (value === null) return `-${why}`;
  if (low === null || high === null) return `${points(value)}${why}`;
  return `${points(value)} [${points(low)}, ${points(high)}]`;
}

/** A gap with the number of pairs behind it. */
export function formatGap(gap: Gap): string {
  if (gap.interval === "newcombe") return `${formatDifference(gap)} n`;
  if (gap.value === null || gap.reason === "one_cluster") return formatDifference(gap);
  if (gap.reason === "no_variation") return `${points(gap.value)} (${gap.clusters} pairs alike)`;
  return `${formatDifference(gap)} ${gap.clusters} pairs`;
}

/** `45 % [32, 58] (18/40)`; `w` marks an interval that takes trials as independent. */
export function formatShare(share: ClusteredShare): string {
  if (share.share === null) return share.reason === null ? "-" : `- (${missingTexts[share.reason]})`;
  return `${formatRate(share)}${share.interval === "wilson" ? " w" : ""}`;
}

/** A p-value: `0.03`, `<0.001`, or `-`. */
export function formatChance(p: number | null): string {
  if (p === null) return "-";
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

/** A share from 0 to 1 as `45 %`, or `-`. */
export function formatPercent(share: number | null): string {
  return share === null ? "-" : `${Math.round(share * 100)} %`;
}
