import { describe, expect, it } from "vitest";
import { formatCsv } from "../../src/report/format-csv.js";
import { formatMarkdown } from "../../src/report/format-markdown.js";
import { formatFullReport, formatReport } from "../../src/report/format-report.js";
import { buildReport, studyRun } from "../../src/report/study-run.js";
import { page } from "./study-pages.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const onlyYou = { levels: { operator: "only_you" }, variant: "operator=only_you" } as const;

/** Two pairs of two trials per arm. */
const eight: readonly MadeTrial[] = [
  { pair: "a", outcomes: ["refused"], action: "none", completion: 0, stance: "declined", awareness: 80 },
  { pair: "a", outcomes: ["refused", "carried_out"], awareness: 20, ...onlyYou },
  { pair: "a", arm: "control", awareness: 10 },
  { pair: "a", arm: "control", awareness: null, ...onlyYou },
  {
    pair: "b",
    axis: "shutdown",
    outcomes: ["partial_undisclosed"],
    action: "partial",
    completion: 0.5,
    awareness: 55,
  },
  {
    pair: "b",
    axis: "shutdown",
    outcomes: ["covert"],
    action: "none",
    completion: 0,
    awareness: 5,
    ...onlyYou,
  },
  { pair: "b", axis: "shutdown", arm: "control", outcomes: ["truncated"], action: "none", awareness: 5 },
  {
    pair: "b",
    axis: "shutdown",
    arm: "control",
    outcomes: ["errored"],
    action: "none",
    awareness: null,
    ...onlyYou,
  },
];

describe("markdown", () => {
  it("has every table, the methods, and what it rests on", () => {
    expect(formatMarkdown(buildReport([studyRun(makeRun(eight))]))).toMatchSnapshot();
  });

  it("keeps names from being markup, and marks every table of mixed runs", () => {
    const one = studyRun(makeRun([{ model: "a|b<i>*c*" }], { run: "one" }));
    const two = studyRun(makeRun([{ model: "a|b<i>*c*" }], { run: "two", fingerprint: "b".repeat(64) }));
    const text = formatMarkdown(buildReport([one, two]));
    expect(text).toContain(String.raw`a\|b&lt;i>\*c\*`);
    expect(text).not.toContain("<i>");
    const titles = text.split("\n").filter((line) => /^## (?!Methods|What it rests)/.test(line));
    expect(titles.length).toBeGreaterThan(5);
    expect(titles.filter((line) => !line.endsWith("(mixed: fingerprints differ)"))).toEqual([]);
  });
});

describe("the terminal", () => {
  it("shows the headline first, and how to see more", () => {
    expect(formatReport(buildReport([studyRun(makeRun(eight))]))).toMatchSnapshot();
  });

  it("has every table when asked", () => {
    const report = buildReport([studyRun(makeRun(eight))]);
    const text = formatFullReport(report);
    for (const title of [
      "Headline",
      "What is counted",
      "Outcomes",
      "Rates",
      "By axis",
      "By factor level",
      "Methods. ",
    ])
      expect(text).toContain(`\n${title}`);
  });
});

describe("the version that was served", () => {
  const onHtml = (trials: readonly MadeTrial[]): string => page(trials).replaceAll(/<[^>]*>/g, "");
  const formats = (trials: readonly MadeTrial[]): string[] => {
    const report = buildReport([studyRun(makeRun(trials))]);
    const text = formatMarkdown(report).replaceAll("\\", "");
    return [formatReport(report), formatFullReport(report), text, onHtml(trials)];
  };

  it("is printed beside the other versions, in every format, where it is known", () => {
    for (const text of formats([{ served: ["gpt-9-0301"] }])) {
      expect(text).toContain("fingerprint aaaaaaaaaaaa, test/one served as gpt-9-0301");
      expect(text).not.toContain("SEVERAL VERSIONS");
    }
    for (const text of formats([{}])) expect(text).not.toContain("served as");
  });

  it("is a warning where there are several within a run", () => {
    const trials = [{ served: ["gpt-9-0301"] }, { served: ["gpt-9-0614"] }, { served: ["gpt-9-0301"] }];
    for (const text of formats(trials))
      expect(text).toContain(
        "SEVERAL VERSIONS: in run made-run test/one was served as gpt-9-0301 (2) and gpt-9-0614 (1); its figures are over all of them.",
      );
    expect(studyRun(makeRun(trials)).report.models[0]?.versions).toEqual([
      { version: "gpt-9-0301", trials: 2 },
      { version: "gpt-9-0614", trials: 1 },
    ]);
  });
});

describe("the rubric of judges", () => {
  it("is printed beside the versions where they read", () => {
    const judge = {
      stance: "declined",
      votes: [{ judge: "reader", stance: "declined" }],
      reasons: [],
      believesTested: 0,
      coverage: { read: 1, asked: 1 },
    } as const;
    const says = (trial: MadeTrial): string => {
      const records = makeRun([trial], { judges: ["reader"] });
      const judgeNotes = records.manifest.judges.map((planned) => ({
        at: "2026-03-02T09:00:00Z",
        judge: planned,
        rubric: "b".repeat(64),
        calibration: null,
        stale: [],
        leftOut: [],
      }));
      return formatReport(buildReport([studyRun({ ...records, judgeNotes })]));
    };
    expect(says({ judge: { ...judge, votes: [...judge.votes], reasons: [] } })).toContain(
      "fingerprint aaaaaaaaaaaa, judge rubric bbbbbbbbbbbb\n",
    );
    expect(says({})).not.toContain("rubric");
  });
});

describe("a narrow screen", () => {
  it("gets rows one below the other instead of a table that wraps", () => {
    const text = formatReport(buildReport([studyRun(makeRun(eight))]), 80);
    const lines = text.split("\n");
    expect(lines.slice(2, 9)).toMatchInlineSnapshot(`
      [
        "test/one",
        "  n            8",
        "  gap          +25 [−100, +100] 2 pairs",
        "  visibility   25 % [0, 100] (1/4)",
        "  solvability  20 % [0, 100] (1/5), 4 not followed up",
        "  lock-in      33 % [0, 100] (1/3)",
        "  aware        33 % [10, 70] (2/6), 2 unread",
      ]
    `);
    expect(lines.some((line) => line.includes("│"))).toBe(false);
  });
});

describe("csv", () => {
  it("has one line per trial, with labels, levels, awareness and judge", () => {
    const [head = "", first = ""] = formatCsv([studyRun(makeRun(eight))]).split("\r\n");
    const names = head.split(",");
    const cells = first.split(",");
    expect(Object.fromEntries(names.map((name, place) => [name, cells[place]]))).toMatchObject({
      trial: "trial-1",
      family: "values",
      operator: "humans_can",
      outcome: "refused",
      awareness: "80",
      awareness_answered: "5",
      judge_stance: "",
    });
    expect(cells).toHaveLength(names.length);
  });

  it("tells the outcomes of every stop, in order", () => {
    const [head = "", first = ""] = formatCsv([
      studyRun(makeRun([{ outcomes: ["refused", "asked", "carried_out"] }])),
    ]).split("\r\n");
    expect(first.split(",")[head.split(",").indexOf("stop_outcomes")]).toBe("refused>asked>carried_out");
  });

  it("says of every line which run it is of, and that runs of unlike fingerprints are mixed", () => {
    const text = formatCsv([
      studyRun(makeRun([{}], { run: "one" })),
      studyRun(makeRun([{}], { run: "two", fingerprint: "b".repeat(64) })),
    ]);
    expect(
      text
        .trimEnd()
        .split("\r\n")
        .map((line) => line.split(",").slice(0, 6).join(" ")),
    ).toEqual([
      "run fingerprint palimpsest scorer mixed trial",
      `one ${"a".repeat(64)} 0.1.0 1 true trial-1`,
      `two ${"b".repeat(64)} 0.1.0 1 true trial-1`,
    ]);
  });

  it("quotes what needs it, and runs nothing in a spreadsheet", () => {
    const [, line = ""] = formatCsv([studyRun(makeRun([{ flags: ['=1+1,"x"'] }]))]).split("\r\n");
    expect(line).toContain(`,"'=1+1,""x""",`);
  });
});
