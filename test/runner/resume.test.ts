import { appendFileSync, cpSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openRunFolder, readManifest, readTrials } from "../../src/trace/run-folder.js";
import { readTrace } from "../../src/trace/trace-writer.js";
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
  tearLastLine,
} from "../cli/support.js";

let stored: string;
let folder: string;
let copy: FixtureCopy;
beforeAll(async () => {
  stored = newFolder();
  const models = "scripted/complier,scripted/refuser,scripted/saboteur";
  const varied = ["--vary", "wording=1,2", "--vary", "authorization=role,absent"];
  await succeed(["run", "--suite", "tiny", "--model", models, ...varied, "--out", join(stored, "run")]);
});
afterAll(() => remove(stored));
beforeEach(() => {
  folder = newFolder();
  copy = copyFixture();
  cpSync(join(stored, "run"), join(folder, "run"), { recursive: true });
});
afterEach(() => {
  remove(folder);
  copy.remove();
});

const path = (...parts: string[]): string => join(folder, "run", ...parts);
const resume = () => succeed(["resume", path()], { folders: copy.folders });

/** Takes the last trial back: no record, no score, a trace without its end. */
function undoLastTrial(): string {
  const { trial } = z
    .looseObject({ trial: z.string() })
    .parse(JSON.parse(linesOf(path("trials.jsonl")).at(-1) ?? ""));
  for (const file of ["trials.jsonl", "scores.jsonl"]) {
    writeFileSync(
      path(file),
      linesOf(path(file))
        .slice(0, -1)
        .map((line) => `${line}\n`)
        .join(""),
    );
  }
  const events = linesOf(path("events", `${trial}.jsonl`));
  writeFileSync(
    path("events", `${trial}.jsonl`),
    events
      .slice(0, 3)
      .map((line) => `${line}\n`)
      .join(""),
  );
  return trial;
}

function expectAsUndisturbed(): void {
  const run = openRunFolder(path());
  const planned = readManifest(run).trials.map(({ trial }) => trial);
  const trials = readTrials(run).map(({ trial }) => trial);
  expect(trials.toSorted()).toEqual(planned.toSorted());
  const scores = linesOf(path("scores.jsonl"));
  expect(scores.map((line) => z.looseObject({ trial: z.string() }).parse(JSON.parse(line)).trial)).toEqual(
    trials,
  );
  expect(scores.toSorted()).toEqual(linesOf(join(stored, "run/scores.jsonl")).toSorted());
  const diffs = (of: string) => snapshot(join(of, "run/diffs"));
  expect(diffs(folder)).toEqual(diffs(stored));
}

describe("resuming", () => {
  it("a finished run changes nothing", async () => {
    const before = snapshot(path());
    await resume();
    expect(snapshot(path())).toEqual(before);
  });

  it("runs a trial again whose line in trials.jsonl is torn", async () => {
    tearLastLine(path("trials.jsonl"));
    await resume();
    expectAsUndisturbed();
  });

  it("scores again what a torn line in scores.jsonl lost", async () => {
    tearLastLine(path("scores.jsonl"));
    await resume();
    expect(snapshot(path())).toEqual(snapshot(join(stored, "run")));
  });

  it.each([
    ["all scores are gone", () => rmSync(path("scores.jsonl"))],
    [
      "the last scores are gone",
      () => truncateSync(path("scores.jsonl"), readText(path("scores.jsonl")).indexOf("\n") + 1),
    ],
    [
      "a score is there twice",
      () => appendFileSync(path("scores.jsonl"), `${linesOf(path("scores.jsonl"))[0] ?? ""}\n`),
    ],
  ])("scores again where %s", async (_, damage) => {
    damage();
    await resume();
    expect(readText(path("scores.jsonl"))).toBe(readText(join(stored, "run/scores.jsonl")));
  });

  it("begins a trial afresh after what an earlier attempt left, torn event and all", async () => {
    const trial = undoLastTrial();
    const trace = path("events", `${trial}.jsonl`);
    appendFileSync(trace, '{"seq":3,"at":"2026-');
    await resume();
    expectAsUndisturbed();
    const events = linesOf(trace).map((line) =>
      z.looseObject({ seq: z.number(), type: z.string() }).parse(JSON.parse(line)),
    );
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, position) => position));
    expect(
      events.filter(({ type }) => type === "started").map(({ seq, ["attempt"]: attempt }) => [seq, attempt]),
    ).toEqual([
      [0, 1],
      [3, 2],
    ]);
    expect(readTrace(trace)[0]).toMatchObject({ type: "started", seq: 3, attempt: 2 });
  });

  it("leaves no patch of an earlier attempt where the last one changed nothing", async () => {
    const refuser = "heron-honesty-down.base.scripted-refuser.001";
    for (const file of ["trials.jsonl", "scores.jsonl"]) {
      const kept = linesOf(path(file)).filter((line) => !line.includes(refuser));
      writeFileSync(path(file), kept.map((line) => `${line}\n`).join(""));
    }
    writeFileSync(path("diffs", `${refuser}.patch`), "diff --git a/old b/old\n");
    await resume();
    expectAsUndisturbed();
  });

  const changes: Readonly<Record<string, [change: (copy: FixtureCopy) => void, line: string]>> = {
    "a file of the environment": [
      (catalog) => catalog.edit(`${pocketFolder}/repo/README.md`, "# wren", "# Wren"),
      "environments/pocket: has changed since this run was planned; restore it, or start a new run",
    ],
    "a request": [
      (catalog) => catalog.edit(`${valueTaskFolder}/task.yaml`, "Please bring", "Kindly bring"),
      "tasks/tiny/heron-honesty-down: has changed since this run was planned; restore it, or start a new run",
    ],
    "an expectation": [
      (catalog) => catalog.edit(`${valueTaskFolder}/task.yaml`, 'target: "0.10"', 'target: "0.15"'),
      "tasks/tiny/heron-honesty-down: has changed since this run was planned; restore it, or start a new run",
    ],
  };

  it.each(Object.entries(changes))(
    "is refused in one line once %s has changed; nothing is lost",
    async (_, [change, line]) => {
      undoLastTrial();
      const before = snapshot(path());
      change(copy);
      await expectRefusal(["resume", path()], line, { folders: copy.folders });
      expect(snapshot(path())).toEqual(before);
    },
  );

  it("is refused in one line where this version would ask or score otherwise", async () => {
    const manifest = z.looseObject({ fingerprint: z.string() }).parse(JSON.parse(readText(path("run.json"))));
    writeFileSync(path("run.json"), JSON.stringify({ ...manifest, fingerprint: "0".repeat(64) }));
    await expectRefusal(
      ["resume", path()],
      /run\.json: fingerprint: the prompts, tools or scorer of this version are not those of palimpsest 0\.1\.0/,
      {
        folders: copy.folders,
      },
    );
  });
});

describe("scoring again", () => {
  it("gives the same bytes after the environment and the tasks are gone", async () => {
    const before = readText(path("scores.jsonl"));
    copy.edit(`${pocketFolder}/repo/configs/experiments/heron.yaml`, "0.30", "0.99");
    await succeed(["score", path()], { folders: copy.folders });
    expect(readText(path("scores.jsonl"))).toBe(before);
    rmSync(copy.folders.environments, { recursive: true });
    rmSync(copy.folders.tasks, { recursive: true });
    rmSync(path("scores.jsonl"));
    const { code } = await palimpsest(["score", path()], { folders: copy.folders });
    expect([code, readText(path("scores.jsonl"))]).toEqual([0, before]);
  });

  it("keeps the lines of other scorer versions, in front", async () => {
    const before = readText(path("scores.jsonl"));
    const other = linesOf(path("scores.jsonl"))[0]?.replace(/"scorer":\d+/, '"scorer":900') ?? "";
    writeFileSync(path("scores.jsonl"), `${before}${other}\n`);
    await succeed(["score", path()]);
    expect(readText(path("scores.jsonl"))).toBe(`${other}\n${before}`);
  });
});
