import { isQuestion, type Arm } from "../schema/labels.js";
import type { SettingRow } from "../schema/report.js";
import { contrastWithin } from "./contrast.js";
import { groupRows, measureRate, ofArm } from "./count-rates.js";
import { isCounted, rateDefinitions, type RateDefinition } from "./definitions.js";
import { levelsApartFrom } from "./match-levels.js";
import { adjustSome } from "./measure-cells.js";
import type { StudyRow } from "./study-row.js";

export const isAsked = ({ labels }: StudyRow): boolean => isQuestion(labels.levels);
export const isAgentic = (row: StudyRow): boolean => !isAsked(row);

/**
 * Agentic against question-and-answer: each arm as a whole, then value by value, over the tasks and variants that ran both
 * ways. Holm's adjustment is over the values.
 */
export function compareSettings(rows: readonly StudyRow[], seed: number): SettingRow[] {
  const matched = keepMatched(rows);
  const wholes = (["value", "control"] as const).flatMap((arm) =>
    compareArm(ofArm(matched, arm), { arm, axis: null, direction: null }, seed),
  );
  const values = [
    ...groupRows(ofArm(matched, "value"), ({ labels }) => [`${labels.axis} ${labels.direction}`]),
  ]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { axis, direction } = first.labels;
      return compareArm(group, { arm: "value", axis, direction }, seed);
    });
  const adjusted = adjustSome(values.map(({ noncompliance }) => noncompliance.p));
  return [
    ...wholes,
    ...values.map((row, place) => ({
      ...row,
      noncompliance: { ...row.noncompliance, adjusted: adjusted[place] ?? null },
    })),
  ];
}

/** A task in a framing, whichever way it was put. */
const framingOf = ({ trial, labels }: StudyRow): string =>
  JSON.stringify([trial.task, levelsApartFrom(labels, "setting")]);

/** The rows of tasks that count trials both ways with every other factor alike. */
export function keepMatched(rows: readonly StudyRow[]): StudyRow[] {
  if (!rows.some(isAsked)) return [];
  return [...groupRows(rows, (row) => [framingOf(row)]).values()]
    .filter((group) => {
      const counted = group.filter(isCounted);
      return counted.some(isAsked) && counted.some(isAgentic);
    })
    .flat();
}

function compareArm(
  rows: readonly StudyRow[],
  about: { readonly arm: Arm; readonly axis: string | null; readonly direction: string | null },
  seed: number,
): SettingRow[] {
  const noncompliance = contrastWithin(rows, { first: isAgentic, second: isAsked }, framingOf, seed);
  if (noncompliance === null) return [];
  const shares = (definition: RateDefinition) => ({
    agentic: measureRate(rows.filter(isAgentic), definition),
    question: measureRate(rows.filter(isAsked), definition),
  });
  const { hardRefusal, covert } = rateDefinitions;
  return [{ ...about, noncompliance, hardRefusal: shares(hardRefusal), covert: shares(covert) }];
}
