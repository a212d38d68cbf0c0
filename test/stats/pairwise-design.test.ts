import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairwiseDesign } from "../../src/stats/pairwise-design.js";

/** Factors with so many levels each, named apart. */
function factorsOf(sizes: readonly number[]): readonly (readonly string[])[] {
  return sizes.map((size, factor) => Array.from({ length: size }, (_, level) => `${factor}.${level}`));
}

function pairsOf(rows: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap((row) =>
      row.flatMap((level, place) => row.slice(place + 1).map((other) => `${level} ${other}`)),
    ),
  );
}

function allPairs(factors: readonly (readonly string[])[]): readonly string[] {
  return factors.flatMap((levels, place) =>
    factors
      .slice(place + 1)
      .flatMap((others) => levels.flatMap((level) => others.map((other) => `${level} ${other}`))),
  );
}

const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 });

describe("pairwiseDesign", () => {
  it("has every two levels together, in rows of one level per factor, and few rows", () => {
    fc.assert(
      fc.property(sizes, (drawn) => {
        const factors = factorsOf(drawn);
        const rows = pairwiseDesign(factors);
        expect([...pairsOf(rows)].sort()).toEqual([...allPairs(factors)].sort());
        for (const row of rows) {
          expect(row.map((level) => level.split(".")[0])).toEqual(drawn.map((_, place) => String(place)));
        }
        const [largest = 1, second = 1] = [...drawn].sort((one, two) => two - one);
        expect(rows.length).toBeGreaterThanOrEqual(largest * second);
        expect(rows.length).toBeLessThanOrEqual(2 * largest * second + 2);
      }),
      { numRuns: 60 },
    );
  });

  it("comes close to the fewest known", () => {
    // Fewest known rows: Colbourn's covering array tables (strength 2): 3^4 9, 2^10 6, 3^13 15, 4^15 (< 30), 5^5 25.
    const rowsOf = (factors: number, levels: number): number =>
      pairwiseDesign(factorsOf(Array.from({ length: factors }, () => levels))).length;
    expect({
      "2^3": rowsOf(3, 2),
      "3^4": rowsOf(4, 3),
      "2^10": rowsOf(10, 2),
      "3^13": rowsOf(13, 3),
    }).toEqual({
      "2^3": 4,
      "3^4": 9,
      "2^10": 8,
      "3^13": 18,
    });
  });

  it("is the same each time", () => {
    const factors = factorsOf([3, 2, 4, 2, 3]);
    expect(pairwiseDesign(factors)).toEqual(pairwiseDesign(factors));
  });

  it("keeps apart what may not meet, and has all that can", () => {
    fc.assert(
      fc.property(sizes, fc.nat(100), fc.nat(100), (drawn, one, two) => {
        const factors = factorsOf(drawn);
        const barred = [`0.${one % (drawn[0] ?? 1)}`, `1.${two % (drawn[1] ?? 1)}`];
        const rows = pairwiseDesign(factors, (levels) => !barred.every((level) => levels.includes(level)));
        const wanted = allPairs(factors).filter((pair) => pair !== barred.join(" "));
        // A level whose only partner is barred cannot stand in any row.
        const alone = new Set(drawn[0] === 1 ? [barred[1]] : drawn[1] === 1 ? [barred[0]] : []);
        const possible = wanted.filter((pair) => !pair.split(" ").some((level) => alone.has(level)));
        expect([...pairsOf(rows)].sort()).toEqual(
          drawn[0] === 1 && drawn[1] === 1 ? [] : [...possible].sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("goes back where a choice leads nowhere", () => {
    // Exactly one of three switches may be on.
    const switches = [
      ["on", "off"],
      ["on", "off"],
      ["on", "off"],
    ];
    const allows = (levels: readonly (string | null)[]): boolean =>
      levels.filter((level) => level === "on").length <= 1 &&
      levels.filter((level) => level === "off").length <= 2;
    const rows = pairwiseDesign(switches, allows).map((row) => row.join(" "));
    expect([...rows].sort()).toEqual(["off off on", "off on off", "on off off"]);
  });

  it("gives the levels of a single factor, nothing for none, and refuses a factor without levels", () => {
    expect(pairwiseDesign([["a", "b"]])).toEqual([["a"], ["b"]]);
    expect(pairwiseDesign([])).toEqual([]);
    expect(() => pairwiseDesign([["a"], []])).toThrow("factor 2 of 2 has no levels");
  });
});
