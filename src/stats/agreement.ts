import { at } from "./at.js";
import { normalQuantile } from "./normal.js";
import { wilsonRate } from "./wilson.js";
import type { Rate } from "./wilson.js";

/** Counts of how often the first said the row's label and the second the column's, in the order of `labels`. */
export interface ConfusionMatrix {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Cross-tabulates pairs of labels. Throws at a label that is not listed. */
export function crossTabulate(
  labels: readonly string[],
  pairs: readonly (readonly [first: string, second: string])[],
): ConfusionMatrix {
  const places = new Map(labels.map((label, place) => [label, place]));
  const placeOf = (label: string): number => {
    const place = places.get(label);
    if (place === undefined) throw new TypeError(`"${label}" is none of the labels ${labels.join(", ")}`);
    return place;
  };
  const counts = labels.map(() => labels.map(() => 0));
  for (const [first, second] of pairs) {
    const row = counts[placeOf(first)];
    if (row !== undefined) row[placeOf(second)] = at(row, placeOf(second)) + 1;
  }
  return { labels, counts };
}

/** How well one label was found, taking the rows as the truth. */
export interface LabelAgreement {
  readonly label: string;
  /** Of those found, the share that is right. */
  readonly precision: Rate;
  /** Of those that there are, the share that was found. */
  readonly recall: Rate;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const columnOf = (counts: ConfusionMatrix["counts"], column: number): readonly number[] =>
  counts.map((row) => at(row, column));

/** Precision and recall of every label with Wilson intervals; the rows are the truth, the columns the reading. */
export function labelAgreements({ labels, counts }: ConfusionMatrix): readonly LabelAgreement[] {
  return labels.map((label, place) => {
    const row = counts[place] ?? [];
    const right = at(row, place);
    return {
      label,
      precision: wilsonRate(right, total(columnOf(counts, place))),
      recall: wilsonRate(right, total(row)),
    };
  });
}

/** What is left of a variance of 0 after adding up shares; counts cannot give one so small. */
const roundingError = 1e-12;

/** Agreement beyond chance with its 95 % interval, bounded to -1 and 1. */
export interface Kappa {
  readonly value: number | null;
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /**
   * "nothing_counted"; "one_label" where chance alone already agrees fully; "no_width" where the error is 0, as where all
   * agree or one of the two said the same throughout: that is no certainty, so there are no bounds.
   */
  readonly reason: "nothing_counted" | "one_label" | "no_width" | null;
}

/**
 * Cohen's kappa (1960, Educ. Psych. Measurement 20, 37-46) with the asymptotic error of Fleiss, Cohen and Everitt
 * (1969), Psychological Bulletin 72, 323-327, equation 13.
 */
export function cohensKappa({ counts }: ConfusionMatrix, level = 0.95): Kappa {
  const all = total(counts.map(total));
  if (all === 0)
    return { value: null, standardError: null, low: null, high: null, reason: "nothing_counted" };
  const shares = counts.map((row) => row.map((count) => count / all));
  const rows = shares.map(total);
  const columns = shares.map((_, column) => total(columnOf(shares, column)));
  const observed = total(shares.map((row, place) => at(row, place)));
  const chance = total(rows.map((share, place) => share * at(columns, place)));
  if (chance >= 1) return { value: null, standardError: null, low: null, high: null, reason: "one_label" };
  const value = (observed - chance) / (1 - chance);
  const agreeing = shares.map(
    (row, place) => at(row, place) * (1 - (at(rows, place) + at(columns, place)) * (1 - value)) ** 2,
  );
  const disagreeing = shares.map((row, place) =>
    total(
      row.map((share, column) =>
        column === place ? 0 : share * (at(columns, place) + at(rows, column)) ** 2,
      ),
    ),
  );
  const offset = (value - chance * (1 - value)) ** 2;
  const variance = total(agreeing) + (1 - value) ** 2 * total(disagreeing) - offset;
  if (variance < roundingError) return { value, standardError: 0, low: null, high: null, reason: "no_width" };
  const standardError = Math.sqrt(variance / all) / (1 - chance);
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return {
    value,
    standardError,
    low: Math.max(-1, value - reach),
    high: Math.min(1, value + reach),
    reason: null,
  };
}
