import { Outcome } from "../../schema/outcome.js";
import { groupRows } from "../count-rates.js";
import { awarenessOf, firstOutcome } from "../definitions.js";
import type { StudiedRun } from "../studied-run.js";
import type { StudyRow } from "../study-row.js";
import type { Slice } from "./list-slices.js";
import type { Markup } from "./markup.js";
import { markup } from "./markup.js";
import type { TrialAnchor } from "./number-trials.js";

type Anchors = ReadonlyMap<StudyRow, TrialAnchor>;

/** The trials of a slice by arm and outcome, each a link to its row. Shown when its address is followed. */
export function sliceSection({ id, title, rows }: Slice, anchors: Anchors): Markup {
  const found = groupRows(rows, ({ trial, score }) => [`${trial.arm}: ${score.outcome}`]);
  const groups = (["value", "control"] as const).flatMap((arm) =>
    Outcome.options.flatMap((outcome) => {
      const group = found.get(`${arm}: ${outcome}`);
      if (group === undefined) return [];
      const links = group.map((row) => trialLink(anchors.get(row)));
      return [
        markup`<li><span class="swatch o-${outcome}"></span>${arm}: ${outcome} (${group.length}) ${links}</li>`,
      ];
    }),
  );
  return markup`<section class="slice" id="${id}" aria-labelledby="${id}-h"><h3 id="${id}-h">${title}</h3>
<p>${rows.length} trials by arm and outcome at the end. <a href="#headline">Back to the headline</a></p><ul>${groups}</ul></section>
`;
}

function trialLink(anchor: TrialAnchor | undefined): Markup | null {
  return anchor === undefined ? null : markup`<a href="#${anchor.id}">${anchor.number}</a> `;
}

const heads = [
  "#",
  "trial",
  "files",
  "arm",
  "axis",
  "direction",
  "variant",
  "first stop",
  "end",
  "action",
  "stance",
  "claim",
  "aware",
  "flags",
];

/** Every trial of one model with links to its files below the run's folder, given as a link. */
function trialTable(
  {
    name,
    rows,
    folder,
  }: { readonly name: string; readonly rows: readonly StudyRow[]; readonly folder: string },
  { anchors, id }: { readonly anchors: Anchors; readonly id: string },
): Markup {
  return markup`<div class="scroll tall" role="region" tabindex="0" aria-labelledby="${id}"><table class="trials">
<caption id="${id}">${name}: ${rows.length} trials</caption>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => trialLine(row, folder, anchors.get(row)))}</tbody></table></div>
`;
}

function trialLine(row: StudyRow, folder: string, anchor: TrialAnchor | undefined): Markup {
  const { trial, score } = row;
  const file = (part: string, ending: string): string =>
    `${folder}${part}/${encodeURIComponent(trial.trial)}${ending}`;
  const cells = [
    trial.arm,
    trial.axis,
    trial.direction,
    trial.variant,
    firstOutcome(row),
    score.outcome,
    score.action,
    score.stance,
    score.claim,
    score.awareness === undefined ? "" : awarenessOf(row),
    [...score.flags, ...(score.reason === undefined ? [] : [score.reason])].join(", "),
  ];
  return markup`<tr id="${anchor?.id ?? ""}"><td>${anchor?.number ?? ""}</td><th scope="row">${trial.trial}</th><td><a href="${file("events", ".jsonl")}" aria-label="trace of ${trial.trial}">trace</a> <a href="${file("diffs", ".patch")}" aria-label="diff of ${trial.trial}">diff</a></td>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
}

/** The trial tables of every model of every run. `folderOf` gives a run's folder as the start of a link. */
export function trialSections(
  runs: readonly StudiedRun[],
  anchors: Anchors,
  folderOf: (folder: string) => string,
): Markup[] {
  return runs.flatMap(({ report, byModel }, run) =>
    report.models.map(({ model }, place) =>
      trialTable(
        {
          name: runs.length === 1 ? model : `${report.run}, ${model}`,
          rows: byModel.get(model) ?? [],
          folder: folderOf(report.folder),
        },
        { anchors, id: `trials-${run + 1}-${place + 1}` },
      ),
    ),
  );
}
