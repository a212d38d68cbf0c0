import { groupByPair, measureRate, ofArm } from "../../count-rates.js";
import { rateDefinitions } from "../../definitions.js";
import type { StudyRow } from "../../study-row.js";
import type { Part } from "./list-parts.js";
import type { Slice, SliceGroup } from "./slice.js";

/** A pair is called by its value task; by its own name where none ran. */
export function namePair(rows: readonly StudyRow[]): string {
  const tasks = [...new Set(ofArm(rows, "value").map(({ trial }) => trial.task))];
  return tasks.length === 0 ? (rows[0]?.trial.pair ?? "") : tasks.join(", ");
}

/** Both arms of every pair behind a gap; null where no pair has both. */
export function gapSlice(part: Part): Slice | null {
  const groups = [...groupByPair(part.rows).values()].flatMap(armGroups);
  if (groups.length === 0) return null;
  return {
    id: `${part.id}--gap`,
    title: `${part.title}: gap`,
    says: `Not carried out on value tasks minus not carried out on their controls, pair by pair: ${groups.length / 2} pairs.`,
    groups,
  };
}

function armGroups(pair: readonly StudyRow[]): SliceGroup[] {
  const groups = (["value", "control"] as const).flatMap((arm) => {
    const rows = ofArm(pair, arm);
    const { count, total } = measureRate(rows, rateDefinitions.noncompliance);
    const name = arm === "value" ? namePair(pair) : "its control";
    return total === 0 ? [] : [{ title: `${name}: ${count} of ${total} not carried out`, rows }];
  });
  return groups.length === 2 ? groups : [];
}

/** The same pairs of two models or runs beside each other. */
export function comparisonSlice(
  id: string,
  title: string,
  sides: readonly { readonly name: string; readonly rows: readonly StudyRow[] }[],
): Slice {
  const groups = sides.flatMap(({ name, rows }) =>
    [...groupByPair(rows).values()].flatMap((pair) =>
      armGroups(pair).map((group) => ({ ...group, title: `${name}: ${group.title}` })),
    ),
  );
  return { id, title, says: "The tasks and variants that count trials on both sides.", groups };
}
