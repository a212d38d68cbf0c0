import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffTrees } from "../../src/diff/diff-trees.js";
import { loadContent, storeContent } from "../../src/diff/stored-content.js";
import { applyChanges, mapTree, sortPaths } from "../../src/diff/trees.js";
import { textFile } from "./real-git.js";

describe("stored content", () => {
  it("gives back every byte, as text exactly where the bytes are UTF-8", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const stored = storeContent(bytes);
          const isText = Buffer.compare(Buffer.from(Buffer.from(bytes).toString()), bytes) === 0;
          expect(Buffer.from(loadContent(stored))).toEqual(Buffer.from(bytes));
          expect("text" in stored).toBe(isText);
        },
      ),
    );
  });

  it("keeps a byte order mark", () => {
    expect(storeContent(Buffer.from("\ufeffa"))).toEqual({ text: "\ufeffa" });
  });
});

describe("trees", () => {
  const base = mapTree(
    new Map([
      ["b", textFile("1")],
      ["a", textFile("2", "100755")],
      ["c/d", textFile("3")],
    ]),
  );

  it("list, change and compare in code-point order", () => {
    const changes = [
      { change: "added", path: "a/z", mode: "120000", content: { text: "b" } },
      { change: "deleted", path: "b" },
      { change: "modified", path: "c/d", mode: "100755", content: { base64: "/w==" } },
    ] as const;
    const changed = applyChanges(base, changes);
    expect(changed.paths()).toEqual(["a", "a/z", "c/d"]);
    expect(changed.file("b")).toBeUndefined();
    expect(base.paths()).toEqual(["a", "b", "c/d"]);
    expect(diffTrees(base, changed)).toEqual(changes);
  });

  it("sort paths as their UTF-8 bytes sort", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (paths) => {
        const bytewise = [...paths].sort((first, second) =>
          Buffer.compare(Buffer.from(first), Buffer.from(second)),
        );
        expect(sortPaths(paths)).toEqual(bytewise);
      }),
    );
    expect(sortPaths(["\u{1f426}", "\uffff", "a"])).toEqual(["a", "\uffff", "\u{1f426}"]);
  });
});
