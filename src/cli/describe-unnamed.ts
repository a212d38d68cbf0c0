import type { PlannedModel } from "../schema/run.js";
import type { PreparedTask } from "./stage-tasks.js";

const shown = 3;
/** So many characters of names a line can take. */
const longest = 120;

/** The models whose family a text would name and nobody told, in one line; nothing where there are none. */
export function describeUnnamed(
  prepared: readonly (Pick<PreparedTask, "namesFamily"> & {
    readonly planned: Pick<PreparedTask["planned"], "variant">;
  })[],
  models: readonly Pick<PlannedModel, "model" | "family">[],
): readonly string[] {
  const unnamed = models.filter(({ family }) => family === null).map(({ model }) => model);
  const variants = new Set(
    prepared.filter(({ namesFamily }) => namesFamily).map(({ planned }) => planned.variant),
  );
  if (unnamed.length === 0 || variants.size === 0) return [];
  return [
    `--model ${listFirst(unnamed)}: the family is not known, and the text of ${nameVariants([...variants])} says "your own family" without its name; ` +
      "to name it, give the model an entry with `family: NAME` in models.yaml",
  ];
}

/** The names of a covering design are long, and so many of them tell nobody anything. */
function nameVariants(variants: readonly string[]): string {
  const listed = listFirst(variants);
  return listed.length <= longest ? listed : `${variants.length} variants`;
}

function listFirst(names: readonly string[]): string {
  const rest = names.length - shown;
  return `${names.slice(0, shown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
