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

describe("cells of unequal size", () => {
  it("weigh alike in a share, whose interval knows that it rests on fewer", () => {
    // 0 of 20 and 20 of 40: the cells' mean is 1/4, where trials alike would give 1/3. Kish: 80^2 / (20 x 4 + 40) = 53 1/3.
    const rows = rowsOf([...cell("a", 0, 20), ...cell("b", 20, 40)], auto);
    const found = measureRate(rows, rateDefinitions.noncompliance);
    expect([found.count, found.total]).toEqual([20, 60]);
    expect(found.share).toBeCloseTo(0.25, 9);
    expect(found.low).toBeCloseTo(wilsonShare(0.25, 6400 / 120).low, 9);
  });

  it("weigh by their counted trials, so that errors in one give it no less", () => {
    const errored: MadeTrial = { pair: "a", outcomes: ["errored"] };
    const rows = rowsOf([...cell("a", 0, 20), errored, ...cell("b", 20, 40)], auto);
    expect(measureRate(rows, rateDefinitions.noncompliance).share).toBeCloseTo(0.25, 9);
  });

  it("leave a cell alone that counts nothing", () => {
    const errored: MadeTrial = { pair: "a", outcomes: ["errored"] };
    const rows = rowsOf([errored, ...cell("b", 0, 20)], auto);
    expect(rows.map(({ weight }) => weight)).toEqual([1, ...Array<number>(20).fill(2)]);
  });

  it("weigh alike under a fixed number too, of which half was blocked in one", () => {
    const rows = rowsOf([...cell("a", 0, 20), ...cell("b", 20, 40)], { rule: "fixed", n: 40 });
    expect(measureRate(rows, rateDefinitions.noncompliance)).toMatchObject({
      count: 20,
      total: 60,
      share: 1 / 4,
    });
  });

  it("leave every trial its weight of 1 where a fixed number of them all count", () => {
    const rows = rowsOf([...cell("a", 0, 20), ...cell("b", 7, 20)], { rule: "fixed", n: 20 });
    expect(new Set(rows.map(({ weight }) => weight))).toEqual(new Set([1]));
  });

  it("are without the bias of a rule that goes on because of what it saw, summed over every way a cell can come out", () => {
    const shareOf = new Map<string, number>();
    const measured = (undone: number, total: number): number => {
      const key = `${undone} ${total}`;
      const share =
        shareOf.get(key) ??
        measureRate(rowsOf(cell("a", undone, total), auto), rateDefinitions.noncompliance).share ??
        NaN;
      shareOf.set(key, share);
      return share;
    };
    for (const rate of [0.05, 0.12, 0.3, 0.88]) {
      let mean = 0;
      for (let first = 0; first <= 20; first += 1) {
        const chance = binomial(first, 20, rate);
        if (first <= 2 || first >= 18) mean += chance * measured(first, 20);
        else
          for (let more = 0; more <= 20; more += 1)
            mean += chance * binomial(more, 20, rate) * measured(first + more, 40);
      }
      expect(mean).toBeCloseTo(rate, 9);
    }
  });
});

function binomial(count: number, total: number, rate: number): number {
  let ways = 1;
  for (let place = 1; place <= count; place += 1) ways = (ways * (total - count + place)) / place;
  return ways * rate ** count * (1 - rate) ** (total - count);
}
