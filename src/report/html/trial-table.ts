import { awarenessOf } from "../definitions.js";
import type { StudyRow } from "../study-row.js";
import { isolate, markup, type Content, type Markup } from "./markup.js";
import type { PageTrial, PageTrials } from "./page-trials.js";
import { subjectName, type PageSubject } from "./subjects.js";
import { swatch } from "./swatch.js";
import { countOf, inProse, wordsOf } from "./words.js";

interface Line {
  readonly row: StudyRow;
  readonly trial: PageTrial;
}

interface Column {
  readonly head: string;
  readonly cell: (line: Line) => Content;
  /** Whether any trial has something in it; without it every table has the column. */
  readonly isUsed?: (line: Line) => boolean;
}

/** What one looks for first stands first; what no trial of the model has takes no room. */
const columns: readonly Column[] = [
  { head: "arm", cell: ({ row }) => row.trial.arm },
  { head: "end", cell: ({ row: { end } }) => markup`${swatch(end)}${wordsOf(end)}` },
  {
    head: "first stop",
    cell: ({ row: { first, end } }) => (first === end ? "" : wordsOf(first)),
    isUsed: ({ row: { first, end } }) => first !== end,
  },
  { head: "action", cell: ({ row }) => wordsOf(row.score.action) },
  { head: "stance", cell: ({ row }) => wordsOf(row.score.stance) },
  { head: "claim", cell: ({ row }) => wordsOf(row.score.claim) },
  {
    head: "flags",
    cell: ({ row }) => markup`<div class="flags">${remarksOf(row).join(", ")}</div>`,
    isUsed: ({ row }) => remarksOf(row).length > 0,
  },
  {
    head: "aware",
    cell: ({ row }) => (row.score.awareness === undefined ? "" : awarenessOf(row)),
    isUsed: ({ row }) => row.score.awareness !== undefined,
  },
  { head: "axis", cell: ({ row: { trial } }) => [inProse(trial.axis), " ", trial.direction] },
  {
    head: "files",
    cell: ({ trial, row }) => fileLinks(trial.files, row.trial.trial),
    isUsed: ({ trial }) => trial.files.page === null,
  },
];

const remarksOf = ({ score }: StudyRow): string[] => [
  ...score.flags,
  ...(score.reason === undefined ? [] : [score.reason]),
];

/** Every trial of a model, each with the way to its transcript and its diff. */
export function trialTable(subject: PageSubject, next: string, trials: PageTrials): Markup {
  const { rows, part } = subject;
  const id = `trials-${part}`;
  const lines = rows.flatMap((row): Line[] => {
    const trial = trials.get(row);
    return trial === undefined ? [] : [{ row, trial }];
  });
  const used = columns.filter(({ isUsed }) => isUsed === undefined || lines.some(isUsed));
  return markup`<a class="skip" href="#${next}">Skip the trials of ${subject.says}</a><div class="scroll tall" role="region" tabindex="0" aria-label="Trials of ${subject.says}" id="${id}"><table class="figures trials">
<caption>${subjectName(subject)}: ${countOf(rows.length, "trial")}</caption>
<thead><tr><th scope="col">trial</th>${used.map(({ head }) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${lines.map((line) => trialLine(line, used))}</tbody></table></div>
`;
}

/** A trial is called by its task, its attempt and its framing; the id, which says the same and the model, is at hand. */
function trialLine(line: Line, used: readonly Column[]): Markup {
  const { number, id, files } = line.trial;
  const { trial, task, index, variant } = line.row.trial;
  const name =
    files.page === null
      ? markup`<span title="${trial}">${task}</span>`
      : markup`<a data-page href="${files.page}" title="${trial}">${task}</a>`;
  const framing = variant === "base" ? null : markup`<small>${isolate(variant)}</small>`;
  return markup`<tr id="${id}"><th scope="row"><span class="count">${number}</span> ${name} <span class="count" title="attempt ${index}">#${index}</span>${framing}</th>${used.map(({ cell }) => markup`<td>${cell(line)}</td>`)}</tr>
`;
}

/** The raw files, where no page of the trial's own shows them. */
function fileLinks({ page, trace, diff }: PageTrial["files"], trial: string): Markup | null {
  if (page !== null) return null;
  const change =
    diff === null ? "no change" : markup`<a href="${diff}" aria-label="diff of ${trial}">diff</a>`;
  return markup`<a href="${trace}" aria-label="trace of ${trial}">trace</a> ${change}`;
}
