import type { PlannedModel } from "../schema/run.js";
import type { PreparedTask } from "./stage-tasks.js";

const shown = 3;

/** The models whose family a text would name and nobody told, in one line; nothing where there are none. */
export function describeUnnamed(
  prepared: readonly Pick<PreparedTask, "planned" | "namesFamily">[],
  models: readonly Pick<PlannedModel, "model" | "family">[],
): readonly string[] {
  const unnamed = models.filter(({ family }) => family === null).map(({ model }) => model);
  const variants = new Set(
    prepared.filter(({ namesFamily }) => namesFamily).map(({ planned }) => planned.variant),
  );
  if (unnamed.length === 0 || variants.size === 0) return [];
  return [
    `--model ${listFirst(unnamed)}: the family is not known, and the text of ${listFirst([...variants])} says "your own family" without its name; ` +
      "to name it, give the model an entry with `family: NAME` in models.yaml",
  ];
}

function listFirst(names: readonly string[]): string {
  const rest = names.length - shown;
  return `${names.slice(0, shown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
