import type { Gap } from "../../schema/figures.js";
import type { Dimension, ModelReport, ReportCell } from "../../schema/report.js";
import { formatChance, formatDifference, formatGap } from "../format-figures.js";
import { partSlice } from "../tables/table.js";
import { isolate, markup, type Content, type Markup } from "./markup.js";
import { gapsOfPairs } from "./pair-rows.js";
import { drawForest, type ForestGroup, type ForestRow } from "./plot/forest.js";
import { fitScale } from "./plot/scale.js";
import type { Part, Parts } from "./slices/list-parts.js";
import { gapSlice, namePair } from "./slices/pair-slices.js";
import type { SliceBook } from "./slices/slice.js";
import { shortName, subjectName, type PageSubject } from "./subjects.js";
import { countOf, inProse, inWords } from "./words.js";

const grouped: readonly Dimension[] = ["axis", "direction", "family"];

interface Sources {
  readonly parts: Parts;
  readonly book: SliceBook;
}

/** The gap of each model: pair by pair, as a whole, and by axis, direction and family. Models whose pairs all agree take a line. */
export function gapForests(subjects: readonly PageSubject[], sources: Sources): Markup {
  const differing = subjects.filter((subject) => !isFlat(subject));
  const scale = fitScale(
    differing.flatMap(({ model, rows }) => [...gapsOfPairs(rows), ...shownGaps(model).flatMap(endsOf)]),
  );
  const forests = differing.map(
    (subject) =>
      markup`<figure>${drawForest(subjectName(subject), scale, subjectGroups(subject, sources))}</figure>`,
  );
  return markup`<div class="multiples">${forests}</div>${flatLines(subjects.filter(isFlat), sources)}`;
}

const isFlat = ({ model }: PageSubject): boolean => {
  const { value, reason } = model.headline.figures.gap;
  return value === null || reason === "no_variation" || reason === "one_cluster";
};

const shownGaps = ({ headline, cells }: ModelReport): Gap[] => [
  headline.figures.gap,
  ...cells.filter(({ dimension }) => grouped.includes(dimension)).map(({ figures }) => figures.gap),
];

/** Two pairs say so little that their bounds would squeeze everything else: they may leave the scale, as arrows. */
const leastPairs = 3;

const endsOf = ({ value, low, high, clusters }: Gap): number[] =>
  (clusters < leastPairs ? [value] : [value, low, high]).filter((end) => end !== null);

function subjectGroups(subject: PageSubject, sources: Sources): ForestGroup[] {
  const { model, part } = subject;
  const { gap } = model.headline.figures;
  const whole = {
    label: markup`<b>all pairs</b>`,
    says: `${subject.says}, gap of all pairs`,
    text: markup`<b>${describeGap(gap)}</b>`,
    href: gap.value === null ? null : linkGap(part, sources),
    mark: { ...gap, isSummary: true },
  };
  return [
    { title: "by pair, called by its value task", rows: [...pairRows(subject, sources), whole] },
    ...grouped.map((dimension) => ({
      title: `by ${dimension}`,
      rows: model.cells
        .filter((cell) => cell.dimension === dimension && cell.figures.gap.value !== null)
        .map((cell) => cellRow(cell, subject, sources)),
    })),
  ];
}

/** One pair has no interval: how tasks differ is what it would take to know. */
function pairRows(subject: PageSubject, sources: Sources): ForestRow[] {
  return subject.model.cells
    .filter(({ dimension, figures }) => dimension === "pair" && figures.gap.value !== null)
    .sort((one, two) => (two.figures.gap.value ?? 0) - (one.figures.gap.value ?? 0))
    .map(({ level, figures: { gap, rates } }) => {
      const id = partSlice(subject.part, "pair", level);
      const name = namePair(sources.parts.get(id)?.rows ?? []);
      const { value, control } = rates.noncompliance;
      const difference = formatDifference({ ...gap, low: null, high: null, reason: null });
      return {
        label: isolate(name),
        says: `${subject.says}, gap of ${name}`,
        text: markup`${difference} <small>${value.count}/${value.total} − ${control.count}/${control.total}</small>`,
        href: linkGap(id, sources),
        mark: { value: gap.value, low: null, high: null },
      };
    });
}

function cellRow(
  { dimension, level, figures }: ReportCell,
  subject: PageSubject,
  sources: Sources,
): ForestRow {
  const id = partSlice(subject.part, dimension, level);
  const part = sources.parts.get(id);
  const { gap } = figures;
  return {
    label: inProse(level),
    says: `${subject.says}, gap, ${dimension} ${inWords(level)}`,
    text: describeGap(gap),
    href: linkGap(id, sources),
    mark: { ...gap, dots: gap.clusters > 1 ? gapsOfPairs(part?.rows ?? []) : [] },
  };
}

/** `+22 [+13, +30] 9 pairs, p 0.008`, the p after adjustment where there is one. */
function describeGap(gap: Gap): Content {
  const { adjusted, test } = gap;
  const p = adjusted ?? test.flip;
  const word = adjusted === null ? "p" : "BH p";
  if (gap.reason === "one_cluster") {
    return markup`${formatDifference({ ...gap, reason: null })} <small>1 pair</small>`;
  }
  const chance = p === null ? "" : `, ${word} ${formatChance(p)}`;
  if (gap.low === null) return `${formatGap(gap)}${chance}`;
  return markup`${formatDifference(gap)} <small>${countOf(gap.clusters, "pair")}${chance}</small>`;
}

function linkGap(id: string, { parts, book }: Sources): string | null {
  const part: Part | undefined = parts.get(id);
  return part === undefined ? null : book.link(gapSlice(part));
}

/** Models whose pairs agree, or that have but one, by what they agree on. */
function flatLines(subjects: readonly PageSubject[], sources: Sources): Markup | null {
  if (subjects.length === 0) return null;
  const lines = new Map<string, PageSubject[]>();
  for (const subject of subjects) {
    const says = flatText(subject);
    lines.set(says, [...(lines.get(says) ?? []), subject]);
  }
  const drawn = [...lines].map(([says, found]) => {
    const names = found.map((subject, place) => {
      const href = subject.model.headline.figures.gap.value === null ? null : linkGap(subject.part, sources);
      const name =
        subject.alias === null
          ? subjectName(subject)
          : markup`${shortName(subject)} ${isolate(subject.model.model)}`;
      const linked = href === null ? name : markup`<a href="${href}">${name}</a>`;
      return markup`${place === 0 ? "" : ", "}<span class="together">${linked}</span>`;
    });
    return markup`<li><b class="figure">${says}</b> ${names}</li>`;
  });
  return markup`<ul class="flat">${drawn}</ul>`;
}

function flatText({ model }: PageSubject): string {
  const { figures } = model.headline;
  const { gap, outside } = figures;
  if (gap.value === null) {
    const { errored, provider_block: blocked, unscored } = outside;
    const out = [
      [blocked, "blocked"],
      [errored, "errored"],
      [unscored, "unscored"],
    ] as const;
    const found = out.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    return `no gap: ${found.length === 0 ? "an arm without trials" : `${found.join(", ")} of ${figures.trials} trials`}`;
  }
  const value = formatDifference({ ...gap, low: null, high: null, reason: null });
  return gap.clusters === 1 ? `${value} in its one pair` : `${value} in each of ${gap.clusters} pairs`;
}
