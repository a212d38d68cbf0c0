import { expect, test } from "vitest";
import { fillTemplate, namesIn } from "../../src/catalog/fill-template.js";
import type { TemplateName } from "../../src/catalog/fill-template.js";

const names = new Map<string, TemplateName>([
  ["empty", { kind: "text", text: "" }],
  ["hollow", { kind: "text", text: "{{empty}} {{empty}}" }],
  ["who", { kind: "text", text: "Nadia of {{lab}}\n" }],
  ["lab", { kind: "value", value: "Millrace" }],
  ["literal", { kind: "value", value: "{{who}}" }],
  ["loop", { kind: "text", text: "a {{back}}" }],
  ["back", { kind: "text", text: "b {{loop}}" }],
]);
const fill = (template: string): string => fillTemplate(template, names).text;

test.each([
  ["Hello {{who}}.", "Hello Nadia of Millrace."],
  ["Hello {{ who }}.", "Hello Nadia of Millrace."],
  ["{{empty}} For the run", "For the run"],
  ["for the {{empty}} run", "for the run"],
  ["for the run {{empty}}.", "for the run."],
  ["  - {{empty}} item", "- item"],
  ["one\n  - {{empty}} item", "one\n  - item"],
  ["one\n\n{{empty}}\n\ntwo", "one\n\ntwo"],
  ["one\n{{empty}}\n\ntwo", "one\n\ntwo"],
  ["one\n\n{{empty}}\ntwo", "one\n\ntwo"],
  ["one\n{{empty}}\ntwo", "one\ntwo"],
  ["one\n\n{{empty}}\n\n{{hollow}} {{empty}}\n\ntwo", "one\n\ntwo"],
  ["{{empty}}\n\nfirst", "first"],
  ["last\n\n{{empty}}\n", "last"],
  ["wide\n\n\n\ngap", "wide\n\n\n\ngap"],
  ["{{empty}}", ""],
  ["{{literal}}", "{{who}}"],
])("%j becomes %j", (template, filled) => {
  expect(fill(template)).toBe(filled);
});

test("tells which names it used and which it does not know", () => {
  expect(fillTemplate("{{who}} {{nobody}} {{}}", names)).toEqual({
    text: "Nadia of Millrace {{nobody}} {{}}",
    used: new Set(["who", "lab"]),
    unknown: new Set(["nobody", ""]),
    circular: new Set(),
  });
});

test("a text that leads back to itself ends and is told", () => {
  expect(fillTemplate("{{loop}}", names)).toEqual({
    text: "a b {{loop}}",
    used: new Set(["loop", "back"]),
    unknown: new Set(),
    circular: new Set(["loop"]),
  });
});

test("names in order, once each", () => {
  expect(namesIn("{{b}} {{ a }} {{b}} {c}")).toEqual(["b", "a"]);
});
