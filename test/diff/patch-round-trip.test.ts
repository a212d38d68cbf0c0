import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyPatch } from "../../src/diff/apply-patch.js";
import { diffTrees } from "../../src/diff/diff-trees.js";
import { formatPatch } from "../../src/diff/format-patch.js";
import { applyChanges, mapTree } from "../../src/diff/trees.js";
import type { Tree, TreeFile } from "../../src/schema/tree.js";
import { treePair } from "./arbitrary-files.js";
import { describeFiles, readFiles, runGit, withFolder, writeFiles } from "./real-git.js";

function filesOf(tree: Tree): Map<string, TreeFile> {
  return new Map(
    tree.paths().flatMap((path) => {
      const file = tree.file(path);
      return file === undefined ? [] : [[path, file] as const];
    }),
  );
}

describe("a difference of two trees", () => {
  it("laid over the first gives the second", () => {
    fc.assert(
      fc.property(treePair, ({ before, after }) => {
        const changed = applyChanges(mapTree(before), diffTrees(mapTree(before), mapTree(after)));
        expect(describeFiles(filesOf(changed))).toEqual(describeFiles(after));
      }),
    );
  });

  it("as a patch gives the second by our own reading and by git apply, and back again", () => {
    fc.assert(
      fc.property(treePair, ({ before, after }) => {
        const base = mapTree(before);
        const changes = diffTrees(base, mapTree(after));
        fc.pre(changes.length > 0);
        const patch = formatPatch(base, changes);
        const applied = applyPatch(base, patch);
        expect("tree" in applied ? describeFiles(filesOf(applied.tree)) : applied).toEqual(
          describeFiles(after),
        );
        withFolder((folder) => {
          runGit(folder, ["init", "-q"]);
          writeFiles(folder, before);
          runGit(folder, ["apply", "--whitespace=nowarn", "-"], { input: patch });
          expect(describeFiles(readFiles(folder))).toEqual(describeFiles(after));
          runGit(folder, ["apply", "-R", "--whitespace=nowarn", "-"], { input: patch });
          expect(describeFiles(readFiles(folder))).toEqual(describeFiles(before));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("as git's own patch is read the same", () => {
    fc.assert(
      fc.property(treePair, fc.constantFrom("-M", "-C", "--no-renames"), ({ before, after }, renames) => {
        withFolder((folder) => {
          runGit(folder, ["init", "-q"]);
          writeFiles(folder, before);
          runGit(folder, ["add", "-A"]);
          const tree = runGit(folder, ["write-tree"]).toString().trim();
          runGit(folder, ["rm", "-rfq", "--ignore-unmatch", "."]);
          writeFiles(folder, after);
          runGit(folder, ["add", "-A"]);
          const patch = runGit(folder, ["diff", "--cached", "--binary", renames, tree]);
          fc.pre(patch.length > 0 && !patch.toString("latin1").includes("\ndelta "));
          const applied = applyPatch(mapTree(before), patch);
          expect("tree" in applied ? describeFiles(filesOf(applied.tree)) : applied).toEqual(
            describeFiles(after),
          );
        });
      }),
      { numRuns: 25 },
    );
  });
});
