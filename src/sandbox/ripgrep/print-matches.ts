import type { Span } from "./compile-pattern.js";
import type { RipgrepOptions } from "./options.js";
import type { FoundLine, TextMatches } from "./search-text.js";

/** What `rg` prints for one file; empty where nothing is printed. `name` is undefined where names are left out. */
export function printMatches(name: string | undefined, found: TextMatches, options: RipgrepOptions): string {
  const end = options.nullSeparator ? "\0" : "\n";
  const label = name ?? "<stdin>";
  switch (options.mode) {
    case "files-with-matches":
      return found.matchingLines > 0 ? label + end : "";
    case "files-without-match":
      return found.matchingLines === 0 ? label + end : "";
    case "count":
    case "count-matches":
      return printCount(name, options.mode === "count" ? found.matchingLines : found.matches, options);
    case "quiet":
    case "files":
      return "";
    case "lines":
      return printLines(name, found.lines, options);
  }
}

function printCount(name: string | undefined, count: number, options: RipgrepOptions): string {
  if (count === 0 && !options.includeZero) return "";
  return `${name === undefined ? "" : name + (options.nullSeparator ? "\0" : ":")}${count}\n`;
}

function printLines(name: string | undefined, lines: readonly FoundLine[], options: RipgrepOptions): string {
  const output: string[] = [];
  if (options.heading && name !== undefined && lines.length > 0) output.push(`${name}\n`);
  const prefix = options.heading ? undefined : name;
  let last = 0;
  for (const line of lines) {
    if (options.onlyMatching && !line.isMatch) continue;
    if (last > 0 && line.number > last + 1 && options.before + options.after > 0) output.push("--\n");
    last = line.number;
    if (options.onlyMatching || options.everyMatch) {
      for (const span of line.spans) output.push(printLine(prefix, line, [span], options));
    } else {
      output.push(printLine(prefix, line, line.spans, options));
    }
  }
  return output.join("");
}

function printLine(
  name: string | undefined,
  line: FoundLine,
  spans: readonly Span[],
  options: RipgrepOptions,
): string {
  const separator = line.isMatch ? ":" : "-";
  const parts: string[] = [];
  if (name !== undefined) parts.push(options.nullSeparator ? `${name}\0` : name + separator);
  if (options.lineNumbers) parts.push(`${line.number}${separator}`);
  const column = spans[0];
  if (options.columns && column !== undefined) {
    parts.push(`${Buffer.byteLength(line.text.slice(0, column.start)) + 1}${separator}`);
  }
  parts.push(lineText(line, spans, options), "\n");
  return parts.join("");
}

function lineText(line: FoundLine, spans: readonly Span[], options: RipgrepOptions): string {
  const template = options.replace;
  const fill = (span: Span): string =>
    template === undefined ? line.text.slice(span.start, span.end) : expand(template, span.groups);
  let text = line.text;
  if (options.onlyMatching) text = spans.map(fill).join("");
  else if (template !== undefined) text = replaceSpans(line.text, spans, fill);
  if (text.length > options.maxColumns)
    return "[Omitted long line with " + `${spans.length} match${spans.length === 1 ? "" : "es"}]`;
  return options.trim ? text.trimStart() : text;
}

function replaceSpans(text: string, spans: readonly Span[], fill: (span: Span) => string): string {
  let result = "";
  let place = 0;
  for (const span of spans) {
    result += text.slice(place, span.start) + fill(span);
    place = span.end;
  }
  return result + text.slice(place);
}

function expand(template: string, groups: readonly (string | undefined)[]): string {
  return template.replace(/\$(?:(\d+)|\{(\d+)\}|\$)/g, (whole, bare?: string, braced?: string) =>
    whole === "$$" ? "$" : (groups[Number(bare ?? braced)] ?? ""),
  );
}
