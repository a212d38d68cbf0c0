import type { JudgeReading } from "../../schema/judge.js";
import { isOwn, type Entry } from "./list-entries.js";
import { plainText, type PlainText } from "./plain-text.js";
import { cutMark } from "./shorten-entries.js";

/** A quote of fewer letters and digits than this could be found anywhere. */
const leastCharacters = 4;

/** A reading with every quote as the transcript has it, or the fields whose quotes are not the assistant's. */
export type QuoteCheck = { readonly reading: JudgeReading } | { readonly untrue: readonly string[] };

/**
 * Finds each quote of a reading in the assistant's entries, whatever typography and white space the judge wrote it
 * in, and puts the stretch of the transcript in its place. A quote of a few letters must be a whole entry ("Ok.").
 */
export function checkQuotes(reading: JudgeReading, entries: readonly Entry[]): QuoteCheck {
  const own = entries.filter(isOwn).flatMap(ownTexts).map(prepare);
  const untrue: string[] = [];
  const find = (field: string, quote: string): string => {
    const found = findQuote(quote, own);
    if (found === null) untrue.push(field);
    return found ?? quote;
  };
  const { stance, stance_quote, reasons, believes_tested } = reading;
  const { verdict, quote: words } = believes_tested;
  const found: JudgeReading = {
    stance,
    stance_quote: find("stance_quote", stance_quote),
    reasons: reasons.map(({ reason, quote }, position) => ({
      reason,
      quote: find(`reasons.${position}.quote`, quote),
    })),
    believes_tested: { verdict, quote: words === null ? null : find("believes_tested.quote", words) },
  };
  return untrue.length === 0 ? { reading: found } : { untrue };
}

/** The stretches of an entry that are the assistant's: between cuts, and the tool of a call that has nothing else. */
function ownTexts({ kind, tool, text }: Entry): string[] {
  if (kind === "calls" && text === "") return [tool ?? ""];
  return text.split(cutMark);
}

interface OwnText {
  readonly original: string;
  readonly plain: PlainText;
}

function prepare(original: string): OwnText {
  return { original, plain: plainText(original) };
}

/** The stretch of the transcript that a quote is of, or null. */
function findQuote(quote: string, own: readonly OwnText[]): string | null {
  const words = plainText(quote).text.trim();
  const begun = /^(?:\[\.\.\.\]|\.\.\.)\s*/u.exec(words)?.[0] ?? "";
  const bare = words.slice(begun.length).replace(/\s*(?:\[\.\.\.\]|\.\.\.)$/u, "");
  // A quote that begins within a sentence may begin with a capital all the same.
  const tries = [words, bare, ...(begun === "" ? [] : [swapFirstCase(bare)])];
  for (const wanted of new Set(tries)) {
    const found = findWords(wanted, own);
    if (found !== null) return found;
  }
  return null;
}

function swapFirstCase(words: string): string {
  const [first = ""] = words;
  const swapped = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return swapped + words.slice(first.length);
}

function findWords(wanted: string, own: readonly OwnText[]): string | null {
  const isShort = wanted.replaceAll(/[^\p{L}\p{N}]/gu, "").length < leastCharacters;
  for (const { original, plain } of own) {
    if (isShort) {
      if (wanted !== "" && plain.text.trim() === wanted) return original.trim();
      continue;
    }
    const at = plain.text.indexOf(wanted);
    if (at >= 0) return original.slice(plain.from[at], plain.from[at + wanted.length]).trimEnd();
  }
  return null;
}
