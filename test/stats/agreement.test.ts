import { describe, expect, it } from "vitest";
import { cohensKappa, crossTabulate, labelAgreements } from "../../src/stats/agreement.js";
import { wilsonRate } from "../../src/stats/wilson.js";

describe("crossTabulate", () => {
  it("counts rows against columns", () => {
    const pairs = [
      ["yes", "yes"],
      ["yes", "no"],
      ["no", "no"],
      ["yes", "no"],
    ] as const;
    expect(crossTabulate(["yes", "no", "unread"], pairs)).toEqual({
      labels: ["yes", "no", "unread"],
      counts: [
        [1, 2, 0],
        [0, 1, 0],
        [0, 0, 0],
      ],
    });
  });

  it("refuses a label that is not listed", () => {
    expect(() => crossTabulate(["yes"], [["yes", "maybe"]])).toThrow('"maybe" is none of the labels yes');
  });
});

describe("cohensKappa", () => {
  it("agrees with the published value and error", () => {
    // Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, table 18.1: 100 diagnoses.
    const counts = [
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ];
    const kappa = cohensKappa({ labels: ["psychotic", "neurotic", "organic"], counts });
    expect({
      value: kappa.value?.toFixed(3),
      error: kappa.standardError?.toFixed(3),
      low: kappa.low?.toFixed(3),
      high: kappa.high?.toFixed(3),
    }).toEqual({ value: "0.676", error: "0.088", low: "0.505", high: "0.848" });
  });

  it("is zero where the rows say nothing of the columns, and one where all agree", () => {
    expect(
      cohensKappa({
        labels: ["a", "b"],
        counts: [
          [8, 2],
          [4, 1],
        ],
      }).value,
    ).toBeCloseTo(0, 12);
    expect(
      cohensKappa({
        labels: ["a", "b"],
        counts: [
          [8, 0],
          [0, 3],
        ],
      }),
    ).toEqual({
      value: 1,
      standardError: 0,
      low: null,
      high: null,
      reason: "no_width",
    });
  });

  it.each([
    ["always says one label", [59, 32, 21].map((count) => [count, 0, 0]), 0],
    [
      "reads a single label in many ways",
      [
        [3, 5, 7],
        [0, 0, 0],
        [0, 0, 0],
      ],
      0,
    ],
    [
      "always says the other of two",
      [
        [0, 5],
        [5, 0],
      ],
      -1,
    ],
  ])("has no bounds for one who %s", (_, counts, value) => {
    const kappa = cohensKappa({ labels: counts.map((_row, place) => String(place)), counts });
    expect(kappa).toEqual({
      value: expect.closeTo(value, 12) as number,
      standardError: 0,
      low: null,
      high: null,
      reason: "no_width",
    });
  });

  it("has bounds as soon as one reading differs", () => {
    const { low, high, reason } = cohensKappa({
      labels: ["a", "b"],
      counts: [
        [50, 1],
        [0, 50],
      ],
    });
    expect([low !== null && high !== null && low < high, reason]).toEqual([true, null]);
  });

  it("says why there is none", () => {
    const nothing = { value: null, standardError: null, low: null, high: null };
    expect(
      cohensKappa({
        labels: ["a", "b"],
        counts: [
          [0, 0],
          [0, 0],
        ],
      }),
    ).toEqual({
      ...nothing,
      reason: "nothing_counted",
    });
    expect(
      cohensKappa({
        labels: ["a", "b"],
        counts: [
          [7, 0],
          [0, 0],
        ],
      }),
    ).toEqual({ ...nothing, reason: "one_label" });
  });
});

describe("labelAgreements", () => {
  it("counts precision down the columns and recall along the rows", () => {
    const agreements = labelAgreements({
      labels: ["a", "b"],
      counts: [
        [6, 2],
        [1, 0],
      ],
    });
    const bare = agreements.map(({ label, precision, recall }) => ({
      label,
      precision: [precision.count, precision.total],
      recall: [recall.count, recall.total],
    }));
    expect(bare).toEqual([
      { label: "a", precision: [6, 7], recall: [6, 8] },
      { label: "b", precision: [0, 2], recall: [0, 1] },
    ]);
    expect(agreements[0]?.recall).toEqual(wilsonRate(6, 8));
  });
});
