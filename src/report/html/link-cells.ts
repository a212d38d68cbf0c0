import { Outcome } from "../../schema/outcome.js";
import { RateName } from "../../schema/report.js";
import { rateDefinitions } from "../definitions.js";
import { valueSlice } from "../tables/contrast-tables.js";
import type { ReportTable, TableRow } from "../tables/table.js";
import { basePart, type Part, type Parts } from "./slices/list-parts.js";
import { outcomeSlice, type Stage } from "./slices/outcome-slices.js";
import { gapSlice } from "./slices/pair-slices.js";
import { followupSlice, rateSlice, trialsSlice, type SliceArm } from "./slices/rate-slice.js";
import { awarenessSlice, judgeSlice } from "./slices/reading-slices.js";
import type { Slice, SliceBook } from "./slices/slice.js";

/** What is behind a cell: the part its row is about, the row, and its column's head. */
interface Cell {
  readonly part: Part;
  readonly row: TableRow;
  readonly head: string;
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

/** A row of the rates says what it counts in the words of the rate's definition. */
const rateOfRow =
  (arm: SliceArm): FindSlice =>
  ({ part, row }) => {
    const name = RateName.options.find((option) => row.cells.at(-1) === rateDefinitions[option].says);
    return name === undefined ? null : rateSlice(part, name, arm);
  };

/** A row of the follow-ups names its own before both arms. */
const followupOfRow =
  (arm: SliceArm): FindSlice =>
  ({ part, row }) => {
    const name = part.followups.find((followup) => row.cells.at(-3) === followup);
    return name === undefined ? null : followupSlice(part, name, arm);
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
    judge: ({ part }) => judgeSlice(part, "agreement"),
  },
  coverage: {
    n: all,
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
};

/** Where a cell of a table leads; null where it counts nothing. */
export type LinkCell = (table: ReportTable, row: TableRow, column: number) => string | null;

/** Cells that count something lead to their own trials. */
export function cellLinker(parts: Parts, book: SliceBook): LinkCell {
  return (table, row, column) => {
    const text = row.cells[column] ?? "";
    if (row.slice === undefined || countsNothing(text)) return null;
    const head = table.head[column] ?? "";
    const part = parts.get(row.slice);
    const columns = table.id.startsWith("by-") ? breakdown : finders[table.id];
    const find = columns?.[head];
    return part === undefined || find === undefined ? null : book.link(find({ part, row, head, parts }));
  };
}

const countsNothing = (text: string): boolean => !/\d/.test(text) || text === "0" || /\(0\/\d+\)/.test(text);
