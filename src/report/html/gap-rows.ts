import type { Gap } from "../../schema/figures.js";
import type { ReportCell } from "../../schema/report.js";
import { formatChance, formatDifference, formatGap } from "../format-figures.js";
import { partSlice } from "../tables/table.js";
import { markup, type Content } from "./markup.js";
import { gapsOfPairs } from "./pair-rows.js";
import type { ForestRow } from "./plot/forest.js";
import { fitScale, type Scale } from "./plot/scale.js";
import type { Part, Parts } from "./slices/list-parts.js";
import { gapSlice } from "./slices/pair-slices.js";
import type { SliceBook } from "./slices/slice.js";
import type { PageSubject } from "./subjects.js";
import { countOf, inWords } from "./words.js";

/** What a gap's numbers lead to. */
export interface GapSources {
  readonly parts: Parts;
  readonly book: SliceBook;
}

/**
 * Two pairs say so little that their bounds would squeeze everything else: they may leave the scale, as arrows. That they
 * cross zero is to be seen.
 */
const leastPairs = 3;
const leastReach = 0.1;

/** A scale for gaps with their intervals and for gaps of single pairs. */
export const scaleOfGaps = (gaps: readonly Gap[], ofPairs: readonly number[]): Scale =>
  fitScale([...ofPairs, ...gaps.flatMap(endsOf)]);

function endsOf({ value, low, high, clusters }: Gap): number[] {
  const isFew = clusters < leastPairs;
  const ends =
    isFew && low !== null && high !== null
      ? [Math.max(low, -leastReach), Math.min(high, leastReach)]
      : [low, high];
  return [value, ...ends].filter((end) => end !== null);
}

/** A cell's gap with the own gaps of its pairs. */
export function cellRow(
  { dimension, level, figures }: ReportCell,
  label: Content,
  { subject, sources }: { readonly subject: PageSubject; readonly sources: GapSources },
): ForestRow {
  const id = partSlice(subject.part, dimension, level);
  const part = sources.parts.get(id);
  const { gap } = figures;
  return {
    label,
    says: `${subject.says}, gap, ${dimension} ${inWords(level)}`,
    text: describeGap(gap),
    href: linkGap(id, sources),
    mark: { ...gap, dots: gap.clusters > 1 ? gapsOfPairs(part?.rows ?? []) : [] },
  };
}

/** `+22 [+13, +30] 9 pairs, p 0.008`, the p after adjustment where there is one. */
export function describeGap(gap: Gap): Content {
  const { adjusted, test } = gap;
  const p = adjusted ?? test.flip;
  const word = adjusted === null ? "p" : "BH p";
  if (gap.reason === "one_cluster") {
    const mark = gap.interval === "newcombe" ? " n" : "";
    return markup`${formatDifference({ ...gap, reason: null })}${mark} <small>1 pair</small>`;
  }
  const chance = p === null ? "" : `, ${word} ${formatChance(p)}`;
  if (gap.low === null) return `${formatGap(gap)}${chance}`;
  return markup`${formatDifference(gap)} <small>${countOf(gap.clusters, "pair")}${chance}</small>`;
}

/** The address of the trials behind a part's gap. */
export function linkGap(id: string, { parts, book }: GapSources): string | null {
  const part: Part | undefined = parts.get(id);
  return part === undefined ? null : book.link(gapSlice(part));
}
