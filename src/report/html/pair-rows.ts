import { countPair, groupByPair } from "../count-rates.js";
import { gapsOf } from "../measure-figures.js";
import type { StudyRow } from "../study-row.js";

/** The own gap of every pair that has both arms. */
export function gapsOfPairs(rows: readonly StudyRow[]): number[] {
  return gapsOf([...groupByPair(rows).values()].map(countPair));
}
