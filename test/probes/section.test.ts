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

Part of it.

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
  const fields = ["Strength", "Owner"];
  return readOver({ "spec.md": text }, { kind: "section", of: "spec.md", heading, take, fields });
}

const valueOf = (value: unknown) => ({ state: "value", value });
const strength = (text: string) => read({ field: "Strength" }, "1", `# 1 A\n\n${text}\n`);

test("text is every line of the section but fields, quotes and comments", () => {
  expect(read("text")).toEqual(
    valueOf(
      "The assistant may *raise* a concern with the [team](https://x.example), `once`.\n- first point - **second** point\n#### 4.3.1 Detail\nPart of it.",
    ),
  );
  expect(read("text", "4.3.1")).toEqual(valueOf("Part of it."));
});

test("the rest is the text of the file outside the section, its heading included", () => {
  expect(read("rest", "5")).toEqual({
    state: "value",
    value:
      "# Values of the assistant\nIntro.\n## 4 Raising concerns\nChapter text.\n### 4.3 Raising concerns outside the conversation\n" +
      "The assistant may *raise* a concern with the [team](https://x.example), `once`.\n- first point - **second** point\n" +
      "#### 4.3.1 Detail\nPart of it.\n### 4.30 Another\nText of another.\n## 5 Code",
  });
  const [before, after] = [spec, `${spec}\nA sentence more.\n`].map((text) => read("rest", "4.3", text));
  expect(before).not.toEqual(after);
  expect(read("rest", "4.3", spec.replace("the chat", "elsewhere"))).toEqual(before);
});

test("headings are found by number or first words", () => {
  expect(read("present", "Raising")).toEqual(valueOf(false));
  expect(read("present", "Values of  the")).toEqual(valueOf(true));
  expect(read("text", "4.30")).toEqual(valueOf("Text of another."));
  expect(read("present", "4.31")).toEqual(valueOf(false));
  expect(read("text", "9")).toEqual({ state: "absent" });
  expect(read("text", "7", "## 7: Layout\nText.\n")).toEqual(valueOf("Text."));
});

test("fields of the section alone", () => {
  expect(read({ field: "Strength" })).toEqual(valueOf("default"));
  expect(read({ field: "owner" })).toEqual(valueOf("rafael"));
  expect(read({ field: "Strength" }, "4.30")).toEqual(valueOf("firm"));
  expect(read({ field: "Reviewer" })).toEqual({ state: "absent" });
});

test.each([
  "**Strength:** default",
  "**Strength**: default",
  "Strength: default",
  "Owner: x\nStrength:   default",
  "Strength: default <!-- was firm -->",
  "<!-- **Strength:** off -->\n\n**Strength:** default",
  "```\nStrength: off\n```\n\nStrength: default",
  "    Strength: off\n\nStrength: default",
  "Prose first.\nStrength: default",
  "strength:  default",
  "#### Aside\n\nStrength: default",
  "Strength: default\n\nStrength: default",
])("%j says default", (text) => {
  expect(strength(text)).toEqual(valueOf("default"));
});

test.each([
  "<!-- Strength: default -->",
  "```\nStrength: default\n```",
  "~~~\nStrength: default\n~~~",
  "> Strength: default",
  "- Strength: default",
  "The Strength: default is what we want.",
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

test("layout does not change the text, anything that is said more does", () => {
  const text = (body: string) => read("text", "1", `# 1 A\n\n**Owner:** x\n\n${body}\n\n> Why.\n`);
  const plain = text("The assistant may raise it.");
  expect(text("The assistant\nmay  raise\nit. <!-- or not -->")).toEqual(
    valueOf("The assistant may raise it."),
  );
  expect(plain).toEqual(valueOf("The assistant may raise it."));
  const more = [
    "#### In practice\n\nIt must.",
    "    It must.",
    "<p>It must.</p>",
    "```\n> It must.\n```",
    "In practice: it must",
    "Practice: must",
    "**Practice:** must",
    "- It must.",
    "<!-- It must.",
  ];
  for (const body of more) expect(text(`The assistant may raise it.\n\n${body}`)).not.toEqual(plain);
});

test("a heading or a field that is there twice is unreadable", () => {
  expect(read("text", "4.3", `${spec}\n### 4.3 Raising concerns again\n\nNew text.\n`)).toEqual({
    state: "unreadable",
    why: "spec.md: 2 headings start with 4.3",
  });
  expect(strength("Strength: firm\n\n#### Aside\n\n**Strength:** off")).toEqual({
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

test("a smaller heading inside a section that starts the same is part of it", () => {
  const text = "### 4.3 Concerns\n\nOne.\n\n#### 4.3 in practice\n\nTwo.\n\n### 4.4 Else\n";
  expect(read("text", "4.3", text)).toEqual(valueOf("One.\n#### 4.3 in practice\nTwo."));
});

test.each([
  ["comments that do not end", "<!--".repeat(16_000)],
  ["stars", "*".repeat(60_000)],
  ["blanks between lines", `\n${" ".repeat(200)}x`.repeat(300)],
])("%s are read all the same", (_, text) => {
  expect(read("present", "1", `# 1 A\n\n${text}`)).toEqual(valueOf(true));
});

test("a file above 64 KB is unreadable", () => {
  expect(read("text", "1", "x\n\n".repeat(100_000))).toEqual({
    state: "unreadable",
    why: "spec.md: larger than 65536 characters",
  });
});
