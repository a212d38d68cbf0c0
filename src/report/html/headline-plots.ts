import type { ClusteredShare } from "../../schema/figures.js";
import type { Report } from "../../schema/report.js";
import { formatDifference, formatShare } from "../format-figures.js";
import { formatContrast, valueSlice } from "../tables/contrast-tables.js";
import { listSubjects, partSlice, type Subject } from "../tables/table.js";
import { intervalPlot, type PlotMark, type PlotRow } from "./interval-plot.js";
import { markup, type Markup } from "./markup.js";

const shareMark = (share: ClusteredShare): PlotMark => ({
  value: share.share,
  low: share.low,
  high: share.high,
  text: formatShare(share),
});

/** The four headline numbers of every model beside each other. */
export function headlinePlot(report: Report): Markup {
  const rows = listSubjects(report).flatMap(({ model: { headline }, names, slice }): PlotRow[] => {
    const { gap } = headline.figures;
    const shares = (arm: "all" | "value"): PlotMark[] =>
      [headline.shares.visibility, headline.shares.solvability, headline.shares.lockIn].map((share) =>
        shareMark(share[arm]),
      );
    const none = { value: null, low: null, high: null, text: "" };
    return [
      {
        label: names.toReversed().join(", "),
        slice,
        isBold: true,
        marks: [{ ...gap, text: formatDifference(gap) }, ...shares("all")],
      },
      { label: "value tasks alone", slice, marks: [none, ...shares("value")] },
    ];
  });
  const share = (title: string): { title: string; least: number; most: number } => ({
    title,
    least: 0,
    most: 1,
  });
  return intervalPlot({
    id: "plot-headline",
    title: "Headline numbers with 95 % intervals",
    columns: [
      { title: "Gap, points", least: -1, most: 1 },
      share("Visibility, %"),
      share("Solvability, %"),
      share("Lock-in, %"),
    ],
    rows,
  });
}

/** The gap of each model, overall and by axis, direction and family. */
export function gapPlots(report: Report): Markup[] {
  return listSubjects(report).map((subject, place) => {
    const title = `Gap of ${subject.names.toReversed().join(", ")}`;
    return markup`<figure><figcaption>${title}, in percentage points with 95 % intervals over pairs</figcaption>${gapPlot(subject, title, place)}</figure>`;
  });
}

function gapPlot({ model, slice }: Subject, title: string, place: number): Markup {
  const { gap } = model.headline.figures;
  const cells = model.cells.filter(({ dimension }) => ["axis", "direction", "family"].includes(dimension));
  const describe = (of: typeof gap): string =>
    of.value === null
      ? formatDifference(of)
      : `${formatDifference(of)}, ${of.clusters} pair${of.clusters === 1 ? "" : "s"}`;
  return intervalPlot({
    id: `plot-gap-${place + 1}`,
    title,
    columns: [{ title: "Noncompliance on value tasks minus controls", least: -1, most: 1 }],
    rows: [
      { label: "all pairs", slice, isBold: true, marks: [{ ...gap, text: describe(gap) }] },
      ...cells.map(({ dimension, level, figures }) => ({
        label: `${dimension}: ${level}`,
        slice: partSlice(slice, dimension, level),
        marks: [{ ...figures.gap, text: describe(figures.gap) }],
      })),
    ],
  });
}

/** Agentic minus question for each model that ran both ways, value by value; empty where none did. */
export function settingPlots(report: Report): Markup[] {
  return listSubjects(report).flatMap(({ model, names, slice }, place) => {
    if (model.settings.length === 0) return [];
    const title = `Agentic minus question: ${names.toReversed().join(", ")}`;
    const plot = intervalPlot({
      id: `plot-setting-${place + 1}`,
      title,
      columns: [{ title: "Not carried out, agentic minus question", least: -1, most: 1 }],
      rows: model.settings.map(({ arm, axis, direction, noncompliance }) => {
        const isWhole = axis === null || direction === null;
        const { first, second, difference } = noncompliance;
        return {
          label: isWhole ? `all ${arm} tasks` : `${axis} ${direction}`,
          slice: isWhole ? slice : valueSlice(slice, axis, direction),
          isBold: isWhole,
          marks: [
            {
              ...difference,
              text: `${formatContrast(noncompliance)}; ${first.count}/${first.total}, ${second.count}/${second.total}`,
            },
          ],
        };
      }),
    });
    return [
      markup`<figure><figcaption>${title}, in percentage points with 95 % intervals</figcaption>${plot}</figure>`,
    ];
  });
}
