import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incompleteBeta } from "../../src/stats/beta.js";
import { logChoose, logGamma } from "../../src/stats/gamma.js";
import { normalCdf, normalQuantile } from "../../src/stats/normal.js";
import { fTail, studentCdf, studentCritical, studentTwoSided } from "../../src/stats/student-t.js";

// References without another source: SciPy 1.17.1 (scipy.stats, scipy.special), to all its digits.

/** Equal to twelve digits, so that tiny chances are compared as strictly as large ones. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(expected), 1e-4));
}

describe("the normal distribution", () => {
  it.each([
    [-8, 6.22096057427174e-16],
    [-3.5, 0.00023262907903552502],
    [-1.96, 0.024997895148220435],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [1, 0.8413447460685429],
    [2.5, 0.9937903346742238],
    [4, 0.9999683287581669],
  ])("stays below %d with its chance", (x, chance) => expectClose(normalCdf(x), chance));

  it("keeps the relative precision of far tails", () => {
    expect(normalCdf(-8) / 6.22096057427174e-16).toBeCloseTo(1, 12);
  });

  it.each([
    [1e-10, -6.361340902404056],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.8, 0.8416212335729143],
    [0.975, 1.959963984540054],
    [0, -Infinity],
    [1, Infinity],
  ])("has its quantile at %d", (chance, x) =>
    Number.isFinite(x) ? expectClose(normalQuantile(chance), x) : expect(normalQuantile(chance)).toBe(x),
  );
});

describe("the gamma and beta functions", () => {
  it.each([
    [0.5, 0.5723649429247],
    [1, 0],
    [3.7, 1.428072326665388],
    [11.9, 17.25847745059552],
    [15.2, Math.log(14.2) + logGamma(14.2)],
    [1000.5, 5908.674175848678],
  ])("logGamma(%d)", (x, value) => expectClose(logGamma(x), value));

  it("counts choices", () => {
    expectClose(Math.exp(logChoose(10, 3)), 120);
    expectClose(Math.exp(logChoose(52, 5)), 2_598_960);
  });

  it.each([
    [0.3, 0.5, 0.5, 0.36901011956554536],
    [0.05, 2, 30, 0.46340309014265507],
    [0.9, 40, 7, 0.8281158170004261],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])("I_%d(%d, %d)", (x, a, b, value) => expectClose(incompleteBeta(x, a, b), value));
});

describe("Student's t and F", () => {
  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [8, 2.306004135204166],
    [30, 2.0422724563012378],
    [200, 1.9718962236339088],
  ])("the 95 %% critical value with %d degrees of freedom", (degrees, value) => {
    expect(studentCritical(0.95, degrees)).toBeCloseTo(value, 10);
  });

  it.each([
    [2, 5, 0.10193947882985835],
    [0.3, 8, 0.7718244816824987],
    [12, 3, 0.0012450158007893362],
  ])("the p-value of t = %d with %d degrees of freedom", (t, degrees, p) =>
    expectClose(studentTwoSided(t, degrees), p),
  );

  it("is symmetric", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        (t, degrees) => {
          expect(studentCdf(t, degrees) + studentCdf(-t, degrees)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it.each([
    [3.5, 2, 8, 0.08090864197530866],
    [1.2, 5, 11, 0.37046154232152917],
    [0.1, 3, 59, 0.9596977045969666],
  ])("the p-value of F = %d with %d and %d", (f, one, two, p) => expectClose(fTail(f, one, two), p));
});
