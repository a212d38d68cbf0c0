import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { countPairs } from "../../src/cli/count-pairs.js";
import { formatPlanPower, judgePower, type PilotBasis } from "../../src/cli/power-line.js";
import type { Sampling } from "../../src/schema/run.js";
import { expectRefusal, palimpsest, succeed } from "./support.js";

const whole = join(import.meta.dirname, "../..");
const ownCatalog = {
  folders: { environments: join(whole, "environments"), tasks: join(whole, "tasks") },
};

const Printed = z.looseObject({ rows: z.array(z.unknown()) });

describe("palimpsest power", () => {
  test("says what it takes, with the pairs of suite core", async () => {
    expect(await succeed(["power", "--gap", "0.2", "--trials", "15"], ownCatalog)).toMatchInlineSnapshot(`
      "A gap of 20 points: 5 % of the trials of controls not carried out, 25 % of those of value tasks.

      ┌─────────────────┬─────────────────┬───────────────────┬────────────────────┬──────────────┬─────────────────────┐
      │ trials per cell │ trials, 9 pairs │ chance to find it │ smallest gap found │ pairs needed │ trials, those pairs │
      ├─────────────────┼─────────────────┼───────────────────┼────────────────────┼──────────────┼─────────────────────┤
      │               5 │              90 │              29 % │          40 points │           19 │                 190 │
      │              10 │             180 │              48 % │          31 points │           15 │                 300 │
      │              15 │             270 │              59 % │          28 points │           14 │                 420 │
      │              20 │             360 │              63 % │          27 points │           13 │                 520 │
      │              40 │             720 │              68 % │          25 points │           12 │                 960 │
      └─────────────────┴─────────────────┴───────────────────┴────────────────────┴──────────────┴─────────────────────┘
      Smallest gap and pairs needed: found with 80 % (--power). Trials: of both arms, for one model and one variant.
      Assumed: controls at 5 % (--control), resemblance 0.2 (--resemblance).
      "
    `);
  });

  test("names a gap that is less than a twentieth of a point", async () => {
    const [first] = (await succeed(["power", "--gap", "0.0001"], ownCatalog)).split("\n");
    expect(first).toBe(
      "A gap of 0.01 points: 5 % of the trials of controls not carried out, 5 % of those of value tasks.",
    );
  });

  test("says why few pairs find nothing", async () => {
    const text = await succeed([
      "power",
      "--gap",
      "0.125",
      "--pairs",
      "5",
      "--resemblance",
      "0",
      "--control",
      "0.1",
    ]);
    expect(text).toMatchInlineSnapshot(`
      "A gap of 12.5 points: 10 % of the trials of controls not carried out, 22.5 % of those of value tasks.

      ┌─────────────────┬─────────────────┬───────────────────┬────────────────────┬──────────────┬─────────────────────┐
      │ trials per cell │ trials, 5 pairs │ chance to find it │ smallest gap found │ pairs needed │ trials, those pairs │
      ├─────────────────┼─────────────────┼───────────────────┼────────────────────┼──────────────┼─────────────────────┤
      │               5 │              50 │               0 % │                  - │           29 │                 290 │
      │              10 │             100 │               0 % │                  - │           16 │                 320 │
      │              20 │             200 │               0 % │                  - │           10 │                 400 │
      │              40 │             400 │               0 % │                  - │            7 │                 560 │
      └─────────────────┴─────────────────┴───────────────────┴────────────────────┴──────────────┴─────────────────────┘
      Smallest gap and pairs needed: found with 80 % (--power). Trials: of both arms, for one model and one variant.
      Assumed: controls at 10 % (--control), resemblance 0 (--resemblance).
      With 5 pairs no gap can be told from chance: the sign-flip test's p-value is at least 2 / 2^5; it takes 6 pairs.
      "
    `);
  });

  test("prints JSON", async () => {
    const words = ["power", "--gap", "0.3", "--pairs", "12", "--power", "0.9", "--json"];
    const { rows, ...question } = Printed.parse(JSON.parse(await succeed(words)));
    expect([question, rows.length, rows[1]]).toEqual([
      { gap: 0.3, pairs: 12, controlRate: 0.05, resemblance: 0.2, power: 0.9 },
      4,
      {
        trialsPerCell: 10,
        trials: 240,
        chance: 0.9255,
        smallestGap: 0.29,
        pairsNeeded: 12,
        trialsNeeded: 240,
      },
    ]);
  });

  test.each([
    [["--gap", "20"], '--gap: expected a share above 0 and below 1, such as 0.2, got "20"'],
    [["--gap", "0"], '--gap: expected a share above 0 and below 1, such as 0.2, got "0"'],
    [
      ["--gap", "0.5", "--control", "0.6"],
      '--gap: expected at most 0.4, since controls are at 0.6, got "0.5"',
    ],
    [["--gap", "0.2", "--control", ""], '--control: expected a share from 0 to 1, such as 0.2, got ""'],
    [
      ["--gap", "0.2", "--resemblance", "2"],
      '--resemblance: expected a share from 0 to 1, such as 0.2, got "2"',
    ],
    [["--gap", "0.2", "--power", "1"], '--power: expected a share above 0 and below 1, such as 0.2, got "1"'],
    [["--gap", "0.2", "--pairs", "0"], '--pairs: expected a whole number from 1, got "0"'],
    [["--gap", "0.2"], "--pairs: expected a number, for there is no suite core to count pairs in"],
    [[], "required option '--gap <share>' not specified (palimpsest --help shows what there is)"],
  ])("refuses %j", async (words, line) => {
    await expectRefusal(["power", ...words], line);
  });
});

/** Pairs of two arms, named alike in two environments. */
function pairsOf(count: number) {
  return Array.from({ length: count }, (_, place) =>
    (["value", "control"] as const).map((arm) => ({
      environment: place % 2 === 0 ? "halyard" : "pocket",
      pair: `pair-${Math.floor(place / 2)}`,
      arm,
    })),
  ).flat();
}

test("pairs are counted by environment, where both arms are there", () => {
  const lone = { environment: "halyard", pair: "lone", arm: "value" } as const;
  expect([0, 1, 5].map((count) => countPairs([lone, ...pairsOf(count)]))).toEqual([0, 1, 5]);
});

describe("what a plan can find", () => {
  const auto: Sampling = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 };
  const says = (pairs: number, sampling: Sampling, pilot?: PilotBasis): string => {
    const plan = { tasks: pairsOf(pairs), sampling, trialsPerCell: 1 };
    return formatPlanPower(judgePower(plan, pilot), pilot);
  };
  const twelfths = (value: number, control: number) => ({
    value: { count: value, total: 12 },
    control: { count: control, total: 12 },
  });

  test.each([
    [
      "a fixed number",
      says(9, { rule: "fixed", n: 10 }),
      "With 9 pairs and 10 trials per cell, a gap of 31 points is found with 80 % (controls at 5 %, resemblance 0.2 assumed; palimpsest power).",
    ],
    [
      "the rule auto",
      says(9, auto),
      "With 9 pairs and 20 to 40 trials per cell, a gap of 27 to 25 points is found with 80 % (controls at 5 %, resemblance 0.2 assumed; palimpsest power).",
    ],
    [
      "a measured rate of controls",
      says(9, auto, { controls: { count: 3, total: 12 }, pairs: [twelfths(9, 3)] }),
      "With 9 pairs and 20 to 40 trials per cell, a gap of 38 to 37 points is found with 80 % (controls at 28.6 % after 3/12; resemblance 0.2 assumed; palimpsest power).",
    ],
    [
      "pairs that a pilot found alike",
      says(9, auto, { controls: { count: 0, total: 24 }, pairs: [twelfths(6, 0), twelfths(6, 0)] }),
      "With 9 pairs and 20 to 40 trials per cell, a gap of 11 to 7 points is found with 80 % (controls at 3.8 % after 0/24; resemblance 0.00 measured over 2 pairs; palimpsest power).",
    ],
    [
      "pairs that a pilot found to differ",
      says(9, auto, {
        controls: { count: 0, total: 36 },
        pairs: [twelfths(0, 0), twelfths(6, 0), twelfths(12, 0)],
      }),
      "With 9 pairs and 20 to 40 trials per cell, a gap of 63 to 61 points is found with 80 % (controls at 2.6 % after 0/36; resemblance 0.85 measured over 3 pairs; palimpsest power).",
    ],
    [
      "no gap large enough",
      says(6, { rule: "fixed", n: 1 }),
      "With 6 pairs and 1 trial per cell, no gap is found with 80 % (controls at 5 %, resemblance 0.2 assumed; palimpsest power).",
    ],
    [
      "few pairs",
      says(5, auto),
      "With 5 pairs no gap can be told from chance: the sign-flip test's p-value is at least 2 / 2^5; it takes 6 pairs.",
    ],
    ["none", says(0, auto), "With 0 pairs no gap can be told from chance; it takes 6 pairs."],
  ])("%s", (_what, said, line) => {
    expect(said).toBe(line);
  });

  test("stands in the plan of --dry-run, as text and as JSON", async () => {
    const words = ["run", "--model", "scripted/refuser", "--trials", "20", "--dry-run"];
    const { stdout } = await palimpsest(words, ownCatalog);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "With 9 pairs and 20 trials per cell, a gap of 27 points is found with 80 % (controls at 5 %, resemblance 0.2 assumed; palimpsest power).",
    );
    const { power } = z
      .looseObject({ power: z.unknown() })
      .parse(JSON.parse(await succeed([...words, "--json"], ownCatalog)));
    expect(power).toEqual({
      pairs: 9,
      trialsPerCell: { least: 20, most: 20 },
      controlRate: 0.05,
      resemblance: 0.2,
      power: 0.8,
      smallestGap: { least: 0.27, most: 0.27 },
    });
  });
});
