import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitCommandLine } from "../../src/lab/split-command-line.js";
import { runSteps } from "./lab-tree.js";

const load = "[{do: load, of: a.yaml, into: a}, {do: print, text: '{{a | json | count}}'}]";
const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x,x]",
  ..."bcdefgh".split("").map((name, at) => `${name}: &${name} [${`*${"abcdefg"[at] ?? ""},`.repeat(10)}]`),
].join("\n");

describe("hostile files", () => {
  it.each([
    ["an alias bomb", bomb],
    ["deep nesting", "[".repeat(5000)],
    ["no YAML", "a: [1\nb: }"],
    ["a tab", "a:\n\t- 1\n"],
    ["an unknown anchor", "a: *none\n"],
    ["too large a file", `a: ${"x".repeat(1_100_000)}\n`],
    ["binary", "\u0000\u0001\u0002: [\n"],
  ])("%s gives an error message", (_, text) => {
    const { stdout, stderr, exitCode } = runSteps(load, { "a.yaml": text });
    expect({ stdout, exitCode, message: /^lab: error: [^\n]*a\.yaml[^\n]*\n$/.test(stderr) }).toEqual({
      stdout: "",
      exitCode: 1,
      message: true,
    });
  });

  it("never throws for what a file holds", () => {
    const steps = `
      - {do: load, of: a.yaml, into: a, else: [{do: exit}]}
      - {do: for, each: item, in: "{{a.list}}", steps: [{do: let, name: "seen.{{item.key}}", value: "{{item.value}}"}]}
      - {do: select, from: "{{a}}", where: {id: "= {{a.id}}"}, into: x}
      - {do: set, file: a.yaml, at: state, value: "{{a.id}}"}
      - {do: print, text: "{{a.list | field id | join}} {{seen}} {{a | shares}}"}`;
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, value, (list, id, state) => {
        const ran = runSteps(steps, { "a.yaml": JSON.stringify({ list, id, state }) });
        expect([0, 1]).toContain(ran.exitCode);
      }),
    );
  });
});

describe("bounds", () => {
  it("ends loops that do not end", () => {
    const list = { "a.yaml": `[${"1,".repeat(600)}]` };
    const loops =
      "[{do: load, of: a.yaml, into: a}, {do: for, each: x, in: '{{a}}', steps: [{do: for, each: y, in: '{{a}}', steps: [{do: let, name: z, value: 1}]}]}]";
    expect(runSteps(loops, list)).toMatchObject({
      exitCode: 1,
      stderr: "lab: error: too many entries to process, giving up\n",
    });
    const many = runSteps("[{do: load, of: a.yaml, into: a}, {do: for, each: x, in: '{{a}}', steps: []}]", {
      "a.yaml": `[${"1,".repeat(10_001)}]`,
    });
    expect(many.stderr).toBe("lab: error: too many entries to process, giving up\n");
  });

  it("ends blocks that call themselves", () => {
    const blocks = { again: [{ do: "run", block: "again" }] };
    expect(runSteps("[{do: run, block: again}]", {}, { blocks })).toMatchObject({
      exitCode: 1,
      stderr: "lab: error: definitions are nested too deeply\n",
    });
  });

  it("cuts what is printed", () => {
    const steps =
      "[{do: load, of: a.txt, as: text, into: a}, {do: for, each: n, in: [1, 2, 3], steps: [{do: print, text: '{{a}}'}]}]";
    const { stdout } = runSteps(steps, { "a.txt": "x".repeat(200_000) });
    expect([stdout.length, stdout.slice(-25)]).toEqual([200_024, "x\n... (output truncated)\n"]);
  });
});

describe("splitCommandLine", () => {
  it.each([
    ["halyard validate", ["halyard", "validate"]],
    [`  a 'b c' "d \\"e" f\\ g h"i"'j' ''`, ["a", "b c", 'd "e', "f g", "hij", ""]],
    ["a 'b", undefined],
    ['a "b', undefined],
    ["a \\", undefined],
    ["", []],
  ])("%j", (line, words) => {
    expect(splitCommandLine(line)).toEqual(words);
  });
});
