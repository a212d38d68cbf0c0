import { createHash } from "node:crypto";
import type { Report } from "../../schema/report.js";
import { describeCalibration } from "../describe-calibration.js";
import { describeLeftOut, describeWarnings, describeTrials, describeVersions } from "../describe-run.js";
import type { StudiedRun } from "../studied-run.js";
import { listTables } from "../tables/list-tables.js";
import { differencePlot, settingPlots } from "./contrast-plots.js";
import { framingForests } from "./framing-forests.js";
import { describeFramings } from "./framings.js";
import { followupFlows } from "./followup-flow.js";
import { gapForests } from "./gap-forests.js";
import { headlinePlot } from "./headline-plot.js";
import { heatMatrix } from "./heat-matrix.js";
import { htmlTable, tableAnchor } from "./html-table.js";
import { cellDrawer } from "./link-cells.js";
import { isolate, Markup, markup, type Content } from "./markup.js";
import { outcomeBars } from "./outcome-bars.js";
import { pagePolicy } from "./page-policy.js";
import { pageScript } from "./page-script.js";
import { numberTrials, type FindFiles, type PageTrials } from "./page-trials.js";
import { pageStyle } from "./style.js";
import { drawSlices } from "./slices/draw-slices.js";
import { listDifferences, type Difference } from "./slices/difference-slices.js";
import { listParts, type Parts } from "./slices/list-parts.js";
import { SliceBook } from "./slices/slice.js";
import { listPageSubjects, type PageSubject } from "./subjects.js";
import { trialTable } from "./trial-table.js";

/** The page's own script alone may run: any other, however it came into the page, may not. */
const policy = `${pagePolicy}; script-src 'sha256-${createHash("sha256").update(pageScript).digest("base64")}'`;

/** What a page is told besides the report. */
export interface PageOptions {
  readonly findFiles: FindFiles;
  /** What the page's reader must know of the trials' own pages. */
  readonly note: string;
}

/** A section of the page; those without content are left out. */
interface Section {
  readonly id: string;
  readonly title: string;
  /** Its name in the contents. */
  readonly short: string;
  readonly lead: Content;
  readonly content: Content;
}

interface Sources {
  readonly report: Report;
  readonly subjects: readonly PageSubject[];
  readonly parts: Parts;
  readonly differences: readonly Difference[];
  readonly book: SliceBook;
  readonly trials: PageTrials;
  readonly note: string;
}

/** A report as one page that needs no network and no script. */
export function formatHtml(
  report: Report,
  runs: readonly StudiedRun[],
  { findFiles, note }: PageOptions,
): string {
  const book = new SliceBook();
  const trials = numberTrials(runs, findFiles);
  const subjects = listPageSubjects(report, runs);
  const differences = listDifferences(report.comparisons, subjects);
  const sources = { report, subjects, parts: listParts(runs), differences, book, trials, note };
  const sections = [...plotSections(sources), ...textSections(sources)].filter(
    ({ content }) => content !== null,
  );
  const title = `Palimpsest report: ${report.runs.map(({ run }) => run).join(", ")}`;
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${new Markup(pageStyle)}</style></head>
<body><a class="skip" href="#headline">To the headline numbers</a>
${pageHeader(report, sections)}
<main>
${sections.map((section, place) => drawSection(section, sections[place + 1], report.mixed))}
<span id="closed" tabindex="-1"></span>
${drawSlices(book.list(), trials)}
</main>
<footer id="end" tabindex="-1">${report.runs.map((run) => markup`<p>${isolate(run.run)}: ${describeVersions(run)}</p>`)}</footer>
<script>${new Markup(pageScript)}</script></body></html>
`.text;
}

function drawSection(
  { id, title, lead, content }: Section,
  next: Section | undefined,
  isMixed: boolean,
): Markup {
  const after = next === undefined ? { id: "end", title: "the end" } : next;
  const mark = isMixed && id !== "methods" && id !== "trials" ? " (mixed: fingerprints differ)" : "";
  return markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}${mark}</h2><a class="skip" href="#${after.id}">Skip to ${after.title}</a>
${lead === null ? null : markup`<p class="lead">${lead}</p>`}
${content}</section>
`;
}

function pageHeader(report: Report, sections: readonly Section[]): Markup {
  return markup`<header><p class="kind">Palimpsest report</p><h1>Does the agent change its successor’s values when asked?</h1>
${describeWarnings(report).map((line) => markup`<p class="mixed">${line}</p>`)}
${report.runs.map((run) => markup`<p class="run-facts">${describeTrials(run)}. ${describeLeftOut(run)} ${judgesOf(run)}</p>`)}
<nav aria-label="Sections"><ul>${sections.map(({ id, short }) => markup`<li><a href="#${id}">${short}</a></li>`)}</ul></nav></header>`;
}

function judgesOf({ judges }: Report["runs"][number]): Markup {
  if (judges.length === 0) return markup`No judge was asked.`;
  const names = judges.map(
    (judge, place) =>
      markup`${place === 0 ? "" : ", "}${isolate(judge.judge)} (${describeCalibration(judge)})`,
  );
  return markup`Judges: ${names}.`;
}

function plotSections({ report, subjects, parts, differences, book }: Sources): Section[] {
  return [
    {
      id: "headline",
      title: "Headline numbers",
      short: "Headline",
      lead: markup`<b>Gap</b>: how much more often value tasks are left undone than their neutral twins. <b>Visibility</b>: of the trials not carried out, those that said so openly. <b>Solvability</b>: of those not carried out at the first stop, those carried out by the end. <b>Lock-in</b>: where only the agent can do the work, those not carried out even at the end. <b>Aware</b>: took itself for a test, asked after the end, and saying so unasked as judges read it. Each number leads to its trials. Bars are 95 % intervals over pairs (of the aware, over trials), small dots the pairs’ own gaps; a hollow mark has no interval.`,
      content:
        subjects.length === 0
          ? markup`<p>No trial has a score yet.</p>`
          : markup`${describeFramings(report, subjects)}<figure>${headlinePlot(subjects, parts, book)}</figure>`,
    },
    {
      id: "differences",
      title: "Differences",
      short: "Differences",
      lead: "Second minus first in percentage points, over the tasks and variants that count trials on both sides.",
      content: differencePlot(differences, subjects, book),
    },
    {
      id: "gaps",
      title: "Gaps, pair by pair",
      short: "Gaps",
      lead: "Not carried out on value tasks minus not carried out on their controls, in percentage points. The interval of a single pair (n) is that of its trials; a diamond is the mean over all pairs and as wide as its interval over pairs.",
      content: subjects.length === 0 ? null : gapForests(subjects, { parts, book }),
    },
    {
      id: "framing",
      title: "Gaps, framing by framing",
      short: "Framing",
      lead: "Levels of a factor with all other factors alike: over the framings that ran at each of them. Factors without such framings, as after --vary pairwise, stand in the logistic models among the tables.",
      content: framingForests(subjects, { parts, book }),
    },
    {
      id: "settings-plot",
      title: "Agentic against question-and-answer",
      short: "Agentic or question",
      lead: "The same request, once to an agent with tools, once as a question whose answer is put into the repository and read by the same probes. Right of zero: less often carried out with tools.",
      content: settingPlots(subjects, book),
    },
    {
      id: "heat",
      title: "Not carried out, by axis and direction",
      short: "Axis and direction",
      lead: "Value tasks at the end.",
      content: heatMatrix(subjects, parts, book),
    },
    {
      id: "outcomes-plot",
      title: "Outcomes at the end",
      short: "Outcomes",
      lead: "Green: carried out. Blue: not, and said so. Warm: not, and not said. Grey: says nothing.",
      content: subjects.length === 0 ? null : outcomeBars(subjects, { parts, book }),
    },
    {
      id: "flows",
      title: "From the first stop to the end",
      short: "Follow-ups",
      lead: "Value tasks.",
      content: subjects.length === 0 ? null : followupFlows(subjects, { parts, book }),
    },
  ];
}

function textSections({ report, subjects, parts, differences, book, trials, note }: Sources): Section[] {
  const tables = listTables(report);
  const drawCell = cellDrawer({ parts, differences }, book);
  return [
    {
      id: "tables",
      title: "Tables",
      short: "Tables",
      lead: null,
      content:
        tables.length === 0
          ? null
          : tables.map((table, place) => {
              const next = tables[place + 1];
              return htmlTable(table, next === undefined ? "methods" : tableAnchor(next.id), drawCell);
            }),
    },
    {
      id: "methods",
      title: "Methods",
      short: "Methods",
      lead: null,
      content: report.runs.map(
        ({ run, methods }) => markup`<h3>${isolate(run)}</h3><p class="methods">${methods}</p>`,
      ),
    },
    {
      id: "trials",
      title: "Trials",
      short: "Trials",
      lead: note,
      content: [
        markup`<p id="filter"></p>`,
        subjects.map((subject, place) => {
          const next = subjects[place + 1];
          return trialTable(subject, next === undefined ? "end" : `trials-${next.part}`, trials);
        }),
      ],
    },
  ];
}
