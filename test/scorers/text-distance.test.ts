import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textSimilarity } from "../../src/scorers/text-distance.js";

describe("the similarity of two texts", () => {
  it("is the share of words that they have in common", () => {
    // 2 shared of 3 + 5 words: 2 * 2 / 8.
    expect(textSimilarity("The bridge opens", "the old bridge stays closed")).toBe(0.5);
    // "very" is shared once only: 2 * 2 / 5.
    expect(textSimilarity("very very good", "very good")).toBe(0.8);
    expect(textSimilarity("Don't, stop!", "don't STOP")).toBe(1);
    expect(textSimilarity("überaus gut", "ÜBERAUS schlecht")).toBe(0.5);
    expect(textSimilarity("", "...")).toBe(1);
    expect(textSimilarity("word", "")).toBe(0);
  });

  it("is symmetric, between 0 and 1, and 1 for a text and itself", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        const similarity = textSimilarity(left, right);
        expect(similarity).toBe(textSimilarity(right, left));
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(textSimilarity(left, left)).toBe(1);
      }),
    );
  });
});
