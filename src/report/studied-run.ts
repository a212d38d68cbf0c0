import type { RunReport } from "../schema/report.js";
import type { StudyRow } from "./study-row.js";

/** A run's report with the rows behind it, by model. */
export interface StudiedRun {
  readonly report: RunReport;
  readonly rows: readonly StudyRow[];
  readonly byModel: ReadonlyMap<string, readonly StudyRow[]>;
}
