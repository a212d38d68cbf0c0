import { groupByPair } from "../count-rates.js";
import { countCells, gapsOf, matchArms } from "../match-cells.js";
import type { StudyRow } from "../study-row.js";

/** The own gap of every pair that has both arms. */
export function gapsOfPairs(rows: readonly StudyRow[]): number[] {
  return gapsOf([...groupByPair(rows).values()].map((pair) => countCells(matchArms(pair))));
}
