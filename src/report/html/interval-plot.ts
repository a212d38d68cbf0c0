import { markup, type Content, type Markup } from "./markup.js";

/** One interval to draw; what is null is not drawn, its text says why. */
export interface PlotMark {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

export interface PlotRow {
  readonly label: string;
  /** The id of the trials behind it. */
  readonly slice: string;
  readonly isBold?: boolean;
  /** One mark per column. */
  readonly marks: readonly PlotMark[];
}

interface PlotColumn {
  readonly title: string;
  readonly least: number;
  readonly most: number;
}

/** Rows of intervals over one or several scales, drawn beside each other. */
export interface IntervalPlot {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly PlotColumn[];
  readonly rows: readonly PlotRow[];
}

const labelWidth = 200;
const columnGap = 28;
/** Room for the numbers at the right of a plot of one column; with several they stand above the marks. */
const textWidth = 210;
const headHeight = 30;
const footHeight = 24;
const totalWidth = 960;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Draws intervals as lines with a dot, each linked to its trials, with its numbers as text above it. */
export function intervalPlot({ id, title, columns, rows }: IntervalPlot): Markup {
  const isSingle = columns.length === 1;
  const rowHeight = isSingle ? 28 : 42;
  const width = (totalWidth - labelWidth - (isSingle ? textWidth : 0)) / columns.length - columnGap;
  const height = headHeight + rows.length * rowHeight + footHeight;
  const startOf = (column: number): number => labelWidth + column * (width + columnGap) + columnGap / 2;
  const drawn = columns.map((column, place) => drawColumn(column, startOf(place), { width, height }));
  const lines = rows.map((row, place) => {
    const top = headHeight + place * rowHeight;
    const marks = columns.map((column, columnPlace) => {
      const mark = row.marks[columnPlace];
      return mark === undefined
        ? null
        : drawMark(mark, column, { start: startOf(columnPlace), width, top, row, isSingle });
    });
    return markup`<text class="label${row.isBold === true ? " bold" : ""}" x="0" y="${top + rowHeight - 10}">${shorten(row.label)}</text>${marks}`;
  });
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${title}"><svg viewBox="0 0 ${totalWidth} ${height}" width="${totalWidth}" height="${height}" role="group" aria-labelledby="${id}-t"><title id="${id}-t">${title}</title>${drawn}${lines}</svg></div>`;
}

/** At most 30 characters; the table below has the whole name. */
export function shorten(label: string): string {
  return label.length <= 30 ? label : `${label.slice(0, 29)}…`;
}

function drawColumn(
  { title, least, most }: PlotColumn,
  start: number,
  { width, height }: { readonly width: number; readonly height: number },
): Markup {
  const ticks = least < 0 ? [-1, -0.5, 0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const bottom = height - footHeight;
  const lines = ticks.map((tick): Content => {
    const x = round(start + ((tick - least) / (most - least)) * width);
    return markup`<line class="${tick === 0 ? "zero" : "grid"}" x1="${x}" x2="${x}" y1="${headHeight}" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 16}">${Math.round(tick * 100)}</text>`;
  });
  return markup`<text class="head" x="${round(start)}" y="16">${title}</text>${lines}`;
}

function drawMark(
  { value, low, high, text }: PlotMark,
  { title, least, most }: PlotColumn,
  place: {
    readonly start: number;
    readonly width: number;
    readonly top: number;
    readonly row: PlotRow;
    readonly isSingle: boolean;
  },
): Markup | null {
  const { start, width, top, row, isSingle } = place;
  if (text === "") return null;
  const x = (at: number): number =>
    round(start + ((Math.min(Math.max(at, least), most) - least) / (most - least)) * width);
  const y = top + (isSingle ? 14 : 28);
  const line =
    low === null || high === null
      ? null
      : markup`<line class="interval" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/><line class="interval" x1="${x(low)}" x2="${x(low)}" y1="${y - 4}" y2="${y + 4}"/><line class="interval" x1="${x(high)}" x2="${x(high)}" y1="${y - 4}" y2="${y + 4}"/>`;
  const dot = value === null ? null : markup`<circle class="dot" cx="${x(value)}" cy="${y}" r="5"/>`;
  const written = isSingle
    ? markup`<text class="value right" x="${totalWidth}" y="${y + 4}">${text}</text>`
    : markup`<text class="value" x="${round(start)}" y="${top + 15}">${text}</text>`;
  return markup`<a href="#${row.slice}" aria-label="${row.label}, ${title}: ${text}">${written}${line}${dot}</a>`;
}
