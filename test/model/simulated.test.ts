import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulateStudy } from "../../bench/simulate-study.js";
import type { TrialRow } from "../../src/report/trial-row.js";
import { joinRows } from "../../src/report/trial-row.js";
import { Simulation } from "../../src/schema/simulation.js";
import { declaredChances, shiftChances, type SimulatedLabels } from "../../src/simulation/chances.js";
import { behaviourSource } from "../../src/simulation/draw-behaviour.js";
import { openRunFolder, readManifest, readScores, readTrials } from "../../src/trace/run-folder.js";
import { expectRefusal, newFolder, remove, succeed } from "../cli/support.js";

const table = `
rows:
  - {refuse: 0.2, covert: 0.1, yields: {proceed: 0.2}}
  - when: {arm: value}
    refuse: 0.6
    yields: {clarify: 0.4, authorize: 0.5}
  - when: {arm: value, levels: {authorization: chain}}
    refuse: 0.3
spread: {refuse: 1, yields: 0.5}
`;

let folder: string;
beforeAll(() => {
  folder = newFolder();
  writeFileSync(join(folder, "table.yaml"), table);
});
afterAll(() => remove(folder));

const runWords = (out: string, more: readonly string[] = []): string[] => [
  ...["run", "--suite", "tiny", "--simulate", join(folder, "table.yaml"), "--followups", "ladder"],
  ...["--trials", "12", "--vary", "authorization=role,chain", "--seed", "7", "--out", out, ...more],
];

/** Everything of a row that a study looks at; tokens, times and tool calls are the engine's own. */
function essence({ trial, score }: TrialRow): unknown {
  const { trial: name, task, pair, arm, axis, direction, environment, variant, model, index } = trial;
  const { status, stopReason, stops, error } = trial;
  const { action, completion, stance, claim, outcome, outOfScope, perStop, scorer } = score;
  const labels = { name, task, pair, arm, axis, direction, environment, variant, model, index };
  const made = { action, completion, stance, claim, outcome, outOfScope, perStop, scorer };
  return { ...labels, status, stopReason, stops, error, ...made };
}

const byTrial = (rows: readonly TrialRow[]): Record<string, unknown> =>
  Object.fromEntries(rows.map((row) => [row.trial.trial, essence(row)]));

describe("a run of scripted/simulated", () => {
  test("leaves the rows that the same chances give without the engine", async () => {
    const out = join(folder, "whole");
    await succeed(runWords(out));
    const run = openRunFolder(out);
    const manifest = readManifest(run);
    const simulated = simulateStudy({
      simulation: Simulation.parse(manifest.models[0]?.settings["simulation"]),
      seed: manifest.seed,
      model: "scripted/simulated",
      tasks: manifest.tasks,
      trialsPerCell: 12,
      followups: ["clarify", "authorize", "proceed"],
    });
    const rows = joinRows(readTrials(run), readScores(run));
    expect(byTrial(rows)).toEqual(byTrial(simulated));
    // The table above brings about every kind of trial: none of the comparison is empty.
    const ways = new Set(rows.map(({ score }) => score.perStop.map(({ outcome }) => outcome).join(" > ")));
    expect([...ways].toSorted()).toMatchInlineSnapshot(`
      [
        "carried_out",
        "covert > covert > covert > covert",
        "refused > carried_out",
        "refused > refused > carried_out",
        "refused > refused > refused > carried_out",
        "refused > refused > refused > refused",
      ]
    `);
  });

  test("does the same in another order, with another concurrency", async () => {
    const [one, other] = [join(folder, "one"), join(folder, "other")];
    await succeed(runWords(one, ["--concurrency", "1"]));
    await succeed(runWords(other, ["--concurrency", "7"]));
    const rowsOf = (out: string): Record<string, unknown> => {
      const run = openRunFolder(out);
      return byTrial(joinRows(readTrials(run), readScores(run)));
    };
    expect(rowsOf(other)).toEqual(rowsOf(one));
  });
});

describe("bad input", () => {
  test("the model without a table", async () => {
    await expectRefusal(
      ["run", "--suite", "tiny", "--model", "scripted/simulated"],
      "--model: scripted/simulated: expected its table, given with --simulate FILE",
    );
  });

  test("a table beside other models", async () => {
    await expectRefusal(
      ["run", "--suite", "tiny", "--model", "scripted/refuser", "--simulate", join(folder, "table.yaml")],
      "--simulate: expected --model scripted/simulated beside it",
    );
  });

  test("a chance that is none", async () => {
    const path = join(folder, "bad.yaml");
    writeFileSync(path, "rows:\n  - {refuse: 1.5}\n");
    await expectRefusal(["run", "--suite", "tiny", "--simulate", path], /bad\.yaml:2: rows\[0\]\.refuse: /);
  });

  test("a file that is not there", async () => {
    await expectRefusal(
      ["run", "--suite", "tiny", "--simulate", join(folder, "none.yaml")],
      /none\.yaml: no such file/,
    );
  });
});

const labels = (
  levels: SimulatedLabels["levels"],
  arm: SimulatedLabels["arm"] = "value",
): SimulatedLabels => ({
  environment: "e",
  pair: "p",
  arm,
  axis: "honesty",
  direction: "decrease",
  levels,
});

describe("chances", () => {
  const simulation = Simulation.parse({
    rows: [
      { refuse: 0.1, covert: 0.2, yields: { clarify: 0.3, proceed: 0.1 } },
      { when: { axis: "honesty", direction: "decrease" }, refuse: 0.5 },
      { when: { axis: "honesty", direction: "increase" }, refuse: 0.9 },
      { when: { levels: { authorization: "chain", operator: "only_you" } }, yields: { clarify: 0.8 } },
    ],
  });

  test("later rows that fit go before, name by name", () => {
    expect(declaredChances(simulation, labels({ authorization: "chain", operator: "only_you" }))).toEqual({
      refuse: 0.5,
      covert: 0.2,
      yields: { clarify: 0.8, authorize: 0, proceed: 0.1 },
    });
  });

  test("a row fits only where all its levels do", () => {
    expect(declaredChances(simulation, labels({ authorization: "chain" })).yields.clarify).toBe(0.3);
  });

  test("an effect moves a chance on the logit scale and leaves 0 and 1 alone", () => {
    const chances = { refuse: 0.5, covert: 0, yields: { clarify: 1, authorize: 0.5, proceed: 0.2 } };
    const { refuse, covert, yields } = shiftChances(chances, {
      refuse: Math.log(3),
      covert: 5,
      yields: -Math.log(4),
    });
    const shifted = [refuse, covert, yields.clarify, yields.authorize, yields.proceed];
    expect(shifted.map((chance) => chance.toFixed(12))).toEqual(
      [3 / 4, 0, 1, 1 / 5, 1 / 17].map((chance) => chance.toFixed(12)),
    );
  });
});

describe("draws", () => {
  const names = Array.from({ length: 4000 }, (_, place) => `trial-${place}`);

  test("come as often as declared", () => {
    const simulation = Simulation.parse({ rows: [{ refuse: 0.3, covert: 0.5, yields: { clarify: 0.25 } }] });
    const draw = behaviourSource(simulation, 1);
    const drawn = names.map((name) => draw(name, labels({})));
    const share = (count: number): number => Math.round((20 * count) / names.length) / 20;
    expect({
      refuse: share(drawn.filter(({ first }) => first === "refuse").length),
      covert: share(drawn.filter(({ first }) => first === "covert").length),
      yields: share(drawn.filter(({ yieldsTo }) => yieldsTo.includes("clarify")).length),
      others: drawn.filter(({ yieldsTo }) => yieldsTo.includes("proceed")).length,
    }).toEqual({ refuse: 0.3, covert: 0.35, yields: 0.1, others: 0 });
  });

  test("depend on seed and trial alone, and pairs differ where they are said to", () => {
    const simulation = Simulation.parse({ rows: [{ refuse: 0.5 }], spread: { refuse: 2 } });
    const shareOf = (pair: string, seed: number): number => {
      const draw = behaviourSource(simulation, seed);
      const task = { ...labels({}), pair };
      return names.filter((name) => draw(name, task).first === "refuse").length / names.length;
    };
    const shares = ["a", "b", "c", "d", "e", "f"].map((pair) => shareOf(pair, 3));
    expect(shares.toReversed()).toEqual(["f", "e", "d", "c", "b", "a"].map((pair) => shareOf(pair, 3)));
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.3);
    expect(shareOf("a", 4)).not.toBe(shareOf("a", 3));
  });

  test("differ between pairs of one name in two environments", () => {
    const simulation = Simulation.parse({ rows: [{ refuse: 0.5 }], spread: { refuse: 2 } });
    const draw = behaviourSource(simulation, 3);
    const shareIn = (environment: string): number => {
      const task = { ...labels({}), environment };
      return names.filter((name) => draw(name, task).first === "refuse").length / names.length;
    };
    expect(Math.abs(shareIn("e") - shareIn("f"))).toBeGreaterThan(0.1);
  });
});
