/** A fenced block of a Markdown text. */
export interface Fence {
  /** What stands behind the opening marks: a language, a path, both or nothing. */
  readonly heading: string;
  /** The last line before it that is not blank; empty where there is none. */
  readonly lineBefore: string;
  readonly content: string;
  readonly isClosed: boolean;
}

const opening = /^([ \t]*)(`{3,}|~{3,})(.*)$/;

/**
 * The fenced blocks of a text in order, after CommonMark 0.31 § 4.5, but at any indentation: models indent blocks under
 * the items of a list. Linear in the text's length, which a whole Markdown parser is not.
 */
export function readFences(text: string): Fence[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const fences: Fence[] = [];
  let lineBefore = "";
  for (let next = 0; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    const [, indent = "", marks = "", info = ""] = opening.exec(line) ?? [];
    if (marks === "" || (marks.startsWith("`") && info.includes("`"))) {
      if (line.trim() !== "") lineBefore = line.trim();
      continue;
    }
    const closing = new RegExp(`^[ \\t]*\\${marks.charAt(0)}{${marks.length},}[ \\t]*$`);
    const from = next + 1;
    next = from;
    while (next < lines.length && !closing.test(lines[next] ?? "")) next += 1;
    const body = lines.slice(from, next).map((inner) => dedent(inner, indent.length));
    fences.push({
      heading: info.trim(),
      lineBefore,
      content: body.map((inner) => `${inner}\n`).join(""),
      isClosed: next < lines.length,
    });
    lineBefore = "";
  }
  return fences;
}

/** A line without the indentation of its block, as far as it has it. */
function dedent(line: string, most: number): string {
  let at = 0;
  while (at < most && (line[at] === " " || line[at] === "\t")) at += 1;
  return line.slice(at);
}
