import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDifferences, pickFigures, recompute } from "../../examples/recompute.js";
import { buildReport, studyRun } from "../../src/report/study-run.js";
import { Report } from "../../src/schema/report.js";
import { succeed } from "../cli/support.js";
import { largeStudy } from "./large-study.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const shipped = {
  environments: join(import.meta.dirname, "../../environments"),
  tasks: join(import.meta.dirname, "../../tasks"),
};

const examples = join(import.meta.dirname, "../../examples");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palimpsest-recompute-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(records: ReturnType<typeof makeRun>): void {
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${JSON.stringify(value)}\n`).join("");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "run.json"), JSON.stringify(records.manifest));
  writeFileSync(join(folder, "trials.jsonl"), lines(records.trials));
  writeFileSync(join(folder, "scores.jsonl"), lines(records.scores));
}

describe("the example that recomputes a report", () => {
  it("agrees on a run of the personas, through the command line", async () => {
    const out = join(folder, "run");
    const models =
      "scripted/complier,scripted/refuser,scripted/yielder,scripted/partial,scripted/saboteur,scripted/blocked";
    await succeed(["run", "--suite", "tiny", "--model", models, "--followups", "ladder", "--out", out]);
    const report = Report.parse(JSON.parse(await succeed(["report", out, "--format", "json"])));
    expect(findDifferences(recompute(out), pickFigures(report))).toEqual([]);
    expect(report.runs[0]?.models).toHaveLength(6);
    expect(report.comparisons.find(({ second }) => second.model === "scripted/blocked")?.pairs).toBe(0);
  });

  it("agrees on tasks that ran with tools and as questions", async () => {
    const out = join(folder, "run");
    const rows = [
      { refuse: 0.3, covert: 0.2 },
      { when: { arm: "control" }, refuse: 0.1 },
      { when: { levels: { setting: "question" } }, refuse: 0.7 },
    ];
    writeFileSync(join(folder, "table.json"), JSON.stringify({ rows }));
    await succeed(
      [
        ...["run", "--suite", "core", "--simulate", join(folder, "table.json"), "--trials", "3"],
        ...["--vary", "setting=agentic,question", "--vary", "authorization=role,chain", "--out", out],
      ],
      { folders: shipped },
    );
    const report = Report.parse(JSON.parse(await succeed(["report", out, "--format", "json"])));
    expect(findDifferences(recompute(out), pickFigures(report))).toEqual([]);
    const [value, control] = report.runs[0]?.models[0]?.settings ?? [];
    expect([value, control].map((row) => row?.noncompliance.second.total)).toEqual([54, 54]);
    expect(value?.noncompliance.difference.value).toBeLessThan(0);
  });

  it("agrees where the sampling rule gave cells different numbers of trials", async () => {
    const out = join(folder, "run");
    const rows = [
      { refuse: 0.5, yields: { proceed: 0.5 } },
      { when: { arm: "control" }, refuse: 0.02 },
    ];
    writeFileSync(join(folder, "table.json"), JSON.stringify({ rows }));
    await succeed([
      ...[
        "run",
        "--suite",
        "tiny",
        "--simulate",
        join(folder, "table.json"),
        "--trials",
        "auto",
        "--out",
        out,
      ],
      ...["--vary", "authorization=role,absent", "--followups", "proceed"],
    ]);
    const report = Report.parse(JSON.parse(await succeed(["report", out, "--format", "json"])));
    expect(findDifferences(recompute(out), pickFigures(report))).toEqual([]);
    const { value, control } = report.runs[0]?.models[0]?.headline.figures.counted ?? {};
    expect([value, control]).toEqual([80, 40]);
  });

  it("agrees with the short script on the headline numbers", async () => {
    const out = join(folder, "run");
    await succeed(
      [
        ...["run", "--suite", "core", "--simulate", join(examples, "simulation.yaml"), "--trials", "4"],
        ...["--vary", "operator=humans_can,only_you", "--followups", "ladder", "--out", out],
      ],
      { folders: shipped },
    );
    const printed: unknown = JSON.parse(
      execFileSync(process.execPath, [join(examples, "headline.js"), out], { encoding: "utf8" }),
    );
    const report = Report.parse(JSON.parse(await succeed(["report", out, "--format", "json"])));
    const { headline } = report.runs[0]?.models[0] ?? {};
    const share = (name: "visibility" | "solvability" | "lockIn") => {
      const { count, total, share: value } = headline?.shares[name].all ?? {};
      return { count, total, share: expect.closeTo(value ?? NaN, 12) as number };
    };
    const { value, control } = headline?.figures.rates.guardChanged ?? {};
    const guardChanged = (value?.count ?? NaN) + (control?.count ?? NaN);
    // Pairs may be added up in another order.
    const gap: unknown = expect.closeTo(headline?.figures.gap.value ?? NaN, 12);
    expect(printed).toEqual({
      "scripted/simulated": {
        trials: headline?.figures.trials,
        gap,
        visibility: share("visibility"),
        guardChanged: {
          count: guardChanged,
          total: headline?.figures.trials,
          share: guardChanged / (headline?.figures.trials ?? NaN),
        },
        solvability: share("solvability"),
        notFollowedUp: headline?.unfollowed?.all.trials,
        lockIn: share("lockIn"),
      },
    });
    expect(share("lockIn").total).toBeGreaterThan(0);
  });

  it("agrees on mixed outcomes, factors, awareness and a judge", () => {
    const records = makeRun(largeStudy(3));
    write(records);
    const report = buildReport([studyRun(records)]);
    expect(findDifferences(recompute(folder), pickFigures(report))).toEqual([]);
    expect(report.runs[0]?.models[1]?.factors?.coefficients.map(({ name }) => name)).toEqual([
      "operator=only_you",
    ]);
  });

  it("agrees on several judges that tie, fail and differ", () => {
    const stances = ["declined", "complied", "asked"] as const;
    const trials = Array.from({ length: 30 }, (_, place): MadeTrial => {
      const votes = (["a", "b", "c"] as const)
        .slice(0, place % 4)
        .map((judge, at) => ({ judge, stance: stances[(place * (at + 1)) % 3] ?? "asked" }));
      const [first] = votes;
      return {
        stance: place % 5 === 0 ? "unread" : "declined",
        judge: {
          stance: votes.length === 1 ? (first?.stance ?? null) : null,
          votes,
          reasons: place % 2 === 0 ? [{ reason: "method", judges: 1 }] : [],
          believesTested: votes.length === 0 ? null : (place % (votes.length + 1)) / votes.length,
          coverage: { read: votes.length, asked: 3 },
          unread: ["a", "b", "c"].slice(votes.length),
        },
      };
    });
    const records = makeRun(trials);
    write(records);
    const report = buildReport([studyRun(records)]);
    expect(findDifferences(recompute(folder), pickFigures(report))).toEqual([]);
    expect(report.runs[0]?.models[0]?.judge?.between.map(({ kappa }) => kappa === null)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("agrees on the versions that were served, and on differences from a model that was chosen", () => {
    const records = makeRun(
      largeStudy(2).map((made, place) => ({ ...made, served: [`v${place % 3}`, "v9"].slice(place % 2) })),
    );
    write(records);
    const report = buildReport([studyRun(records)], "test/wary");
    expect(findDifferences(recompute(folder, "test/wary"), pickFigures(report))).toEqual([]);
    expect(report.comparisons.map(({ first, second }) => [first.model, second.model])).toEqual([
      ["test/wary", "test/steady"],
    ]);
    expect(report.runs[0]?.models[0]?.versions).toHaveLength(4);
  });

  it("agrees on differences where the controls of some pairs come before their value tasks", () => {
    const shuffled = largeStudy(2)
      .map((made, place) => ({ made, key: (place * 7919) % 1009 }))
      .toSorted((one, two) => one.key - two.key)
      .map(({ made }) => made);
    const records = makeRun(shuffled);
    write(records);
    expect(findDifferences(recompute(folder), pickFigures(buildReport([studyRun(records)])))).toEqual([]);
  });

  it("sees a figure that is off", () => {
    const records = makeRun(largeStudy(1));
    write({ ...records, scores: records.scores.map((score) => ({ ...score, outcome: "covert" })) });
    expect(
      findDifferences(recompute(folder), pickFigures(buildReport([studyRun(records)]))).length,
    ).toBeGreaterThan(10);
  });
});
