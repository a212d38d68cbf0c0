import picomatch from "picomatch";

/** One line of an ignore file, or one `-g` glob. */
export interface IgnoreRule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: string) => boolean;
}

/** The rules of an ignore file's text, in order. */
export function parseIgnoreFile(text: string): readonly IgnoreRule[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => parseRule(line.replace(/(?<!\\)\s+$/, ""), { braces: false, ignoreCase: false }));
}

/** A pattern as ignore files have it: with a slash it is tied to its folder, without one it holds at any depth. */
export function parseRule(line: string, options: { braces: boolean; ignoreCase: boolean }): IgnoreRule {
  const negated = line.startsWith("!");
  const body = negated ? line.slice(1) : line.replace(/^\\(?=[!#])/, "");
  const foldersOnly = body.endsWith("/");
  const trimmed = foldersOnly ? body.slice(0, -1) : body;
  const pattern = trimmed.includes("/") ? trimmed.replace(/^\//, "") : `**/${trimmed}`;
  const matches = picomatch(pattern, {
    dot: true,
    nobrace: !options.braces,
    nocase: options.ignoreCase,
    noextglob: true,
    nonegate: true,
  });
  return { negated, foldersOnly, matches };
}

/** The last rule that matches a path: `ignore`, `keep` (negated), or undefined where none does. */
export function decide(
  rules: readonly IgnoreRule[],
  path: string,
  isFolder: boolean,
): "ignore" | "keep" | undefined {
  const rule = rules.findLast((candidate) => (isFolder || !candidate.foldersOnly) && candidate.matches(path));
  return rule === undefined ? undefined : rule.negated ? "keep" : "ignore";
}
