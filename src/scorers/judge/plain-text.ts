/** A text in plain typography that still knows where each of its characters stood. */
export interface PlainText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, where what it stands for begins in the original; and the original's end. */
  readonly from: readonly number[];
}

/** What writers and editors put for one another: quotes, dashes, ellipses; and what cannot be seen. */
const plainForms: ReadonlyMap<string, string> = new Map(
  [
    ["\u200B\u200C\u200D\u2060\uFEFF\u00AD", ""],
    ["\u2018\u2019\u201A\u201B\u2032`\u00B4", "'"],
    ["\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB", '"'],
    ["\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"],
    ["\u2026", "..."],
  ].flatMap(([characters = "", plain = ""]) => Array.from(characters, (one) => [one, plain] as const)),
);

/** Folds white space and typography; case, words and other punctuation stay. */
export function plainText(original: string): PlainText {
  let text = "";
  const from: number[] = [];
  let place = 0;
  for (const character of original) {
    const plain = plainForms.get(character) ?? (/\s/u.test(character) ? " " : character);
    const isRepeatedSpace = plain === " " && (text === "" || text.endsWith(" "));
    if (!isRepeatedSpace) {
      for (let unit = 0; unit < plain.length; unit += 1) from.push(place);
      text += plain;
    }
    place += character.length;
  }
  from.push(original.length);
  return { text, from };
}
