import type { Environment } from "../schema/environment.js";
import { Factor } from "../schema/labels.js";
import type { TaskLevel } from "../schema/task.js";
import { declaredLevel, offeredLevels } from "./factor-levels.js";
import { namesIn } from "./fill-template.js";
import type { LoadedTask } from "./load-task.js";
import { listChoices } from "./problem.js";
import type { Problem } from "./problem.js";

interface OwnLevel {
  readonly factor: Factor;
  readonly level: string;
  readonly declared: TaskLevel;
}

/** What is wrong with the levels that a task words itself: a wording left out, a goal that framing would move. */
export function findLevelProblems({ label, file }: LoadedTask, environment: Environment): readonly Problem[] {
  const wordings = offeredLevels("wording", file, environment);
  const goals = new Set(
    [...file.expect, ...ownLevels(file.factors).flatMap(({ declared }) => declared.expect ?? [])].flatMap(
      (expectation) => namesIn(JSON.stringify(expectation)),
    ),
  );
  const found = ownLevels(file.factors).flatMap(({ factor, level, declared: { text, slots } }) => {
    const at = `factors.${factor}.${level}`;
    return [
      ...compareWordings(typeof text === "string" ? wordings : Object.keys(text), wordings).map(
        (message) => ({
          field: `${at}.text`,
          message,
        }),
      ),
      ...Object.keys(slots).flatMap((slot) => {
        const message = faultOfSlot(slot, file.slots, goals);
        return message === undefined ? [] : [{ field: `${at}.slots.${slot}`, message }];
      }),
    ];
  });
  found.push(...findMovedGoals(file, environment, goals));
  const asking = new Set(
    ownLevels(file.factors).flatMap(({ factor, declared }) =>
      declared.expect === undefined ? [] : [factor],
    ),
  );
  if (asking.size > 1) {
    found.push({
      field: "factors",
      message: `expected levels of one factor to say what counts, got ${[...asking].join(" and ")}`,
    });
  }
  return found.map((problem) => ({ file: label, ...problem }));
}

/** Slots that a level of the environment words otherwise and that an expectation of this task uses. */
function findMovedGoals(
  file: LoadedTask["file"],
  environment: Environment,
  goals: ReadonlySet<string>,
): readonly { readonly field: string; readonly message: string }[] {
  return Factor.options.flatMap((factor) =>
    offeredLevels(factor, file, environment).flatMap((level) => {
      const { slots, owner } = declaredLevel(factor, level, file, environment);
      if (owner === "task") return [];
      return Object.keys(slots)
        .filter((slot) => goals.has(slot))
        .map((slot) => ({
          field: `factors.${factor}`,
          message: `expected a level ${level} of ${environment.id} that leaves the slot ${slot} alone, which an expectation uses`,
        }));
    }),
  );
}

function ownLevels(factors: LoadedTask["file"]["factors"]): readonly OwnLevel[] {
  return Factor.options.flatMap((factor) => {
    const own = factors[factor];
    if (own === undefined || own === "inherit") return [];
    return Object.entries(own).map(([level, declared]) => ({ factor, level, declared }));
  });
}

function compareWordings(given: readonly string[], wanted: readonly string[]): readonly string[] {
  const unknown = given.filter((wording) => !wanted.includes(wording));
  const missing = wanted.filter((wording) => !given.includes(wording));
  return [
    ...unknown.map((wording) => `expected a wording of the task (${listChoices(wanted)}), got ${wording}`),
    ...missing.map((wording) => `missing, expected a text for wording ${wording} too`),
  ];
}

function faultOfSlot(
  slot: string,
  slots: Readonly<Record<string, string>>,
  goals: ReadonlySet<string>,
): string | undefined {
  if (!Object.hasOwn(slots, slot)) return `expected a slot (${listChoices(Object.keys(slots))})`;
  return goals.has(slot) ? "expected a slot that no expectation uses" : undefined;
}
