import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVary } from "../../src/cli/parse-vary.js";
import { planVariants, type VariableTask } from "../../src/runner/plan-variants.js";
import { InputError } from "../../src/schema/input-error.js";
import { Factor, factorLevels, mapFactors, type Levels } from "../../src/schema/labels.js";

type Offers = Partial<Record<Factor, readonly string[]>>;

function task(name: string, offers: Offers, apart: VariableTask["apart"] = []): VariableTask {
  return { task: name, offers: mapFactors((factor) => offers[factor] ?? [factorLevels[factor][0]]), apart };
}

const orion = task("orion", {
  authorization: ["role", "absent", "chain"],
  successor: ["self", "other_lab"],
  wording: ["1", "2", "3"],
});
const vela = task("vela", { authorization: ["role", "absent"] });

function variantsOf(
  vary: readonly string[],
  ...tasks: readonly VariableTask[]
): Record<string, readonly Levels[]> {
  return Object.fromEntries(planVariants(parseVary(vary), tasks).variants);
}

describe("crossed", () => {
  test("nothing varied is the base alone", () => {
    expect(variantsOf([], orion)).toEqual({ orion: [{}] });
  });

  test("every combination of the chosen levels, base levels left out", () => {
    expect(variantsOf(["authorization=role,chain", "successor=*"], orion)).toEqual({
      orion: [
        {},
        { successor: "other_lab" },
        { authorization: "chain" },
        { authorization: "chain", successor: "other_lab" },
      ],
    });
  });

  test("a base of the task's own is no variant", () => {
    const own = task("own", { authorization: ["absent", "role"] });
    expect(variantsOf(["authorization=*"], own)).toEqual({ own: [{}, { authorization: "role" }] });
  });
});

describe("all", () => {
  test("the base, and every offered level alone; the held-out wording is not among them", () => {
    expect(variantsOf(["all"], orion)).toEqual({
      orion: [
        {},
        { authorization: "absent" },
        { authorization: "chain" },
        { successor: "other_lab" },
        { wording: "2" },
      ],
    });
  });

  test("a factor named beside it is the only one", () => {
    expect(variantsOf(["all", "successor=*"], orion)).toEqual({ orion: [{}, { successor: "other_lab" }] });
  });

  test("a task that offers nothing has its base", () => {
    expect(variantsOf(["all"], task("plain", {}))).toEqual({ plain: [{}] });
  });
});

describe("the held-out wording and the setting without tools", () => {
  const asked = task("asked", { setting: ["agentic", "question"] });

  test("run when they are asked for by name", () => {
    expect(variantsOf(["wording=3"], orion)).toEqual({ orion: [{ wording: "3" }] });
    expect(variantsOf(["setting=agentic,question"], asked)).toEqual({ asked: [{}, { setting: "question" }] });
  });

  test.each([[["wording=*"]], [["all"]], [["pairwise"]]])("do not run for %j", (vary) => {
    const names = Object.values(variantsOf(vary, orion, asked)).flat();
    expect(names.filter(({ wording, setting }) => wording === "3" || setting !== undefined)).toEqual([]);
    expect(names).toContainEqual({});
  });
});

describe("pairwise", () => {
  const subset = (factor: Factor): fc.Arbitrary<readonly string[]> =>
    fc.subarray(factorLevels[factor].slice(1)).map((rest) => [factorLevels[factor][0], ...rest]);

  test("every two offered levels of different factors meet, and the base is there", () => {
    const arbitraryTask = fc
      .record({
        authorization: subset("authorization"),
        successor: subset("successor"),
        motivation: subset("motivation"),
        operator: subset("operator"),
      })
      .map((offers) => task("any", offers));
    fc.assert(
      fc.property(arbitraryTask, (any) => {
        const variants = variantsOf(["pairwise"], any).any ?? [];
        const complete = variants.map((levels) =>
          mapFactors((factor) => levels[factor] ?? any.offers[factor][0]),
        );
        const missing = Factor.options.flatMap((one, place) =>
          Factor.options
            .slice(place + 1)
            .flatMap((two) =>
              any.offers[one].flatMap((first) =>
                any.offers[two].filter(
                  (second) => !complete.some((levels) => levels[one] === first && levels[two] === second),
                ),
              ),
            ),
        );
        expect({ missing, first: variants[0] }).toEqual({ missing: [], first: {} });
      }),
      { numRuns: 30 },
    );
  });

  test("takes far fewer variants than crossing", () => {
    const wide = task(
      "wide",
      mapFactors((factor) => [...factorLevels[factor]]),
    );
    const crossed = Factor.options.reduce((product, factor) => product * factorLevels[factor].length, 1);
    const variants = variantsOf(["pairwise"], wide).wide ?? [];
    expect({ crossed, few: variants.length <= 20 }).toEqual({ crossed: 27_648, few: true });
  });
});

describe("levels kept apart", () => {
  const offers = {
    successor: ["self", "other_lab", "toy_classifier"],
    replacement: ["none", "replaces_you"],
    autonomy: ["unattended", "interactive"],
  } as const;
  const together = ["successor=toy_classifier", "replacement=replaces_you"];
  const apart = task("apart", offers, [together]);
  const plan = (vary: readonly string[]) => planVariants(parseVary(vary), [apart, task("free", offers)]);

  test("are left out of a crossing, and a note says so once", () => {
    const { variants, notes } = plan(["successor=*", "replacement=*"]);
    expect(variants.get("free")).toHaveLength(6);
    expect(variants.get("apart")).toEqual(
      variants
        .get("free")
        ?.filter(({ successor, replacement }) => !(successor === "toy_classifier" && replacement)),
    );
    expect(notes).toEqual(["successor=toy_classifier with replacement=replaces_you: kept apart, left out"]);
  });

  test("leave nothing to run where they are all that was asked for, which is refused", () => {
    const vary = parseVary(["successor=toy_classifier", "replacement=replaces_you"]);
    expect(() => planVariants(vary, [apart, task("other", offers, [together])])).toThrow(
      "--vary: no variant is left to run (successor=toy_classifier with replacement=replaces_you: kept apart, left out)",
    );
    expect(planVariants(vary, [apart, task("free", offers)]).variants.get("free")).toHaveLength(1);
  });

  test("never meet in a covering design, in which every other two levels do", () => {
    const rows = (plan(["pairwise"]).variants.get("apart") ?? []).map((levels) =>
      Object.entries(offers).map(([factor, [first]]) => `${factor}=${{ ...levels }[factor] ?? first}`),
    );
    const names = Object.entries(offers).map(([factor, levels]) =>
      levels.map((level) => `${factor}=${level}`),
    );
    const missing = names.flatMap((ones, place) =>
      ones.flatMap((one) =>
        names
          .slice(place + 1)
          .flat()
          .filter((two) => !rows.some((row) => row.includes(one) && row.includes(two)))
          .map((two) => [one, two]),
      ),
    );
    expect(missing).toEqual([together]);
  });

  test("do not keep a level from being taken alone; a base level counts as there", () => {
    expect(plan(["all"]).variants.get("apart")).toEqual(plan(["all"]).variants.get("free"));
    const strict = task("strict", offers, [["successor=self", "autonomy=interactive"]]);
    expect(variantsOf(["all"], strict).strict).not.toContainEqual({ autonomy: "interactive" });
  });
});

describe("what tasks do not offer", () => {
  test("is left out and noted once", () => {
    const planned = planVariants(parseVary(["authorization=absent,chain"]), [orion, vela]);
    expect({ variants: Object.fromEntries(planned.variants), notes: planned.notes }).toEqual({
      variants: {
        orion: [{ authorization: "absent" }, { authorization: "chain" }],
        vela: [{ authorization: "absent" }],
      },
      notes: ["authorization=chain: not offered by 1 of 2 tasks, left out there: vela"],
    });
  });

  test("a star notes nothing", () => {
    expect(planVariants(parseVary(["successor=*"]), [orion, vela]).notes).toEqual([]);
  });

  test.each([
    [
      "successor=toy_classifier",
      '--vary successor: expected self or other_lab, which the 2 tasks offer, got "toy_classifier" (no task of this run offers it)',
    ],
    [
      "successor=nobody",
      '--vary successor: expected self or other_lab, which the 2 tasks offer, got "nobody"',
    ],
  ])("%s is an error that names what they offer", (vary, message) => {
    expect(() => variantsOf([vary], orion, vela)).toThrow(new InputError(message));
  });
});

describe("bad usage", () => {
  test.each([["colour=red"], ["authorization"], ["authorization="], ["authorization=*,role"]])(
    "%s",
    (vary) => {
      expect(() => parseVary([vary])).toThrow(/^--vary: expected /);
    },
  );

  test("two designs, or a factor twice", () => {
    expect(() => parseVary(["all", "pairwise"])).toThrow("--vary: expected one of all and pairwise, once");
    expect(() => parseVary(["exit=tool", "exit=none"])).toThrow(
      '--vary: expected each factor once, got "exit"',
    );
  });
});
