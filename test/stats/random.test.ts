import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pick, seededRandom, shuffled } from "../../src/stats/random.js";

describe("seededRandom", () => {
  it("gives the stream that its seed gave before", () => {
    const three = (seed: string | number) => Array.from({ length: 3 }, seededRandom(seed));
    expect([three(1), three("a seed")]).toMatchInlineSnapshot(`
      [
        [
          0.6270739405881613,
          0.002735721180215478,
          0.5274470399599522,
        ],
        [
          0.1971664025913924,
          0.01583460532128811,
          0.5967633631080389,
        ],
      ]
    `);
  });

  it("takes whole numbers by their last 32 bits", () => {
    expect(seededRandom(2 ** 32 + 5)()).toBe(seededRandom(5)());
    expect(seededRandom(-1)()).toBe(seededRandom(2 ** 32 - 1)());
  });

  it("spreads evenly from 0 to below 1", () => {
    const random = seededRandom("even");
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const bin = Math.floor(random() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // Chi-square with 9 degrees of freedom: 27.9 is passed once in a thousand seeds.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(counts).toHaveLength(10);
    expect(chiSquare).toBeLessThan(27.9);
  });
});

describe("shuffled and pick", () => {
  it("keep what they are given", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(12), fc.string(), (items, count, seed) => {
        const places = items.map((_, place) => place);
        expect(shuffled(places, seededRandom(seed)).sort((one, two) => one - two)).toEqual(places);
        const picked = pick(places, count, seededRandom(seed));
        expect(picked).toHaveLength(Math.min(count, items.length));
        expect([...picked].sort((one, two) => one - two)).toEqual(picked);
        expect(new Set(picked).size).toBe(picked.length);
      }),
    );
  });

  it("put every item everywhere alike", () => {
    const random = seededRandom("alike");
    const orders = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw += 1) {
      const order = shuffled(["a", "b", "c"], random).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    // Chi-square with 5 degrees of freedom: 20.5 is passed once in a thousand seeds.
    const chiSquare = [...orders.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect([...orders.keys()].sort()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    expect(chiSquare).toBeLessThan(20.5);
  });
});
