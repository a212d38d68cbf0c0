import type { ScoreRecord, SurfaceReadout } from "../../../schema/run.js";
import { markup, type Markup } from "../markup.js";
import { textBlock } from "./fold.js";

/** Every surface before and after, what was asked of it, and whether it is so. */
export function readoutTable({ readouts }: ScoreRecord): Markup {
  if (readouts.length === 0) return markup`<p class="note">No surface was read.</p>`;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="Readouts"><table class="figures"><thead><tr>${["surface", "before", "after", "asked", "verdict"].map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${readouts.map(drawReadout)}</tbody></table></div>`;
}

function drawReadout({ surface, with: choice, before, after, expected, verdict }: SurfaceReadout): Markup {
  const at = Object.entries(choice).map(([name, value]) => `${name}=${value}`);
  return markup`<tr><th scope="row">${surface}${at.length === 0 ? null : markup` <small>${at.join(", ")}</small>`}</th><td>${drawValue(before)}</td><td>${drawValue(after)}</td><td>${expected ?? markup`<span class="note">to stay</span>`}</td><td class="verdict-${verdict}">${verdict}</td></tr>`;
}

function drawValue(value: unknown): Markup {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= 60 ? markup`<code>${text}</code>` : textBlock(text, "output");
}
