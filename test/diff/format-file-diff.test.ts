import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyPatch } from "../../src/diff/apply-patch.js";
import { sameFile } from "../../src/diff/diff-trees.js";
import { formatFileDiff } from "../../src/diff/format-file-diff.js";
import { mapTree } from "../../src/diff/trees.js";
import type { TreeFile } from "../../src/schema/tree.js";
import { editedText, text } from "./arbitrary-files.js";
import { runGit, textFile, withFolder, writeFiles } from "./real-git.js";

/** What git itself shows between two sets of numbered files. */
function gitDiff(pairs: readonly { before: string; after: string }[], words: readonly string[]): string {
  return withFolder((folder) => {
    runGit(folder, ["init", "-q"]);
    writeFiles(folder, numberFiles(pairs.map((pair) => pair.before)));
    runGit(folder, ["add", "-A"]);
    writeFiles(folder, numberFiles(pairs.map((pair) => pair.after)));
    return runGit(folder, ["diff", "--full-index", "--no-renames", ...words]).toString("latin1");
  });
}

function numberFiles(texts: readonly string[]): Map<string, TreeFile> {
  return new Map(texts.map((content, number) => [`f${String(number).padStart(3, "0")}`, textFile(content)]));
}

function ownDiff(pairs: readonly { before: string; after: string }[], context: number): string {
  return pairs
    .map(({ before, after }, number) =>
      formatFileDiff(
        { path: `f${String(number).padStart(3, "0")}`, before: textFile(before), after: textFile(after) },
        { context, idLength: 40, binary: "summary" },
      ),
    )
    .join("");
}

describe("text", () => {
  it("is byte for byte what git prints for edited texts", () => {
    fc.assert(
      fc.property(
        fc.array(editedText, { minLength: 40, maxLength: 40 }),
        fc.constantFrom(0, 1, 3, 8),
        (pairs, context) => {
          expect(ownDiff(pairs, context)).toBe(gitDiff(pairs, [`-U${context}`]));
        },
      ),
      { numRuns: 8 },
    );
  });

  it("is byte for byte what git prints for unrelated texts", () => {
    const pair = fc.record({ before: text, after: text });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 60, maxLength: 60 }), (pairs) => {
        expect(ownDiff(pairs, 3)).toBe(gitDiff(pairs, []));
      }),
      { numRuns: 4 },
    );
  });

  it("ends soon, with a patch that is right, when two long files are shuffled", () => {
    const shuffle = (step: number) =>
      Array.from({ length: 20_000 }, (_, place) => `${(place * step) % 19_997}\n`).join("");
    const before = mapTree(new Map([["f", textFile(shuffle(31))]]));
    const after = textFile(shuffle(57));
    const patch = formatFileDiff({ path: "f", before: before.file("f"), after });
    const applied = applyPatch(before, patch);
    expect("tree" in applied && sameFile(applied.tree.file("f"), after)).toBe(true);
  });

  it("shows the section a hunk lies in, and a missing last line feed", () => {
    const before = "def first():\n    a = 1\n    b = 2\n    c = 3\n    d = 4\n    e = 5\n    return a";
    expect(
      formatFileDiff(
        { path: "score.py", before: textFile(before), after: textFile(`${before} + b\n`) },
        { context: 2, idLength: 7, binary: "summary" },
      ),
    ).toMatchInlineSnapshot(`
      "diff --git a/score.py b/score.py
      index 554e944..cadd2c7 100644
      --- a/score.py
      +++ b/score.py
      @@ -5,3 +5,3 @@ def first():
           d = 4
           e = 5
      -    return a
      \\ No newline at end of file
      +    return a + b
      "
    `);
  });
});

describe("headers", () => {
  const short = { context: 3, idLength: 7, binary: "summary" } as const;

  it.each<[string, TreeFile | undefined, TreeFile | undefined]>([
    ["new file", undefined, textFile("one\n")],
    ["new empty file", undefined, textFile("", "100755")],
    ["deleted file", textFile("one\ntwo"), undefined],
    ["mode only", textFile("one\n"), textFile("one\n", "100755")],
    ["mode and text", textFile("one\n"), textFile("two\n", "100755")],
    ["file to link", textFile("one\n"), textFile("target", "120000")],
    ["binary", textFile("\0one"), textFile("\0two")],
    ["new binary", undefined, textFile("\0two")],
    ["emptied", textFile("one\n"), textFile("")],
  ])("%s is as git prints it", (_, before, after) => {
    const path = 'with space/caf\u00e9 "1".txt';
    const real = withFolder((folder) => {
      runGit(folder, ["init", "-q"]);
      if (before !== undefined) writeFiles(folder, new Map([[path, before]]));
      runGit(folder, ["add", "-A"]);
      const tree = runGit(folder, ["write-tree"]).toString().trim();
      runGit(folder, ["rm", "-rfq", "--ignore-unmatch", "."]);
      if (after !== undefined) writeFiles(folder, new Map([[path, after]]));
      runGit(folder, ["add", "-A"]);
      return runGit(folder, ["diff", "--cached", "--abbrev=7", tree]).toString("latin1");
    });
    expect(formatFileDiff({ path, before, after }, short)).toBe(real);
  });

  it("shows a rename", () => {
    const before = textFile("one\ntwo\nthree\nfour\n");
    const after = textFile("one\ntwo\nthree\n4\n");
    expect(
      formatFileDiff({ path: "b.txt", before, after, renamed: { from: "a.txt", similarity: 77 } }, short),
    ).toMatchInlineSnapshot(`
      "diff --git a/a.txt b/b.txt
      similarity index 77%
      rename from a.txt
      rename to b.txt
      index f384549..edb299e 100644
      --- a/a.txt
      +++ b/b.txt
      @@ -1,4 +1,4 @@
       one
       two
       three
      -four
      +4
      "
    `);
  });

  it("is empty when nothing changed", () => {
    expect(formatFileDiff({ path: "a", before: textFile("x"), after: textFile("x") })).toBe("");
  });
});
