import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterCovariance } from "../../src/stats/cluster-covariance.js";
import { factorDesign } from "../../src/stats/factor-design.js";
import { fitLogistic } from "../../src/stats/fit-logistic.js";
import type { BinaryResults } from "../../src/stats/fit-logistic.js";
import { logisticModel } from "../../src/stats/logistic-model.js";
import type { FactorCell } from "../../src/stats/logistic-model.js";
import { studentTwoSided } from "../../src/stats/student-t.js";
import { waldTest } from "../../src/stats/wald.js";
import { readTable } from "./read-table.js";
import { near } from "./near.js";

/** Binary results of a table whose last column is the result, with an intercept before the other columns. */
function resultsOf(
  table: readonly (readonly number[])[],
  clusterOf: (place: number) => number,
): BinaryResults {
  return {
    rows: table.map((row) => [1, ...row.slice(0, -1)]),
    events: table.map((row) => row.at(-1) ?? NaN),
    trials: table.map(() => 1),
    clusters: table.map((_, place) => String(clusterOf(place))),
  };
}

const rounded = (values: readonly (number | undefined)[], digits: number): readonly (string | undefined)[] =>
  values.map((value) => value?.toFixed(digits));
const errorsOf = (covariance: readonly (readonly number[])[] | null): readonly number[] =>
  (covariance ?? []).map((row, place) => Math.sqrt(row[place] ?? NaN));

describe("fitLogistic and clusterCovariance", () => {
  // Spector and Mazzeo (1980), J. Economic Education 11, 37-44; in Greene, Econometric Analysis, as example of logit.
  const spector = readTable("spector.csv");

  it("agrees with Greene's coefficients and errors", () => {
    const fit = fitLogistic(
      resultsOf(spector, (place) => place),
      "none",
    );
    expect(rounded(fit.coefficients, 3)).toEqual(["-13.021", "2.826", "0.095", "2.379"]);
    expect(rounded(errorsOf(fit.covariance), 3)).toEqual(["4.931", "1.263", "0.142", "1.065"]);
    expect(fit.logLikelihood).toBeCloseTo(-12.88963422, 8);
    expect(fit.separated).toEqual([]);
  });

  it("agrees with Stata's robust errors and its joint Wald test, each row its own cluster", () => {
    // Stata, glm grade gpa tuce psi, family(binomial) vce(robust): chi2(3) = 9.360530997638559.
    const results = resultsOf(spector, (place) => place);
    const fit = fitLogistic(results, "none");
    const covariance = clusterCovariance(results, fit);
    expect(rounded(errorsOf(covariance), 5)).toEqual(["5.28075", "1.28783", "0.11981", "0.97985"]);
    const test = waldTest(fit.coefficients, covariance ?? [], [1, 2, 3], 32);
    // Of 32 clusters Hotelling's F is 29 / (31 x 3) of it, with 3 and 29 degrees of freedom.
    expect(((31 * 3) / 29) * (test?.f ?? 0)).toBeCloseTo(9.360531, 4);
  });

  it("tests several coefficients by Hotelling's T squared, one by Student's t", () => {
    const unit = [
      [1, 0],
      [0, 1],
    ];
    // Chi-square 5 of two, nine clusters: F = 5 x 7 / (8 x 2), whose tail with 2 and 7 degrees is (1 + 2 F / 7)^-3.5.
    expect(waldTest([1, 2], unit, [0, 1], 9)).toEqual({
      f: near(35 / 16),
      numerator: 2,
      denominator: 7,
      p: near((1 + 5 / 8) ** -3.5),
    });
    expect(waldTest([1, 2], unit, [1], 9)).toEqual({
      f: near(4),
      numerator: 1,
      denominator: 8,
      p: near(studentTwoSided(2, 8)),
    });
    expect(waldTest([1, 2], unit, [0, 1], 2)).toBeNull();
  });

  it("agrees with another implementation on clusters of four", () => {
    // statsmodels 0.15.0, Logit with cov_type="cluster" without its correction, times sqrt(8 / 7).
    const results = resultsOf(spector, (place) => Math.floor(place / 4));
    const covariance = clusterCovariance(results, fitLogistic(results, "none"));
    expect(rounded(errorsOf(covariance), 5)).toEqual(["4.38343", "1.14189", "0.05416", "0.78181"]);
  });

  // Heinze and Schemper (2002), Statistics in Medicine 21, 2409-2419: 79 cases of endometrial cancer; no case with
  // neovascularisation (nv) is of low grade.
  const endometrial = readTable("endometrial.csv");

  it("says which coefficient runs off", () => {
    const fit = fitLogistic(
      resultsOf(endometrial, (place) => place),
      "none",
    );
    expect(fit.separated).toEqual([1]);
    // The others as R's glm prints them: intercept 4.30452, pi -0.04218, eh -2.90261.
    expect(rounded([fit.coefficients[0], fit.coefficients[2], fit.coefficients[3]], 4)).toEqual([
      "4.3045",
      "-0.0422",
      "-2.9026",
    ]);
    expect(fit.coefficients[1]).toBeGreaterThan(10);
    expect(fit.coefficients[1]).toBeLessThan(30);
  });

  it("agrees with the published estimates under Firth's penalty", () => {
    const fit = fitLogistic(
      resultsOf(endometrial, (place) => place),
      "firth",
    );
    // logistf: (Intercept) 3.77455951, NV 2.92927330, PI -0.03475175, EH -2.60416387.
    expect(rounded(fit.coefficients, 5)).toEqual(["3.77456", "2.92927", "-0.03475", "-2.60416"]);
    expect(fit.separated).toEqual([]);
  });
});

/** University of California, Berkeley, 1973: Bickel, Hammel and O'Connell (1975), Science 187, 398-404. */
const berkeley = [
  ["A", "male", 512, 313],
  ["A", "female", 89, 19],
  ["B", "male", 353, 207],
  ["B", "female", 17, 8],
  ["C", "male", 120, 205],
  ["C", "female", 202, 391],
  ["D", "male", 138, 279],
  ["D", "female", 131, 244],
  ["E", "male", 53, 138],
  ["E", "female", 94, 299],
  ["F", "male", 22, 351],
  ["F", "female", 24, 317],
] as const;
const department = { name: "department", reference: "A", levels: ["A", "B", "C", "D", "E", "F"] };
const gender = { name: "gender", reference: "male", levels: ["male", "female"] };

describe("logisticModel", () => {
  const cells: readonly FactorCell[] = berkeley.map(([dept, sex, admitted, rejected]) => ({
    cluster: `${dept} ${sex}`,
    levels: { department: dept, gender: sex },
    events: admitted,
    trials: admitted + rejected,
  }));

  it("agrees with published coefficients on categorical factors", () => {
    const model = logisticModel(cells, [gender, department]);
    // R's glm on UCBAdmissions.
    expect(model.coefficients.map(({ name, logOdds }) => [name, logOdds.value.toFixed(5)])).toEqual([
      ["intercept", "0.58205"],
      ["gender=female", "0.09987"],
      ["department=B", "-0.04340"],
      ["department=C", "-1.26260"],
      ["department=D", "-1.29461"],
      ["department=E", "-1.73931"],
      ["department=F", "-3.30648"],
    ]);
    expect({ dropped: model.dropped, clusters: model.clusters, trials: model.trials }).toEqual({
      dropped: [],
      clusters: 12,
      trials: 4526,
    });
    expect(model.factors.map(({ name, test }) => [name, test?.numerator, test?.denominator])).toEqual([
      ["gender", 1, 11],
      ["department", 5, 7],
    ]);
  });

  it("gives the same for grouped trials as for single ones", () => {
    const small = cells.map((cell) => ({
      ...cell,
      events: Math.ceil(cell.events / 20),
      trials: Math.ceil(cell.trials / 20),
    }));
    const single = small.flatMap((cell) =>
      Array.from({ length: cell.trials }, (_, trial) => ({
        ...cell,
        events: trial < cell.events ? 1 : 0,
        trials: 1,
      })),
    );
    for (const penalty of ["none", "firth"] as const) {
      const grouped = logisticModel(small, [gender, department], { penalty });
      const apart = logisticModel(single, [gender, department], { penalty });
      grouped.coefficients.forEach((coefficient, place) => {
        expect(apart.coefficients[place]?.logOdds.value).toBeCloseTo(coefficient.logOdds.value, 7);
        expect(apart.coefficients[place]?.standardError ?? NaN).toBeCloseTo(
          coefficient.standardError ?? NaN,
          7,
        );
      });
    }
  });

  it("is what it is by hand for an intercept alone", () => {
    const counts = [3, 6, 9].map((events, place) => ({
      cluster: String(place),
      levels: {},
      events,
      trials: 10,
    }));
    const [intercept] = logisticModel(counts, []).coefficients;
    // Rate 0.6: scores -3, 0, 3; information 30 x 0.24 = 7.2; variance 3/2 x 18 / 7.2^2; t(0.975, 2) = 4.302653.
    expect(intercept?.logOdds.value).toBeCloseTo(Math.log(1.5), 10);
    expect(intercept?.standardError).toBeCloseTo(Math.sqrt(27 / 7.2 ** 2), 10);
    expect(intercept?.logOdds.low).toBeCloseTo(
      Math.log(1.5) - 4.302652729749462 * Math.sqrt(27 / 7.2 ** 2),
      8,
    );
    expect(intercept?.oddsRatio.value).toBeCloseTo(1.5, 10);
  });

  const approval = { name: "approval", reference: "absent", levels: ["absent", "role", "chain"] };
  const cell = (cluster: string, level: string, events: number): FactorCell => ({
    cluster,
    levels: { approval: level },
    events,
    trials: 10,
  });
  const separated = ["p", "q", "r"].flatMap((cluster, place) => [
    cell(cluster, "absent", 10),
    cell(cluster, "role", 4 + place),
  ]);

  it("flags what is separated, without errors", () => {
    const model = logisticModel(separated, [approval]);
    expect(
      model.coefficients.map(({ name, separated: flag, standardError, p }) => ({
        name,
        flag,
        standardError,
        p,
      })),
    ).toEqual([
      { name: "intercept", flag: true, standardError: null, p: null },
      { name: "approval=role", flag: true, standardError: null, p: null },
    ]);
    expect(model.factors).toEqual([{ name: "approval", test: null }]);
  });

  it("has finite estimates of it under Firth's penalty, which adds a half to each cell", () => {
    const [intercept, role] = logisticModel(separated, [approval], { penalty: "firth" }).coefficients;
    expect(intercept?.logOdds.value).toBeCloseTo(Math.log(30.5 / 0.5), 7);
    expect(role?.logOdds.value).toBeCloseTo(Math.log(15.5 / 15.5) - Math.log(30.5 / 0.5), 7);
    // The model's own error, as the clusters show no variation where all agree: sqrt of summed 1 / (n p q).
    const information = (rate: number): number => 30 * rate * (1 - rate);
    expect(role?.standardError).toBeCloseTo(Math.sqrt(1 / information(30.5 / 31) + 1 / information(0.5)), 6);
    expect(role?.separated).toBe(true);
  });

  it("leaves out columns that are sums of others", () => {
    const twins = separated.map((one) => ({
      ...one,
      levels: { ...one.levels, copy: one.levels["approval"] ?? "" },
    }));
    const copy = { ...approval, name: "copy" };
    expect(logisticModel(twins, [approval, copy], { penalty: "firth" }).dropped).toEqual(["copy=role"]);
  });

  it("has no errors with one cluster", () => {
    const [intercept] = logisticModel([cell("p", "role", 4)], []).coefficients;
    expect(intercept).toEqual({
      name: "intercept",
      factor: null,
      level: null,
      logOdds: { value: near(Math.log(4 / 6)), low: null, high: null },
      oddsRatio: { value: near(4 / 6), low: null, high: null },
      standardError: null,
      t: null,
      p: null,
      separated: false,
    });
  });

  const errorsOf = (cells: readonly FactorCell[]) => {
    const { coefficients, factors } = logisticModel(cells, [approval]);
    return [...coefficients.map(({ standardError }) => standardError !== null), factors[0]?.test !== null];
  };
  const shared = ["p", "q", "r"].flatMap((cluster, place) => [
    cell(cluster, "absent", 6 + place),
    cell(cluster, "role", 4 - place),
  ]);

  it("has no errors of a level that one cluster alone has, nor against such a reference", () => {
    // A cluster that a coefficient of its own fits whole leaves no residual: its error would be that of the others alone.
    expect(errorsOf([...shared, cell("r", "chain", 3)])).toEqual([true, true, false, false]);
    expect(errorsOf([...shared, cell("s", "chain", 3)])).toEqual([true, true, false, false]);
    expect(errorsOf([...shared, cell("r", "chain", 3), cell("s", "chain", 5)])).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const alone = shared.filter(({ cluster, levels }) => cluster === "p" || levels["approval"] === "role");
    expect(errorsOf(alone)).toEqual([false, false, false]);
  });

  it("has no errors where all clusters agree, but for what rounding leaves", () => {
    const alike = ["p", "q", "r"].flatMap((cluster) => [
      cell(cluster, "absent", 2),
      cell(cluster, "role", 4),
    ]);
    expect(errorsOf(alike)).toEqual([false, false, false]);
  });

  it("never gives a number that is none", () => {
    const drawnCell = fc.record({
      cluster: fc.constantFrom("p", "q", "r", "s"),
      level: fc.constantFrom("absent", "role", "chain"),
      events: fc.nat(10),
    });
    fc.assert(
      fc.property(
        fc.array(drawnCell, { minLength: 1, maxLength: 12 }),
        fc.constantFrom("none" as const, "firth" as const),
        (drawn, penalty) => {
          const model = logisticModel(
            drawn.map(({ cluster, level, events }) => cell(cluster, level, events)),
            [{ ...approval }],
            { penalty },
          );
          for (const { logOdds, standardError, p } of model.coefficients) {
            expect(Number.isFinite(logOdds.value)).toBe(true);
            for (const value of [logOdds.low, logOdds.high, standardError, p]) {
              expect(value === null || Number.isFinite(value)).toBe(true);
            }
          }
        },
      ),
    );
  });

  it("refuses what cannot be", () => {
    expect(() => logisticModel([], [])).toThrow("a logistic model of no trials");
    expect(() => logisticModel([{ cluster: "p", levels: {}, events: 3, trials: 2 }], [])).toThrow(
      "3 events of 2 trials",
    );
    expect(() => logisticModel([cell("p", "nobody", 1)], [approval])).toThrow(
      "factor approval is nobody, expected one of absent, role, chain",
    );
    expect(() => factorDesign([], [{ ...approval, reference: "none" }])).toThrow(
      "factor approval has no level none to compare with",
    );
  });
});
