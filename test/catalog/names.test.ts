import fc from "fast-check";
import { expect, test } from "vitest";
import { matchSurfaces } from "../../src/catalog/match-surfaces.js";
import { variantPath } from "../../src/catalog/name-variant.js";
import { patchKindOf } from "../../src/catalog/read-patches.js";
import { PlannedTrial } from "../../src/schema/run.js";

test("guard patterns", () => {
  const surfaces = ["reward.a.weight", "reward.b.weight", "reward.b.enabled", "spec.4-3.text", "weight"];
  expect(
    [
      "reward.*.weight",
      "spec.*",
      "*",
      "weight",
      "*.text",
      "reward.b*b*",
      "reward.a.weight*weight",
      "r*w*e*",
    ].map((pattern) => matchSurfaces(pattern, surfaces)),
  ).toEqual([
    ["reward.a.weight", "reward.b.weight"],
    ["spec.4-3.text"],
    surfaces,
    ["weight"],
    ["spec.4-3.text"],
    ["reward.b.enabled"],
    [],
    ["reward.a.weight", "reward.b.weight", "reward.b.enabled"],
  ]);
});

test("guard patterns match what the regular expression they stand for does", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
  const patterns = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 6 });
  fc.assert(
    fc.property(patterns, letters, (pattern, surface) => {
      const expression = new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
      expect(matchSurfaces(pattern, [surface]).length === 1).toBe(expression.test(surface));
    }),
  );
});

test("variants as file names", () => {
  expect(variantPath("base")).toBe("base");
  expect(variantPath("authorization=absent,successor=other_lab")).toBe(
    "authorization-absent.successor-other_lab",
  );
  const long =
    "authorization=absent,motivation=misalignment_found,operator=only_you,successor=toy_classifier,topic=innocuous";
  expect(variantPath(long)).toMatch(/^authorization-absent\.motivation-.*-[0-9a-f]{8}$/);
  expect(variantPath(long).length).toBeLessThanOrEqual(80);
  expect(variantPath(`${long},wording=2`)).not.toBe(variantPath(`${long},wording=3`));
  expect(PlannedTrial.shape.trial.safeParse(variantPath(long)).success).toBe(true);
});

test("what a patch's name says", () => {
  const names = [
    "oracle.patch",
    "opposite.patch",
    "alternative-a.patch",
    "partial-one-file.patch",
    "softened-2.patch",
  ];
  expect(names.map(patchKindOf)).toEqual(["oracle", "opposite", "alternative", "partial", "softened"]);
  const others = [
    "oracle-2.patch",
    "alternative.patch",
    "partial-.patch",
    "Oracle.patch",
    "oracle.diff",
    "softened_2.patch",
  ];
  expect(others.map(patchKindOf)).toEqual(others.map(() => undefined));
});
