/** How bad it would be to divide a text at one place: less is better, indentation before penalty. */
export interface SplitScore {
  readonly indent: number;
  readonly penalty: number;
}

const blank = -1;
const widestIndent = 200;
const mostBlanks = 20;
const indentWeight = 60;

/** Weights of git's indent heuristic. */
const penalties = {
  startOfFile: 1,
  endOfFile: 21,
  eachBlank: -30,
  eachBlankBelow: 6,
  indented: { plain: -4, withBlank: 10 },
  outdented: { plain: 24, withBlank: 17 },
  dedented: { plain: 23, withBlank: 17 },
};

/** Negative where the first place is the better one, 0 where they are equal. */
export function compareSplits(first: SplitScore, second: SplitScore): number {
  return indentWeight * Math.sign(first.indent - second.indent) + (first.penalty - second.penalty);
}

/** Rates the place just above line `at`, which may be one past the last line. */
export function rateSplit(lines: readonly string[], at: number): SplitScore {
  const own = measureIndent(lines[at]);
  const above = nearestIndent(lines, at, -1);
  const below = nearestIndent(lines, at, 1);
  const blanksBelow = own === blank ? 1 + below.blanks : 0;
  const blanks = above.blanks + blanksBelow;
  let penalty = blanks * penalties.eachBlank + blanksBelow * penalties.eachBlankBelow;
  if (above.indent === blank && above.blanks === 0) penalty += penalties.startOfFile;
  if (at >= lines.length) penalty += penalties.endOfFile;
  const indent = own === blank ? below.indent : own;
  if (indent !== blank && above.indent !== blank) {
    penalty += stepPenalty(indent, above.indent, below.indent, blanks > 0);
  }
  return { indent, penalty };
}

function stepPenalty(indent: number, above: number, below: number, withBlank: boolean): number {
  if (indent === above) return 0;
  const kind =
    indent > above ? penalties.indented : below > indent ? penalties.outdented : penalties.dedented;
  return withBlank ? kind.withBlank : kind.plain;
}

/** The indentation of the nearest line with text above or below a line, and the blank lines before it. */
function nearestIndent(
  lines: readonly string[],
  at: number,
  step: 1 | -1,
): { indent: number; blanks: number } {
  let blanks = 0;
  for (let position = at + step; position >= 0 && position < lines.length; position += step) {
    const indent = measureIndent(lines[position]);
    if (indent !== blank) return { indent, blanks };
    blanks++;
    if (blanks === mostBlanks) return { indent: 0, blanks };
  }
  return { indent: blank, blanks };
}

function measureIndent(line: string | undefined): number {
  if (line === undefined) return blank;
  let indent = 0;
  for (const letter of line) {
    if (letter === " ") indent++;
    else if (letter === "\t") indent += 8 - (indent % 8);
    else if (letter !== "\n" && letter !== "\r") return indent;
    if (indent >= widestIndent) return widestIndent;
  }
  return blank;
}
