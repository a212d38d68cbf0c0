import { Action, Outcome } from "../../schema/outcome.js";
import { RateName } from "../../schema/report.js";
import { rateDefinitions } from "../definitions.js";
import { valueSlice } from "../tables/contrast-tables.js";
import type { ReportTable, TableRow } from "../tables/table.js";
import { basePart, type Part, type Parts } from "./slices/list-parts.js";
import { differenceSlice, type Difference, type DifferenceFigure } from "./slices/difference-slices.js";
import {
  betweenSlice,
  decidedSlice,
  eachJudgeSlice,
  judgesOf,
  reasonSlice,
  stanceSlice,
} from "./slices/judge-slices.js";
import { actionSlice, completionSlice, outcomeSlice, type Stage } from "./slices/outcome-slices.js";
import { gapSlice } from "./slices/pair-slices.js";
import { countedSlice, followupSlice, rateSlice, trialsSlice, type SliceArm } from "./slices/rate-slice.js";
import { awarenessSlice, judgeSlice, type JudgeFigure } from "./slices/reading-slices.js";
import type { Slice, SliceBook } from "./slices/slice.js";
import { markup, type Content } from "./markup.js";
import { inProse } from "./words.js";

/** What is behind a cell: the part its row is about, and the row. */
interface Cell {
  readonly part: Part;
  readonly row: TableRow;
  readonly parts: Parts;
}

type FindSlice = (cell: Cell) => Slice | null;

const rate =
  (name: RateName, arm: SliceArm): FindSlice =>
  ({ part }) =>
    rateSlice(part, name, arm);
const outcome =
  (name: Outcome): FindSlice =>
  ({ part }) =>
    outcomeSlice(part, name, "all", "end");
const all: FindSlice = ({ part }) => trialsSlice(part);
const gap: FindSlice = ({ part }) => gapSlice(part);

/** A headline row is about a model, its base framing, or one of its arms, by its indented name. */
const headlineShare =
  (name: RateName): FindSlice =>
  ({ part, row, parts }) => {
    if (isNamed(row, "base framing")) return rateOf(parts.get(basePart(part.id)), name, "all");
    return rateOf(part, name, armOf(row));
  };
const rateOf = (part: Part | undefined, name: RateName, arm: SliceArm): Slice | null =>
  part === undefined ? null : rateSlice(part, name, arm);
const isNamed = ({ cells }: TableRow, name: string): boolean => cells.includes(`  ${name}`);
const armOf = (row: TableRow): SliceArm =>
  isNamed(row, "value tasks") ? "value" : isNamed(row, "controls") ? "control" : "all";

const headlineGap: FindSlice = ({ part, row, parts }) => {
  const arm = armOf(row);
  if (arm !== "all") return rateSlice(part, "noncompliance", arm);
  const whole = isNamed(row, "base framing") ? parts.get(basePart(part.id)) : part;
  return whole === undefined ? null : gapSlice(whole);
};
const headlineTrials: FindSlice = ({ part, row, parts }) => {
  if (!isNamed(row, "base framing")) return trialsSlice(part, armOf(row));
  const base = parts.get(basePart(part.id));
  return base === undefined ? null : trialsSlice(base);
};

const breakdown: Readonly<Record<string, FindSlice>> = {
  n: all,
  gap,
  "not done": rate("noncompliance", "value"),
  "not done: control": rate("noncompliance", "control"),
  "hard refusal": rate("hardRefusal", "value"),
  partial: rate("partial", "value"),
  softened: rate("softened", "value"),
  covert: rate("covert", "value"),
  objected: rate("objection", "value"),
  overreached: rate("overreach", "value"),
  "guard changed": rate("guardChanged", "value"),
  visibility: rate("visibility", "value"),
  solvability: rate("solvability", "value"),
  "lock-in": rate("lockIn", "value"),
};

const inDirection =
  (direction: string): FindSlice =>
  ({ part, row, parts }) => {
    const axis = row.cells.find((cell) => part.id.endsWith(`-axis-${cell.replaceAll("_", "-")}`)) ?? "";
    const model = part.id.slice(0, -`-axis-${axis}`.length);
    return rateOf(parts.get(valueSlice(model, axis, direction)), "noncompliance", "value");
  };

const outcomeAt =
  (arm: SliceArm, stage: Stage): FindSlice =>
  ({ part, row }) => {
    const name = Outcome.options.find((option) => row.cells.includes(option));
    return name === undefined ? null : outcomeSlice(part, name, arm, stage);
  };

/** A row of the rates says what it counts in the words of the rate's definition; the others are of an action's completion. */
const rateOfRow =
  (arm: SliceArm): FindSlice =>
  ({ part, row }) => {
    const name = RateName.options.find((option) => row.cells.at(-1) === rateDefinitions[option].says);
    if (name !== undefined) return rateSlice(part, name, arm);
    const action = Action.options.find((option) => row.cells.includes(`mean completion, ${option}`));
    return action === undefined ? null : completionSlice(part, action, arm);
  };

/** A row of the follow-ups names its own before both arms. */
const followupOfRow =
  (arm: SliceArm): FindSlice =>
  ({ part, row }) => {
    const name = part.followups.find((followup) => row.cells.at(-3) === followup);
    return name === undefined ? null : followupSlice(part, name, arm);
  };
/** A row about one judge, or two, names them before its numbers. */
const ofJudge =
  (figure: Exclude<JudgeFigure, "tested">): FindSlice =>
  ({ part, row }) =>
    eachJudgeSlice(part, namedIn(row, part)[0], figure);
const ofJudges: FindSlice = ({ part, row }) => {
  const [first, second] = namedIn(row, part);
  return betweenSlice(part, first, second);
};
const namedIn = ({ cells }: TableRow, part: Part): string[] => {
  const known = judgesOf(part);
  return cells.filter((cell) => known.includes(cell));
};

/** By a table's id and a column's head. Numbers that count no trials, such as tokens and p-values, are not in it. */
const finders: Readonly<Record<string, Readonly<Record<string, FindSlice>>>> = {
  headline: {
    n: headlineTrials,
    gap: headlineGap,
    visibility: headlineShare("visibility"),
    solvability: headlineShare("solvability"),
    "lock-in": headlineShare("lockIn"),
    aware: ({ part }) => awarenessSlice(part),
  },
  coverage: {
    n: all,
    counted: ({ part }) => countedSlice(part),
    errored: outcome("errored"),
    blocked: outcome("provider_block"),
    unscored: outcome("unscored"),
    truncated: outcome("truncated"),
  },
  behaviour: { n: all },
  outcomes: {
    "value: first stop": outcomeAt("value", "first"),
    "value: end": outcomeAt("value", "end"),
    "control: first stop": outcomeAt("control", "first"),
    "control: end": outcomeAt("control", "end"),
  },
  rates: { "value tasks": rateOfRow("value"), controls: rateOfRow("control") },
  followups: { "value tasks": followupOfRow("value"), controls: followupOfRow("control") },
  asymmetry: { decrease: inDirection("decrease"), increase: inDirection("increase") },
  judge: {
    coverage: ({ part }) => judgeSlice(part, "coverage"),
    "agrees with the form": ({ part }) => judgeSlice(part, "agreement"),
    "says it is tested": ({ part }) => judgeSlice(part, "tested"),
  },
  judges: { coverage: ofJudge("coverage"), "agrees with the form": ofJudge("agreement") },
  "between-judges": { "same stance": ofJudges },
};

/** What is behind one of the counts that a cell lists, from the word that stands with it or its place among them. */
type FindPiece = (cell: Cell, word: string, place: number) => Slice | null;

const actionPiece: FindPiece = ({ part }, word) => {
  const action = Action.options.find((option) => option === word);
  return action === undefined ? null : actionSlice(part, action);
};
const outcomePiece =
  (stage: Stage): FindPiece =>
  ({ part }, word) => {
    const name = Outcome.options.find((option) => option === word);
    return name === undefined ? null : outcomeSlice(part, name, "all", stage);
  };

const judgeWords: Readonly<Record<string, JudgeFigure>> = {
  read: "coverage",
  agrees: "agreement",
  tested: "tested",
};
const judgePiece: FindPiece = ({ part }, word) => {
  const figure = judgeWords[word];
  return figure === undefined ? null : judgeSlice(part, figure);
};

/** Columns whose cells list several counts. */
const lists: Readonly<Record<string, Readonly<Record<string, FindPiece>>>> = {
  headline: { judge: judgePiece },
  behaviour: { action: actionPiece, "first stop": outcomePiece("first"), end: outcomePiece("end") },
  judge: {
    "majority / none / unread": ({ part }, _, place) => decidedSlice(part, place),
    stances: ({ part }, word) => stanceSlice(part, word),
    reasons: ({ part }, word) => reasonSlice(part, word),
  },
  judges: { stances: ({ part, row }, word) => stanceSlice(part, word, namedIn(row, part)[0]) },
};

const differenceFigures: Readonly<Record<string, DifferenceFigure>> = {
  gap: "gap",
  "not done: value": "noncompliance",
  visibility: "visibility",
  solvability: "solvability",
  "lock-in": "lockIn",
};

/** What a cell of a table holds, its numbers leading to their trials. */
export type DrawCell = (table: ReportTable, row: TableRow, column: number) => Content;

interface Sources {
  readonly parts: Parts;
  readonly differences: readonly Difference[];
}

/** Cells that count something lead to their own trials, those that list several counts to those of each. */
export function cellDrawer({ parts, differences }: Sources, book: SliceBook): DrawCell {
  const find = (table: ReportTable, row: TableRow, head: string): Slice | null => {
    if (table.id === "comparisons") {
      const [one, figure] = [differences.find(({ id }) => id === row.slice), differenceFigures[head]];
      return one === undefined || figure === undefined ? null : differenceSlice(one, figure);
    }
    const part = parts.get(row.slice ?? "");
    const columns = table.id.startsWith("by-") ? breakdown : finders[table.id];
    return part === undefined ? null : (columns?.[head]?.({ part, row, parts }) ?? null);
  };
  return (table, row, column) => {
    const [text, head] = [row.cells[column] ?? "", table.head[column] ?? ""];
    const [part, findPiece] = [parts.get(row.slice ?? ""), lists[table.id]?.[head]];
    if (part !== undefined && findPiece !== undefined) {
      return drawPieces(text, (word, place) => book.link(findPiece({ part, row, parts }, word, place)));
    }
    const href = countsNothing(text) ? null : book.link(find(table, row, head));
    return href === null ? inProse(text) : markup`<a href="${href}">${text}</a>`;
  };
}

/** `refused 12, asked 3` and `12 / 3 / 0`: each count with its word is a link of its own. */
function drawPieces(text: string, link: (word: string, place: number) => string | null): Content {
  return text.split(/(, | \/ )/).map((piece, place) => {
    if (place % 2 === 1) return piece;
    const href = link(piece.split(" ")[0] ?? "", place / 2);
    return href === null ? inProse(piece) : markup`<a href="${href}">${inProse(piece)}</a>`;
  });
}

/** Zero trials, in words or numbers; a difference of zero counts some. */
const countsNothing = (text: string): boolean => !/\d/.test(text) || text === "0" || /\(0\/\d+\)/.test(text);
