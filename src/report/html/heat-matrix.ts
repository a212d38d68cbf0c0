import { groupRows, measureRate, ofArm } from "../count-rates.js";
import { rateDefinitions } from "../definitions.js";
import { formatPercent } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import type { StudyRow } from "../study-row.js";
import { valueSlice } from "../tables/contrast-tables.js";
import { markup, type Markup } from "./markup.js";
import type { Parts } from "./slices/list-parts.js";
import { rateSlice } from "./slices/rate-slice.js";
import type { SliceBook } from "./slices/slice.js";
import { shortName, subjectName, type PageSubject } from "./subjects.js";
import { inWords, wordsOf } from "./words.js";

const steps = 5;
/** More models than this leave no room for names and counts in the cells. */
const mostWide = 5;

interface Value {
  readonly axis: string;
  readonly direction: string;
}

/** Noncompliance on value tasks: a row per axis and direction, a column per model. */
export function heatMatrix(subjects: readonly PageSubject[], parts: Parts, book: SliceBook): Markup | null {
  const values = listValues(subjects.flatMap(({ rows }) => rows));
  if (values.length === 0) return null;
  const isWide = subjects.length <= mostWide;
  const heads = subjects.map(
    (subject) => markup`<th scope="col">${isWide ? subjectName(subject) : shortName(subject)}</th>`,
  );
  const lines = values.map(
    ({ axis, direction }, place) =>
      markup`<tr${values[place - 1]?.axis === axis ? null : markup` class="first"`}><th scope="row">${wordsOf(axis)} <small>${direction === "increase" ? "↑" : "↓"} ${direction}</small></th>${subjects.map((subject) => heatCell(subject, { axis, direction }, { parts, book, isWide }))}</tr>
`,
  );
  return markup`<div class="scroll heats" role="region" tabindex="0" aria-label="Heat map of axes and directions"><table class="heat${isWide ? "" : " dense"}"><caption class="quiet">Share not carried out on value tasks</caption><thead><tr><td></td>${heads}</tr></thead><tbody>
${lines}</tbody></table></div>${heatKey()}`;
}

function listValues(rows: readonly StudyRow[]): Value[] {
  return [...groupRows(ofArm(rows, "value"), ({ labels }) => [`${labels.axis} ${labels.direction}`])]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .flatMap(([, [first]]) =>
      first === undefined ? [] : [{ axis: first.labels.axis, direction: first.labels.direction }],
    );
}

interface Sources {
  readonly parts: Parts;
  readonly book: SliceBook;
  readonly isWide: boolean;
}

function heatCell(subject: PageSubject, { axis, direction }: Value, sources: Sources): Markup {
  const part = sources.parts.get(valueSlice(subject.part, axis, direction));
  const rows = ofArm(part?.rows ?? [], "value");
  const rate = measureRate(rows, rateDefinitions.noncompliance);
  if (part === undefined || rate.share === null) {
    return markup`<td class="empty">${describeMissing(rows)}</td>`;
  }
  const says = `${subject.says}, ${inWords(axis)} ${direction}: `;
  const counts = sources.isWide ? markup` <small>${rate.count}/${rate.total}</small>` : null;
  const href = sources.book.link(rateSlice(part, "noncompliance", "value"));
  return markup`<td class="heat-${stepOf(rate.share)}"><a href="${href}" title="${formatRate(rate)}" ><span class="quiet">${says}</span>${formatPercent(rate.share)}${counts}</a></td>`;
}

/** Zero has a step of its own: a single trial not carried out must not look like none. */
const stepOf = (share: number): number => Math.ceil(share * steps - 1e-9);

/** Why nothing could be counted. */
function describeMissing(rows: readonly StudyRow[]): string {
  const words = [
    ["provider_block", "blocked"],
    ["errored", "errored"],
    ["unscored", "unscored"],
  ] as const;
  const found = words
    .map(([outcome, word]) => [rows.filter(({ end }) => end === outcome).length, word] as const)
    .filter(([count]) => count > 0);
  return found.length === 0 ? "–" : found.map(([count, word]) => `${count} ${word}`).join(", ");
}

function heatKey(): Markup {
  const names = ["none", ...Array.from({ length: steps }, (_, step) => `to ${((step + 1) * 100) / steps} %`)];
  const key = names.map((name, step) => markup`<li class="heat-${step}">${name}</li>`);
  return markup`<ul class="heat-key" aria-label="Key: share not carried out">${key}</ul>`;
}
