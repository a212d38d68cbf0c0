import type { ModelReport, Report, RunReport } from "../../schema/report.js";

/** One row; `slice` names the trials behind its numbers. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly slice?: string;
}

/** A table before it takes a format. Columns from `numbersFrom` on hold numbers; the first `rowHeads` [all others] name the row. */
export interface ReportTable {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly head: readonly string[];
  readonly numbersFrom: number;
  readonly rowHeads?: number;
  readonly rows: readonly TableRow[];
}

/** A model of a run: what tables have rows of. */
export interface Subject {
  readonly run: RunReport;
  readonly model: ModelReport;
  /** Names its trials: the run's and the model's positions. */
  readonly slice: string;
  /** The row's first cells: the model, after the run where there are several. */
  readonly names: readonly string[];
}

/** Every model of every run, in their order. */
export function listSubjects({ runs }: Report): Subject[] {
  return runs.flatMap((run, runPlace) =>
    run.models.map((model, modelPlace) => ({
      run,
      model,
      slice: modelSlice(runPlace, modelPlace),
      names: runs.length === 1 ? [model.model] : [run.run, model.model],
    })),
  );
}

/** The heads of a subject's names. */
export function subjectHead({ runs }: Report): string[] {
  return runs.length === 1 ? ["model"] : ["run", "model"];
}

/** The name of all trials of a model, by the positions of run and model. */
export function modelSlice(run: number, model: number): string {
  return `r${run + 1}-m${model + 1}`;
}

/** The name of a part of a model's trials. */
export function partSlice(model: string, dimension: string, level: string): string {
  return `${model}-${`${dimension}-${level}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}

/** The name of a comparison by its place in the report. */
export const differenceName = (place: number): string => `difference-${place + 1}`;
