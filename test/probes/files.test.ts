import { expect, test } from "vitest";
import { readOver } from "./tree-of.js";
import type { Files } from "./tree-of.js";

const read = (files: Files) => readOver(files, { kind: "files", of: "lib/**/*.py" });
const files: Files = { "lib/a.py": "A = 1\n", "lib/b/c.py": "C = 2\n", "lib/readme.md": "x", "d.py": "" };

test("a digest for each file of the glob, and for no other", () => {
  const readout = read(files);
  const digests = readout.state === "value" ? Object.entries(Object(readout.value) as object) : [];
  expect(digests.map(([path]) => path)).toEqual(["lib/a.py", "lib/b/c.py"]);
  for (const [, digest] of digests) expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(read({ ...files, "d.py": "D = 1", "lib/readme.md": "y" })).toEqual(read(files));
  expect(read({})).toEqual({ state: "value", value: {} });
});

test.each<[string, Files]>([
  ["one byte", { "lib/a.py": "A = 2\n" }],
  ["a comment", { "lib/a.py": "A = 1 # one\n" }],
  ["a file more", { "lib/sitecustomize.py": "" }],
  ["a link in place of a file", { "lib/a.py": { link: "A = 1\n" } }],
])("%s is another readout", (_, changed) => {
  expect(read({ ...files, ...changed })).not.toEqual(read(files));
});
