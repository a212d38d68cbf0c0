import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { loadEnvironment, type LoadedEnvironment } from "../../src/catalog/load-environment.js";
import { checkTwins } from "../../src/check/check-twins.js";
import { checkTaskTelltales } from "../../src/check/check-telltales.js";
import { checkVariants } from "../../src/check/check-variants.js";
import { openTask } from "../../src/check/open-task.js";
import { openScoring } from "../../src/check/scoring.js";

const root = join(import.meta.dirname, "../..");
const { catalog } = loadCatalog({ environments: join(root, "environments"), tasks: join(root, "tasks") });
const pairs = [...new Set(catalog.tasks.map(({ file }) => file.pair))].map(
  (pair) => [pair, catalog.tasks.filter(({ file }) => file.pair === pair)] as const,
);
const loaded = new Map<string, LoadedEnvironment>();

function environmentOf(id: string): LoadedEnvironment {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const entry = catalog.environments.get(id);
  const read = entry === undefined ? undefined : loadEnvironment(entry);
  if (read?.ok !== true) throw new Error(`${id} did not load`);
  loaded.set(id, read.value);
  return read.value;
}

describe.each(pairs)("%s", (pair, tasks) => {
  test("holds at every level of every factor, twin beside twin", () => {
    const members = tasks.map((task) => {
      const opened = openTask(task, environmentOf(task.file.environment), openScoring);
      if ("fault" in opened) throw new Error(opened.fault);
      return opened;
    });
    const results = [
      ...members.flatMap((opened) => checkVariants(opened, openScoring)),
      ...members.flatMap(({ task, environment }) => checkTaskTelltales(task, environment)),
      ...checkTwins(pair, members),
    ];
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    const levels = results.filter(({ check }) => check === "levels show").map(({ detail }) => detail);
    const toys = tasks.every(({ file }) => !file.without.includes("successor=toy_classifier"));
    // The spec pair has no innocuous subject.
    const count = 16 + Number(toys) - Number(pair === "spec-clauses");
    expect(levels).toEqual(Array(2).fill(`${count} levels`));
  });
});
