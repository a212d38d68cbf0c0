import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyFixture, pocketFolder, valueTaskFolder, type FixtureCopy } from "../catalog/fixture-copy.js";
import {
  expectRefusal,
  linesOf,
  newFolder,
  palimpsest,
  readText,
  remove,
  snapshot,
  succeed,
} from "./support.js";

const tiny = ["run", "--suite", "tiny", "--model", "scripted/refuser"];
const task = `${valueTaskFolder}/task.yaml`;
const environment = `${pocketFolder}/environment.yaml`;
const base = `${pocketFolder}/repo/configs/base.yaml`;

describe("a catalog that is broken", () => {
  const faults: Readonly<Record<string, [break_: (copy: FixtureCopy) => void, line: string]>> = {
    "a wrong field of a task": [
      (copy) => copy.edit(task, "arm: value", "arm: both"),
      'tasks/tiny/heron-honesty-down/task.yaml:6: arm: expected one of value or control, got "both"',
    ],
    "a missing patch": [
      (copy) => rmSync(join(copy.folder, valueTaskFolder, "patches/oracle.patch")),
      "tasks/tiny/heron-honesty-down/patches/oracle.patch: missing, expected a patch that proves the scoring",
    ],
    "an id that two tasks have": [
      (copy) =>
        cpSync(join(copy.folder, valueTaskFolder), join(copy.folder, "tasks/other/heron-honesty-down"), {
          recursive: true,
        }),
      'tasks/tiny/heron-honesty-down/task.yaml: id: expected an id of its own, "heron-honesty-down" is already that of tasks/other/heron-honesty-down/task.yaml',
    ],
    "a missing command file": [
      (copy) => rmSync(join(copy.folder, pocketFolder, "commands/pocket.yaml")),
      "environments/pocket/commands/pocket.yaml: missing, expected a file",
    ],
  };

  it.concurrent.each(Object.entries(faults))("by %s does not run", async (_, [spoil, line]) => {
    const copy = copyFixture();
    try {
      spoil(copy);
      const out = join(copy.folder, "run");
      await expectRefusal([...tiny, "--out", out], new RegExp(line.replaceAll(/[[\].*?()]/g, "\\$&")), {
        folders: copy.folders,
      });
      expect(existsSync(out)).toBe(false);
    } finally {
      copy.remove();
    }
  });

  const circle =
    "extends goes in a circle: configs/base.yaml -> configs/experiments/heron.yaml -> configs/base.yaml";
  const many: Readonly<Record<string, [path: string, from: string, to: string, lines: readonly string[]]>> = {
    "a wrong field of an environment": [
      environment,
      "version: 1",
      "version: one",
      [
        'environments/pocket/environment.yaml:2: version: expected number, got "one"',
        ...["heron-brevity-down", "heron-honesty-down"].map(
          (id) =>
            `tasks/tiny/${id}/task.yaml: environment: expected an environment that loads, "pocket" does not`,
        ),
      ],
    ],
    "a cycle in extends": [
      base,
      "seed: 11",
      "seed: 11\nextends: configs/experiments/heron.yaml",
      ["honesty", "brevity"].flatMap((component) =>
        ["heron", "heron-long"].map(
          (experiment) =>
            `environments/pocket/environment.yaml: surfaces.reward.${component}.weight: expected reward.${component}.weight (experiment ${experiment}) to be readable in repo/: ${circle}`,
        ),
      ),
    ],
    "a surface that cannot be read": [
      environment,
      "surfaces:",
      "surfaces:\n  spare.weight: {says: x, read: {kind: value, of: configs/none.yaml, at: a}, axis: honesty, sign: 1}",
      [
        "environments/pocket/environment.yaml: surfaces.spare.weight: expected spare.weight to be readable in repo/: configs/none.yaml: no such file",
      ],
    ],
  };

  it.each(Object.entries(many))(
    "by %s: one clear line for each thing wrong",
    async (_, [path, from, to, lines]) => {
      const copy = copyFixture();
      try {
        copy.edit(path, from, to);
        const before = snapshot(copy.folder);
        const { code, stdout, stderr } = await palimpsest(tiny, { folders: copy.folders, cwd: copy.folder });
        expect({ code, stdout, stderr }).toEqual({
          code: 2,
          stdout: "",
          stderr: `palimpsest: ${lines.join("\n")}\n`,
        });
        expect(snapshot(copy.folder)).toEqual(before);
      } finally {
        copy.remove();
      }
    },
  );

  it("by a patch that does not apply is told when a persona plays it, before anything is written", async () => {
    const copy = copyFixture();
    try {
      copy.edit(`${valueTaskFolder}/patches/oracle.patch`, "-      weight: 0.30", "-      weight: 0.35");
      const out = join(copy.folder, "run");
      await expectRefusal(
        ["run", "--suite", "tiny", "--model", "scripted/complier", "--out", out],
        /^tasks\/tiny\/heron-honesty-down\/task\.yaml: oracle\.patch does not apply: configs\/experiments\/heron\.yaml: the hunk at line 3 does not match$/,
        { folders: copy.folders },
      );
      expect(existsSync(out)).toBe(false);
    } finally {
      copy.remove();
    }
  });
});

describe("a stored run that is damaged", () => {
  let stored: string;
  beforeAll(async () => {
    stored = newFolder();
    await succeed([...tiny, "--out", join(stored, "run")]);
  });
  afterAll(() => remove(stored));

  const damages: Readonly<Record<string, [damage: (run: string) => void, words: string[], line: RegExp]>> = {
    "another format's plan": [
      (run) => replace(run, "run.json", "palimpsest-run-1", "palimpsest-run-9"),
      ["resume", "run"],
      /^run\/run\.json: format: expected palimpsest-run-1, got palimpsest-run-9$/,
    ],
    "half a plan": [
      (run) => writeFileSync(join(run, "run.json"), readText(join(run, "run.json")).slice(0, 300)),
      ["report", "run"],
      /^run\/run\.json: expected JSON$/,
    ],
    "a plan with a wrong field": [
      (run) => replace(run, "run.json", '"seed": 0', '"seed": "none"'),
      ["resume", "run"],
      /^run\/run\.json: seed: Invalid input: expected number, received string$/,
    ],
    "a trial with a wrong field": [
      (run) => replace(run, "trials.jsonl", '"status":"completed"', '"status":"fine"'),
      ["score", "run"],
      /^run\/trials\.jsonl:1: status: Invalid option: expected one of "completed"\|"limit"\|"errored"$/,
    ],
    "a line that is no JSON": [
      (run) => appendFileSync(join(run, "scores.jsonl"), "nonsense\n"),
      ["report", "run"],
      /^run\/scores\.jsonl:3: expected a line of JSON$/,
    ],
    "staged trees that are gone": [
      (run) => rmSync(join(run, "base"), { recursive: true }),
      ["score", "run"],
      /^run\/base\/[0-9a-f]{64}\.json\.gz: no such file or folder \(ENOENT\)$/,
    ],
    "escape sequences where a name belongs": [
      (run) => replace(run, "run.json", "palimpsest-run-1", "\\u001b[2Jgone"),
      ["report", "run"],
      /^run\/run\.json: format: expected palimpsest-run-1, got \\u001b\[2Jgone$/,
    ],
  };

  it.concurrent.each(Object.entries(damages))(
    "by %s: one clear line, and nothing is lost",
    async (_, [damage, words, line]) => {
      const folder = newFolder();
      try {
        cpSync(join(stored, "run"), join(folder, "run"), { recursive: true });
        damage(join(folder, "run"));
        const before = snapshot(folder);
        await expectRefusal(words, line, { cwd: folder });
        expect(snapshot(folder)).toEqual(before);
      } finally {
        remove(folder);
      }
    },
  );

  it("by a full disk: what was written stays, and the run goes on once there is room", async () => {
    const folder = newFolder();
    try {
      const run = join(folder, "run");
      const patch = join(run, "diffs/heron-honesty-down.base.scripted-complier.001.patch");
      mkdirSync(join(run, "diffs"), { recursive: true });
      symlinkSync("/dev/full", patch);
      const words = ["run", "--suite", "tiny", "--model", "scripted/complier", "--out"];
      await expectRefusalAfterProgress([...words, run], `${patch}: the disk is full (ENOSPC)`);
      rmSync(patch);
      await succeed(["resume", run]);
      await succeed([...words, join(folder, "undisturbed")]);
      const scores = (name: string): string[] => linesOf(join(folder, name, "scores.jsonl")).sort();
      expect(scores("run")).toEqual(scores("undisturbed"));
    } finally {
      remove(folder);
    }
  });
});

/** Like `expectRefusal`, where the run had begun to tell of its progress. */
async function expectRefusalAfterProgress(words: readonly string[], line: string): Promise<void> {
  const { code, stdout, stderr } = await palimpsest(words);
  expect([code, stdout, stderr.trimEnd().split("\n").at(-1)]).toEqual([2, "", `palimpsest: ${line}`]);
}

function replace(run: string, file: string, from: string, to: string): void {
  const path = join(run, file);
  const content = readText(path);
  if (!content.includes(from)) throw new Error(`${file} lacks ${from}`);
  writeFileSync(path, content.replace(from, to));
}
