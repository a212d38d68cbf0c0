import type { StudyRow } from "../../study-row.js";

/** Trials that stand together behind a number, such as those that count. */
export interface SliceGroup {
  readonly title: string;
  readonly rows: readonly StudyRow[];
}

/** The trials behind one number. */
export interface Slice {
  readonly id: string;
  /** Whose number it is. */
  readonly title: string;
  /** The number and what it counts. */
  readonly says: string;
  readonly groups: readonly SliceGroup[];
}

/** The slices that something on a page leads to: they are all that the page has to hold. */
export class SliceBook {
  readonly #slices = new Map<string, Slice>();

  /** The address of a slice; null where there is no number to look behind. */
  link(slice: Slice | null): string | null {
    if (slice === null) return null;
    if (!this.#slices.has(slice.id)) this.#slices.set(slice.id, slice);
    return `#${slice.id}`;
  }

  list(): Slice[] {
    return [...this.#slices.values()];
  }
}
