import { markup, type Content, type Markup } from "../markup.js";

/** So many lines are shown at once; more are folded away. */
const mostLines = 40;
const mostCharacters = 3000;

/** Something long behind its summary; something short as it is. */
export function foldLong(summary: Content, lines: number, content: Markup): Markup {
  return lines > mostLines ? fold(summary, content) : content;
}

/** Something behind its summary. */
export function fold(summary: Content, content: Content): Markup {
  return markup`<details><summary>${summary}</summary>${content}</details>`;
}

/** Text as it was written, folded where it is long. */
export function textBlock(text: string, kind = "text"): Markup {
  const shown = markup`<pre class="${kind}">${text}</pre>`;
  const lines = text.split("\n");
  if (lines.length <= mostLines && text.length <= mostCharacters) return shown;
  const start = (lines.find((line) => line.trim() !== "") ?? "").slice(0, 80);
  return fold(
    markup`${start} … <span class="count">${lines.length} lines, ${text.length} characters</span>`,
    shown,
  );
}
