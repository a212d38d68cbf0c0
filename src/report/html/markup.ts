/** A piece of a page that is safe to put into a page. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a page can be filled with: text is escaped, markup is not, lists are joined, null is nothing. */
export type Content = string | number | Markup | null | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as itself, inside an element or a quoted attribute; characters that no document may hold are replaced. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]/gu, "\ufffd")
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function render(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(render).join("");
  return escapeText(String(content));
}

/** A template of HTML or SVG; attributes must be quoted in it. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, place) => part + render(contents[place] ?? null)).join(""));
}
