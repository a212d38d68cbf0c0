import { markup, type Markup } from "../markup.js";
import { foldLong } from "./fold.js";
import { splitPatch, type PatchFile } from "./patch-files.js";

/** A patch with a heading for each file and its lines in colour; the signs stay, so that colour is not all there is. */
export function patchView(patch: string): Markup {
  return markup`${splitPatch(patch).map(drawFile)}`;
}

function drawFile({ path, what, added, removed, lines }: PatchFile): Markup {
  const counts = markup`<span class="added">+${added}</span> <span class="removed">−${removed}</span>`;
  const kind = what === null ? null : markup` <span class="count">${what}</span>`;
  const body =
    lines.length === 0
      ? markup`<p class="note">${what === "binary" ? "A binary file: its content is in the raw patch." : "No lines changed."}</p>`
      : foldLong(
          `${lines.length} lines`,
          lines.length,
          markup`<pre class="diff">${lines.map(drawLine)}</pre>`,
        );
  return markup`<section class="file"><h3>${path}${kind} ${counts}</h3>${body}</section>
`;
}

const kinds: Readonly<Record<string, string>> = { "+": "add", "-": "remove", "@": "hunk" };

function drawLine(line: string): Markup {
  const kind = kinds[line.slice(0, 1)] ?? "same";
  return markup`<span class="${kind}">${line === "" ? " " : line}
</span>`;
}
