import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OpenCatalog } from "../../src/cli/open-catalog.js";
import { openSources } from "../../src/cli/open-sources.js";
import { performPilot } from "../../src/cli/perform-pilot.js";
import { createPersonaScripts } from "../../src/cli/persona-scripts.js";
import { planModels } from "../../src/cli/plan-models.js";
import { planRun } from "../../src/cli/plan-run.js";
import { Workshop } from "../../src/cli/stage-tasks.js";
import { createWorkerPool } from "../../src/sandbox/worker-pool.js";
import {
  createRunFolder,
  openRunFolder,
  readManifest,
  readScores,
  readTrials,
} from "../../src/trace/run-folder.js";
import { fixtureFolders } from "../catalog/fixture-copy.js";
import { startChatServer } from "./chat-server.js";
import { linesOf, newFolder, palimpsest, remove, succeed } from "./support.js";

let folder: string;
beforeEach(() => {
  folder = newFolder();
  writeFileSync(
    join(folder, "table.yaml"),
    "rows:\n  - {refuse: 0.02}\n  - when: {arm: value}\n    refuse: 0.5\n    yields: {proceed: 0.3}\n",
  );
});
afterEach(() => remove(folder));

const words = (out: string, ...more: string[]): string[] => [
  ...["run", "--suite", "tiny", "--simulate", join(folder, "table.yaml"), "--trials", "auto"],
  ...["--followups", "proceed", "--seed", "5", "--out", out, ...more],
];

/** What a run came to, whatever the order: trial and outcome. */
function results(out: string): string[] {
  const run = openRunFolder(out);
  return readScores(run)
    .map(({ trial, outcome }) => `${trial} ${outcome}`)
    .toSorted();
}

describe("run --pilot", () => {
  test("stops where nobody can answer, says how to go on, and is a part of the run", async () => {
    const [piloted, plain] = [join(folder, "piloted"), join(folder, "plain")];
    const { code, stderr } = await palimpsest(words(piloted, "--pilot", "3"));
    const pilot = results(piloted);
    expect({ code, trials: pilot.length, lastLine: stderr.trimEnd().split("\n").at(-1) }).toEqual({
      code: 0,
      trials: 6,
      lastLine: `The pilot is a part of the run. To go on: palimpsest resume ${piloted}`,
    });
    await succeed(["resume", piloted]);
    await succeed(words(plain));
    expect(results(piloted)).toEqual(results(plain));
    expect(results(plain)).toEqual(expect.arrayContaining(pilot));
  });

  test("says what the rest will take", async () => {
    const { stderr } = await palimpsest(words(join(folder, "run"), "--pilot", "3"));
    const said = stderr
      .slice(stderr.indexOf("Pilot:"))
      .replace(/^Time at .*$/m, "Time at 8 trials at once: so long");
    expect(said.replaceAll(folder, "FOLDER")).toMatchInlineSnapshot(`
      "Pilot: 6 trials in 2 of 2 cells.
      ┌────────────────────┬───────────────┬────────┬───────┐
      │ model              │ trials to run │ tokens │  cost │
      ├────────────────────┼───────────────┼────────┼───────┤
      │ scripted/simulated │      34 to 74 │      0 │ $0.00 │
      └────────────────────┴───────────────┴────────┴───────┘
      Time at 8 trials at once: so long
      ┌────────────────────┬─────────────────────┬───────────────────┬──────────────┬──────────────┬─────┐
      │ model              │     not done: value │ not done: control │   value cell │ control cell │ gap │
      ├────────────────────┼─────────────────────┼───────────────────┼──────────────┼──────────────┼─────┤
      │ scripted/simulated │ 67 % [21, 94] (2/3) │ 0 % [0, 56] (0/3) │ ± 19 to ± 14 │   ± 8 to ± 4 │   ? │
      └────────────────────┴─────────────────────┴───────────────────┴──────────────┴──────────────┴─────┘
      Intervals expected at 20 to 40 trials per cell, half their width in points: of one cell's rate (Wilson), and of one variant's gap over 1 pair.
      With 1 pair no gap can be told from chance: the sign-flip test's p-value is at least 2 / 2^1; it takes 6 pairs.
      The pilot is a part of the run. To go on: palimpsest resume FOLDER/run
      "
    `);
  });

  test("goes on with --yes, and skips what the rule makes needless", async () => {
    const out = join(folder, "run");
    const { code } = await palimpsest(words(out, "--pilot", "2", "--yes", "--json"));
    const { trials, sampling } = readManifest(openRunFolder(out));
    expect({
      code,
      planned: trials.length,
      run: linesOf(join(out, "trials.jsonl")).length,
      sampling,
    }).toEqual({
      code: 0,
      planned: 80,
      run: 60,
      sampling: { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 },
    });
  });

  test.each([
    ["y", null, 4],
    ["Yes", null, 4],
    ["n", 0, 4],
    ["", 0, 4],
    [null, 130, 4],
  ])("takes %j for an answer", async (answer, exit, finished) => {
    const catalog = OpenCatalog.openWhole(fixtureFolders);
    const pool = createWorkerPool({ worker: new URL("../../dist/shell-worker.js", import.meta.url) });
    try {
      const models = planModels(["scripted/refuser"], { models: new Map(), baseUrl: undefined });
      const { manifest, prepared, stages } = await planRun(
        {
          subject: "pilot",
          tasks: catalog.suite("tiny"),
          vary: { design: "crossed", choices: [] },
          models,
          limits: {},
          sampling: { rule: "fixed", n: 5 },
          followups: "none",
          concurrency: 2,
          maxCost: null,
          awareness: false,
          judges: [],
          seed: 1,
          version: "0",
        },
        catalog,
        new Workshop(catalog, pool),
      );
      const evidence = new Map([...stages].map(([digest, stage]) => [digest, stage.evidence]));
      const run = createRunFolder(join(folder, "asked"), manifest, evidence);
      const sources = openSources(manifest, createPersonaScripts(prepared, catalog));
      const questions: string[] = [];
      const terminal = {
        out: () => undefined,
        err: () => undefined,
        isLive: false,
        columns: 80,
        ask: (question: string) => Promise.resolve((questions.push(question), answer)),
      };
      const parts = { run, manifest, stages, sources, judges: [] };
      const ended = await performPilot(parts, { perCell: 2, yes: false }, terminal);
      expect({ ended, questions, finished: readTrials(run).length }).toEqual({
        ended: exit,
        questions: ["Run the rest? [y/N] "],
        finished,
      });
    } finally {
      await pool.close();
    }
  });
});

describe("a pilot whose trials all error", () => {
  test("ends the run, with --yes too, and says how to go on", async () => {
    const server = await startChatServer(() => "", { status: 401, message: "no such key" });
    const model = ["--model", "openai-chat/x", "--base-url", server.url];
    const words = ["run", "--suite", "tiny", ...model, "--trials", "5", "--pilot", "2", "--yes"];
    const { code, stderr } = await palimpsest([...words, "--out", "run"], { cwd: folder });
    await server.close();
    expect({
      code,
      run: linesOf(join(folder, "run", "trials.jsonl")).length,
      lastLine: stderr.trimEnd().split("\n").at(-1),
    }).toEqual({
      code: 3,
      run: 4,
      lastLine:
        "Pilot: nothing was counted, for all 4 trials errored (palimpsest traces list run --outcome errored). " +
        "Once mended: palimpsest resume run runs the others, a new run all.",
    });
  });
});

describe("run --trials auto", () => {
  test("is the same at any concurrency, and after a torn end", async () => {
    const [one, many] = [join(folder, "one"), join(folder, "many")];
    await succeed(words(one, "--concurrency", "1"));
    await succeed(words(many, "--concurrency", "16"));
    expect(results(many)).toEqual(results(one));
    const path = join(many, "trials.jsonl");
    const kept = linesOf(path).slice(0, 25);
    writeFileSync(path, `${kept.join("\n")}\n{"trial": "torn`);
    await succeed(["resume", many]);
    expect(results(many)).toEqual(results(one));
  });

  test("reports what it skipped, and resume finds nothing to do", async () => {
    const out = join(folder, "run");
    await succeed(words(out));
    const before = linesOf(join(out, "trials.jsonl"));
    const report: unknown = JSON.parse(await succeed(["report", out, "--json"]));
    await succeed(["resume", out]);
    expect(linesOf(join(out, "trials.jsonl"))).toEqual(before);
    expect(JSON.stringify(report)).toContain('"skipped":20');
  });
});

describe("run --dry-run", () => {
  test("says why there is no estimate", async () => {
    writeFileSync(
      join(folder, "models.yaml"),
      "models:\n  priced: {model: openai/gpt-5-mini, price: {input: 1, output: 10}}\n",
    );
    const words = ["--model", "openai/gpt-5,priced", "--trials", "auto", "--max-tokens", "50000"];
    const text = await succeed(["run", "--suite", "tiny", ...words, "--dry-run"], { cwd: folder });
    expect(text.slice(text.indexOf("models:")).replace(/fingerprint \w+/, "fingerprint F"))
      .toMatchInlineSnapshot(`
        "models: openai/gpt-5, priced
        80 to 160 trials: 2 task variants x 2 models x 20 to 40, follow-ups none, seed 0
        fingerprint F. Nothing was run.

        ┌──────────────┬───────────────┬────────┬──────┐
        │ model        │ trials to run │ tokens │ cost │
        ├──────────────┼───────────────┼────────┼──────┤
        │ openai/gpt-5 │      40 to 80 │      ? │    ? │
        │ priced       │      40 to 80 │      ? │    ? │
        └──────────────┴───────────────┴────────┴──────┘
        Time at 8 trials at once: ?
        openai/gpt-5: no estimate, for there is no earlier run of these tasks to go by, with this model or another; --pilot 3 measures it.
        openai/gpt-5: no turn begins past its trials' limits, 4.00M tokens in all.
        openai/gpt-5: no cost, for models.yaml gives it no price.
        priced: no estimate, for there is no earlier run of these tasks to go by, with this model or another; --pilot 3 measures it.
        priced: no turn begins past its trials' limits, 4.00M tokens in all ($40.00 at the dearest price).
        With 1 pair no gap can be told from chance: the sign-flip test's p-value is at least 2 / 2^1; it takes 6 pairs.
        "
      `);
  });

  test("judges from earlier runs of the same tasks below traces/, with the prices of models.yaml", async () => {
    const traces = join(folder, "traces");
    mkdirSync(traces);
    await succeed([
      "run",
      "--suite",
      "tiny",
      "--model",
      "scripted/refuser",
      "--followups",
      "ladder",
      "--out",
      join(traces, "earlier"),
    ]);
    const path = join(traces, "earlier", "trials.jsonl");
    const spent = linesOf(path).map((line) =>
      line.replace(/"usage":\{"input":0,"output":0/, '"usage":{"input":20000,"output":1000'),
    );
    writeFileSync(path, `${spent.join("\n")}\n`);
    writeFileSync(
      join(folder, "models.yaml"),
      "models:\n  priced: {model: openai/gpt-5, price: {input: 1, output: 10}}\n",
    );
    const text = await succeed(
      ["run", "--suite", "tiny", "--model", "priced", "--trials", "5", "--max-cost", "2", "--dry-run"],
      {
        cwd: folder,
      },
    );
    const said = text
      .slice(text.indexOf("Nothing was run."))
      .replace(/^Time at .*$/m, "Time at 8 trials at once: so long");
    expect(said).toMatchInlineSnapshot(`
      "Nothing was run.

      ┌────────┬───────────────┬────────┬───────┐
      │ model  │ trials to run │ tokens │  cost │
      ├────────┼───────────────┼────────┼───────┤
      │ priced │            10 │ 210.0k │ $0.30 │
      └────────┴───────────────┴────────┴───────┘
      Time at 8 trials at once: so long
      priced: judged from 2 trials of these tasks with other models, other follow-ups; there are none nearer.
      --max-cost: the whole run begins no turn once it has cost $2.00.
      With 1 pair no gap can be told from chance: the sign-flip test's p-value is at least 2 / 2^1; it takes 6 pairs.
      "
    `);
  });
});
