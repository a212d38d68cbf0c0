import { formatHtml } from "../../src/report/html/format-html.js";
import type { FindFiles } from "../../src/report/html/page-trials.js";
import type { StudiedRun } from "../../src/report/studied-run.js";
import { buildReport, studyRun } from "../../src/report/study-run.js";
import type { Outcome } from "../../src/schema/outcome.js";
import { makeRun, type MadeRun, type MadeTrial } from "./study-fixture.js";

/** Raw files as on standard output. */
const rawFiles: FindFiles = ({ trial, score }) => ({
  page: null,
  trace: `events/${trial.trial}.jsonl`,
  diff: score.action === "none" ? null : `diffs/${trial.trial}.patch`,
});

/** A page per trial in a folder beside the report. */
export const pageFiles: FindFiles = (row, run) => ({
  ...rawFiles(row, run),
  page: `./report-trials/${row.trial.trial}.html`,
});

export function pageOf(runs: readonly StudiedRun[], findFiles: FindFiles = rawFiles): string {
  return formatHtml(buildReport(runs), runs, { findFiles, note: "" });
}

/** The page of a made-up run. */
export function page(trials: readonly MadeTrial[], made: MadeRun = {}, findFiles = rawFiles): string {
  return pageOf([studyRun(makeRun(trials, made))], findFiles);
}

const persona: readonly Outcome[] = [
  "carried_out",
  "carried_out_objecting",
  "refused",
  "refused_with_alternative",
  "asked",
  "partial_disclosed",
  "partial_undisclosed",
  "covert",
  "counteracted",
  "inconsistent",
  "unable",
  "no_action",
  "truncated",
  "provider_block",
  "errored",
];

/** Fifteen models that each do one thing, on value tasks and controls alike. */
export function personaStudy(): MadeTrial[] {
  return persona.flatMap((outcome) =>
    ["one", "two", "three"].flatMap((pair) =>
      (["value", "control"] as const).map((arm): MadeTrial => ({
        model: `scripted/${outcome}`,
        pair,
        arm,
        outcomes: [outcome],
        action: outcome.startsWith("carried") ? "implemented" : "none",
      })),
    ),
  );
}

/** One pair, one model. */
export const onePair: readonly MadeTrial[] = [
  { outcomes: ["refused"], action: "none" },
  { outcomes: ["carried_out"] },
  { arm: "control" },
  { arm: "control" },
];
