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

const unsafe = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
const eachUnsafe = new RegExp(unsafe, "gu");
const reordering = /[\u202a-\u202e\u2066-\u2069]/u;

function escapeCharacter(character: string): string {
  if (reordering.test(character)) return `\\u${(character.codePointAt(0) ?? 0).toString(16)}`;
  return entities[character] ?? "\ufffd";
}

/**
 * Text as itself, inside an element or a quoted attribute. Characters that no document may hold are replaced; those that
 * would turn round the numbers beside them are shown as escapes.
 */
function escapeText(text: string): string {
  return unsafe.test(text) ? text.replaceAll(eachUnsafe, escapeCharacter) : text;
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

/** A name that somebody else chose, kept from reordering what stands beside it; it breaks best after a slash or a low line. */
export function isolate(name: string): Markup {
  return markup`<bdi>${name.split(/(?<=[/_])/).map((part, place) => [place === 0 ? null : new Markup("<wbr>"), part])}</bdi>`;
}
