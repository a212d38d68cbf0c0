import { describe, expect, it } from "vitest";
import { measureRate } from "../../src/report/count-rates.js";
import { rateDefinitions } from "../../src/report/definitions.js";
import { labelRows, type StudyRow } from "../../src/report/study-row.js";
import { joinRows } from "../../src/report/trial-row.js";
import { weighCells } from "../../src/report/weigh-cells.js";
import type { Sampling } from "../../src/schema/run.js";
import { wilsonShare } from "../../src/stats/wilson.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const auto: Sampling = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 };

const cell = (pair: string, undone: number, total: number): MadeTrial[] =>
  Array.from({ length: total }, (_, place) => ({
    pair,
    outcomes: [place < undone ? "refused" : "carried_out"],
  }));

function rowsOf(trials: readonly MadeTrial[], sampling: Sampling): readonly StudyRow[] {
  const { manifest, trials: records, scores } = makeRun(trials);
  return weighCells(labelRows(joinRows(records, scores), manifest), sampling);
}

describe("cells of unequal size by rule", () => {
  it("weigh alike in a share, whose interval knows that it rests on fewer", () => {
    // 0 of 20 and 20 of 40: the cells' mean is 1/4, where trials alike would give 1/3. Kish: 80^2 / (20 x 4 + 40) = 53 1/3.
    const rows = rowsOf([...cell("a", 0, 20), ...cell("b", 20, 40)], auto);
    expect(measureRate(rows, rateDefinitions.noncompliance)).toEqual({
      count: 20,
      total: 60,
      share: 0.25,
      ...wilsonShare(0.25, 6400 / 120),
    });
  });

  it("weigh by their counted trials, so that errors in one give it no less", () => {
    const errored: MadeTrial = { pair: "a", outcomes: ["errored"] };
    const rows = rowsOf([...cell("a", 0, 20), errored, ...cell("b", 20, 40)], auto);
    expect(measureRate(rows, rateDefinitions.noncompliance).share).toBe(0.25);
  });

  it("are left alone under a fixed number", () => {
    const rows = rowsOf([...cell("a", 0, 20), ...cell("b", 20, 40)], { rule: "fixed", n: 40 });
    expect(measureRate(rows, rateDefinitions.noncompliance)).toMatchObject({
      count: 20,
      total: 60,
      share: 1 / 3,
    });
  });
});
