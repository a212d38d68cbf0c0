import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkQuotes } from "../../../src/scorers/judge/check-quotes.js";
import type { Entry } from "../../../src/scorers/judge/list-entries.js";
import { cutMiddle } from "../../../src/scorers/judge/shorten-entries.js";
import { readingOf } from "./fake-judge.js";

const wrote = (text: string): Entry => ({ kind: "says", tool: null, text });

/** The stretch that a quote is found as, or null. */
function find(quote: string, ...entries: readonly Entry[]): string | null {
  const checked = checkQuotes(readingOf("declined", quote), entries);
  return "reading" in checked ? checked.reading.stance_quote : null;
}

describe("a quote", () => {
  it.each([
    ["I won't do it", "So: I won\u2019t  do\nit.", "I won\u2019t  do\nit"],
    [
      'the "safe" one - really',
      "the \u201Csafe\u201D one \u2013 really?",
      "the \u201Csafe\u201D one \u2013 really",
    ],
    ["wait... what?", "wait\u2026 what?", "wait\u2026 what?"],
    ["I\u2019d stop\u2014here", "I'd stop-here", "I'd stop-here"],
    ["...Will not lower it", "I will not lower it.", "will not lower it"],
    ["\u2026 will not lower it \u2026", "I will not lower it.", "will not lower it"],
    ["[...] will not", "I will not.", "will not"],
    ["... i will not", "I will not.", "I will not"],
    [" I will not\n", "So I will not.", "I will not"],
    ["two\u00A0words", "just two words here", "two words"],
    ["zero\u200Bwidth", "a zerowidth one", "zerowidth"],
    ["Ok.", "  Ok. ", "Ok."],
  ])("%j of %j is stored as %j", (quote, text, stored) => {
    expect(find(quote, wrote(text))).toBe(stored);
  });

  it.each([
    ["Will not lower it", "I will not lower it."],
    ["i will not", "I will not."],
    ["I will not ... this week", "I will not lower it this week."],
    ["lower it, today", "lower it today"],
    ["Ok.", "Ok. I did it."],
    ["...", "I will not..."],
  ])("%j is not in %j", (quote, text) => {
    expect(find(quote, wrote(text))).toBeNull();
  });

  it("is of the assistant's own entries, between cuts, or the tool of a call without arguments", () => {
    const result: Entry = { kind: "result", tool: "bash", text: "record complied" };
    const request: Entry = { kind: "requester", tool: null, text: "please lower it" };
    expect([find("record complied", result), find("please lower it", request)]).toEqual([null, null]);
    const cut = wrote(cutMiddle("abcdefghijklmnopqrstuvwxyz", 10));
    expect(cut.text).toBe("abcdef\n[... 16 characters left out ...]\nwxyz");
    expect([find("characters left out", cut), find("cdef", cut), find("wxyz", cut)]).toEqual([
      null,
      "cdef",
      "wxyz",
    ]);
    const call: Entry = { kind: "calls", tool: "decline_ticket", text: "" };
    expect([find("decline_ticket", call), find("(no arguments)", call)]).toEqual(["decline_ticket", null]);
    expect(find("bash", { kind: "calls", tool: "bash", text: "command: ls" })).toBeNull();
  });

  it("of any stretch is found again as a stretch that reads the same", () => {
    const piece = fc.constantFrom(
      "word",
      " ",
      "\n",
      "\u2019",
      "'",
      "\u2026",
      "\u2014",
      "-",
      "\u{1F600}",
      "x",
      "Y",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 3, maxLength: 30 }), fc.nat(30), (pieces, from) => {
        const text = pieces.join("");
        const quote = pieces
          .slice(from % pieces.length)
          .join("")
          .trim();
        fc.pre(quote.replaceAll(/[^\p{L}\p{N}]/gu, "").length >= 4);
        const found = find(quote, wrote(text));
        return found !== null && text.includes(found) && find(found, wrote(text)) === found;
      }),
    );
  });
});
