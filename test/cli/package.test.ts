import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");

/** The files of the repository that a text points to, by a link or by name. */
function pointedTo(name: string): string[] {
  const text = read(name);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = ""]) =>
    normalize(join(dirname(name), link)),
  );
  const named = [...text.matchAll(/\bexamples\/[\w.]+/g)].map(([file]) => file);
  return [...new Set([...links, ...named])];
}

test("what the README, docs/report.md and the help point to is in the package", () => {
  const { files } = z.object({ files: z.array(z.string()) }).parse(JSON.parse(read("package.json")));
  const always = ["README.md", "LICENSE", "package.json"];
  const isPacked = (file: string): boolean =>
    [...files, ...always].some((entry) => file === entry || file.startsWith(`${entry}/`));
  const found = ["README.md", "docs/report.md", "src/cli/run-command.ts"].flatMap(pointedTo);
  expect(found).toContain("docs/report.md");
  expect(found).toContain("examples/simulation.yaml");
  expect(found.filter((file) => !isPacked(file))).toEqual([]);
});
