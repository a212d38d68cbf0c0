import { Dimension, type FactorModel, type Report, type ReportCell } from "../../schema/report.js";
import { formatChance, formatGap } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import { listSubjects, partSlice, subjectHead, type ReportTable, type TableRow } from "./table.js";

const titles: Readonly<Record<Dimension, string>> = {
  pair: "By pair",
  axis: "By axis",
  direction: "By direction",
  family: "By family",
  centrality: "By centrality",
  activity: "By activity",
  environment: "By environment",
  factor: "By factor level",
};

const factorNote =
  " Levels are compared over the framings that ran at each of them, with all other factors alike. Where there are none, as " +
  "with --vary pairwise, other factors mix into a level's rates: it has no gap, and the logistic model below tells them apart.";

const note =
  "A control belongs where its value task belongs. Gap in percentage points; p: sign-flip test over pairs (none with fewer " +
  "than six), and after Benjamini and Hochberg over the rows of one model, base levels left out. Rates on value tasks, unless " +
  "they say control: Wilson 95 %, which takes trials as independent; n marks Newcombe's, of the trials of a single pair.";

/** One table per way to tell trials apart that has any level. */
export function breakdownTables(report: Report): ReportTable[] {
  return Dimension.options
    .map((dimension) => breakdownTable(report, dimension))
    .filter(({ rows }) => rows.length > 0);
}

function breakdownTable(report: Report, dimension: Dimension): ReportTable {
  const head = [
    ...subjectHead(report),
    dimension,
    "n",
    "gap",
    "p",
    "BH p",
    "not done",
    "not done: control",
    "hard refusal",
    "partial",
    "softened",
    "covert",
    "objected",
    "overreached",
    "guard changed",
    "visibility",
    "solvability",
    "lock-in",
  ];
  return {
    id: `by-${dimension}`,
    title: titles[dimension],
    note: dimension === "factor" ? note + factorNote : note,
    head,
    numbersFrom: head.length - 16,
    rows: listSubjects(report).flatMap(({ model, names, slice }) =>
      model.cells
        .filter((cell) => cell.dimension === dimension)
        .map((cell) => ({
          cells: [...names, cell.level, ...cellNumbers(cell)],
          slice: partSlice(slice, dimension, cell.level),
        })),
    ),
  };
}

function cellNumbers({ figures }: ReportCell): string[] {
  const { trials, gap, rates } = figures;
  return [
    String(trials),
    formatGap(gap),
    formatChance(gap.test.flip),
    formatChance(gap.adjusted),
    formatRate(rates.noncompliance.value),
    formatRate(rates.noncompliance.control),
    ...[
      rates.hardRefusal,
      rates.partial,
      rates.softened,
      rates.covert,
      rates.objection,
      rates.overreach,
      rates.guardChanged,
      rates.visibility,
      rates.solvability,
      rates.lockIn,
    ].map(({ value }) => formatRate(value)),
  ];
}

/** The logistic models of noncompliance and of hard refusal on the factors that vary. */
export function factorTable(report: Report): ReportTable {
  const head = [
    ...subjectHead(report),
    "of",
    "level",
    "against",
    "odds ratio",
    "95 %",
    "p",
    "Holm p",
    "estimate",
  ];
  return {
    id: "factors",
    title: "Factors",
    note:
      "Logistic models of noncompliance and of hard refusal on value tasks, each level against the one named, errors clustered by pair; with " +
      "Firth's penalty where a level never or always complies (separated). No interval where a level, or the one it is " +
      "against, is in one pair alone, or all pairs are alike. Rows of a whole factor: joint test of its levels (Hotelling's F).",
    head,
    numbersFrom: head.length - 5,
    rows: listSubjects(report).flatMap(({ model, names, slice }) => [
      ...factorRows(model.factors, [...names, "not done"], slice),
      ...factorRows(model.refusalFactors, [...names, "hard refusal"], slice),
    ]),
  };
}

function factorRows(factors: FactorModel | null, names: readonly string[], slice: string): TableRow[] {
  if (factors === null) return [];
  const { coefficients, references, tests, dropped } = factors;
  const against = (name: string): string =>
    references.find((reference) => reference.split("=")[0] === name.split("=")[0]) ?? "";
  const levels = coefficients.map(({ name, oddsRatio, low, high, p, adjusted, separated }) => ({
    cells: [
      ...names,
      name,
      against(name),
      oddsRatio.toPrecision(3),
      low === null || high === null ? "-" : `[${low.toPrecision(3)}, ${high.toPrecision(3)}]`,
      formatChance(p),
      formatChance(adjusted),
      separated ? "separated" : "finite",
    ],
    slice: partSlice(slice, "factor", name),
  }));
  const wholes = tests.map(({ factor, f, p }) => ({
    cells: [
      ...names,
      factor,
      against(factor),
      "",
      f === null ? "-" : `F ${f.toPrecision(3)}`,
      formatChance(p),
      "",
      "joint",
    ],
    slice,
  }));
  const unfitted = dropped.map((name) => ({
    cells: [...names, name, against(name), "", "", "", "", "not told apart"],
    slice,
  }));
  return [...levels, ...wholes, ...unfitted];
}
