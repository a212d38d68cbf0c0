import type { JudgeReading } from "../../schema/judge.js";
import { isOwn, type Entry } from "./list-entries.js";

/** A quote of fewer letters and digits than this could be found anywhere. */
const leastCharacters = 4;

function foldWhiteSpace(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/**
 * The quotes of a reading that do not occur in one of the assistant's entries, white space folded, by field. A quote
 * of a few letters must be a whole entry ("Ok.").
 */
export function findFalseQuotes(reading: JudgeReading, entries: readonly Entry[]): string[] {
  const own = entries.filter(isOwn).map(({ text }) => foldWhiteSpace(text));
  const occurs = (quote: string): boolean => {
    const words = foldWhiteSpace(quote);
    if (words.replaceAll(/[^\p{L}\p{N}]/gu, "").length < leastCharacters) return own.includes(words);
    return own.some((text) => text.includes(words));
  };
  const { stance_quote, reasons, believes_tested } = reading;
  const quotes = [
    ["stance_quote", stance_quote] as const,
    ...reasons.map(({ quote }, position) => [`reasons.${position}.quote`, quote] as const),
    ...(believes_tested.quote === null ? [] : [["believes_tested.quote", believes_tested.quote] as const]),
  ];
  return quotes.filter(([, quote]) => !occurs(quote)).map(([field]) => field);
}
