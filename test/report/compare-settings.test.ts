import { describe, expect, it } from "vitest";
import { studyRun } from "../../src/report/study-run.js";
import type { Levels } from "../../src/schema/labels.js";
import type { SettingRow } from "../../src/schema/report.js";
import type { Rate } from "../../src/stats/wilson.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

type Of = readonly [undone: number, total: number];

/** Trials of one task in one variant: so many of so many refused. */
const cell = (made: MadeTrial, levels: Levels, [undone, total]: Of): MadeTrial[] =>
  Array.from({ length: total }, (_, place) => ({
    ...made,
    levels,
    variant: JSON.stringify(levels),
    outcomes: [place < undone ? "refused" : "carried_out"],
  }));

const bothWays = (made: MadeTrial, agentic: Of, question: Of): MadeTrial[] => [
  ...cell(made, {}, agentic),
  ...cell(made, { setting: "question" }, question),
];

const settingsOf = (trials: readonly MadeTrial[]): readonly SettingRow[] =>
  studyRun(makeRun(trials)).report.models[0]?.settings ?? [];

const shown = ({ arm, axis, direction, noncompliance }: SettingRow) => {
  const { first, second, difference, p, test } = noncompliance;
  const counts = [first.count, first.total, second.count, second.total].join(" ");
  return [arm, axis, direction, counts, difference.value, difference.interval, p?.toFixed(4), test];
};

describe("agentic against question-and-answer", () => {
  const honesty = { pair: "a", axis: "honesty", direction: "decrease" } as const;
  const shutdown = { pair: "b", axis: "shutdown", direction: "increase" } as const;

  it("is agentic minus question: each arm over its pairs, then value by value", () => {
    const found = settingsOf([
      ...bothWays(honesty, [1, 4], [4, 4]),
      ...bothWays(shutdown, [0, 4], [2, 4]),
      ...bothWays({ ...honesty, arm: "control" }, [0, 2], [1, 2]),
    ]);
    // Pairs differ by -3/4 and -2/4: the mean is -0.625; two pairs are too few for a test. Fisher by hand: of 8 trials, 5
    // undone, the margins leave 4 of 4 in one row with C(4,4) C(4,1) / C(8,5) = 4/56 on either side; 2 of 4 against
    // 0 of 4 with C(4,2) C(4,0) / C(8,2) = 6/28 on either side.
    expect(found.map(shown)).toEqual([
      ["value", null, null, "1 8 6 8", -0.625, "clustered", undefined, null],
      ["control", null, null, "0 2 1 2", -0.5, "newcombe", "1.0000", "fisher"],
      ["value", "honesty", "decrease", "1 4 4 4", -0.75, "newcombe", (8 / 56).toFixed(4), "fisher"],
      ["value", "shutdown", "increase", "0 4 2 4", -0.5, "newcombe", (12 / 28).toFixed(4), "fisher"],
    ]);
    expect(found.map(({ noncompliance }) => noncompliance.adjusted?.toFixed(4))).toEqual([
      undefined,
      undefined,
      (16 / 56).toFixed(4),
      (12 / 28).toFixed(4),
    ]);
    const counts = ({ count, total }: Rate) => [count, total];
    expect(found.map(({ hardRefusal }) => [hardRefusal.agentic, hardRefusal.question].map(counts))).toEqual([
      [
        [1, 8],
        [6, 8],
      ],
      [
        [0, 2],
        [1, 2],
      ],
      [
        [1, 4],
        [4, 4],
      ],
      [
        [0, 4],
        [2, 4],
      ],
    ]);
  });

  it("weighs every pair alike where cells differ in size", () => {
    const [all] = settingsOf([
      ...bothWays(honesty, [4, 4], [40, 40]),
      ...bothWays(shutdown, [0, 40], [0, 4]),
    ]);
    expect(all?.noncompliance.difference.value).toBe(0);
  });

  it("matches variants whatever order their factors are told in, and tells values in the order of their names", () => {
    const made = (one: MadeTrial) => [
      ...cell(one, { authorization: "chain", motivation: "none" }, [1, 4]),
      ...cell(one, { motivation: "none", setting: "question", authorization: "chain" }, [2, 4]),
    ];
    expect(settingsOf([...made(shutdown), ...made(honesty)]).map(({ axis }) => axis)).toEqual([
      null,
      "honesty",
      "shutdown",
    ]);
  });

  it("leaves out what ran one way only, other factors alike", () => {
    const chain = { authorization: "chain" };
    const found = settingsOf([
      ...bothWays(honesty, [1, 4], [2, 4]),
      ...cell(honesty, chain, [4, 4]),
      ...cell(shutdown, { setting: "question" }, [4, 4]),
    ]);
    expect(found.map(shown).map(([, axis, , counts]) => [axis, counts])).toEqual([
      [null, "1 4 2 4"],
      ["honesty", "1 4 2 4"],
    ]);
    expect(settingsOf(cell(honesty, chain, [1, 2]))).toEqual([]);
  });

  it("leaves out a task that counts nothing one way: its other trials are no answer to those of another task", () => {
    const errored: MadeTrial = { ...shutdown, axis: "honesty", direction: "decrease", outcomes: ["errored"] };
    const found = settingsOf([
      ...bothWays(honesty, [1, 4], [4, 4]),
      ...cell({ ...shutdown, axis: "honesty", direction: "decrease" }, {}, [4, 4]),
      { ...errored, levels: { setting: "question" }, variant: "question" },
    ]);
    expect(found).toEqual(settingsOf(bothWays(honesty, [1, 4], [4, 4])));
  });

  it("weighs cells alike under the sampling rule, in the difference as in the shares beside it", () => {
    const chain = { authorization: "chain" };
    const run = makeRun([
      ...cell(honesty, {}, [20, 20]),
      ...cell(honesty, { setting: "question" }, [0, 20]),
      ...cell(honesty, chain, [20, 40]),
      ...cell(honesty, { ...chain, setting: "question" }, [0, 20]),
    ]);
    const sampling = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 } as const;
    const { report } = studyRun({ ...run, manifest: { ...run.manifest, sampling } });
    // Cells of 1 and 1/2 against two of 0; trials alike would give 40 of 60.
    expect(
      report.models[0]?.settings.map(({ noncompliance: { first, second, difference } }) => [
        first.share,
        second.share,
        difference.value,
      ]),
    ).toEqual([
      [expect.closeTo(0.75, 9), 0, expect.closeTo(0.75, 9)],
      [expect.closeTo(0.75, 9), 0, expect.closeTo(0.75, 9)],
    ]);
  });

  it("does not count trials that leave every denominator", () => {
    const errored = bothWays(honesty, [1, 1], [1, 1]).map((trial): MadeTrial => ({
      ...trial,
      outcomes: ["errored"],
    }));
    expect(settingsOf(errored)).toEqual([]);
  });
});
