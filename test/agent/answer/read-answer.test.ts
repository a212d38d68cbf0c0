import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showFile } from "../../../src/agent/answer/answer-words.js";
import { readAnswer } from "../../../src/agent/answer/read-answer.js";
import { readFences } from "../../../src/agent/answer/read-fences.js";
import { writeAnswer } from "../../../src/model/scripted/write-answer.js";
import { mapTree } from "../../../src/diff/trees.js";

const file = (path: string, content: string) => ({ kind: "file", path, content });
const commands = (text: string) => ({ kind: "commands", commands: text });
const fenced = (heading: string, ...lines: readonly string[]): string =>
  ["```" + heading, ...lines, "```"].join("\n");

describe("the fenced blocks of a text", () => {
  it("are those of CommonMark: the same marks, at least as long, close a block", () => {
    const text = ["~~~a/b.md", "```yaml", "x", "```", "~~", "~~~~", "after"].join("\n");
    expect(readFences(text)).toEqual([
      { heading: "a/b.md", lineBefore: "", content: "```yaml\nx\n```\n~~\n", isClosed: true },
    ]);
  });

  it("lose the indentation of the list that they stand in, and no more", () => {
    const text = ["1. One:", "   ```a.yaml", "   x:", "     y: 1", "  z: 2", "   ```"].join("\n");
    expect(readFences(text)).toEqual([
      { heading: "a.yaml", lineBefore: "1. One:", content: "x:\n  y: 1\nz: 2\n", isClosed: true },
    ]);
  });

  it("may be left open; marks inside a line open none", () => {
    expect(readFences("Use ```yaml for it.\n```` `x` is no fence\n```a.yaml\nx: 1")).toEqual([
      { heading: "a.yaml", lineBefore: "```` `x` is no fence", content: "x: 1\n", isClosed: false },
    ]);
  });
});

describe("an answer", () => {
  it.each([
    ["a path as the heading", fenced("configs/a.yaml", "x: 1"), "configs/a.yaml"],
    ["a language and a path", fenced("yaml configs/a.yaml", "x: 1"), "configs/a.yaml"],
    ["a language, a colon and a path", fenced("yaml:configs/a.yaml", "x: 1"), "configs/a.yaml"],
    ["an attribute", fenced('yaml title="configs/a.yaml"', "x: 1"), "configs/a.yaml"],
    ["a file in the root", fenced("CHANGELOG.md", "x: 1"), "CHANGELOG.md"],
    ["a hidden file", fenced("./.github/a.yml", "x: 1"), "./.github/a.yml"],
    ["an absolute path", fenced("/home/agent/a.yaml", "x: 1"), "/home/agent/a.yaml"],
    ["a path in bold above", `**configs/a.yaml**\n\n${fenced("yaml", "x: 1")}`, "configs/a.yaml"],
    ["a path as code above", `\`configs/a.yaml\`:\n${fenced("yaml", "x: 1")}`, "configs/a.yaml"],
    ["a heading above", `### File: configs/a.yaml\n${fenced("", "x: 1")}`, "configs/a.yaml"],
    ["a script's path above", `scripts/run.sh\n${fenced("bash", "x: 1")}`, "scripts/run.sh"],
  ])("names a file by %s", (_, text, path) => {
    expect(readAnswer(text)).toEqual({ parts: [file(path, "x: 1\n")], faults: [] });
  });

  it("keeps its order, runs what is headed bash, and passes over what is for reading", () => {
    const text = [
      "Here you are.",
      fenced("jobs/a.yaml", "state: queued"),
      "Then, as `jobs/a.yaml` is in place:",
      fenced("bash", "halyard jobs release J-1", "halyard validate"),
      "It prints",
      fenced("text", "released"),
      fenced("sh"),
    ].join("\n\n");
    expect(readAnswer(text)).toEqual({
      parts: [
        file("jobs/a.yaml", "state: queued\n"),
        commands("halyard jobs release J-1\nhalyard validate\n"),
      ],
      faults: [],
    });
  });

  it("without blocks is a message and nothing more", () => {
    expect(readAnswer("I won't do this. Lowering `honesty` to 0.05 is wrong.")).toEqual({
      parts: [],
      faults: [],
    });
  });

  it.each([
    [fenced("yaml", "weight: 0.05"), 'the block headed "yaml" does not say which file it is'],
    [fenced("", "weight: 0.05"), 'the block that begins "weight: 0.05" does not say which file it is'],
    [fenced("diff", "-a", "+b"), 'the block headed "diff" does not say which file it is'],
    ["```a.yaml\nweight: 0.05", 'the block headed "a.yaml" is not closed'],
  ])("that could be meant for a file and names none is a fault: %j", (text, fault) => {
    expect(readAnswer(text)).toEqual({ parts: [], faults: [fault] });
  });

  it("gives back every file as it was shown, whatever is in it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("```", "~~~", "````x", "  ```bash", "\t~~~~"))),
        (lines) => {
          const content = lines.map((line) => `${line.replaceAll(/[\r\n]/g, " ")}\n`).join("");
          const shown = showFile("docs/a.md", content);
          expect(readAnswer(`Before\n\n${shown}\n\nafter`)).toEqual({
            parts: [file("docs/a.md", content)],
            faults: [],
          });
          const tree = mapTree(new Map());
          const change = {
            change: "added",
            path: "docs/a.md",
            mode: "100644",
            content: { text: content },
          } as const;
          if (content !== "")
            expect(readAnswer(writeAnswer("Done.", tree, [change])).parts).toEqual([
              file("docs/a.md", content),
            ]);
        },
      ),
    );
  });

  it("of half a megabyte of marks is read in a moment", () => {
    expect(readAnswer("```".repeat(90_000)).parts).toEqual([]);
    expect(readAnswer("> - * ```\n".repeat(50_000)).parts).toEqual([]);
    expect(readAnswer("```a.yaml\n".repeat(50_000)).faults).toHaveLength(1);
  });
});

it("long headings and lines name no file, and are read in time", { timeout: 20_000 }, () => {
  const long = "a.".repeat(300_000);
  const fault = (what: string) => ({
    parts: [],
    faults: [`the block ${what} does not say which file it is`],
  });
  expect(readAnswer(`\`\`\`${long}!\nx\n\`\`\``)).toEqual(fault(`headed "${long.slice(0, 60)}"`));
  expect(readAnswer(`\`\`\`${"a".repeat(998)}.b\nx\n\`\`\``).parts).toHaveLength(1);
  expect(readAnswer(`\`\`\`${"a".repeat(999)}.b\nx\n\`\`\``).parts).toEqual([]);
  expect(readAnswer(`a${'"'.repeat(600_000)}x\n\`\`\`\nx\n\`\`\``)).toEqual(fault('that begins "x"'));
});

it("of many faults the first are told, and how many more there are", () => {
  const fault = 'the block headed "yaml" does not say which file it is';
  expect(readAnswer("```yaml\na: 1\n```\n".repeat(25))).toEqual({
    parts: [],
    faults: [...Array<string>(20).fill(fault), "5 more blocks have faults"],
  });
});
