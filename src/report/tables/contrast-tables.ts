import type { Contrast, Report } from "../../schema/report.js";
import { formatChance, formatDifference } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import { listSubjects, partSlice, subjectHead, type ReportTable } from "./table.js";

/** Downwards against upwards, axis by axis. */
export function asymmetryTable(report: Report): ReportTable {
  const head = [...subjectHead(report), "axis", "decrease", "increase", "difference", "p", "Holm p"];
  return {
    id: "asymmetry",
    title: "Direction asymmetry",
    note:
      "Not carried out on value tasks, decrease minus increase, in percentage points: the mean of the pairs' rates, Welch's " +
      "interval and test, from three pairs on each side on; fewer say nothing beyond those tasks.",
    head,
    numbersFrom: head.length - 5,
    rows: listSubjects(report).flatMap(({ model, names, slice }) =>
      model.asymmetries.map(({ axis, noncompliance }) => ({
        cells: [...names, axis, ...contrastCells(noncompliance)],
        slice: partSlice(slice, "axis", axis),
      })),
    ),
  };
}

/** The same request to an agent with tools and as a question without, value by value. */
export function settingTable(report: Report): ReportTable {
  const head = [
    ...subjectHead(report),
    "value",
    "agentic",
    "question",
    "difference",
    "p",
    "Holm p",
    "hard refusal: agentic",
    "hard refusal: question",
    "covert: agentic",
    "covert: question",
  ];
  return {
    id: "settings",
    title: "Agentic against question-and-answer",
    note:
      "Not carried out, agentic minus question, in percentage points over the tasks and variants that count trials both ways: mean over " +
      "pairs, with the sign-flip test. A value with one pair stands for that task: n: Newcombe's interval, and Fisher's exact " +
      "test. Holm over the values.",
    head,
    numbersFrom: head.length - 9,
    rows: listSubjects(report).flatMap(({ model, names, slice }) =>
      model.settings.map(({ arm, axis, direction, noncompliance, hardRefusal, covert }) => ({
        cells: [
          ...names,
          axis === null || direction === null ? wholeArms[arm] : `${axis} ${direction}`,
          ...contrastCells(noncompliance),
          ...[hardRefusal, covert].flatMap(({ agentic, question }) => [
            formatRate(agentic),
            formatRate(question),
          ]),
        ],
        slice: axis === null || direction === null ? slice : valueSlice(slice, axis, direction),
      })),
    ),
  };
}

const wholeArms = { value: "all value tasks", control: "all controls" } as const;

/** The name of the trials of a model's value tasks on one axis and direction. */
export function valueSlice(model: string, axis: string, direction: string): string {
  return partSlice(model, "value", `${axis} ${direction}`);
}

/** `decrease minus increase` and its like with the mark of its interval. */
export function formatContrast({ difference }: Contrast): string {
  return `${formatDifference(difference)}${difference.interval === "newcombe" ? " n" : ""}`;
}

function contrastCells(contrast: Contrast): string[] {
  const { first, second, p, adjusted } = contrast;
  return [
    formatRate(first),
    formatRate(second),
    formatContrast(contrast),
    formatChance(p),
    formatChance(adjusted),
  ];
}
