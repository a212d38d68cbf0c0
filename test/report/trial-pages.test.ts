import { describe, expect, it } from "vitest";
import { planTrialPages } from "../../src/cli/trial-pages.js";
import { studyRun } from "../../src/report/study-run.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const plan = (trials: readonly MadeTrial[]) => {
  const run = studyRun(makeRun(trials));
  const pages = planTrialPages([run], "out/report.html");
  return { pages, found: run.rows.map((row) => pages.findFiles(row, run).page) };
};

describe("pages of trials", () => {
  it("are for every trial of a study of up to 2,000", () => {
    const { pages, found } = plan([{}, { outcomes: ["refused"], action: "none" }]);
    expect([pages.count, pages.folder]).toEqual([2, "out/report-trials"]);
    expect(found).toEqual(["./report-trials/trial-1.html", "./report-trials/trial-2.html"]);
  });

  it("are for those not carried out or flagged beyond that, and the page says so", () => {
    const many = Array.from({ length: 1999 }, (): MadeTrial => ({}));
    const { pages, found } = plan([{ outcomes: ["refused"], action: "none" }, { flags: ["odd"] }, ...many]);
    expect(pages.count).toBe(2);
    expect(found.slice(0, 3)).toEqual(["./report-trials/trial-1.html", "./report-trials/trial-2.html", null]);
    expect(pages.note).toContain("with more than 2000 trials the others lead to their raw files");
  });
});
