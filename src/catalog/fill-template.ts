/** What `{{name}}` stands for: a text that may hold further names, or a value taken as it is. */
export type TemplateName =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "value"; readonly value: string };

/** A filled text, the names it used (nested ones too), and the names nobody declared. */
export interface FilledText {
  readonly text: string;
  readonly used: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
  /** Names whose text leads back to themselves. */
  readonly circular: ReadonlySet<string>;
}

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Stands for a name that became nothing, until the space around it is folded. */
const hole = "\u0000";

/** Fills every `{{name}}`; lines, blank lines and spaces left behind by empty texts are folded. */
export function fillTemplate(template: string, names: ReadonlyMap<string, TemplateName>): FilledText {
  const used = new Set<string>();
  const unknown = new Set<string>();
  const circular = new Set<string>();

  const fill = (text: string, within: readonly string[]): string =>
    text.replaceAll(placeholder, (whole: string, name: string) => {
      const entry = names.get(name);
      if (entry === undefined) {
        unknown.add(name);
        return whole;
      }
      used.add(name);
      if (entry.kind === "value") return entry.value;
      if (within.includes(name)) {
        circular.add(name);
        return whole;
      }
      const filled = foldHoles(fill(entry.text.trim(), [...within, name]));
      return filled === "" ? hole : filled;
    });

  return { text: foldHoles(fill(template, [])), used, unknown, circular };
}

function foldHoles(text: string): string {
  if (!text.includes(hole)) return text.trim();
  const kept: string[] = [];
  let dropped = false;
  for (const line of text.split("\n")) {
    const isHole: boolean = line.includes(hole) && line.replaceAll(hole, "").trim() === "";
    const blankAfterHole: boolean = dropped && line.trim() === "" && (kept.at(-1) ?? "").trim() === "";
    dropped = isHole || blankAfterHole;
    if (!dropped) kept.push(foldSpaces(line));
  }
  return kept.join("\n").trim();
}

function foldSpaces(line: string): string {
  const [indent = ""] = /^[ \t]*/.exec(line) ?? [];
  const [start = "", ...rest] = line.slice(indent.length).split(hole);
  const joined = rest.reduce(
    (text, part) => (text.trim() === "" ? part.trimStart() : text.trimEnd() + part),
    start,
  );
  return indent + joined;
}

/** Every name a template mentions, in order of appearance. */
export function namesIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ""))];
}
