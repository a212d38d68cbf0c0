import { markup, type Markup } from "../markup.js";
import { placeOn, type Scale } from "./scale.js";

/** A number with its interval as a plot draws it. */
export interface Mark {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What it is the mean of: drawn as small dots behind it. */
  readonly dots?: readonly number[];
  /** Drawn as the diamond of a summary. */
  readonly isSummary?: boolean;
}

/** How far the mark rises above the middle where dots stand below it. */
const rise = 5;
const dotsTop = 4;
const dotsHeight = 9;

/**
 * One mark over the lines of its scale. Places are in percent of the width and in pixels from the middle of the height, so
 * that it fits whatever it stands in without being scaled. Its numbers stand beside it as text, and so it is hidden from those
 * who listen.
 */
export function drawStrip(mark: Mark, scale: Scale): Markup {
  const lines = scale.ticks.map((tick) => {
    const x = placeOn(scale, tick);
    return markup`<line class="${tick === 0 ? "zero" : "tick"}" x1="${x}%" x2="${x}%" y2="100%"/>`;
  });
  const dots = mark.dots ?? [];
  const y = dots.length === 0 ? 0 : -rise;
  const drawn = mark.isSummary === true ? drawDiamond(mark, scale) : drawInterval(mark, scale, y);
  return markup`<svg class="strip" aria-hidden="true" focusable="false">${lines}<svg class="over" y="50%">${drawDots(dots, scale)}${drawn}</svg></svg>`;
}

/** Equal dots hang one below the other, closer where there are many. */
function drawDots(dots: readonly number[], scale: Scale): Markup[] {
  const places = dots.map((dot) => placeOn(scale, dot));
  const before = new Map<number, number>();
  return places.map((x) => {
    const above = before.get(x) ?? 0;
    before.set(x, above + 1);
    const alike = places.filter((place) => place === x).length;
    const y = dotsTop + above * Math.min(3.6, dotsHeight / Math.max(alike - 1, 1));
    return markup`<circle class="own" cx="${x}%" cy="${Math.round(y * 10) / 10}" r="1.8"/>`;
  });
}

function drawInterval({ value, low, high }: Mark, scale: Scale, y: number): Markup {
  const isBounded = low !== null && high !== null;
  const line = isBounded
    ? markup`<line class="interval" x1="${placeOn(scale, low)}%" x2="${placeOn(scale, high)}%" y1="${y}" y2="${y}"/>${drawEnd(low, scale, y)}${drawEnd(high, scale, y)}`
    : null;
  const dot =
    value === null
      ? null
      : markup`<circle class="${isBounded ? "mark" : "mark open"}" cx="${placeOn(scale, value)}%" cy="${y}" r="4.5"/>`;
  return markup`${line}${dot}`;
}

/** A bar across the end of an interval; an arrow where the interval goes on beyond the scale. */
function drawEnd(end: number, scale: Scale, y: number): Markup {
  const x = placeOn(scale, end);
  const beyond = end < scale.least ? 1 : end > scale.most ? -1 : 0;
  if (beyond === 0) {
    return markup`<line class="interval" x1="${x}%" x2="${x}%" y1="${y - 4}" y2="${y + 4}"/>`;
  }
  return markup`<svg class="over" x="${x}%" y="${y}" width="1" height="1"><path class="arrow" d="M${6 * beyond} -4L0 0L${6 * beyond} 4"/></svg>`;
}

/** From bound to bound; hollow and as wide as high where there are none. */
function drawDiamond({ value, low, high }: Mark, scale: Scale): Markup {
  if (value === null) return markup``;
  if (low === null || high === null || high <= low) {
    return markup`<svg class="over" x="${placeOn(scale, value)}%" width="1" height="1"><path class="mark open" d="M-7 0L0 -7L7 0L0 7Z"/></svg>`;
  }
  const [start, end] = [placeOn(scale, low), placeOn(scale, high)];
  const width = Math.max(Math.round((end - start) * 10) / 10, 0.5);
  const peak = Math.min(Math.max(Math.round(((placeOn(scale, value) - start) / width) * 1000) / 10, 0), 100);
  return markup`<svg class="over" x="${start}%" y="-7" width="${width}%" height="14" viewBox="0 0 100 14" preserveAspectRatio="none"><path class="mark" d="M0 7L${peak} 0L100 7L${peak} 14Z"/></svg>`;
}

const points = (tick: number): string => {
  const rounded = Math.round(tick * 100);
  return rounded < 0 ? `−${-rounded}` : String(rounded);
};

/** The numbers of a scale below its strips. */
export function drawTicks(scale: Scale): Markup {
  const numbers = scale.ticks.map(
    (tick) => markup`<span style="left:${placeOn(scale, tick)}%">${points(tick)}</span>`,
  );
  return markup`<div class="ticks" aria-hidden="true">${numbers}</div>`;
}
