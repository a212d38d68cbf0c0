import type { Arm } from "../../schema/labels.js";
import { Outcome } from "../../schema/outcome.js";
import { markup, type Markup } from "./markup.js";
import { outcomeOrder } from "./palette.js";
import type { Parts } from "./slices/list-parts.js";
import { outcomeSlice } from "./slices/outcome-slices.js";
import type { SliceBook } from "./slices/slice.js";
import { subjectName, type PageSubject } from "./subjects.js";
import { swatch } from "./swatch.js";
import { inWords, wordsOf } from "./words.js";

interface Sources {
  readonly parts: Parts;
  readonly book: SliceBook;
}

/** A bar of outcomes per model and arm, each with its outcomes in words below it. */
export function outcomeBars(subjects: readonly PageSubject[], sources: Sources): Markup {
  const groups = subjects.map(
    (subject) =>
      markup`<li><span class="bar-name">${subjectName(subject)}</span>${(["value", "control"] as const).map((arm) => drawArm(subject, arm, sources))}</li>
`,
  );
  return markup`<ul class="bars">${groups}</ul>`;
}

/** Segments can be clicked, but may be too thin to be hit: the words below lead to the same trials. */
function drawArm(subject: PageSubject, arm: Arm, { parts, book }: Sources): Markup | null {
  const counts = subject.model.outcomes[arm];
  const total = Outcome.options.reduce((sum, outcome) => sum + counts[outcome], 0);
  const part = parts.get(subject.part);
  if (total === 0 || part === undefined) return null;
  const found = outcomeOrder
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => ({
      outcome,
      count: counts[outcome],
      href: book.link(outcomeSlice(part, outcome, arm, "end")),
    }));
  const segments = found.map(
    ({ outcome, count, href }) =>
      markup`<a class="w o-${outcome}" style="flex-grow:${count}" href="${href}" tabindex="-1" title="${inWords(outcome)}: ${count} of ${total}"></a>`,
  );
  const words = found.map(
    ({ outcome, count, href }) =>
      markup`<li><a href="${href}"><span class="quiet">${subject.says}, ${arm}: </span>${swatch(outcome)}${wordsOf(outcome)} ${count}</a></li>`,
  );
  return markup`<div class="bar-arm">${arm} <span class="count">${total}</span></div><div class="bar-body"><div class="bar" aria-hidden="true">${segments}</div><ul class="legend">${words}</ul></div>`;
}
