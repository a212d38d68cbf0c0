import { factorLevels } from "../../schema/labels.js";
import type { Report } from "../../schema/report.js";
import { varyingFactors } from "../measure-cells.js";
import type { StudyRow } from "../study-row.js";
import { isolate, markup, type Content, type Markup } from "./markup.js";
import type { PageSubject } from "./subjects.js";
import { countOf } from "./words.js";

/** Which framings the headline numbers pool, run by run where runs differ; null where all trials have the base framing. */
export function describeFramings({ runs }: Report, subjects: readonly PageSubject[]): Content {
  const found = runs.flatMap((run) => {
    const own = subjects.filter((subject) => subject.run === run);
    const says = describePooled(own.flatMap(({ rows }) => rows));
    return own.length === 0 ? [] : [{ run: run.run, says }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const isOne = found.every(({ says }) => says?.text === first.says?.text);
  const lines = isOne ? [{ run: null, says: first.says }] : found;
  const hasBase = subjects.some(({ model }) => model.base !== null);
  return lines.map(({ run, says }) =>
    says === null
      ? null
      : markup`<p class="lead">${run === null ? null : [isolate(run), ": "]}${says}${hasBase ? " The base framing has a row of its own." : ""}</p>`,
  );
}

function describePooled(rows: readonly StudyRow[]): Markup | null {
  const variants = [...new Set(rows.map(({ trial }) => trial.variant))];
  const [only] = variants;
  if (variants.length < 2)
    return only === undefined || only === "base" ? null : markup`Every trial: ${isolate(only)}.`;
  const factors = varyingFactors(rows).map(({ name, levels }) => {
    const order: readonly string[] = factorLevels[name];
    const sorted = levels.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
    return markup`<b>${name}</b> ${sorted.join(", ")}`;
  });
  const list = factors.map((factor, place) => [place === 0 ? "" : "; ", factor]);
  return markup`Pooled over ${countOf(variants.length, "framing")}: ${list}.`;
}
