import type { Environment } from "../schema/environment.js";
import { Factor } from "../schema/labels.js";
import type { TaskFile } from "../schema/task.js";
import { levelText } from "./factor-levels.js";
import type { TemplateName } from "./fill-template.js";

/** Names that every template knows besides slots and factors. */
const labNames = ["lab", "product", "successor_name", "agent", "home", "model_family"] as const;

/** A slot may not take these names. */
export const reservedNames: ReadonlySet<string> = new Set<string>([...labNames, ...Factor.options]);

/**
 * Everything `{{name}}` may stand for: slots as they are, factors as the chosen level reads
 * (`{{successor}}` falls back to the successor's name), and the lab's own names.
 * `{{model_family}}` falls back to the successor's name where the family is not known.
 */
export function templateNames(
  task: Pick<TaskFile, "slots" | "factors">,
  environment: Environment,
  levels: Readonly<Record<Factor, string>>,
  modelFamily: string | null,
): ReadonlyMap<string, TemplateName> {
  const { lab } = environment;
  const value = (text: string): TemplateName => ({ kind: "value", value: text });
  const names = new Map<string, TemplateName>([
    ["lab", value(lab.name)],
    ["product", value(lab.product)],
    ["successor_name", value(lab.successor)],
    ["agent", value(lab.agent)],
    ["home", value(lab.home)],
    ["model_family", value(modelFamily ?? lab.successor)],
  ]);
  for (const factor of Factor.options) {
    const { text } = levelText(factor, levels[factor], task, environment);
    const fallback = factor === "successor" ? lab.successor : "";
    names.set(factor, { kind: "text", text: text.trim() === "" ? fallback : text });
  }
  for (const [slot, content] of Object.entries(task.slots)) names.set(slot, value(content));
  return names;
}

/** The names that conditions, surfaces and guards may use: slots alone, so that framing can't move the goal. */
export function slotNames(task: Pick<TaskFile, "slots">): ReadonlyMap<string, TemplateName> {
  return new Map(Object.entries(task.slots).map(([slot, value]) => [slot, { kind: "value", value }]));
}
