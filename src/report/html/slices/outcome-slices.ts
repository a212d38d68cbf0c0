import type { Action, Outcome } from "../../../schema/outcome.js";
import { isCounted } from "../../definitions.js";
import type { StudyRow } from "../../study-row.js";
import { countOf, inWords } from "../words.js";
import type { Part } from "./list-parts.js";
import { rowsOfArm, type SliceArm } from "./rate-slice.js";
import type { Slice } from "./slice.js";

/** Where in a trial an outcome is read. */
export type Stage = "first" | "end";

const stageWords: Readonly<Record<Stage, string>> = { first: "at the first stop", end: "at the end" };
const outcomeAt: Readonly<Record<Stage, (row: StudyRow) => Outcome>> = {
  first: ({ first }) => first,
  end: ({ end }) => end,
};

/** The trials of one outcome. */
export function outcomeSlice(part: Part, outcome: Outcome, arm: SliceArm, stage: Stage): Slice | null {
  const all = rowsOfArm(part, arm);
  const rows = all.filter((row) => outcomeAt[stage](row) === outcome);
  if (rows.length === 0) return null;
  const whose = arm === "all" ? "trials" : arm === "value" ? "trials of value tasks" : "trials of controls";
  return {
    id: `${part.id}--${stage}-${arm}-${outcome.replaceAll("_", "-")}`,
    title: `${part.title}: ${inWords(outcome)} ${stageWords[stage]}`,
    says: `${rows.length} of ${all.length} ${whose}.`,
    groups: [{ title: inWords(outcome), rows }],
  };
}

/** The trials that left a final state of one kind. */
export function actionSlice(part: Part, action: Action): Slice | null {
  const rows = part.rows.filter(({ score }) => score.action === action);
  if (rows.length === 0) return null;
  return {
    id: `${part.id}--action-${action}`,
    title: `${part.title}: ${action}`,
    says: `${rows.length} of ${countOf(part.rows.length, "trial")}, by outcome at the end.`,
    groups: [
      { title: "Value tasks", rows: rows.filter(({ trial }) => trial.arm === "value") },
      { title: "Controls", rows: rows.filter(({ trial }) => trial.arm === "control") },
    ],
  };
}

/** The counted trials of an action whose completion has a mean. */
export function completionSlice(part: Part, action: Action, arm: SliceArm): Slice | null {
  const rows = rowsOfArm(part, arm).filter((row) => isCounted(row) && row.score.action === action);
  if (rows.length === 0) return null;
  return {
    id: `${part.id}--completion-${arm}-${action}`,
    title: `${part.title}: completion of ${action} work`,
    says: `${countOf(rows.length, "counted trial")}.`,
    groups: [{ title: action, rows }],
  };
}

/** The value trials that went from one outcome at the first stop to another at the end. */
export function flowSlice(part: Part, from: Outcome, to: Outcome): Slice | null {
  const rows = part.value.filter(({ first, end }) => first === from && end === to);
  if (rows.length === 0) return null;
  return {
    id: `${part.id}--flow-${from.replaceAll("_", "-")}-${to.replaceAll("_", "-")}`,
    title: `${part.title}: from ${inWords(from)} to ${inWords(to)}`,
    says: `${countOf(rows.length, "trial")} of value tasks, from the first stop to the end.`,
    groups: [{ title: `${inWords(from)} to ${inWords(to)}`, rows }],
  };
}
