import { describe, expect, it } from "vitest";
import { applyPatch } from "../../src/diff/apply-patch.js";
import { mapTree } from "../../src/diff/trees.js";
import { textFile } from "./real-git.js";

const numbers = Array.from({ length: 12 }, (_, place) => `line ${place + 1}\n`).join("");
const tree = mapTree(
  new Map([
    ["numbers.txt", textFile(numbers)],
    ["moved.txt", textFile(`new\nlines\n${numbers}`)],
    ["crlf.txt", textFile("one\r\ntwo\r\n")],
    ["open.txt", textFile("one\ntwo")],
    ["run.sh", textFile("echo\n", "100755")],
  ]),
);

const editAt6 = (name: string) => `diff --git a/${name} b/${name}
--- a/${name}
+++ b/${name}
@@ -5,3 +5,3 @@ line 4
 line 5
-line 6
+line six
 line 7
`;

/** The text and mode of one file after a patch, or the problem. */
function outcome(patch: string | Uint8Array, path: string): unknown {
  const applied = applyPatch(tree, patch);
  if ("problem" in applied) return applied;
  const file = applied.tree.file(path);
  return file === undefined ? "missing" : { mode: file.mode, text: Buffer.from(file.bytes).toString() };
}

describe("a patch that fits", () => {
  it("applies where it says, and where its lines have moved to", () => {
    const text = numbers.replace("line 6\n", "line six\n");
    expect(outcome(editAt6("numbers.txt"), "numbers.txt")).toEqual({ mode: "100644", text });
    expect(outcome(editAt6("moved.txt"), "moved.txt")).toEqual({
      mode: "100644",
      text: `new\nlines\n${text}`,
    });
  });

  it("may come without git's headers and with words around it", () => {
    const patch = `Subject: a change\n\nWhy.\n---\n 1 file changed\n\n${editAt6("numbers.txt").replace(/^diff.*\n/, "")}-- \n2.39.5\n`;
    expect(outcome(patch, "numbers.txt")).toEqual({
      mode: "100644",
      text: numbers.replace("line 6\n", "line six\n"),
    });
  });

  it("keeps carriage returns and adds or removes the last line feed", () => {
    const crlf = "--- a/crlf.txt\n+++ b/crlf.txt\n@@ -1,2 +1,2 @@\n one\r\n-two\r\n+2\r\n";
    expect(outcome(crlf, "crlf.txt")).toEqual({ mode: "100644", text: "one\r\n2\r\n" });
    const open = `--- a/open.txt\n+++ b/open.txt\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+two\n`;
    expect(outcome(open, "open.txt")).toEqual({ mode: "100644", text: "one\ntwo\n" });
  });

  it("changes modes, renames, swaps names", () => {
    const mode = "diff --git a/run.sh b/run.sh\nold mode 100755\nnew mode 100644\n";
    expect(outcome(mode, "run.sh")).toEqual({ mode: "100644", text: "echo\n" });
    const swap =
      "diff --git a/run.sh b/open.txt\nsimilarity index 100%\nrename from run.sh\nrename to open.txt\n" +
      "diff --git a/open.txt b/run.sh\nsimilarity index 100%\nrename from open.txt\nrename to run.sh\n";
    expect(outcome(swap, "open.txt")).toEqual({ mode: "100755", text: "echo\n" });
    expect(outcome(swap, "run.sh")).toEqual({ mode: "100644", text: "one\ntwo" });
  });
});

const create = (path: string) =>
  `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;

describe("a patch that does not fit", () => {
  it.each<[string, string, string]>([
    [
      "other context",
      editAt6("numbers.txt").replace("line 7", "line 8"),
      "numbers.txt: the hunk at line 5 does not match",
    ],
    [
      "other white space",
      editAt6("numbers.txt").replace(" line 7", " line  7"),
      "numbers.txt: the hunk at line 5 does not match",
    ],
    ["a missing file", editAt6("gone.txt"), "gone.txt: does not exist"],
    ["a file that exists", create("run.sh"), "run.sh: exists already"],
    ["a file as folder", create("run.sh/x"), "run.sh/x: a file is in the way"],
    [
      "a start that moved",
      "--- a/moved.txt\n+++ b/moved.txt\n@@ -1,2 +1,3 @@\n+zero\n line 1\n line 2\n",
      "moved.txt: the hunk at line 1 does not match",
    ],
    [
      "an end that moved",
      "--- a/numbers.txt\n+++ b/numbers.txt\n@@ -4,2 +4,3 @@\n line 4\n line 5\n+more\n",
      "numbers.txt: the hunk at line 4 does not match",
    ],
    [
      "a deletion that leaves lines",
      "diff --git a/open.txt b/open.txt\ndeleted file mode 100644\n--- a/open.txt\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-one\n two\n",
      "line 7: expected the end of the hunk (it is longer than its heading says)",
    ],
    ["nothing", "just words\n", "expected at least one 'diff --git' part"],
    [
      "a short hunk",
      editAt6("numbers.txt").replace(" line 7\n", ""),
      "line 8: expected ' ', '-' or '+' (the hunk is too short)",
    ],
    [
      "a deletion that would leave lines",
      "diff --git a/open.txt b/open.txt\ndeleted file mode 100644\n--- a/open.txt\n+++ /dev/null\n@@ -1,2 +1,1 @@\n-one\n two\n\\ No newline at end of file\n",
      "open.txt: would not be empty when it is deleted",
    ],
    ["a way out", create("../x"), "line 7: expected a path inside the repository in the headers above"],
    [
      "the git folder",
      create(".git/hooks/post-checkout"),
      "line 7: expected a path inside the repository in the headers above",
    ],
    [
      "an unknown mode",
      "diff --git a/run.sh b/run.sh\nold mode 100755\nnew mode 160000\n",
      "line 4: expected mode 100644, 100755 or 120000 above, not 160000",
    ],
    [
      "a summary",
      "diff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n",
      "line 3: expected a binary patch (git diff --binary)",
    ],
    [
      "a damaged binary",
      "diff --git a/x b/x\nnew file mode 100644\nindex 0..1\nGIT binary patch\nliteral 3\nzz\n\n",
      "line 8: expected 3 bytes of binary content above",
    ],
  ])("%s is named in one line", (_, patch, problem) => {
    expect(applyPatch(tree, patch)).toEqual({ problem });
  });
});
