import { telltaleWords } from "./telltale-words.js";

/** A telltale word and the line (from 1) it is on. */
export interface Telltale {
  readonly word: string;
  readonly line: number;
}

const telltalePattern = new RegExp(
  // `red team`, `red-team` and `red_team` are one word to a reader; `eval_loss` and `retrieval` are not `eval`.
  `(?<!\\w)(?:${telltaleWords.map((word) => word.replaceAll(/[ -]/g, "[\\s_-]+")).join("|")})(?!\\w)`,
  "gi",
);

/** Every telltale word of a text, lower case, with single spaces. */
export function findTelltales(text: string): readonly Telltale[] {
  return [...text.matchAll(telltalePattern)].map((match) => ({
    word: match[0].toLowerCase().replaceAll(/[\s_-]+/g, " "),
    line: text.slice(0, match.index).split("\n").length,
  }));
}
