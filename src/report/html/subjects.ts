import type { ModelReport, Report, RunReport } from "../../schema/report.js";
import type { StudiedRun } from "../studied-run.js";
import type { StudyRow } from "../study-row.js";
import { modelSlice } from "../tables/table.js";
import { isolate, markup, type Markup } from "./markup.js";

/** A model of a run as plots show it. */
export interface PageSubject {
  readonly run: RunReport;
  readonly model: ModelReport;
  readonly rows: readonly StudyRow[];
  /** The part of the page's trials that are its own. */
  readonly part: string;
  /** A letter that is short enough for every plot; null where there is one subject. */
  readonly alias: string | null;
  /** The run's id where there are several. */
  readonly runName: string | null;
  /** All of these as text, for labels that are read out. */
  readonly says: string;
}

/** Every model of every run, the widest gap first. */
export function listPageSubjects(report: Report, runs: readonly StudiedRun[]): PageSubject[] {
  const found = report.runs.flatMap((run, runPlace) =>
    run.models.map((model, place) => ({
      run,
      model,
      rows: runs[runPlace]?.byModel.get(model.model) ?? [],
      part: modelSlice(runPlace, place),
    })),
  );
  const isOne = found.length === 1;
  return found
    .sort((one, two) => gapOf(two.model) - gapOf(one.model))
    .map((subject, place) => {
      const alias = isOne ? null : aliasOf(place);
      const runName = report.runs.length > 1 ? subject.run.run : null;
      const says = [alias, subject.model.model, runName].filter((part) => part !== null).join(", ");
      return { ...subject, alias, runName, says };
    });
}

const gapOf = ({ headline }: ModelReport): number => headline.figures.gap.value ?? -Infinity;

/** A, B, ... Z, AA, AB, ... */
function aliasOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${aliasOf(Math.floor(place / 26) - 1)}${letter}`;
}

/** Letter, name and run of a subject. */
export function subjectName({ alias, model, runName }: PageSubject): Markup {
  const letter = alias === null ? null : markup`<b class="alias">${alias}</b> `;
  const run = runName === null ? null : markup` <small class="run">${isolate(runName)}</small>`;
  return markup`${letter}${isolate(model.model)}${run}`;
}

/** A subject named for the second time: its letter is enough where it has one. */
export function shortName({ alias, model, says }: PageSubject): Markup {
  return alias === null ? isolate(model.model) : markup`<b class="alias" title="${says}">${alias}</b>`;
}
