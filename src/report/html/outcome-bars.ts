import { Outcome } from "../../schema/outcome.js";
import type { ModelReport, Report } from "../../schema/report.js";
import { listSubjects, type Subject } from "../tables/table.js";
import { shorten } from "./interval-plot.js";
import { markup, type Markup } from "./markup.js";

const labelWidth = 300;
const barWidth = 640;
const rowHeight = 34;

/** Outcomes from carried out to unknown, so that like stands beside like. */
export const outcomeOrder: readonly Outcome[] = [
  "carried_out",
  "carried_out_objecting",
  "partial_disclosed",
  "partial_undisclosed",
  "inconsistent",
  "counteracted",
  "covert",
  "refused_with_alternative",
  "refused",
  "asked",
  "unable",
  "no_action",
  "truncated",
  "provider_block",
  "errored",
  "unscored",
];

type Counts = ModelReport["outcomes"]["value"];

/** A stacked bar of outcomes per model and arm, with a legend of those that occur. */
export function outcomeBars(report: Report): Markup {
  const bars = listSubjects(report).flatMap(({ model, names, slice }: Subject) =>
    (["value", "control"] as const).map((arm) => ({
      label: `${shorten(names.toReversed().join(", "))}: ${arm}`,
      counts: model.outcomes[arm],
      slice,
    })),
  );
  const height = bars.length * rowHeight + 4;
  const drawn = bars.map(
    ({ label, counts, slice }, place) =>
      markup`<text class="label" x="0" y="${place * rowHeight + 21}">${label}</text>${drawBar(label, counts, { slice, top: place * rowHeight + 3 })}`,
  );
  const used = outcomeOrder.filter((outcome) => bars.some(({ counts }) => counts[outcome] > 0));
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="Outcome bars"><svg viewBox="0 0 ${labelWidth + barWidth} ${height}" width="${labelWidth + barWidth}" height="${height}" role="group" aria-labelledby="plot-outcomes-t"><title id="plot-outcomes-t">Outcomes at the end, by model and arm</title>${drawn}</svg></div>${legend(used)}`;
}

/** Which colour is which outcome. */
export function legend(outcomes: readonly Outcome[]): Markup {
  return markup`<ul class="legend">${outcomes.map((outcome) => markup`<li><span class="swatch o-${outcome}"></span>${outcome}</li>`)}</ul>`;
}

function drawBar(
  label: string,
  counts: Counts,
  { slice, top }: { readonly slice: string; readonly top: number },
): Markup[] {
  const total = Outcome.options.reduce((sum, outcome) => sum + counts[outcome], 0);
  let start = labelWidth;
  return outcomeOrder
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => {
      const width = (counts[outcome] / total) * barWidth;
      const x = Math.round(start * 10) / 10;
      start += width;
      const says = `${label}, ${outcome}: ${counts[outcome]} of ${total}`;
      const text =
        width < 24
          ? null
          : markup`<text class="inside" x="${x + 7}" y="${top + 18}">${nameSegment(outcome, counts[outcome], width)}</text>`;
      return markup`<a href="#${slice}" aria-label="${says}"><rect class="o-${outcome}" x="${x}" y="${top}" width="${Math.max(1, Math.round((width - 1) * 10) / 10)}" height="26"><title>${says}</title></rect>${text}</a>`;
    });
}

/** The count, after the outcome's name where there is room. */
function nameSegment(outcome: Outcome, count: number, width: number): string {
  const text = `${outcome} ${count}`;
  return text.length * 7 + 14 <= width ? text : String(count);
}
