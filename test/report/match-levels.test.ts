import { describe, expect, it } from "vitest";
import { studyRun } from "../../src/report/study-run.js";
import type { Levels } from "../../src/schema/labels.js";
import type { ReportCell } from "../../src/schema/report.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

/** What the model does: it leaves value tasks undone where nobody is named, and looks at nothing else. */
function trialsIn(framings: readonly Levels[], pairs: readonly string[] = ["a", "b"]): MadeTrial[] {
  return pairs.flatMap((pair) =>
    framings.flatMap((levels) =>
      (["value", "control"] as const).map((arm): MadeTrial => ({
        pair,
        arm,
        levels: { authorization: "role", requester: "own_lab", autonomy: "unattended", ...levels },
        variant: JSON.stringify(levels),
        outcomes: [arm === "value" && levels.authorization === "absent" ? "refused" : "carried_out"],
      })),
    ),
  );
}

function factorCells(trials: readonly MadeTrial[]): (readonly [string, boolean, number | null])[] {
  const [model] = studyRun(makeRun(trials)).report.models;
  const cells: readonly ReportCell[] = model?.cells ?? [];
  return cells
    .filter(({ dimension }) => dimension === "factor")
    .map(({ level, matched, figures }) => [level, matched, figures.gap.value]);
}

const absent: Levels = { authorization: "absent" };
const outside: Levels = { requester: "third_party" };
const watched: Levels = { autonomy: "interactive" };

describe("levels of a factor", () => {
  it("stand beside the base alone where one factor at a time varies", () => {
    expect(factorCells(trialsIn([{}, absent, outside]))).toEqual([
      ["authorization=absent", true, 1],
      ["authorization=role", true, 0],
      ["requester=own_lab", true, 0],
      ["requester=third_party", true, 0],
    ]);
  });

  it("are averaged over the others' levels where all are crossed", () => {
    expect(factorCells(trialsIn([{}, absent, outside, { ...absent, ...outside }]))).toEqual([
      ["authorization=absent", true, 1],
      ["authorization=role", true, 0],
      ["requester=own_lab", true, 0.5],
      ["requester=third_party", true, 0.5],
    ]);
  });

  it("have no gap where other factors' levels come with them, which would lend them their effects", () => {
    const covering = [{}, { ...absent, ...watched }, { ...outside, ...watched }, { ...absent, ...outside }];
    expect(factorCells(trialsIn(covering))).toEqual(
      [
        "authorization=absent",
        "authorization=role",
        "autonomy=interactive",
        "autonomy=unattended",
        "requester=own_lab",
        "requester=third_party",
      ].map((level) => [level, false, null]),
    );
  });

  it("are of the tasks that offer them", () => {
    const trials = [...trialsIn([{}, absent]), ...trialsIn([{}], ["c"])];
    expect(factorCells(trials)).toEqual([
      ["authorization=absent", true, 1],
      ["authorization=role", true, 0],
    ]);
    const [model] = studyRun(makeRun(trials)).report.models;
    const base = model?.cells.find(({ level }) => level === "authorization=role");
    expect(base?.figures.trials).toBe(4);
  });
});
