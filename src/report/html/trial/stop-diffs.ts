import { markup, type Content } from "../markup.js";
import { countOf } from "../words.js";
import { fold } from "./fold.js";
import { splitPatch } from "./patch-files.js";
import { patchView } from "./patch-view.js";

/** What differed from the staged tree at one of a trial's stops; of the last one the page shows the diff above. */
export type StopDiff = { readonly stop: number } & (
  | { readonly kind: "last" | "same as last" | "none" | "unknown" }
  | { readonly kind: "other"; readonly patch: string }
);

const anchorOf = (stop: number): string => `diff-stop-${stop}`;

/** Of which stop the diff is that a page shows, and what had changed at the others; null where there was but one. */
export function describeStops(diffs: readonly StopDiff[]): Content {
  const last = diffs.at(-1);
  if (last === undefined || diffs.length === 1) return null;
  const others = joinAlike(diffs.slice(0, -1)).map(({ diff, until }) => {
    const stops = diff.stop === until ? `stop ${until}` : `stops ${diff.stop} to ${until}`;
    return [`; at ${stops} `, describeDiff(diff)];
  });
  return markup`<p class="note">At stop ${last.stop}, the last${others}.</p>`;
}

/** Stops that follow each other and of which the same is to be said, as the first and the number of the last. */
function joinAlike(diffs: readonly StopDiff[]): { readonly diff: StopDiff; readonly until: number }[] {
  return diffs
    .map((diff, place) => ({ diff, isNew: diff.kind === "other" || diff.kind !== diffs[place - 1]?.kind }))
    .flatMap(({ diff, isNew }, place, all) => {
      if (!isNew) return [];
      const next = all.findIndex((one, later) => later > place && one.isNew);
      return [{ diff, until: diffs[(next < 0 ? all.length : next) - 1]?.stop ?? diff.stop }];
    });
}

function describeDiff(diff: StopDiff): Content {
  switch (diff.kind) {
    case "last":
    case "same as last":
      return "the same";
    case "none":
      return "nothing had changed";
    case "unknown":
      return "what had changed is not known: the run lacks the tree that the trial began with";
    case "other":
      return markup`<a href="#${anchorOf(diff.stop)}">another, in the transcript</a>`;
  }
}

/** The diff of a stop for its place in the transcript. */
export function stopDiff(diff: StopDiff): Content {
  switch (diff.kind) {
    case "last":
      return markup` <a href="#diff">The diff</a>`;
    case "same as last":
      return markup` <a href="#diff">The same diff as at the last stop</a>`;
    case "none":
    case "unknown":
      return null;
    case "other": {
      const files = countOf(splitPatch(diff.patch).length, "file");
      return markup`<div id="${anchorOf(diff.stop)}">${fold(`The diff at stop ${diff.stop}: ${files}`, patchView(diff.patch))}</div>`;
    }
  }
}
