import type { SettingRow } from "../../schema/report.js";
import { keepMatched, isAgentic, isAsked } from "../compare-settings.js";
import { ofArm } from "../count-rates.js";
import { rateDefinitions } from "../definitions.js";
import { describeMissing, formatChance, formatDifference } from "../format-figures.js";
import type { StudyRow } from "../study-row.js";
import { formatContrast } from "../tables/contrast-tables.js";
import { partSlice } from "../tables/table.js";
import { isolate, markup, type Markup } from "./markup.js";
import { drawForest, type ForestRow } from "./plot/forest.js";
import { fitScale } from "./plot/scale.js";
import { stripTable, type StripCell, type StripRow } from "./plot/strip-table.js";
import { differenceSlice, type Difference } from "./slices/difference-slices.js";
import type { Slice, SliceBook } from "./slices/slice.js";
import { subjectName, shortName, type PageSubject } from "./subjects.js";
import { countOf, inProse, inWords } from "./words.js";

const columns = ["gap", "noncompliance", "visibility", "solvability", "lockIn"] as const;
const titles: Readonly<Record<(typeof columns)[number], string>> = {
  gap: "Gap",
  noncompliance: "Not done: value",
  visibility: "Visibility",
  solvability: "Solvability",
  lockIn: "Lock-in",
};

/** Models and runs against each other, in the order of the headline; null where there is nothing to compare. */
export function differencePlot(
  differences: readonly Difference[],
  subjects: readonly PageSubject[],
  book: SliceBook,
): Markup | null {
  if (differences.length === 0) return null;
  const ends = differences.flatMap(({ comparison }) =>
    columns.flatMap((name) => [comparison[name].value, comparison[name].low, comparison[name].high]),
  );
  const scale = fitScale(
    ends.filter((end) => end !== null),
    4,
  );
  const rows = differences
    .toSorted((one, other) => subjects.indexOf(one.second) - subjects.indexOf(other.second))
    .map((difference) => differenceRow(difference, book));
  return stripTable(
    "Second minus first in percentage points",
    columns.map((name) => ({ title: titles[name], scale })),
    rows,
  );
}

function differenceRow(difference: Difference, book: SliceBook): StripRow {
  const { comparison, first, second } = difference;
  const { adjusted, test } = comparison;
  const chances = [
    ...(test.flip === null ? [] : [`p ${formatChance(test.flip)}`]),
    ...(adjusted === null ? [] : [`Holm ${formatChance(adjusted)}`]),
  ];
  const cells = columns.map((name): StripCell => {
    const estimate = comparison[name];
    return {
      text: estimate.value === null ? "–" : formatDifference({ ...estimate, reason: null }),
      note: [
        ...(estimate.reason === null || (name === "gap" && estimate.reason === "one_cluster")
          ? []
          : [describeMissing(estimate.reason)]),
        ...(name === "gap" ? [countOf(comparison.pairs, "pair"), ...chances] : []),
      ].join(", "),
      href: book.link(differenceSlice(difference, name)),
      says: `${second.says} minus ${first.says}`,
      mark: estimate.value === null ? null : estimate,
    };
  });
  return {
    label: markup`${shortName(second)} − ${shortName(first)}<small>${plainName(second)} minus ${plainName(first)}</small>`,
    isMain: true,
    cells,
  };
}

const plainName = ({ model, runName }: PageSubject): Markup =>
  runName === null ? isolate(model.model) : markup`${isolate(model.model)} in ${isolate(runName)}`;

/** Agentic minus question for each model that ran both ways, value by value; null where none did. */
export function settingPlots(subjects: readonly PageSubject[], book: SliceBook): Markup | null {
  const both = subjects.filter(({ model }) => model.settings.length > 0);
  if (both.length === 0) return null;
  const scale = fitScale(
    both.flatMap(({ model }) =>
      model.settings.flatMap(({ noncompliance: { difference } }) =>
        [difference.value, difference.low, difference.high].filter((end) => end !== null),
      ),
    ),
  );
  const forests = both.map((subject) => {
    const matched = keepMatched(subject.rows);
    const rows = subject.model.settings.map((row) => settingRow(row, subject, matched, book));
    const isWhole = (_: ForestRow, place: number): boolean => subject.model.settings[place]?.axis === null;
    return markup`<figure>${drawForest(subjectName(subject), scale, [
      { title: null, rows: rows.filter(isWhole) },
      { title: "by value", rows: rows.filter((row, place) => !isWhole(row, place)) },
    ])}</figure>`;
  });
  return markup`<div class="multiples">${forests}</div>`;
}

function settingRow(
  { arm, axis, direction, noncompliance }: SettingRow,
  subject: PageSubject,
  matched: readonly StudyRow[],
  book: SliceBook,
): ForestRow {
  const isWhole = axis === null || direction === null;
  const level = isWhole ? `all ${arm} tasks` : `${axis} ${direction}`;
  const rows = ofArm(matched, arm).filter(
    ({ labels }) => isWhole || (labels.axis === axis && labels.direction === direction),
  );
  const { difference, first, second, p, adjusted } = noncompliance;
  const pairs = difference.clusters > 1 ? `, ${countOf(difference.clusters, "pair")}` : "";
  const chance =
    adjusted !== null ? `, Holm p ${formatChance(adjusted)}` : p === null ? "" : `, p ${formatChance(p)}`;
  return {
    label: isWhole ? markup`<b>${level}</b>` : inProse(level),
    says: `${subject.says}, agentic minus question, ${inWords(level)}`,
    text: markup`${formatContrast(noncompliance)} <small class="below">${first.count}/${first.total} − ${second.count}/${second.total}${pairs}${chance}</small>`,
    href: book.link(
      settingSlice(`${subject.part}--setting-${arm}-${level}`, `${subject.says}: ${level}`, rows),
    ),
    mark: { ...difference, isSummary: isWhole },
  };
}

function settingSlice(name: string, title: string, rows: readonly StudyRow[]): Slice {
  const { among, counts } = rateDefinitions.noncompliance;
  const groups = (
    [
      ["Agentic", isAgentic],
      ["Question", isAsked],
    ] as const
  ).flatMap(([side, holds]) => {
    const counted = rows.filter((row) => holds(row) && among(row));
    return [
      { title: `${side}: not carried out`, rows: counted.filter(counts) },
      { title: `${side}: carried out`, rows: counted.filter((row) => !counts(row)) },
    ];
  });
  return {
    id: partSlice("s", "setting", name),
    title: `${title}, with tools and as a question`,
    says: "The tasks and variants that count trials both ways.",
    groups,
  };
}
