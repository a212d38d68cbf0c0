import fc from "fast-check";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { editYaml } from "../../src/lab/edit-yaml.js";

const channels = `# what serves where
channels:
  staging: {checkpoint: tern3-orion-c09, percent: 5}   # canary
  internal:
    checkpoint: "tern3-orion-c02"
    percent: 40 # slowly

    since: '2026-05-02'
  beta:
    checkpoint:
    note: |
      two
      lines
    percent: 0
`;

describe("editYaml", () => {
  it("replaces one scalar and leaves every other byte", () => {
    const before = channels.split("\n");
    const after = editYaml(channels, ["channels", "internal", "percent"], 25).split("\n");
    expect(after.filter((line, at) => line !== before[at])).toEqual(["    percent: 25 # slowly"]);
  });

  it("keeps the style of quotes", () => {
    expect(editYaml(channels, ["channels", "internal", "checkpoint"], "b17")).toContain(
      '    checkpoint: "b17"\n',
    );
    expect(editYaml(channels, ["channels", "internal", "since"], "2026-06-18")).toContain(
      "    since: '2026-06-18'\n",
    );
  });

  it("edits inside a flow map", () => {
    expect(editYaml(channels, ["channels", "staging", "checkpoint"], "a, b")).toContain(
      '  staging: {checkpoint: "a, b", percent: 5}   # canary\n',
    );
  });

  it("fills an empty value and replaces a block text", () => {
    expect(editYaml(channels, ["channels", "beta", "checkpoint"], "b17")).toContain(
      "    checkpoint: b17\n    note:",
    );
    expect(editYaml(channels, ["channels", "beta", "note"], "one")).toContain(
      "    note: one\n    percent: 0\n",
    );
    expect(editYaml("a: # why\nb: 1\n", ["a"], 2)).toBe("a: 2 # why\nb: 1\n");
  });

  it("adds a key after the last one of its map", () => {
    expect(editYaml("a:\n  b: 1 # one\n\n# end\nc: 2\n", ["a", "d"], "x")).toBe(
      "a:\n  b: 1 # one\n  d: x\n\n# end\nc: 2\n",
    );
    expect(editYaml("a: 1", ["b"], { c: [1] })).toBe("a: 1\nb:\n  c:\n    - 1");
    expect(editYaml("a: 1\r\nb: 2\r\n", ["c"], 3)).toBe("a: 1\r\nb: 2\r\nc: 3\r\n");
    expect(editYaml("a: |\n  text\n", ["b"], null)).toBe("a: |\n  text\nb: null\n");
  });

  it("writes a text of several lines in quotes", () => {
    expect(editYaml("message: null\n", ["message"], "one\ntwo: x")).toBe('message: "one\\ntwo: x"\n');
  });

  it("refuses text that is no YAML and paths through a scalar", () => {
    expect(() => editYaml("a: [1\n", ["a"], 1)).toThrow(/Flow sequence/);
    expect(() => editYaml("a: 1\n", ["a", "b"], 1)).toThrow(/Expected YAML collection/);
  });

  it("sets exactly the value asked for, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), (value) => {
        for (const text of ["k: old # note\nz: 1\n", "k: 'old'\nz: 1\n", "{k: old, z: 1}\n", "z: 1\n"]) {
          expect(parse(editYaml(text, ["k"], value))).toEqual({ z: 1, k: value });
        }
      }),
    );
  });
});
