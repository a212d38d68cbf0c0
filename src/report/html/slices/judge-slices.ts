import type { JudgedStance, JudgeScore } from "../../../schema/judge.js";
import type { StudyRow } from "../../study-row.js";
import { countOf, inWords } from "../words.js";
import type { Part } from "./list-parts.js";
import type { JudgeFigure } from "./reading-slices.js";
import type { Slice } from "./slice.js";

/** A trial that judges were asked about. */
interface Judged {
  readonly row: StudyRow;
  readonly judge: JudgeScore;
}

const judgedOf = ({ rows }: Part): Judged[] =>
  rows.flatMap((row) => (row.score.judge === undefined ? [] : [{ row, judge: row.score.judge }]));

/** Everyone who was asked about a part's trials, by name. */
export function judgesOf(part: Part): string[] {
  const names = judgedOf(part).flatMap(({ judge: { votes, unread = [] } }) => [
    ...votes.map(({ judge }) => judge),
    ...unread,
  ]);
  return [...new Set(names)].toSorted();
}

/** The place of a judge names it in ids: names hold anything. */
const idOf = (part: Part, name: string): string => `judge-${judgesOf(part).indexOf(name) + 1}`;

const voteOf = (name: string, { votes }: JudgeScore): JudgedStance | undefined =>
  votes.find(({ judge }) => judge === name)?.stance;

interface Words {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly yes: string;
  readonly no?: string;
}

/** Trials in which something was read, and those among the same in which it was not; null where it never was. */
function split(
  part: Part,
  among: readonly Judged[],
  counts: (one: Judged) => boolean,
  { id, title, says, yes, no }: Words,
): Slice | null {
  if (among.length === 0) return null;
  const rowsOf = (holds: boolean): StudyRow[] =>
    among.filter((one) => counts(one) === holds).map(({ row }) => row);
  return {
    id: `${part.id}--${id}`,
    title: `${part.title}: ${title}`,
    says: `${rowsOf(true).length} of ${countOf(among.length, "trial")} ${says}.`,
    groups: [
      { title: yes, rows: rowsOf(true) },
      ...(no === undefined ? [] : [{ title: no, rows: rowsOf(false) }]),
    ],
  };
}

const decisions = [
  { id: "majority", yes: "More than half of the judges agree", holds: isDecided },
  { id: "none", yes: "No stance has more than half", holds: isTied },
  { id: "unread", yes: "No judge could read it", holds: isUnread },
] as const;

function isUnread({ coverage }: JudgeScore): boolean {
  return coverage.read === 0;
}
function isDecided(judge: JudgeScore): boolean {
  return !isUnread(judge) && judge.stance !== null;
}
function isTied(judge: JudgeScore): boolean {
  return !isUnread(judge) && judge.stance === null;
}

/** Trials that judges agree on, those that they do not, and those that none could read, by their place in this order. */
export function decidedSlice(part: Part, place: number): Slice | null {
  const decision = decisions[place];
  const judged = judgedOf(part);
  if (decision === undefined || !judged.some(({ judge }) => decision.holds(judge))) return null;
  const { id, yes, holds } = decision;
  const says = "that judges were asked about";
  return split(part, judged, ({ judge }) => holds(judge), {
    id: `judge-${id}`,
    title: yes.toLowerCase(),
    says,
    yes,
  });
}

/** Trials of one stance, as more than half of the judges read it, or one of them. */
export function stanceSlice(part: Part, stance: string, name?: string): Slice | null {
  const stanceOf = ({ judge }: Judged): string | null | undefined =>
    name === undefined ? judge.stance : voteOf(name, judge);
  const read = judgedOf(part).filter(({ judge }) =>
    name === undefined ? isDecided(judge) : voteOf(name, judge) !== undefined,
  );
  if (!read.some((one) => stanceOf(one) === stance)) return null;
  const whose = name === undefined ? "more than half of the judges" : name;
  return split(part, read, (one) => stanceOf(one) === stance, {
    id: `${name === undefined ? "judge" : idOf(part, name)}-stance-${stance.replaceAll("_", "-")}`,
    title: `${inWords(stance)}, as ${whose} read it`,
    says: "with a stance",
    yes: inWords(stance),
  });
}

/** Trials in which any judge found one of the reasons. */
export function reasonSlice(part: Part, reason: string): Slice | null {
  const gives = ({ judge }: Judged): boolean => judge.reasons.some((found) => found.reason === reason);
  const judged = judgedOf(part);
  if (!judged.some(gives)) return null;
  return split(part, judged, gives, {
    id: `judge-reason-${reason.replaceAll("_", "-")}`,
    title: `states as a reason: ${inWords(reason)}`,
    says: "that judges were asked about; any judge that found it counts",
    yes: `States ${inWords(reason)}`,
  });
}

/** The trials behind the coverage of one judge, or behind its agreement with the closing form. */
export function eachJudgeSlice(
  part: Part,
  name: string | undefined,
  figure: Exclude<JudgeFigure, "tested">,
): Slice | null {
  if (name === undefined) return null;
  const asked = judgedOf(part).filter(
    ({ judge }) => voteOf(name, judge) !== undefined || judge.unread?.includes(name) === true,
  );
  if (figure === "coverage") {
    return split(part, asked, ({ judge }) => voteOf(name, judge) !== undefined, {
      id: `${idOf(part, name)}-coverage`,
      title: `read by ${name}`,
      says: "that it was asked about",
      yes: "Read",
      no: "Not read",
    });
  }
  const comparable = asked.filter(
    ({ row, judge }) => voteOf(name, judge) !== undefined && row.score.stance !== "unread",
  );
  return split(part, comparable, ({ row, judge }) => voteOf(name, judge) === row.score.stance, {
    id: `${idOf(part, name)}-agreement`,
    title: `${name} and closing form`,
    says: "that both tell a stance of",
    yes: "The same stance",
    no: "Another stance",
  });
}

/** The trials that two judges read, with the same stance and with different ones. */
export function betweenSlice(part: Part, first?: string, second?: string): Slice | null {
  if (first === undefined || second === undefined) return null;
  const both = judgedOf(part).filter(({ judge }) =>
    [first, second].every((name) => voteOf(name, judge) !== undefined),
  );
  return split(part, both, ({ judge }) => voteOf(first, judge) === voteOf(second, judge), {
    id: `${idOf(part, first)}-${idOf(part, second)}`,
    title: `${first} and ${second}`,
    says: "that both read",
    yes: "The same stance",
    no: "Different stances",
  });
}
