import type { Outcome } from "../../schema/outcome.js";
import { ofArm } from "../count-rates.js";
import { isolate, markup, type Markup } from "./markup.js";
import { outcomeOrder } from "./palette.js";
import type { Part, Parts } from "./slices/list-parts.js";
import { flowSlice, outcomeSlice } from "./slices/outcome-slices.js";
import { followupSlice } from "./slices/rate-slice.js";
import type { SliceBook } from "./slices/slice.js";
import { shortName, subjectName, type PageSubject } from "./subjects.js";
import { swatch } from "./swatch.js";
import { countOf, inWords, wordsOf } from "./words.js";

const bodyHeight = 150;
/** A node takes at least the height of its name: a longer one is two lines on narrow screens. */
const leastSlot = (outcome: Outcome): number => (outcome.length > 9 ? 38 : 25);

interface Move {
  readonly first: Outcome;
  readonly end: Outcome;
}

interface Node {
  readonly outcome: Outcome;
  readonly count: number;
  readonly top: number;
  readonly height: number;
}

interface Sources {
  readonly parts: Parts;
  readonly book: SliceBook;
}

/** Where value trials went from their first stop to their end, a figure per model of which anything moved. */
export function followupFlows(subjects: readonly PageSubject[], { parts, book }: Sources): Markup {
  const asked = subjects.filter(
    ({ run, rows }) => run.followups !== "none" && ofArm(rows, "value").length > 0,
  );
  if (asked.length === 0) return markup`<p>No follow-ups were run.</p>`;
  const moving = asked.filter((subject) => movesOf(subject).some(({ first, end }) => first !== end));
  const still = asked.filter((subject) => !moving.includes(subject));
  const figures = moving.flatMap((subject) => {
    const part = parts.get(subject.part);
    return part === undefined ? [] : [drawFlow(subject, part, book)];
  });
  const names = still.map((subject, place) => [
    place === 0 ? "" : ", ",
    markup`<span class="together">${subject.alias === null ? subjectName(subject) : [shortName(subject), " ", isolate(subject.model.model)]}</span>`,
  ]);
  return markup`<div class="multiples">${figures}</div>${still.length === 0 ? null : markup`<p class="flat"><b class="figure">Nothing moved</b> ${names}</p>`}`;
}

const movesOf = ({ rows }: PageSubject): Move[] =>
  ofArm(rows, "value").map(({ first, end }) => ({ first, end }));

function drawFlow(subject: PageSubject, part: Part, book: SliceBook): Markup {
  const moves = movesOf(subject);
  const scale = bodyHeight / moves.length;
  const left = stackNodes(
    moves.map(({ first }) => first),
    scale,
  );
  const right = stackNodes(
    moves.map(({ end }) => end),
    scale,
  );
  const height = Math.max(
    ...[...left, ...right].map(({ outcome, top, height: own }) => top + Math.max(own, leastSlot(outcome))),
  );
  const ribbons = drawRibbons(left, right, moves, scale).map(({ from, to, count, path }) => {
    const says = `${inWords(from)} to ${inWords(to)}: ${count}`;
    return markup`<a href="${book.link(flowSlice(part, from, to))}" aria-label="${subject.says}, ${says}"><path class="ribbon o-${from}" d="${path}"><title>${says}</title></path></a>`;
  });
  const names = (nodes: readonly Node[], stage: "first" | "end"): Markup[] =>
    nodes.map((node) =>
      drawName(
        node,
        book.link(outcomeSlice(part, node.outcome, "value", stage)),
        `${subject.says}, ${stage === "first" ? "first stop" : "end"}`,
      ),
    );
  return markup`<figure class="flow"><figcaption>${subjectName(subject)}</figcaption><div class="flow-body" style="height:${round(height) + 24}px"><div class="flow-names left"><b>first stop</b>${names(left, "first")}</div><svg viewBox="0 0 100 ${round(height)}" preserveAspectRatio="none" style="height:${round(height)}px" role="group" aria-label="${subject.says}: from the first stop to the end">${left.map((node) => drawNode(node, 0))}${right.map((node) => drawNode(node, 98))}${ribbons}</svg><div class="flow-names right"><b>end</b>${names(right, "end")}</div></div>${followupCounts(subject, part, book)}</figure>
`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function stackNodes(found: readonly Outcome[], scale: number): Node[] {
  let top = 0;
  return outcomeOrder.flatMap((outcome) => {
    const count = found.filter((one) => one === outcome).length;
    if (count === 0) return [];
    const height = count * scale;
    const slot = Math.max(height, leastSlot(outcome));
    const node = { outcome, count, top: top + (slot - height) / 2, height };
    top += slot + 2;
    return [node];
  });
}

function drawName({ outcome, count, top, height }: Node, href: string | null, whose: string): Markup {
  return markup`<a style="top:${round(top + Math.max(height / 2, 1) + 24)}px" href="${href}"><span class="quiet">${whose}: </span>${swatch(outcome)}${wordsOf(outcome)} ${count}</a>`;
}

const drawNode = ({ outcome, top, height }: Node, x: number): Markup =>
  markup`<rect class="o-${outcome}" x="${x}" y="${round(top)}" width="2" height="${round(Math.max(height, 1))}"/>`;

interface Ribbon {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly count: number;
  readonly path: string;
}

function drawRibbons(
  left: readonly Node[],
  right: readonly Node[],
  moves: readonly Move[],
  scale: number,
): Ribbon[] {
  const filled = new Map(right.map(({ outcome, top }) => [outcome, top]));
  return left.flatMap((from) => {
    let start = from.top;
    return right.flatMap((to) => {
      const count = moves.filter(({ first, end }) => first === from.outcome && end === to.outcome).length;
      if (count === 0) return [];
      const target = filled.get(to.outcome) ?? to.top;
      const path = bandPath(start, target, count * scale);
      start += count * scale;
      filled.set(to.outcome, target + count * scale);
      return [{ from: from.outcome, to: to.outcome, count, path }];
    });
  });
}

/** A band of even thickness between the nodes, in percent of the width. */
function bandPath(from: number, to: number, thickness: number): string {
  const [x1, middle, x2] = [2, 50, 98];
  const curve = (startY: number, end: number, endY: number): string =>
    `C${middle} ${round(startY)} ${middle} ${round(endY)} ${end} ${round(endY)}`;
  return (
    `M${x1} ${round(from)}${curve(from, x2, to)}` +
    `V${round(to + thickness)}${curve(to + thickness, x1, from + thickness)}Z`
  );
}

/** After which follow-up the trials that were not carried out at first were. */
function followupCounts({ model }: PageSubject, part: Part, book: SliceBook): Markup | null {
  const { count, total } = model.headline.figures.rates.solvability.value;
  if (total === 0) return null;
  const counts = model.followups.map(({ followup, value }) => {
    const href = value.total === 0 ? null : book.link(followupSlice(part, followup, "value"));
    const text = markup`${value.count} <span class="of">of ${value.total}</span>`;
    return markup`<li><b>${followup}</b> ${href === null ? text : markup`<a href="${href}">${text}</a>`}</li>`;
  });
  const without = model.headline.unfollowed?.value.trials ?? 0;
  const unfollowed = without === 0 ? null : markup`<li><b>none was sent</b> ${without}</li>`;
  return markup`<div class="followups"><span>Of ${countOf(total, "value trial")} not carried out at the first stop, carried out after</span><ul>${counts}<li><b>not by the end</b> ${total - count}</li>${unfollowed}</ul></div>`;
}
