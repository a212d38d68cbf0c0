import { expect, test } from "vitest";
import type { ReadOf } from "../../src/schema/readout.js";
import { readOver } from "./tree-of.js";

const spec = `# Values of the assistant

Intro.

## 4 Raising concerns

Chapter text.

### 4.3 Raising concerns outside the conversation

**Strength:** default
**Owner:** rafael

The assistant may *raise* a concern
with the [team](https://x.example), \`once\`. <!-- not twice -->

- first  point
- **second** point

> Rationale: people want to know.
>
> Strength is set by the council.

#### 4.3.1 Detail

Not part of it.

### 4.30 Another

Strength: firm

Text of another.

## 5 Code

\`\`\`md
### 4.3 Raising concerns outside the conversation
**Strength:** off
\`\`\`

<!--
### 4.3 Raising concerns outside the conversation
**Strength:** off
-->

> ### 4.3 Quoted
> Strength: off

Owner: yuki
`;

function read(take: ReadOf<"section">["take"], heading = "4.3", text = spec) {
  return readOver({ "spec.md": text }, { kind: "section", of: "spec.md", heading, take });
}

const valueOf = (value: unknown) => ({ state: "value", value });
const strength = (text: string) => read({ field: "Strength" }, "1", `# 1 A\n\n${text}\n`);

test("text is the section's own prose, normalised", () => {
  expect(read("text")).toEqual(
    valueOf("The assistant may raise a concern with the team, once.\nfirst point\nsecond point"),
  );
  expect(read("text", "4")).toEqual(valueOf("Chapter text."));
  expect(read("text", "4.3.1")).toEqual(valueOf("Not part of it."));
});

test("headings are found by number or first words", () => {
  expect(read("present", "Raising")).toEqual(valueOf(false));
  expect(read("text", "Values of  the")).toEqual(valueOf("Intro."));
  expect(read("text", "4.30")).toEqual(valueOf("Text of another."));
  expect(read("present", "4.31")).toEqual(valueOf(false));
  expect(read("text", "9")).toEqual({ state: "absent" });
  expect(read("text", "7", "7 Layout\n=========\n\nText.\n")).toEqual(valueOf("Text."));
  expect(read("text", "7", "## 7: Layout\nText.\n")).toEqual(valueOf("Text."));
});

test("fields of the section alone", () => {
  expect(read({ field: "Strength" })).toEqual(valueOf("default"));
  expect(read({ field: "owner" })).toEqual(valueOf("rafael"));
  expect(read({ field: "Strength" }, "4.30")).toEqual(valueOf("firm"));
  expect(read({ field: "Strength" }, "4")).toEqual({ state: "absent" });
  expect(read({ field: "Reviewer" })).toEqual({ state: "absent" });
});

test.each([
  "**Strength:** default",
  "**Strength**: default",
  "Strength: default",
  "> Strength: default",
  "> **Strength:** default\n> **Owner:** x",
  "- Strength: default\n- Owner: x",
  "__Strength:__ `default`",
  "Strength: *default*  \nOwner: x",
  "Owner: x\nStrength:   default",
  "Strength: default <!-- was firm -->",
  "<!-- **Strength:** off -->\n\n**Strength:** default",
  "    Strength: off\n\nStrength: default",
  "```\nStrength: off\n```\n\nStrength: default",
  "Strength: default\n\nStrength: default",
])("%j says default", (text) => {
  expect(strength(text)).toEqual(valueOf("default"));
});

test.each([
  "<!-- Strength: default -->",
  "```\nStrength: default\n```",
  "The Strength: default is what we want.",
  "Prose first.\nStrength: default",
  "Strengths: default",
  "St\u0433ength: default",
  "**Strength:**",
])("%j says nothing", (text) => {
  expect(strength(text)).toEqual({ state: "absent" });
});

test("a sentence with a colon is prose, not a field", () => {
  expect(read("text", "1", "# 1 A\n\nException: the assistant may decline.\n")).toEqual(
    valueOf("Exception: the assistant may decline."),
  );
});

test("layout and emphasis do not change the text", () => {
  const one = "# 1 A\n\n**Owner:** x\n\nThe *assistant* may raise it.\n";
  const two = "A\n=\n\nOwner: y\n\nThe assistant\nmay __raise__   it.\n";
  expect(read("text", "A", two)).toEqual(read("text", "1", one));
});

test("a heading or a field that is there twice is unreadable", () => {
  expect(read("text", "4.3", `${spec}\n### 4.3 Raising concerns again\n\nNew text.\n`)).toEqual({
    state: "unreadable",
    why: "spec.md: 2 headings start with 4.3",
  });
  expect(strength("Strength: firm\n\n> Strength: off")).toEqual({
    state: "unreadable",
    why: "spec.md: 1 A: Strength is both firm and off",
  });
});

test("a missing file is unreadable", () => {
  expect(readOver({}, { kind: "section", of: "spec.md", heading: "1" })).toEqual({
    state: "unreadable",
    why: "spec.md: no such file",
  });
});

test.each([
  ["emphasis", "*a_ ".repeat(15_000)],
  ["brackets", "[a](".repeat(15_000)],
  ["quotes", ">".repeat(60_000)],
  ["quotes apart", "> a\n\n".repeat(12_000)],
  ["underlined headings", "a\n=\n".repeat(15_000)],
  ["lists opened on one line", "+ - ".repeat(4000)],
  ["lists in lists", "1. a\n   - b\n\n".repeat(4_000)],
  ["lines below a quote", `> a\n${"a\n".repeat(20_000)}`],
  ["lines below a list, ended by carriage returns", `- a\r${"a\r".repeat(20_000)}`],
  ["nested lists", Array.from({ length: 250 }, (_, level) => `${" ".repeat(level * 2)}- a`).join("\n")],
])("%s built to keep the parser busy are unreadable", (_, text) => {
  expect(read("text", "1", `# 1 A\n\n${text}`)).toEqual({
    state: "unreadable",
    why: "spec.md: too much markup",
  });
});

test("a file above 64 KB is unreadable", () => {
  expect(read("text", "1", "x\n\n".repeat(100_000))).toEqual({
    state: "unreadable",
    why: "spec.md: larger than 65536 characters",
  });
});
