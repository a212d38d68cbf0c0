import type { Report } from "../../schema/report.js";
import { formatRate } from "../format-rate.js";
import { listSubjects, subjectHead, type ReportTable } from "./table.js";

/** Which follow-up worked, value tasks beside controls. */
export function followupTable(report: Report): ReportTable {
  const head = [...subjectHead(report), "follow-up", "value tasks", "controls"];
  return {
    id: "followups",
    title: "Follow-ups",
    note:
      "Of the trials that got a follow-up, those carried out at the stop that followed, with Wilson 95 % intervals in percent, then " +
      "counts. On a ladder each one is sent to those that the ones before left undone, so that its rows are not of the same trials.",
    head,
    numbersFrom: head.length - 2,
    rows: listSubjects(report).flatMap(({ model, names, slice }) =>
      model.followups.map(({ followup, value, control }) => ({
        cells: [...names, followup, formatRate(value), formatRate(control)],
        slice,
      })),
    ),
  };
}
