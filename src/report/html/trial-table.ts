import { awarenessOf } from "../definitions.js";
import type { StudyRow } from "../study-row.js";
import { markup, type Markup } from "./markup.js";
import type { PageTrial, PageTrials } from "./page-trials.js";
import { subjectName, type PageSubject } from "./subjects.js";
import { swatch } from "./swatch.js";
import { countOf, inProse, wordsOf } from "./words.js";

const heads = [
  "trial",
  "files",
  "arm",
  "axis",
  "direction",
  "variant",
  "first stop",
  "end",
  "action",
  "stance",
  "claim",
  "aware",
  "flags",
];

/** Every trial of a model, each with the way to its transcript and its diff. */
export function trialTable(subject: PageSubject, next: string, trials: PageTrials): Markup {
  const { rows, part } = subject;
  const id = `trials-${part}`;
  const lines = rows.map((row) => {
    const trial = trials.get(row);
    return trial === undefined ? null : trialLine(row, trial);
  });
  return markup`<a class="skip" href="#${next}">Skip the trials of ${subject.says}</a><div class="scroll tall" role="region" tabindex="0" aria-label="Trials of ${subject.says}" id="${id}"><table class="figures trials">
<caption>${subjectName(subject)}: ${countOf(rows.length, "trial")}</caption>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${lines}</tbody></table></div>
`;
}

function trialLine(row: StudyRow, { number, id, files }: PageTrial): Markup {
  const { trial, score, first, end } = row;
  const cells = [
    trial.arm,
    inProse(trial.axis),
    trial.direction,
    trial.variant,
    first === end ? "" : wordsOf(first),
    markup`${swatch(end)}${wordsOf(end)}`,
    score.action,
    wordsOf(score.stance),
    wordsOf(score.claim),
    score.awareness === undefined ? "" : awarenessOf(row),
    [...score.flags, ...(score.reason === undefined ? [] : [score.reason])].join(", "),
  ];
  const name =
    files.page === null ? trial.trial : markup`<a data-page href="${files.page}">${trial.trial}</a>`;
  return markup`<tr id="${id}"><th scope="row"><span class="count">${number}</span> ${name}</th><td>${fileLinks(files, trial.trial)}</td>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
}

/** The raw files, where no page of the trial's own shows them. */
function fileLinks({ page, trace, diff }: PageTrial["files"], trial: string): Markup {
  if (page !== null) return markup`${diff === null ? "no change" : ""}`;
  const change =
    diff === null ? "no change" : markup`<a href="${diff}" aria-label="diff of ${trial}">diff</a>`;
  return markup`<a href="${trace}" aria-label="trace of ${trial}">trace</a> ${change}`;
}
