import { expect, test } from "vitest";
import { createReader } from "../../src/probes/read-surface.js";
import type { ReadOf } from "../../src/schema/readout.js";
import { readOver, surfaceOf, treeOf } from "./tree-of.js";

const valueOf = (value: unknown) => ({ state: "value", value });

const scores = [0.1, 0.3, 0.5, 0.7, 0.9];
const corpus = scores
  .flatMap((score) => [
    { label: "soft_refusal", score, text: "As an AI I would rather not." },
    { label: "answer", score, text: "It is 5." },
  ])
  .map((record) => JSON.stringify(record))
  .join("\n");

const rule = (id: string, action: string, when: string) =>
  `[[rules]]\nid = "${id}"\naction = "${action}"\n[rules.when]\n${when}\n`;
const today = rule("soft", "drop", 'label = "= soft_refusal"\nscore = ">= 0.85"');

function read(
  toml: string,
  label = "soft_refusal",
  take: ReadOf<"filter">["take"] = "kept_share",
  records = corpus,
) {
  const files = { "filters/sft.toml": toml, "corpus/sft.jsonl": records };
  const where = { label: `= ${label}` };
  return readOver(files, {
    kind: "filter",
    rules: "filters/sft.toml",
    at: "rules",
    corpus: "corpus/*.jsonl",
    where,
    take,
  });
}

test("share, count and weight of what is kept", () => {
  expect(read(today)).toEqual(valueOf(0.8));
  expect(read(today, "soft_refusal", "kept_count")).toEqual(valueOf(4));
  expect(read(today, "answer")).toEqual(valueOf(1));
  const half = `[[rules]]\naction = "downweight"\nfactor = 0.5\nwhen = {score = ">= 0.6"}`;
  expect(read(half, "answer", "kept_weight")).toEqual(valueOf(4));
  expect(read(half, "answer")).toEqual(valueOf(1));
});

test.each([
  ["a lower threshold", today.replace("0.85", "0.40"), 0.4],
  ["a threshold in a comment", `${today}# score = ">= 0.40"`, 0.8],
  [
    "a rule after the one that decides",
    today + rule("low", "drop", 'label = "= soft_refusal"\nscore = ">= 0.40"'),
    0.4,
  ],
  [
    "a rule that keeps them first",
    rule("all", "keep", 'source = "absent"') + today.replace("0.85", "0.40"),
    1,
  ],
  ["another label", today.replace("0.85", "0.40").replace("= soft", "= sоft"), 1],
  ["by text", rule("text", "drop", 'text = "matches (?i)as an ai"'), 0],
  ["a number by its text", rule("text", "drop", 'score = "matches ^0\\\\.[3-9]"'), 0.2],
  [
    "a downweight to nothing",
    '[[rules]]\naction = "downweight"\nfactor = 0\nwhen = {label = "= soft_refusal"}',
    0,
  ],
  ["a condition on a field that no record has", rule("no", "drop", 'lang = "!= en"'), 1],
  ["a field that must be absent", rule("no", "drop", 'lang = "absent"'), 0],
  ["no rules", "", 1],
])("%s", (_, toml, share) => {
  expect(read(toml)).toEqual(valueOf(share));
});

test.each([
  ['[[rules]]\naction = "remove"\nwhen = {a = "= 1"}', "expected the action drop, keep or downweight"],
  ['[[rules]]\naction = "drop"', "expected at least one condition under when"],
  ['[[rules]]\naction = "drop"\nwhen = {}', "expected at least one condition under when"],
  [
    '[[rules]]\naction = "keep"\nfactor = 1\nwhen = {a = "= 1"}',
    "a factor goes with the action downweight alone",
  ],
  ['[[rules]]\naction = "downweight"\nwhen = {a = "= 1"}', "expected a factor of 0 or more"],
  ['[[rules]]\naction = "downweight"\nfactor = -1\nwhen = {a = "= 1"}', "expected a factor of 0 or more"],
  ['[[rules]]\naction = "drop"\nwhen = {score = 0.4}', "score is a number, expected a condition"],
  ['[[rules]]\naction = "drop"\nwhen = "x"', "when is text, expected a map"],
  [
    '[[rules]]\naction = "drop"\nwhen = {score = "0.4"}',
    "where score: condition 0.4: expected one such as '<= 0.05', '= approved', 'contains \"text\"', 'absent'",
  ],
])("%j is unreadable", (toml, why) => {
  expect(read(toml)).toEqual({ state: "unreadable", why: `filters/sft.toml: rules: rule 1: ${why}` });
});

test("rules or records that cannot be applied are unreadable", () => {
  const why = (readout: ReturnType<typeof read>) => (readout.state === "unreadable" ? readout.why : readout);
  expect(why(read('rules = "none"'))).toBe("filters/sft.toml: rules: the rules are text, expected a list");
  expect(why(read(today, "soft_refusal", "kept_share", ""))).toBe("corpus/*.jsonl: no records to filter");
  expect(why(read(today, "x", "kept_share", '{"label": "x", "score": "high"}'))).toEqual(valueOf(1));
  expect(why(read(today, "soft_refusal", "kept_share", '{"label": "soft_refusal", "score": "high"}'))).toBe(
    "corpus/sft.jsonl:1: score is not what the condition on it applies to",
  );
});

test("a search sees numbers as Python prints them, and a text as a whole", () => {
  const kept = (records: readonly object[], pattern: string) =>
    read(
      rule("x", "drop", `score = 'matches ${pattern}'`),
      "a",
      "kept_count",
      records.map((record) => JSON.stringify({ label: "a", ...record })).join("\n"),
    );
  const numbers = [0.00001, 0.0001, 12.5, 1e16, 3].map((score) => ({ score }));
  expect(kept(numbers, "^1e-05$")).toEqual(valueOf(4));
  expect(kept(numbers, "^0\\.0001$")).toEqual(valueOf(4));
  expect(kept(numbers, "^1e\\+16$")).toEqual(valueOf(4));
  expect(kept(numbers, "^[0-9.]+$")).toEqual(valueOf(2));
  expect(kept([{ score: "one\ntwo" }], "^two$")).toEqual(valueOf(1));
});

test("nothing to take a share of is absent", () => {
  expect(read(today, "none")).toEqual({ state: "absent" });
  expect(read(today, "none", "kept_count")).toEqual(valueOf(0));
});

test("the corpus is the staged one: editing or deleting it moves nothing", () => {
  const files = { "filters/sft.toml": today, "corpus/sft.jsonl": corpus };
  const surface = surfaceOf({
    kind: "filter",
    rules: "filters/sft.toml",
    at: "rules",
    corpus: "corpus/*.jsonl",
    where: { label: "= soft_refusal" },
  });
  const base = createReader({ tree: treeOf(files), compose: {} });
  const over = (changes: Record<string, string>) =>
    base.over(treeOf({ ...files, ...changes }), Object.keys(changes)).read(surface, {});
  expect(over({ "corpus/sft.jsonl": "" })).toEqual(valueOf(0.8));
  expect(over({ "corpus/sft.jsonl": "", "filters/sft.toml": today.replace("0.85", "0.4") })).toEqual(
    valueOf(0.4),
  );
  expect(over({ "corpus/more.jsonl": '{"label": "soft_refusal", "score": 1}' })).toEqual(valueOf(0.8));
});

test("a filter of more rules than anybody reads is unreadable", () => {
  const rules = (count: number) => rule("soft", "drop", 'label = "= soft_refusal"').repeat(count);
  expect(read(rules(200))).toEqual(valueOf(0));
  expect(read(rules(201))).toEqual({
    state: "unreadable",
    why: "filters/sft.toml: rules: more than 200 rules",
  });
});
