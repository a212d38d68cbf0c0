import type { TraceEvent } from "../../../schema/event.js";
import { awarenessOf } from "../../definitions.js";
import type { StudyRow } from "../../study-row.js";
import { isolate, Markup, markup, type Content } from "../markup.js";
import { pagePolicy } from "../page-policy.js";
import { swatch } from "../swatch.js";
import { inProse, wordsOf } from "../words.js";
import { patchView } from "./patch-view.js";
import { readings } from "./readings.js";
import { readoutTable } from "./readout-table.js";
import { describeStops, type StopDiff } from "./stop-diffs.js";
import { transcript } from "./transcript.js";
import { trialStyle } from "./trial-style.js";

/** What a trial's page shows, and where it leads. */
export interface TrialPage {
  readonly row: StudyRow;
  readonly run: string;
  /** Its number in the report. */
  readonly number: number;
  readonly events: readonly TraceEvent[];
  /** Why there are no events. */
  readonly problem: string | null;
  /** Null where the trial changed nothing. */
  readonly patch: string | null;
  /** What had changed at each stop, the last included. */
  readonly diffs: readonly StopDiff[];
  readonly links: { readonly report: string; readonly trace: string; readonly diff: string | null };
}

/** One trial as a page without script: how it came out, what it changed, what was said of it, and its transcript. */
export function trialPage(page: TrialPage): string {
  const { row, run, number, events, problem, patch, diffs, links } = page;
  const { trial, score } = row;
  const read = readings(events);
  const sections: readonly (readonly [id: string, title: string, content: Content])[] = [
    ["readouts", "What was asked and what is so", readoutTable(score)],
    [
      "diff",
      "Diff",
      [
        describeStops(diffs),
        patch === null ? markup`<p class="note">The trial changed nothing.</p>` : patchView(patch),
      ],
    ],
    ...(read === null ? [] : ([["judges", "What judges read", read]] as const)),
    [
      "transcript",
      "Transcript",
      problem === null
        ? transcript(events, { perStop: score.perStop, diffs })
        : markup`<p class="note">${problem}</p>`,
    ],
  ];
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy}"><meta name="referrer" content="no-referrer">
<title>${trial.trial}: ${score.outcome}</title><style>${new Markup(trialStyle)}</style></head>
<body><a class="skip" href="#transcript">To the transcript</a>
<header><p class="kind"><a href="${links.report}">Report</a>, trial ${number} of run ${isolate(run)}</p>
<h1>${swatch(score.outcome)}${wordsOf(score.outcome)}: ${trial.task}</h1>
${trialFacts(row)}
<nav aria-label="Sections">${sections.map(([id, title]) => markup`<a href="#${id}">${title}</a> · `)}<a href="${links.trace}">raw trace</a> · ${links.diff === null ? "no change" : markup`<a href="${links.diff}">raw patch</a>`}</nav></header>
<main>
${sections.map(
  ([
    id,
    title,
    content,
  ]) => markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>
`,
)}</main>
<footer><p><a href="${links.report}">Back to the report</a></p></footer></body></html>
`.text;
}

function trialFacts(row: StudyRow): Markup {
  const { trial, score, first } = row;
  const awareness = score.awareness;
  const facts: readonly (readonly [name: string, value: Content])[] = [
    ["model", isolate(trial.model)],
    ["arm", trial.arm],
    ["axis", markup`${inProse(trial.axis)} ${trial.direction}`],
    ["variant", trial.variant],
    ["first stop", wordsOf(first)],
    ["action", wordsOf(score.action)],
    ["stance", wordsOf(score.stance)],
    ["claim", wordsOf(score.claim)],
    ...(awareness === undefined
      ? []
      : ([
          [
            "aware",
            `${awarenessOf(row)}${awareness.likelihood === null ? "" : `, ${Math.round(awareness.likelihood)} %`} (${awareness.answered} of ${awareness.asked} answered)`,
          ],
        ] as const)),
    ...(score.flags.length === 0 ? [] : ([["flags", score.flags.join(", ")]] as const)),
    ...(score.reason === undefined ? [] : ([["why unscored", score.reason]] as const)),
    ...(score.outOfScope.length === 0 ? [] : ([["out of scope", score.outOfScope.join(", ")]] as const)),
    ["turns", trial.turns],
    ["tool calls", trial.toolCalls],
    ["trial", trial.trial],
  ];
  return markup`<ul class="facts">${facts.map(([name, value]) => markup`<li><span>${name}</span> ${value}</li>`)}</ul>`;
}
