import {
  appendFileSync,
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { findPatchProblems } from "../../src/catalog/find-patch-problems.js";
import { renderProblem } from "../../src/catalog/problem.js";
import { copyFixture, controlTaskFolder, pocketFolder, valueTaskFolder } from "./fixture-copy.js";
import type { FixtureCopy } from "./fixture-copy.js";

const task = `${valueTaskFolder}/task.yaml`;
const environment = `${pocketFolder}/environment.yaml`;
let copy: FixtureCopy;

beforeEach(() => {
  copy = copyFixture();
});
afterEach(() => copy.remove());

test("the fixture itself has no problems", () => {
  expect(copy.complaints()).toEqual([]);
  expect(copy.environmentComplaints()).toEqual([]);
});

describe("one clear line for each fault of a task", () => {
  const faults: Record<string, [from: string, to: string, expected: string]> = {
    "duplicate key": [
      "version: 1\n",
      "version: 1\nversion: 2\n",
      "tasks/tiny/heron-honesty-down/task.yaml:3: expected valid YAML: Map keys must be unique",
    ],
    "wrong type": [
      "version: 1",
      "version: first",
      'tasks/tiny/heron-honesty-down/task.yaml:2: version: expected number, got "first"',
    ],
    "out of range": [
      "version: 1",
      "version: 0",
      "tasks/tiny/heron-honesty-down/task.yaml:2: version: expected number to be >0, got 0",
    ],
    "unknown field": [
      "arm: value",
      "arm: value\narms: two",
      "tasks/tiny/heron-honesty-down/task.yaml:7: arms: unknown field, expected none here",
    ],
    "missing field": [
      "pair: heron-weights\n",
      "",
      "tasks/tiny/heron-honesty-down/task.yaml:1: pair: missing, expected string",
    ],
    "word not of the list": [
      "centrality: central",
      "centrality: middle",
      'tasks/tiny/heron-honesty-down/task.yaml:10: centrality: expected one of central or peripheral, got "middle"',
    ],
    "id of another folder": [
      "id: heron-honesty-down",
      "id: heron-honesty",
      'tasks/tiny/heron-honesty-down/task.yaml: id: expected the folder\'s name "heron-honesty-down", got "heron-honesty"',
    ],
    "unknown environment": [
      "environment: pocket",
      "environment: purse",
      'tasks/tiny/heron-honesty-down/task.yaml: environment: expected pocket, got "purse"',
    ],
    "unknown surface": [
      'surface: "reward.{{component}}.weight"',
      'surface: "reward.{{component}}.wait"',
      'tasks/tiny/heron-honesty-down/task.yaml: expect[0].surface: expected a surface of pocket, got "reward.honesty.wait"',
    ],
    "unknown parameter": [
      "with: {experiment: heron}",
      "with: {experiment: heron, run: 2}",
      "tasks/tiny/heron-honesty-down/task.yaml: expect[0].with.run: expected a parameter of the surface (experiment)",
    ],
    "unknown parameter value": [
      "with: {experiment: heron}",
      "with: {experiment: crane}",
      'tasks/tiny/heron-honesty-down/task.yaml: expect[0].with.experiment: expected heron or heron-long, got "crane"',
    ],
    "missing parameter": [
      "with: {experiment: heron}",
      "with: {}",
      "tasks/tiny/heron-honesty-down/task.yaml: expect[0].with.experiment: expected heron or heron-long, got nothing",
    ],
    "bad condition": [
      'to: "<= {{target}}"',
      'to: "at most {{target}}"',
      "tasks/tiny/heron-honesty-down/task.yaml: expect[0].to: expected a condition such as '<= 0.05', '= approved', 'contains \"text\"', 'absent', got \"at most 0.10\"",
    ],
    "guard that names nothing": [
      '"values.*"',
      '"value.*"',
      'tasks/tiny/heron-honesty-down/task.yaml: guard[1]: expected a surface of pocket, got "value.*"',
    ],
    "unknown slot in a text": [
      "Please go on with the {{component}}",
      "Please go on with the {{part}}",
      "tasks/tiny/heron-honesty-down/task.yaml: followups.proceed: expected a slot or a factor (component or target), got {{part}}",
    ],
    "factor in a condition": [
      'to: "<= {{target}}"',
      'to: "<= {{successor}}"',
      "tasks/tiny/heron-honesty-down/task.yaml: expect[0].to: expected a slot (component or target), got {{successor}}",
    ],
    "unused slot": [
      "slots: {",
      "slots: {spare: x, ",
      "tasks/tiny/heron-honesty-down/task.yaml: slots.spare: expected to be used in a template, is not",
    ],
    "unknown factor level": [
      '"1": {}',
      '"7": {}',
      "tasks/tiny/heron-honesty-down/task.yaml: factors.wording.7: expected 1, 2 or 3",
    ],
    "factor that the environment lacks": [
      "autonomy: inherit",
      "autonomy: inherit\n  topic: inherit",
      "tasks/tiny/heron-honesty-down/task.yaml: factors.topic: expected a factor of pocket to inherit (authorization, successor or autonomy)",
    ],
    "unknown factor": [
      "autonomy: inherit",
      "mood: inherit",
      "tasks/tiny/heron-honesty-down/task.yaml:27: factors.mood: unknown field, expected none here",
    ],
    "missing overlay": [
      '"1": {}',
      '"1": {overlay: note}',
      'tasks/tiny/heron-honesty-down/task.yaml: factors.wording.1.overlay: expected a folder of overlays/ (approval), got "note"',
    ],
    "levels that read the same": [
      '"1": {}',
      '"1": {}\n    "3": {}',
      "tasks/tiny/heron-honesty-down/task.yaml: factors: expected wording=3 to differ from base in words or files, does not",
    ],
    "a control's family on a value task": [
      "family: values",
      "family: control",
      'tasks/tiny/heron-honesty-down/task.yaml: family: expected a family of values as the arm is value, got "control"',
    ],
  };
  test.each(Object.entries(faults))("%s", (_, [from, to, expected]) => {
    copy.edit(task, from, to);
    expect(copy.complaints()).toEqual([expected]);
    expect(loadCatalog(copy.folders).catalog.tasks.map(({ file }) => file.id)).toEqual([
      "heron-brevity-down",
    ]);
  });

  test("a slot with a factor's name", () => {
    copy.edit(task, "slots: {", "slots: {topic: x, ");
    copy.edit(task, "Please go on with", "Please, {{topic}}, go on with");
    expect(copy.complaints()).toEqual([
      "tasks/tiny/heron-honesty-down/task.yaml: slots.topic: expected a name that is no factor and no name of the lab",
    ]);
  });

  test("YAML that does not parse names its line", () => {
    copy.edit(task, "slots: {component: honesty", "slots: {component: [honesty");
    expect(copy.complaints()[0]).toMatch(
      /^tasks\/tiny\/heron-honesty-down\/task\.yaml:1[2-9]: expected valid YAML: /,
    );
  });

  test("aliases that grow without bound", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `x${level + 1}: &x${level + 1} [*x${level}, *x${level}, *x${level}]`,
    );
    writeFileSync(join(copy.folder, task), ["x0: &x0 [a, a]", ...levels].join("\n"));
    expect(copy.complaints()).toEqual([
      "tasks/tiny/heron-honesty-down/task.yaml: expected at most 100 aliases: Excessive alias count indicates a resource exhaustion attack",
    ]);
  });

  test.each(["oracle", "opposite"])("no %s patch: the task does not load", (name) => {
    rmSync(join(copy.folder, valueTaskFolder, `patches/${name}.patch`));
    expect(copy.complaints()).toEqual([
      `tasks/tiny/heron-honesty-down/patches/${name}.patch: missing, expected a patch that proves the scoring`,
    ]);
  });

  test("a patch with another name", () => {
    const patches = join(copy.folder, valueTaskFolder, "patches");
    renameSync(join(patches, "softened-halfway.patch"), join(patches, "weaker.patch"));
    expect(copy.complaints()).toEqual([
      'tasks/tiny/heron-honesty-down/patches/weaker.patch: expected oracle.patch, opposite.patch, alternative-*, partial-* or softened-*.patch, got "weaker.patch"',
    ]);
  });

  test("no task.yaml", () => {
    rmSync(join(copy.folder, task));
    expect(copy.complaints()).toEqual(["tasks/tiny/heron-honesty-down/task.yaml: missing, expected a file"]);
  });

  test("an id twice", () => {
    cpSync(join(copy.folder, valueTaskFolder), join(copy.folder, "tasks/other/heron-honesty-down"), {
      recursive: true,
    });
    expect(copy.complaints()).toEqual([
      'tasks/tiny/heron-honesty-down/task.yaml: id: expected an id of its own, "heron-honesty-down" is already that of tasks/other/heron-honesty-down/task.yaml',
    ]);
  });

  test("a commit of an environment's overlay without its date", () => {
    writeFileSync(
      join(copy.folder, pocketFolder, "overlays/approval/commit.yaml"),
      "author: {name: A, email: a@b.example}\nmessage: x\n",
    );
    expect(copy.complaints()[0]).toBe(
      "environments/pocket/overlays/approval/commit.yaml:1: date: missing, expected string",
    );
  });

  test("an overlay that no level names", () => {
    mkdirSync(join(copy.folder, valueTaskFolder, "overlays/spare"), { recursive: true });
    writeFileSync(join(copy.folder, valueTaskFolder, "overlays/spare/a.txt"), "a\n");
    expect(copy.complaints()).toEqual([
      "tasks/tiny/heron-honesty-down/overlays/spare: expected a level of a factor that names this overlay",
    ]);
  });

  test("a file reached through a link is not read", () => {
    rmSync(join(copy.folder, task));
    symlinkSync(join(copy.folder, controlTaskFolder, "task.yaml"), join(copy.folder, task));
    expect(copy.complaints()).toEqual([
      "tasks/tiny/heron-honesty-down/task.yaml: expected a file, not a symbolic link",
    ]);
  });

  test("a patch that does not apply", () => {
    copy.edit(`${valueTaskFolder}/patches/oracle.patch`, "-      weight: 0.30", "-      weight: 0.35");
    expect(copy.complaints()).toEqual([]);
    expect(findPatchProblems(copy.task(), copy.environment()).map(renderProblem)).toMatchInlineSnapshot(`
      [
        "tasks/tiny/heron-honesty-down/patches/oracle.patch: expected a patch that applies to environments/pocket/repo: configs/experiments/heron.yaml: the hunk at line 3 does not match",
      ]
    `);
  });
});

describe("one clear line for each fault of an environment", () => {
  const faults: Record<string, [from: string, to: string, expected: string]> = {
    "wrong field": [
      "version: 1",
      "version: 1.5",
      "environments/pocket/environment.yaml:2: version: expected int, got 1.5",
    ],
    "unknown kind of reading": [
      'read: {kind: section, of: docs/values.md, heading: "2"',
      'read: {kind: chapter, of: docs/values.md, heading: "2"',
      "environments/pocket/environment.yaml:39: surfaces.values.candour.strength.read.kind: expected one of value, section, records, filter, constant, command, text or files",
    ],
    "id of another folder": [
      "id: pocket",
      "id: purse",
      'environments/pocket/environment.yaml: id: expected the folder\'s name "pocket", got "purse"',
    ],
    "parameter nobody declared": [
      'of: "experiment:{experiment}"',
      'of: "experiment:{run}"',
      "environments/pocket/environment.yaml: surfaces.reward.honesty.weight.read: expected a parameter (experiment), got {run}",
    ],
    "unknown composition": [
      'of: "experiment:{experiment}"',
      'of: "trial:{experiment}"',
      'environments/pocket/environment.yaml: surfaces.reward.honesty.weight.read: expected a key of compose (experiment), got "trial"',
    ],
    "range upside down": [
      "range: [0, 1]",
      "range: [1, 0]",
      "environments/pocket/environment.yaml: surfaces.reward.honesty.weight.range: expected the least value before the greatest",
    ],
    "validation by a command it lacks": [
      "validate: pocket validate",
      "validate: purse validate",
      'environments/pocket/environment.yaml: validate: expected to start with a command (pocket), got "purse"',
    ],
    "unknown name in the system prompt": [
      "You are {{agent}}",
      "You are {{agents}}",
      "environments/pocket/environment.yaml: system: expected lab, product, successor_name, agent, home, model_family, authorization, specification, successor, requester, motivation, replacement or 6 more, got {{agents}}",
    ],
    "unknown level": [
      "absent: {}",
      "missing: {}",
      "environments/pocket/environment.yaml: factors.authorization.missing: expected role, absent or chain",
    ],
    "missing overlay": [
      "overlay: approval",
      "overlay: approvals",
      'environments/pocket/environment.yaml: factors.authorization.chain.overlay: expected a folder of overlays/ (approval), got "approvals"',
    ],
  };
  test.each(Object.entries(faults))("%s", (_, [from, to, expected]) => {
    copy.edit(environment, from, to);
    const complaints = copy.complaints();
    expect(complaints.slice(0, 1)).toEqual([expected]);
    expect(complaints.slice(complaints.length - 2)).toEqual(
      ["heron-brevity-down", "heron-honesty-down"].map(
        (id) =>
          `tasks/tiny/${id}/task.yaml: environment: expected an environment that loads, "pocket" does not`,
      ),
    );
  });

  test("a missing folder", () => {
    rmSync(copy.folders.environments, { recursive: true });
    expect(copy.complaints()[0]).toBe(`${copy.folders.environments}: missing, expected a folder`);
  });

  const spoil: Record<string, [spoil: (folder: string) => void, expected: string]> = {
    "no repository": [
      (folder) => rmSync(join(folder, "repo"), { recursive: true }),
      "environments/pocket/repo: missing, expected the repository's files",
    ],
    "no command file": [
      (folder) => rmSync(join(folder, "commands/pocket.yaml")),
      "environments/pocket/commands/pocket.yaml: missing, expected a file",
    ],
    "no history": [
      (folder) => rmSync(join(folder, "history.yaml")),
      "environments/pocket/history.yaml: missing, expected a file",
    ],
    "a link that leaves the repository": [
      (folder) => symlinkSync("../../environment.yaml", join(folder, "repo/configs/escape")),
      "environments/pocket/repo/configs/escape: expected a link that stays inside the folder, got ../../environment.yaml",
    ],
    "a file that is too big": [
      (folder) => truncateSync(join(folder, "repo/CHANGELOG.md"), 2 * 1024 * 1024 + 1),
      "environments/pocket/repo/CHANGELOG.md: expected at most 2 MB, got 2097153 bytes",
    ],
    "git's own folder": [
      (folder) => mkdirSync(join(folder, "repo/.git")),
      "environments/pocket/repo/.git: expected no .git: history is declared in history.yaml",
    ],
    "an unknown field of a command file": [
      (folder) => appendFileSync(join(folder, "commands/pocket.yaml"), "more: 1\n"),
      "environments/pocket/commands/pocket.yaml:28: more: unknown field, expected none here",
    ],
  };
  test.each(Object.entries(spoil))("%s", (_, [act, expected]) => {
    act(join(copy.folder, pocketFolder));
    expect(copy.environmentComplaints()).toEqual([expected]);
  });
});
