import { describe, expect, it } from "vitest";
import { studyRun } from "../../src/report/study-run.js";
import type { FactorModel } from "../../src/schema/report.js";
import type { RunManifest } from "../../src/schema/run.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const cell = (pair: string, authorization: string, undone: number, total: number): MadeTrial[] =>
  Array.from({ length: total }, (_, place) => ({
    pair,
    variant: `authorization=${authorization}`,
    levels: { authorization },
    outcomes: [place < undone ? "refused" : "carried_out"],
  }));

const factorsOf = (
  trials: readonly MadeTrial[],
  sampling: NonNullable<RunManifest["sampling"]>,
): FactorModel | null => {
  const run = makeRun(trials);
  const { report } = studyRun({ ...run, manifest: { ...run.manifest, sampling } });
  return report.models[0]?.factors ?? null;
};

const auto = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 } as const;

/** The odds ratio of one rate against another. */
const ratio = (rate: number, against: number): number => (rate / (1 - rate)) * ((1 - against) / against);

describe("the model of factors", () => {
  it("weighs cells alike where the sampling rule gave them different numbers of trials", () => {
    // Pair a goes on with the sampling at absent and not at role; b at neither.
    const trials = [
      ...cell("a", "role", 1, 20),
      ...cell("b", "role", 19, 20),
      ...cell("a", "absent", 12, 40),
      ...cell("b", "absent", 19, 20),
    ];
    const [absent] = factorsOf(trials, auto)?.coefficients ?? [];
    // Cells' means are (0.05 + 0.95) / 2 and (0.3 + 0.95) / 2; trials alike would have 31 of 60 at absent, a ratio of 1.07.
    expect(absent?.oddsRatio).toBeCloseTo(ratio(0.625, 0.5), 1);
    expect(factorsOf(trials, auto)?.trials).toBe(100);
  });

  it("counts trials alike under a fixed number that all count", () => {
    const trials = [
      ...cell("a", "role", 4, 20),
      ...cell("b", "role", 9, 20),
      ...cell("a", "absent", 6, 20),
      ...cell("b", "absent", 19, 20),
    ];
    const [absent] = factorsOf(trials, { rule: "fixed", n: 20 })?.coefficients ?? [];
    expect(absent?.oddsRatio).toBeCloseTo(ratio(25 / 40, 13 / 40), 8);
  });
});
