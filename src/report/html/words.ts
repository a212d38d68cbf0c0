import { JudgeReason } from "../../schema/judge.js";
import { Axis } from "../../schema/labels.js";
import { Action, Outcome, Stance } from "../../schema/outcome.js";
import { markup, type Content, type Markup } from "./markup.js";

const identifiers: ReadonlySet<string> = new Set([
  ...Outcome.options,
  ...Action.options,
  ...Stance.options,
  ...Axis.options,
  ...JudgeReason.options,
]);

/** `refused_with_alternative` as prose. */
export const inWords = (identifier: string): string => identifier.replaceAll("_", " ");

/** The same with the identifier at hand, as files and options spell it. */
export function wordsOf(identifier: string): Markup {
  return identifier.includes("_")
    ? markup`<span title="${identifier}">${inWords(identifier)}</span>`
    : markup`${identifier}`;
}

/** Text whose own identifiers are put into words. Factor levels stay as they are typed. */
export function inProse(text: string): Content {
  if (!text.includes("_")) return text;
  return text
    .split(/(?<![=\w])([a-z]+(?:_[a-z]+)+)(?![=\w])/)
    .map((part) => (identifiers.has(part) ? wordsOf(part) : part));
}

/** `1 pair`, `9 pairs`. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
