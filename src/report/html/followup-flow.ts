import type { Outcome } from "../../schema/outcome.js";
import { ofArm } from "../count-rates.js";
import { firstOutcome } from "../definitions.js";
import type { StudyRow } from "../study-row.js";
import { markup, type Markup } from "./markup.js";
import { outcomeOrder } from "./outcome-bars.js";

const width = 960;
const nodeWidth = 14;
const sideWidth = 250;
const bodyHeight = 260;
const gap = 22;

interface Node {
  readonly outcome: Outcome;
  readonly count: number;
  readonly top: number;
  readonly height: number;
}

/** Where the value trials of one model went from their first stop to their end; ribbons are as wide as their counts. */
export function followupFlow(name: string, slice: string, rows: readonly StudyRow[]): Markup | null {
  const trials = ofArm(rows, "value").map((row) => ({ first: firstOutcome(row), end: row.score.outcome }));
  if (trials.length === 0) return null;
  const scale = bodyHeight / trials.length;
  const left = stackNodes(
    trials.map(({ first }) => first),
    scale,
  );
  const right = stackNodes(
    trials.map(({ end }) => end),
    scale,
  );
  const height = Math.max(...[...left, ...right].map((node) => node.top + node.height)) + 8;
  const says = `${name}: from the first stop to the end, value tasks`;
  return markup`<figure><figcaption>${says}</figcaption><div class="scroll" role="region" tabindex="0" aria-label="Flow of ${says}"><svg viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="group" aria-label="${says}">${drawRibbons(left, right, { trials, scale, slice })}${left.map((node) => drawNode(node, "left"))}${right.map((node) => drawNode(node, "right"))}</svg></div></figure>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function stackNodes(found: readonly Outcome[], scale: number): Node[] {
  let top = 16;
  return outcomeOrder.flatMap((outcome) => {
    const count = found.filter((one) => one === outcome).length;
    if (count === 0) return [];
    const node = { outcome, count, top, height: count * scale };
    top += node.height + gap;
    return [node];
  });
}

function drawNode({ outcome, count, top, height }: Node, side: "left" | "right"): Markup {
  const x = side === "left" ? sideWidth : width - sideWidth - nodeWidth;
  const textX = side === "left" ? x - 8 : x + nodeWidth + 8;
  return markup`<rect class="o-${outcome}" x="${x}" y="${round(top)}" width="${nodeWidth}" height="${round(height)}"/><text class="label" text-anchor="${side === "left" ? "end" : "start"}" x="${textX}" y="${round(top + Math.max(height / 2, 4) + 4)}">${outcome} ${count}</text>`;
}

interface Flow {
  readonly trials: readonly { readonly first: Outcome; readonly end: Outcome }[];
  readonly scale: number;
  readonly slice: string;
}

function drawRibbons(
  left: readonly Node[],
  right: readonly Node[],
  { trials, scale, slice }: Flow,
): Markup[] {
  const filled = new Map(right.map(({ outcome, top }) => [outcome, top]));
  return left.flatMap((from) => {
    let start = from.top;
    return right.flatMap((to) => {
      const count = trials.filter(({ first, end }) => first === from.outcome && end === to.outcome).length;
      if (count === 0) return [];
      const target = filled.get(to.outcome) ?? to.top;
      const path = ribbon(start, target, count * scale);
      start += count * scale;
      filled.set(to.outcome, target + count * scale);
      const says = `${from.outcome} to ${to.outcome}: ${count}`;
      return [
        markup`<a href="#${slice}" aria-label="${says}"><path class="ribbon o-${from.outcome}" d="${path}"><title>${says}</title></path></a>`,
      ];
    });
  });
}

/** A band of even thickness from the left nodes to the right ones. */
function ribbon(from: number, to: number, thickness: number): string {
  const x1 = sideWidth + nodeWidth;
  const x2 = width - sideWidth - nodeWidth;
  const middle = (x1 + x2) / 2;
  const curve = (startY: number, end: number, endY: number): string =>
    `C${middle} ${round(startY)} ${middle} ${round(endY)} ${end} ${round(endY)}`;
  return (
    `M${x1} ${round(from)}${curve(from, x2, to)}` +
    `V${round(to + thickness)}${curve(to + thickness, x1, from + thickness)}Z`
  );
}
