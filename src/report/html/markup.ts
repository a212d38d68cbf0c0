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

const unsafe = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]/u;
const eachUnsafe = new RegExp(unsafe, "gu");

/** Text as itself, inside an element or a quoted attribute; characters that no document may hold are replaced. */
function escapeText(text: string): string {
  if (!unsafe.test(text)) return text;
  return text.replaceAll(eachUnsafe, (character) => entities[character] ?? "\ufffd");
}

function render(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.reduce<string>((text, part) => text + render(part), "");
  return escapeText(String(content));
}

/** A template of HTML or SVG; attributes must be quoted in it. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = "";
  parts.forEach((part, place) => (text += part + render(contents[place] ?? null)));
  return new Markup(text);
}
