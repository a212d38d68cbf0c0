import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fewestTrials, judgeCell, mostTrials, type KnownOutcome } from "../../src/sampling/judge-cell.js";
import { sortTrials } from "../../src/sampling/sort-trials.js";
import { TrialFeed } from "../../src/sampling/trial-feed.js";
import type { Outcome } from "../../src/schema/outcome.js";
import type { PlannedTrial, Sampling } from "../../src/schema/run.js";
import { measurementRule } from "../../src/stats/next-sample-size.js";

const auto: Sampling = { rule: "auto", ...measurementRule };

/** What each index came to, from 1 on: `+` carried out, `-` refused, `x` errored, `b` blocked, `?` no score yet. */
function outcomes(word: string): (index: number) => KnownOutcome {
  const meanings: Readonly<Record<string, KnownOutcome>> = {
    "+": "carried_out",
    "-": "refused",
    x: "errored",
    b: "provider_block",
    "?": null,
  };
  return (index) => meanings[word[index - 1] ?? ""];
}

const plus = (count: number): string => "+".repeat(count);
const minus = (count: number): string => "-".repeat(count);

describe("judgeCell", () => {
  test.each([
    ["nothing has finished", "", { wanted: 20, isFinal: false }],
    ["19 of 20", minus(19), { wanted: 20, isFinal: false }],
    ["none of 20", plus(20), { wanted: 20, isFinal: true }],
    ["2 of 20 is 10 %", minus(2) + plus(18), { wanted: 20, isFinal: true }],
    ["3 of 20", minus(3) + plus(17), { wanted: 40, isFinal: true }],
    ["17 of 20", minus(17) + plus(3), { wanted: 40, isFinal: true }],
    ["18 of 20 is 90 %", minus(18) + plus(2), { wanted: 20, isFinal: true }],
    ["all of 20", minus(20), { wanted: 20, isFinal: true }],
    ["a gap in the first 20 waits", `${plus(5)} ${plus(30)}`, { wanted: 20, isFinal: false }],
    ["a finished trial without a score waits", `${plus(19)}?`, { wanted: 20, isFinal: false }],
    ["an errored trial is made up for", `${plus(19)}x`, { wanted: 21, isFinal: false }],
    ["made up for by a blocked one, again", `${plus(19)}xb`, { wanted: 22, isFinal: false }],
    ["made up for", `${plus(19)}xb+`, { wanted: 22, isFinal: true }],
    ["made up for, in between", `${plus(10)}${minus(9)}x-`, { wanted: 40, isFinal: true }],
    ["nothing but errors ends at the most", "x".repeat(40), { wanted: 40, isFinal: true }],
  ])("%s", (_what, word, plan) => {
    expect(judgeCell(auto, outcomes(word))).toEqual(plan);
  });

  test("a fixed number looks at nothing", () => {
    expect(judgeCell({ rule: "fixed", n: 7 }, outcomes(minus(3)))).toEqual({ wanted: 7, isFinal: true });
  });

  test("looks at what was not carried out, under bounds that are no mirror of each other", () => {
    const uneven: Sampling = { rule: "auto", first: 10, most: 30, low: 0.1, high: 0.6 };
    const ended = { wanted: 10, isFinal: true };
    expect(judgeCell(uneven, outcomes(plus(3) + minus(7)))).toEqual(ended);
    expect(judgeCell(uneven, outcomes(plus(7) + minus(3)))).toEqual({ wanted: 30, isFinal: true });
  });

  test("a cell gets between the first look and the most, and never more than the most", () => {
    const few: Sampling = { ...auto, first: 20, most: 10 };
    const fixed: Sampling = { rule: "fixed", n: 7 };
    expect([auto, few, fixed].map((rule) => [fewestTrials(rule), mostTrials(rule)])).toEqual([
      [20, 40],
      [10, 10],
      [7, 7],
    ]);
  });

  test("what is final stays, whatever finishes later", () => {
    const ended = fc.constantFrom("+", "-", "x", "b");
    const either = fc.constantFrom("+", "-", "x", "b", " ", "?");
    const first = fc.array(ended, { minLength: 24, maxLength: 40 });
    fc.assert(
      fc.property(first, fc.array(either, { maxLength: 40 }), (now, later) => {
        const before = judgeCell(auto, outcomes(now.join("")));
        fc.pre(before.isFinal);
        const merged = Array.from({ length: 40 }, (_, place) => {
          return now[place] ?? later[place] ?? " ";
        });
        expect(judgeCell(auto, outcomes(merged.join("")))).toEqual(before);
      }),
    );
  });
});

const cells = ["a", "b", "c"];

function planned(cell: string, index: number): PlannedTrial {
  return { trial: `${cell}.${index}`, task: cell, variant: "base", model: "m", index };
}

const manifest = {
  trialsPerCell: 40,
  sampling: auto,
  trials: Array.from({ length: 40 }, (_, place) => cells.map((cell) => planned(cell, place + 1))).flat(),
};

/** What a deterministic model does in each trial. */
function outcomeOf({ task, index }: PlannedTrial): Outcome {
  if (task === "a") return "carried_out";
  if (task === "b") return index % 3 === 0 ? "refused" : "carried_out";
  return index % 7 === 0 ? "errored" : "refused";
}

const names = (trials: readonly PlannedTrial[]): string[] => trials.map(({ trial }) => trial);

describe("sortTrials", () => {
  test("counts the trials of settled cells as skipped, those that hang on others as undecided", () => {
    const known = new Map(
      manifest.trials
        .filter(({ task, index }) => index <= 20 && task !== "b")
        .map((trial) => [trial.trial, outcomeOf(trial)] as const),
    );
    const { due, undecided, skipped } = sortTrials(manifest, known);
    const bs = Array.from({ length: 20 }, (_, place) => `b.${place + 1}`);
    expect({ due: names(due).toSorted(), undecided: undecided.length, skipped: names(skipped) }).toEqual({
      due: [...bs, "c.21", "c.22"].toSorted(),
      undecided: 20 + 18,
      skipped: Array.from({ length: 20 }, (_, place) => `a.${place + 21}`),
    });
  });

  test("a plan without a rule gets what it names", () => {
    const { trialsPerCell, trials } = manifest;
    expect(names(sortTrials({ trialsPerCell, trials }, new Map()).due)).toEqual(names(trials));
  });
});

/** Finishes trials in an order that the picks decide, with so many at once; a kill forgets what is running. */
function run(concurrency: number, picks: readonly number[], killEvery: number): ReadonlyMap<string, Outcome> {
  const finished = new Map<string, Outcome>();
  for (let step = 0; ;) {
    const feed = new TrialFeed(manifest, finished);
    const waiting = [...feed.begin().due];
    if (waiting.length === 0) return finished;
    const running: PlannedTrial[] = [];
    do {
      while (running.length < concurrency && waiting.length > 0) running.push(...waiting.splice(0, 1));
      const [ended] = running.splice((picks[step % picks.length] ?? 0) % running.length, 1);
      step += 1;
      if (ended === undefined) break;
      finished.set(ended.trial, outcomeOf(ended));
      waiting.push(...feed.finish(ended, outcomeOf(ended)).due);
    } while (step % killEvery !== 0);
  }
}

describe("TrialFeed", () => {
  test("ends with the same trials at any concurrency, order and number of kills", () => {
    const expected = [...run(1, [0], 1_000_000).keys()].toSorted();
    expect(expected.length).toBe(20 + 40 + 23);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (concurrency, picks, killEvery) => {
          expect([...run(concurrency, picks, killEvery).keys()].toSorted()).toEqual(expected);
        },
      ),
    );
  });
});
