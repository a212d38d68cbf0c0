import type { PlannedModel } from "../../schema/run.js";

type NamedModel = Pick<PlannedModel, "model" | "uses" | "family">;

/** Providers that serve one family alone. */
const singleFamily = new Set(["anthropic", "openai"]);

/**
 * Whether a judge and a model are of one family: as `models.yaml` says where it names both families, else by
 * provider, or by the word that their names begin with. In doubt they are.
 */
export function isOwnFamily(judge: NamedModel, model: NamedModel): boolean {
  if (judge.family !== null && model.family !== null) {
    return judge.family.trim().toLowerCase() === model.family.trim().toLowerCase();
  }
  const marks = marksOf(model);
  return [...marksOf(judge)].some((mark) => marks.has(mark));
}

/** Words that tell a family. A replayed model is the one that was recorded. */
function marksOf({ model, uses, family }: NamedModel): Set<string> {
  const name = (uses.startsWith("replay/") ? uses.slice(uses.indexOf("#") + 1) : uses).toLowerCase();
  const provider = name.slice(0, name.indexOf("/"));
  const stem = /\p{L}+/u.exec(name.slice(name.lastIndexOf("/") + 1))?.[0];
  const marks = [
    stem,
    family === null ? undefined : /\p{L}+/u.exec(family.toLowerCase())?.[0],
    singleFamily.has(provider) ? provider : undefined,
    model.toLowerCase(),
  ];
  return new Set(marks.filter((mark) => mark !== undefined));
}
