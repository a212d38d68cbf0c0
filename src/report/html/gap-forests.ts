import type { Gap } from "../../schema/figures.js";
import type { Dimension, ModelReport } from "../../schema/report.js";
import { formatDifference } from "../format-figures.js";
import { partSlice } from "../tables/table.js";
import { isolate, markup, type Markup } from "./markup.js";
import { gapsOfPairs } from "./pair-rows.js";
import { cellRow, describeGap, linkGap, scaleOfGaps, type GapSources } from "./gap-rows.js";
import { drawForest, type ForestGroup, type ForestRow } from "./plot/forest.js";
import { namePair } from "./slices/pair-slices.js";
import { shortName, subjectName, type PageSubject } from "./subjects.js";
import { inProse } from "./words.js";

const grouped: readonly Dimension[] = ["axis", "direction", "family"];

/** The gap of each model: pair by pair, as a whole, and by axis, direction and family. Models whose pairs all agree take a line. */
export function gapForests(subjects: readonly PageSubject[], sources: GapSources): Markup {
  const differing = subjects.filter((subject) => !isFlat(subject));
  const scale = scaleOfGaps(
    differing.flatMap(({ model }) => shownGaps(model)),
    differing.flatMap(({ rows }) => gapsOfPairs(rows)),
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

function subjectGroups(subject: PageSubject, sources: GapSources): ForestGroup[] {
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
        .map((cell) => cellRow(cell, inProse(cell.level), { subject, sources })),
    })),
  ];
}

/** A pair by itself, with the interval of its trials: how tasks differ it cannot know. */
function pairRows(subject: PageSubject, sources: GapSources): ForestRow[] {
  return subject.model.cells
    .filter(({ dimension, figures }) => dimension === "pair" && figures.gap.value !== null)
    .sort((one, two) => (two.figures.gap.value ?? 0) - (one.figures.gap.value ?? 0))
    .map(({ level, figures: { gap, rates } }) => {
      const id = partSlice(subject.part, "pair", level);
      const name = namePair(sources.parts.get(id)?.rows ?? []);
      const { value, control } = rates.noncompliance;
      const difference = formatDifference({ ...gap, reason: null });
      return {
        label: isolate(name),
        says: `${subject.says}, gap of ${name}`,
        text: markup`${difference} <small>${value.count}/${value.total} − ${control.count}/${control.total}</small>`,
        href: linkGap(id, sources),
        mark: { value: gap.value, low: gap.low, high: gap.high },
      };
    });
}

/** Models whose pairs agree, or that have but one, by what they agree on. */
function flatLines(subjects: readonly PageSubject[], sources: GapSources): Markup | null {
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
    return `no gap: ${found.length === 0 ? "nothing counted in both arms" : `${found.join(", ")} of ${figures.trials} trials`}`;
  }
  const value = formatDifference({ ...gap, low: null, high: null, reason: null });
  return gap.clusters === 1 ? `${value} in its one pair` : `${value} in each of ${gap.clusters} pairs`;
}
