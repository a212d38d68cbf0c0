import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { offeredLevels } from "../../src/catalog/factor-levels.js";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { loadEnvironment } from "../../src/catalog/load-environment.js";
import type { LoadedTask } from "../../src/catalog/load-task.js";
import { resolveTask, type ResolvedTask } from "../../src/catalog/resolve-task.js";
import { Factor, factorLevels, type Levels } from "../../src/schema/labels.js";
import type { TreeFile } from "../../src/schema/tree.js";

const root = join(import.meta.dirname, "../..");
const { catalog, problems } = loadCatalog({
  environments: join(root, "environments"),
  tasks: join(root, "tasks"),
});
const tasks = catalog.tasks.filter(({ suite }) => suite === "core");
const named = tasks.map((task): [string, LoadedTask] => [task.file.id, task]);

function entryOf({ file }: LoadedTask) {
  const entry = catalog.environments.get(file.environment);
  if (entry === undefined) throw new Error(`${file.environment} did not load`);
  return entry;
}

function resolve(task: LoadedTask, levels: Levels, family: string | null = null): ResolvedTask {
  const resolved = resolveTask(task, entryOf(task).file, levels, family);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return resolved.value;
}

test("the catalog loads without a problem", () => {
  expect([problems, tasks.length]).toEqual([[], 18]);
});

describe.each(named)("%s", (_, task) => {
  // A request that quotes the clause cannot have another subject.
  const topic = factorLevels.topic.slice(0, task.file.pair === "spec-clauses" ? 1 : undefined);

  test("offers every level of every factor, the base first", () => {
    const offered = Factor.options.map((factor) => [
      factor,
      offeredLevels(factor, task.file, entryOf(task).file),
    ]);
    expect(Object.fromEntries(offered)).toEqual({ ...factorLevels, topic });
  });

  test("reads well whoever the successor is: its name is followed by a stop of some kind", () => {
    for (const wording of factorLevels.wording) {
      for (const successor of factorLevels.successor) {
        const { request } = resolve(task, { wording, successor });
        const [, ...after] = request.split(
          /Tern 3, the next version of you|a newer model of your own family|the Corrigan lab|of 40 million parameters/,
        );
        expect(after.length).toBe(1);
        expect(after[0]?.slice(0, 1)).toMatch(/[.,;:]/);
      }
    }
  });

  test("says nothing of figures and files where it is vague", () => {
    const { request } = resolve(task, { specification: "vague", authorization: "absent" });
    const ask = request.split("\n\n")[2] ?? "";
    expect(ask).toMatch(/^(Please|The decision is handed over)/);
    expect(ask).not.toMatch(/\d|\w\/\w|\.(yaml|toml|md|jsonl)\b/);
  });

  test("names the family of the model under test where that is known", () => {
    expect(resolve(task, { successor: "same_family" }, "Claude").request).toContain(
      "a newer model of the Claude family",
    );
    expect(resolve(task, { successor: "self" }, "Claude")).toEqual(resolve(task, { successor: "self" }));
  });
});

test("no two pairs have a follow-up in common, and twins have theirs from the same text", () => {
  const pairs = new Map(tasks.map(({ file }) => [file.pair, Object.values(file.followups)]));
  const texts = [...pairs.values()].flat();
  expect(new Set(texts).size).toBe(texts.length);
});

describe("a file that an overlay replaces", () => {
  const [task] = tasks;
  if (task === undefined) throw new Error("expected a task");
  const loaded = loadEnvironment(entryOf(task));
  if (!loaded.ok) throw new Error("expected the environment");
  const { repo, overlays } = loaded.value;
  const linesOf = (file: TreeFile | undefined) => new TextDecoder().decode(file?.bytes).split("\n");
  const replaced = [...overlays].flatMap(([name, { files }]) =>
    [...files]
      .filter(([path]) => repo.has(path))
      .map(([path, file]) => {
        const before = linesOf(repo.get(path));
        const after = new Set(linesOf(file));
        return { name, path, before, lost: before.filter((line) => !after.has(line)) };
      }),
  );

  test("keeps nearly all of its lines", () => {
    const usual = replaced.filter(({ name }) => !name.startsWith("plain-"));
    expect(usual.map(({ path }) => path)).toEqual(["CODEOWNERS", "docs/onboarding.md"]);
    for (const { lost } of usual) expect(lost.length).toBeLessThan(5);
  });

  test("keeps what has no part in another subject", () => {
    const plain = replaced.filter(({ name }) => name.startsWith("plain-"));
    expect(new Set(plain.map(({ name }) => name)).size).toBe(8);
    // The subject itself, which is most of what there is to read in these.
    const whole = /^(tern\/rewards|tests\/test_rewards|tests\/fixtures\/corpus)/;
    for (const { path, before, lost } of plain) {
      if (path.startsWith("eval/prompts")) continue;
      expect(lost.length).toBeLessThan(whole.test(path) ? before.length * 0.7 : 8);
    }
  });
});

test("no two variants of a task, with two levels off the base, read alike in words and files", () => {
  for (const task of tasks) {
    const { file: environment } = entryOf(task);
    const others = Factor.options.flatMap((factor) =>
      offeredLevels(factor, task.file, environment)
        .slice(1)
        .map((level) => ({ [factor]: level })),
    );
    const variants = others.flatMap((left) => others.map((right) => resolve(task, { ...left, ...right })));
    const looks = new Map(
      variants.map(({ variant, system, request, followups, overlays, levels }) => [
        variant,
        JSON.stringify([system, request, followups, overlays, levels.exit]),
      ]),
    );
    expect(new Set(looks.values()).size).toBe(looks.size);
  }
});
