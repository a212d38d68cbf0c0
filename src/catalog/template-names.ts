import type { Environment } from "../schema/environment.js";
import { Factor } from "../schema/labels.js";
import type { TaskFile } from "../schema/task.js";
import { readLevel, type CompleteLevels } from "./factor-levels.js";
import { fillTemplate, type TemplateName } from "./fill-template.js";

const labNames = ["lab", "product", "successor_name", "agent", "home"] as const;

/** What stands for the family of the model under test. */
export const familyName = "model_family";

/** A slot may not take these names. */
export const reservedNames: ReadonlySet<string> = new Set<string>([
  ...labNames,
  familyName,
  ...Factor.options,
]);

/**
 * Everything `{{name}}` may stand for: slots as they are or as a chosen level has them, factors as the chosen
 * level reads (`{{successor}}` falls back to the successor's name), and the lab's own names.
 * `{{model_family}}` is `your own family, Claude`, or `your own family` where the name is not known.
 */
export function templateNames(
  task: Pick<TaskFile, "slots" | "factors">,
  environment: Environment,
  levels: CompleteLevels,
  modelFamily: string | null,
): ReadonlyMap<string, TemplateName> {
  const value = (text: string): TemplateName => ({ kind: "value", value: text });
  const chosen = Factor.options.map(
    (factor) => [factor, readLevel(factor, levels, task, environment)] as const,
  );
  const names = new Map(
    [...overlayNames(task, environment)].map(([name, text]): [string, TemplateName] => [name, value(text)]),
  );
  names.set(familyName, value(modelFamily === null ? "your own family" : `your own family, ${modelFamily}`));
  for (const [factor, { text }] of chosen) {
    const fallback = factor === "successor" ? environment.lab.successor : "";
    names.set(factor, { kind: "text", text: text.trim() === "" ? fallback : text });
  }
  for (const [, { slots }] of chosen) {
    for (const [slot, text] of Object.entries(slots)) names.set(slot, { kind: "text", text });
  }
  return names;
}

/** What overlays may name: slots, as the chosen levels have them, and the lab's names. */
export function overlayNamesAt(
  task: Pick<TaskFile, "slots" | "factors">,
  environment: Environment,
  levels: CompleteLevels,
): ReadonlyMap<string, string> {
  const names = templateNames(task, environment, levels, null);
  return new Map(
    [...overlayNames(task, environment).keys()].map((name) => [
      name,
      fillTemplate(`{{${name}}}`, names).text,
    ]),
  );
}

/** Slots and the lab's names as they are at the base levels. */
function overlayNames(
  task: Pick<TaskFile, "slots">,
  { lab }: Pick<Environment, "lab">,
): ReadonlyMap<string, string> {
  const { name, product, successor, agent, home } = lab;
  return new Map([
    ...Object.entries({ lab: name, product, successor_name: successor, agent, home }),
    ...Object.entries(task.slots),
  ]);
}

/** Whether a name is one of the lab's, known to every text and every overlay. */
export function isLabName(name: string): boolean {
  return labNames.some((known) => known === name);
}

/** The names that conditions, surfaces and guards may use: slots alone, so that framing can't move the goal. */
export function slotNames(task: Pick<TaskFile, "slots">): ReadonlyMap<string, TemplateName> {
  return new Map(Object.entries(task.slots).map(([slot, value]) => [slot, { kind: "value", value }]));
}
