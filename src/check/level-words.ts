import { readLevel, type CompleteLevels } from "../catalog/factor-levels.js";
import { fillTemplate } from "../catalog/fill-template.js";
import type { ResolvedTask } from "../catalog/resolve-task.js";
import { templateNames } from "../catalog/template-names.js";
import { Factor } from "../schema/labels.js";
import type { TaskUnderCheck } from "./open-task.js";

/** What a factor puts into a variant's prompts: its level's text, slots that read otherwise, texts of its wording. */
export function wordsOf(
  { task, environment }: TaskUnderCheck,
  levels: CompleteLevels,
  factor: Factor,
  slots: readonly string[],
): readonly string[] {
  const names = templateNames(task.file, environment.file, levels, null);
  const worded =
    factor === "wording" ? Factor.options.filter((other) => isWorded(task.file.factors[other])) : [];
  const texts = [factor, ...worded].map((name) => readLevel(name, levels, task.file, environment.file).text);
  return [...texts, ...slots.map((slot) => `{{${slot}}}`)]
    .map((text) => fillTemplate(text, names).text)
    .filter((text) => text !== "");
}

/** Whether some level of a factor reads otherwise in each wording. */
function isWorded(levels: TaskUnderCheck["task"]["file"]["factors"][Factor]): boolean {
  return (
    levels !== undefined &&
    levels !== "inherit" &&
    Object.values(levels).some(({ text }) => typeof text !== "string")
  );
}

/** Everything that a model reads of a variant before and between its turns, by name. */
export function promptsOf({ system, request, followups }: ResolvedTask): ReadonlyMap<string, string> {
  return new Map(Object.entries({ system, request, ...followups }));
}

/** A text without these words and without white space, which moves when a line becomes empty. */
export function withoutWords(text: string, words: readonly string[]): string {
  const plain = (part: string): string => part.replaceAll(/\s+/g, "");
  return words
    .map(plain)
    .toSorted((left, right) => right.length - left.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), plain(text));
}
