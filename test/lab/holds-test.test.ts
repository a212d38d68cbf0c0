import { describe, expect, it } from "vitest";
import { Test } from "../../src/schema/command.js";
import { runSteps } from "./lab-tree.js";

function holds(test: unknown): boolean {
  const steps = [
    {
      do: "let",
      name: "job",
      value: { id: "0412", state: "draft", gpus: 64, by: null, on: false, at: "2026-06-18T10:20:00+00:00" },
    },
    { do: "let", name: "known", value: ["draft", "held", 64] },
    { do: "when", if: test, then: [{ do: "print", text: "yes" }], else: [{ do: "print", text: "no" }] },
  ];
  return runSteps(JSON.stringify(steps), { "a.yaml": "" }).stdout === "yes\n";
}

describe("tests of steps", () => {
  it.each([
    "job.state = draft",
    "job.id = {{job.id}}",
    "job.gpus >= 64",
    "job.gpus | json | count = 2",
    "job.state in [draft, held]",
    "job.state in {{known}}",
    "job.gpus in {{known}}",
    "job.none absent",
    "job.by present",
    "job.by = null",
    "job.state matches ^dr",
    "known contains held",
    "job.at is timestamp",
    "job.state is text",
    "job.gpus is integer",
    "job.on is boolean",
    "job is map",
    "known is list",
    "job.by is null",
    { file: "a.yaml" },
    { file: "{{job.none}}a.yaml" },
    { not: { file: "b.yaml" } },
    { all: ["job.state = draft", { any: ["job.gpus < 1", "job.gpus > 1"] }] },
  ])("%j holds", (test) => {
    expect(holds(test)).toBe(true);
  });

  it.each([
    "job.state = held",
    "job.id = 412",
    "job.state > 3",
    "job.none = x",
    "job.none in {{known}}",
    "job.none is text",
    "job.by is text",
    "job.state is timestamp",
    "job.gpus is text",
    "job.state matches ^$",
    "job.gpus in {{job.state}}",
    { any: ["job.state = held", { file: "b.yaml" }] },
  ])("%j does not hold", (test) => {
    expect(holds(test)).toBe(false);
  });

  it.each(["job.state", "= draft", "job.state ~ x", "Job = 1", { all: [] }, { file: 1 }, { none: "x = 1" }])(
    "%j is no test",
    (test) => {
      expect(Test.safeParse(test).success).toBe(false);
    },
  );
});
