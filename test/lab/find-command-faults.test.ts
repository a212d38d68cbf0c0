import { expect, it } from "vitest";
import { findCommandFaults } from "../../src/lab/find-command-faults.js";
import { programOf } from "./lab-tree.js";

it("finds nothing in a sound file", () => {
  const blocks = { hello: [{ do: "print", text: "{{who}} {{user}}" }] };
  const steps = `
    - {do: let, name: "map.{{job}}", value: 1}
    - {do: for, each: x, in: "{{map}}", steps: [{do: run, block: hello, with: {who: "{{x.key | upper}}"}}]}
    - {do: when, if: "map | keys | count > 1", then: [{do: exit}]}`;
  expect(
    findCommandFaults(programOf(steps, { blocks }, [{ name: "job", kind: "positional", about: "id" }])),
  ).toEqual([]);
});

it("names unknown variables, filters, blocks and malformed conditions", () => {
  const steps = `
    - {do: print, text: "{{nobody}} {{user | shout}}"}
    - {do: when, if: {any: ["ghost = 1", {not: {file: "{{spirit}}"}}]}, then: [{do: run, block: none}]}
    - {do: require, that: "user matches (", say: x}`;
  expect(findCommandFaults(programOf(steps))).toEqual([
    "go: nothing sets the variable nobody",
    "go: no filter is called shout",
    "go: nothing sets the variable ghost",
    "go: nothing sets the variable spirit",
    "go: no block is called none",
    expect.stringContaining("go: regular expression (: "),
  ]);
});
