import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScope } from "../../src/lab/scope.js";
import { renderQuoted, renderText, renderValue } from "../../src/lab/render-template.js";

const scope = createScope({
  job: { id: "J-0231", gpus: 64, note: null, "b.c": 1 },
  ids: ["J-0009", "J-0231", "J-0100"],
  rows: [{ f: { id: 1 } }, { f: { id: 1 } }, { f: { id: 2 } }],
  weights: { a: 1, b: 3, c: "x" },
  key: "gpus",
  now: "2026-06-08T10:20:00+00:00",
  half: 0.125,
  text: "one\n two\n",
});

describe("renderText", () => {
  it.each([
    ["{{job.id}}, {{ job.gpus }} GPUs", "J-0231, 64 GPUs"],
    ["[{{job.note}}][{{nothing}}][{{job.id.deeper}}]", "[][][]"],
    ['{{job.note | default "not set"}}', "not set"],
    ["{{job | at key}}", "64"],
    ["{{ids | next}}", "J-0232"],
    ["{{ids | sort | join}}", "J-0009, J-0100, J-0231"],
    ["{{ids | count}} job{{ids | plural}}, {{job.gpus | plural}}", "3 jobs, s"],
    ["{{rows | field f.id | duplicates}} {{rows | field f.id | unique}}", "[1] [1,2]"],
    [
      "{{weights | shares}} {{weights | keys}} {{weights | values | sum}}",
      '{"a":0.25,"b":0.75} ["a","b","c"] 4',
    ],
    ["{{now | date}} {{now | minute}} {{now | day}}", "2026-06-08 2026-06-08 10:20 8 Jun"],
    ["{{half | fixed 1}} {{half | percent 1}} {{half | json}}", "0.1 12.5% 0.125"],
    ["{{text | line}} {{text | lines | count}}", "one two 2"],
    ['{{job.id | match "^J-0*([0-9]+)$"}} {{job.id | match "x"}}', "231 "],
  ])("%s", (template, text) => {
    expect(renderText(template, scope)).toBe(text);
  });

  it("never renders what a value holds", () => {
    const inner = createScope({ a: "{{b}}", b: "secret" });
    expect(renderText("{{a}}", inner)).toBe("{{b}}");
  });

  it("refuses unknown filters", () => {
    expect(() => renderText("{{job | shout}}", scope)).toThrow("unknown filter 'shout'");
  });
});

describe("renderValue", () => {
  it("keeps the type of a lone placeholder", () => {
    expect(
      renderValue(
        { gpus: "{{job.gpus}}", "{{key}}": ["{{ids | first}}", "{{none}}", "n{{job.gpus}}"] },
        scope,
      ),
    ).toEqual({
      gpus: ["J-0009", null, "n64"],
    });
  });
});

describe("renderQuoted", () => {
  it("writes any text so that it reads back as itself", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(JSON.parse(renderQuoted("{{x}}", createScope({ x: value })))).toBe(value);
      }),
    );
  });
});

describe("scope", () => {
  it("sets places, keeps hostile keys plain, and restores what it bound", () => {
    const own = createScope({ a: 1 });
    own.set(["map", "__proto__", "x.y"], 1);
    own.bind({ a: 2, b: 3 }, () => {
      expect([own.get("a"), own.get("b")]).toEqual([2, 3]);
    });
    expect([
      own.get("a"),
      own.get("b"),
      own.getAt(["map", "__proto__", "x.y"]),
      own.get("map.other"),
    ]).toEqual([1, undefined, 1, undefined]);
  });
});
