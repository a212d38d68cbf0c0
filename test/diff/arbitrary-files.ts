import fc from "fast-check";
import type { TreeFile } from "../../src/schema/tree.js";

const line = fc.oneof(
  fc.constantFrom(
    "",
    "",
    "    return total",
    "weights:",
    "  honesty: 0.3",
    "def score(row):",
    "\tname",
    "}",
    "   ",
  ),
  fc.nat(30).map((number) => `line ${number}`),
  fc.constantFrom("caf\u00e9", "windows\r", "\u0000zero".slice(1)),
);

/** Text of up to 60 lines with repeated, blank, indented and CR lines; with or without a last line feed. */
export const text = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.boolean())
  .map(([lines, closed]) => lines.join("\n") + (closed && lines.length > 0 ? "\n" : ""));

const splice = fc.record({ at: fc.nat(100), remove: fc.nat(6), insert: fc.array(line, { maxLength: 6 }) });

/** A text and the same text after one to four passages were replaced. */
export const editedText = fc
  .tuple(text, fc.array(splice, { minLength: 1, maxLength: 4 }))
  .map(([before, splices]) => {
    const lines = before.split("\n");
    for (const { at, remove, insert } of splices) lines.splice(at % (lines.length + 1), remove, ...insert);
    return { before, after: lines.join("\n") };
  });

const mode = fc.constantFrom<TreeFile["mode"]>("100644", "100644", "100755");
const bytes = fc.oneof(
  { weight: 5, arbitrary: text.map((content) => Buffer.from(content)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((content) => Buffer.from(content)) },
  { weight: 1, arbitrary: text.map((content) => Buffer.from(content, "latin1")) },
  { weight: 1, arbitrary: fc.constant(Buffer.alloc(0)) },
);
const link = fc.constantFrom("a.txt", "../elsewhere", "caf\u00e9/x").map((target) => ({
  mode: "120000" as const,
  bytes: Buffer.from(target),
}));
const file: fc.Arbitrary<TreeFile> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ mode, bytes }) },
  { weight: 1, arbitrary: link },
);

// No path is a folder of another, except that `swap` may change from one to the other.
const path = fc.constantFrom(
  "a.txt",
  "deep/er/file.py",
  "with space.md",
  'quo"te.txt',
  "back\\slash".replace("\\", "-"),
  "caf\u00e9/\u6c34.txt",
  "tab\there",
  "\u{1f426}.yaml",
  "swap",
);

/** Two states of a small tree with awkward names and contents. */
export const treePair = fc
  .tuple(
    fc.uniqueArray(fc.tuple(path, file), { selector: ([name]) => name, maxLength: 6 }),
    fc.uniqueArray(fc.tuple(path, file), { selector: ([name]) => name, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([kept, changed, foldered]) => {
    const before = new Map<string, TreeFile>(kept);
    const after = new Map<string, TreeFile>(changed);
    for (const [index, [name, content]] of kept.entries())
      if (index % 2 === 0 && !after.has(name)) after.set(name, content);
    const swapped = after.get("swap");
    if (foldered && swapped !== undefined) {
      after.delete("swap");
      after.set("swap/inner.txt", swapped);
    }
    return { before, after };
  });
