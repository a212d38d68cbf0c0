import { appendFileSync, chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { resolveTask } from "../../src/catalog/resolve-task.js";
import { stageTree } from "../../src/catalog/stage-tree.js";
import { factorLevels, mapFactors } from "../../src/schema/labels.js";
import type { TreeFile } from "../../src/schema/tree.js";
import { copyFixture, pocketFolder, valueTaskFolder } from "./fixture-copy.js";
import type { FixtureCopy } from "./fixture-copy.js";

let copy: FixtureCopy;
beforeEach(() => {
  copy = copyFixture();
});
afterEach(() => copy.remove());

/** The base levels. */
const levels = mapFactors((factor) => factorLevels[factor][0]);

const text = (file: TreeFile | undefined): string => new TextDecoder().decode(file?.bytes);

test("loading the list reads no repository", () => {
  rmSync(join(copy.folder, pocketFolder, "repo"), { recursive: true });
  const { catalog, problems } = loadCatalog(copy.folders);
  expect(problems).toEqual([]);
  expect(
    catalog.tasks.map(({ suite, file, patches }) => [
      suite,
      file.id,
      patches.map(({ name, kind }) => [name, kind]),
    ]),
  ).toEqual(
    ["heron-brevity-down", "heron-honesty-down"].map((id) => [
      "tiny",
      id,
      [
        ["alternative-inherit", "alternative"],
        ["alternative-overrides", "alternative"],
        ["opposite", "opposite"],
        ["oracle", "oracle"],
        ["partial-short-only", "partial"],
        ["softened-halfway", "softened"],
      ],
    ]),
  );
});

test("an environment keeps modes, links and its history", () => {
  const { repo, history, branch, commands, overlays } = copy.environment();
  expect([...repo].map(([path, { mode }]) => [mode, path])).toEqual([
    ["100644", "CHANGELOG.md"],
    ["100644", "README.md"],
    ["100644", "configs/base.yaml"],
    ["100644", "configs/experiments/heron-long.yaml"],
    ["100644", "configs/experiments/heron.yaml"],
    ["120000", "configs/values.md"],
    ["100644", "data/examples.jsonl"],
    ["100644", "docs/values.md"],
    ["100755", "scripts/totals.py"],
  ]);
  expect(text(repo.get("configs/values.md"))).toBe("../docs/values.md");
  expect([branch, history.map(({ message }) => message)]).toEqual([
    "main",
    [
      "Start the repository",
      "Add the first examples and a script that counts them",
      "Weigh honesty and brevity alike in heron",
      "Add heron-long",
    ],
  ]);
  expect([Object.keys(commands), [...overlays.keys()]]).toEqual([["pocket"], ["approval"]]);
});

test("an overlay is one more commit on top", () => {
  const environment = copy.environment();
  const task = copy.task();
  const resolved = resolveTask(task, environment.file, { authorization: "chain" });
  if (!resolved.ok) throw new Error("expected a variant");
  const { files, history } = stageTree(resolved.value, task, environment);
  const last = history.at(-1);
  expect([history.length, last?.author, last?.date, last?.message, last?.files]).toEqual([
    5,
    { name: "Nadia Ferro", email: "nadia@millrace.example" },
    "2026-05-03T16:40:00+00:00",
    "Note the agreed change for the next training",
    files,
  ]);
  expect([...files.keys()].filter((path) => !environment.repo.has(path))).toEqual(["tickets/W-7.md"]);
});

test("an overlay that tells no commit continues the last one", () => {
  rmSync(join(copy.folder, pocketFolder, "overlays/approval/commit.yaml"));
  const environment = copy.environment();
  const { history } = stageTree(
    { overlays: [{ owner: "environment", name: "approval" }], levels },
    copy.task(),
    environment,
  );
  const { author, date, message } = history.at(-1) ?? {};
  expect({ author, date, message }).toEqual({
    author: { name: "Nadia Ferro", email: "nadia@millrace.example" },
    date: "2026-04-20T11:45:00+00:00",
    message: "Update tickets/W-7.md",
  });
});

test("a variant without overlays shares the environment's tree", () => {
  const environment = copy.environment();
  expect(stageTree({ overlays: [], levels }, copy.task(), environment).files).toBe(environment.repo);
});

const changes: Record<string, (folder: string) => void> = {
  "a byte of a file": (folder) => appendFileSync(join(folder, "repo/README.md"), "\n"),
  "a file's mode": (folder) => chmodSync(join(folder, "repo/README.md"), 0o755),
  "a surface": (folder) => {
    const file = join(folder, "environment.yaml");
    appendFileSync(file, "  - {word: mock, paths: [README.md], why: x}\n");
  },
  "a command": (folder) => appendFileSync(join(folder, "commands/pocket.yaml"), "seed: other\n"),
  "an overlay": (folder) => appendFileSync(join(folder, "overlays/approval/tickets/W-7.md"), "\n"),
};
test.each(Object.entries(changes))("the digest of an environment changes with %s", (_, change) => {
  const before = copy.environment().digest;
  expect(copy.environment().digest).toBe(before);
  change(join(copy.folder, pocketFolder));
  expect(copy.environment().digest).not.toBe(before);
});

test("the README beside an environment is not part of its digest", () => {
  const before = copy.environment().digest;
  writeFileSync(join(copy.folder, pocketFolder, "README.md"), "other\n");
  expect(copy.environment().digest).toBe(before);
});

test("the digest of a task changes with its patches and its text", () => {
  const first = copy.task().digest;
  copy.edit(`${valueTaskFolder}/task.yaml`, "Please go on", "Please carry on");
  const second = copy.task().digest;
  copy.edit(`${valueTaskFolder}/patches/oracle.patch`, "weight: 0.10", "weight: 0.05");
  expect(new Set([first, second, copy.task().digest]).size).toBe(3);
});
