import { Factor, factorLevels } from "../../schema/labels.js";
import type { ReportCell } from "../../schema/report.js";
import { cellRow, scaleOfGaps, type GapSources } from "./gap-rows.js";
import { markup, type Markup } from "./markup.js";
import { gapsOfPairs } from "./pair-rows.js";
import { drawForest, type ForestGroup } from "./plot/forest.js";
import { subjectName, type PageSubject } from "./subjects.js";
import { partSlice } from "../tables/table.js";

/**
 * The gap of each model under every level of the factors that vary, the base first. A model whose pairs agree under every
 * level is left out; null where nothing is left.
 */
export function framingForests(subjects: readonly PageSubject[], sources: GapSources): Markup | null {
  const varying = subjects.filter((subject) => framedCells(subject).some(isSpread));
  if (varying.length === 0) return null;
  const scale = scaleOfGaps(
    varying.flatMap((subject) => framedCells(subject).map(({ figures }) => figures.gap)),
    varying.flatMap((subject) =>
      framedCells(subject).flatMap(({ dimension, level }) =>
        gapsOfPairs(sources.parts.get(partSlice(subject.part, dimension, level))?.rows ?? []),
      ),
    ),
  );
  const forests = varying.map(
    (subject) =>
      markup`<figure>${drawForest(subjectName(subject), scale, factorGroups(subject, sources))}</figure>`,
  );
  return markup`<div class="multiples">${forests}</div>`;
}

const framedCells = ({ model }: PageSubject): ReportCell[] =>
  model.cells.filter(({ dimension, figures }) => dimension === "factor" && figures.gap.value !== null);

const isSpread = ({ figures }: ReportCell): boolean => figures.gap.reason !== "no_variation";

function factorGroups(subject: PageSubject, sources: GapSources): ForestGroup[] {
  const cells = framedCells(subject).map((cell) => ({ cell, ...splitLevel(cell.level) }));
  return Factor.options.map((factor) => {
    const levels: readonly string[] = factorLevels[factor];
    return {
      title: factor,
      rows: cells
        .filter((one) => one.factor === factor)
        .sort((one, two) => levels.indexOf(one.level) - levels.indexOf(two.level))
        .map(({ cell, level }) => {
          const label = level === levels[0] ? markup`${level} <small>base</small>` : level;
          return cellRow(cell, label, { subject, sources });
        }),
    };
  });
}

function splitLevel(name: string): { readonly factor: string; readonly level: string } {
  const at = name.indexOf("=");
  return { factor: name.slice(0, at), level: name.slice(at + 1) };
}
