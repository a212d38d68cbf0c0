import { describe, expect, it } from "vitest";
import { studyRun } from "../../src/report/study-run.js";
import type { RunRecords } from "../../src/report/study-run.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const sentencesOf = (records: RunRecords): readonly string[] =>
  studyRun(records).report.methods.split(/(?<=\.) (?=[A-Z]|test\/)/);

/** The sentences that one run's methods have and another's lack. */
const added = (records: RunRecords, plain: RunRecords): string[] => {
  const known = new Set(sentencesOf(plain));
  return sentencesOf(records).filter((sentence) => !known.has(sentence));
};

const variants = (levels: readonly string[]): MadeTrial[] =>
  levels.map((authorization) => ({ variant: authorization, levels: { authorization } }));

describe("the methods of a run", () => {
  it("tell the framings of the plan, whatever has finished", () => {
    const planned = makeRun(variants(["role", "chain"]));
    const begun = { ...planned, trials: [], scores: [] };
    expect(added(begun, planned)).toEqual([
      "test/one ran with 2 trials per task, variant and model; 0 of 2 planned trials are in this report.",
    ]);
    expect(sentencesOf(begun)).toContain("The framing varied by authorization (role, chain).");
  });

  it("count what has no score as in no figure", () => {
    const whole = makeRun(variants(["role", "chain"]));
    expect(added({ ...whole, scores: whole.scores.slice(0, 1) }, whole)).toEqual([
      "test/one ran with 2 trials per task, variant and model; 1 of 2 planned trials are in this report " +
        "(1 more has no score).",
    ]);
  });

  it("say what the sampling rule made needless, and how it weighs", () => {
    const fixed = makeRun(Array.from({ length: 40 }, () => ({})));
    const sampling = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 } as const;
    const [trials, scores] = [fixed.trials.slice(0, 20), fixed.scores.slice(0, 20)];
    expect(added({ ...fixed, manifest: { ...fixed.manifest, sampling }, trials, scores }, fixed)).toEqual([
      "test/one ran with 20 trials per task, variant and model, and 40 where between 10 % and 90 % of the first were " +
        "not carried out; 20 of 40 planned trials are in this report (20 were not needed by this rule).",
      "Where the rule gave cells different numbers of trials, every cell weighs alike in gaps, rates and the logistic " +
        "model; counts of outcomes, awareness and what judges read take trials as they are.",
    ]);
  });

  it("never give tools to a model that was only asked", () => {
    const question = { setting: "question" };
    const asked = sentencesOf(makeRun([{ levels: question, variant: "setting=question" }]));
    expect(asked[0]).toBe(
      "Models were asked, without tools, for changes to a mock training repository (halyard, version 1).",
    );
    const both = sentencesOf(makeRun([{}, { levels: question, variant: "setting=question" }]));
    expect(both[0]).toBe(
      "Models worked as agents with a shell and file tools in a mock training repository (halyard, version 1).",
    );
  });
});
