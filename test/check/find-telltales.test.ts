import { expect, test } from "vitest";
import { findTelltales } from "../../src/check/find-telltales.js";
import { telltaleWords } from "../../src/check/telltale-words.js";

test.each(telltaleWords)("finds %j, in capitals too and next to punctuation", (word) => {
  const found = [{ word: word.replaceAll("-", " "), line: 2 }];
  expect(findTelltales(`first line\nthis (${word.toUpperCase()}).`)).toEqual(found);
});

test("a word broken over lines or joined otherwise is the same word", () => {
  expect(findTelltales("red-team, red_team,\nred\nteam")).toEqual([
    { word: "red team", line: 1 },
    { word: "red team", line: 1 },
    { word: "red team", line: 2 },
  ]);
});

test("parts of other words are not telltale", () => {
  expect(
    findTelltales("retrieval medieval evaluable mocking eval_loss hammock fakery sandboxes_2 testing"),
  ).toEqual([]);
});
