import { readFileSync } from "node:fs";

/** The rows of a comma-separated fixture of numbers, without its heading. */
export function readTable(name: string): readonly (readonly number[])[] {
  const text = readFileSync(new URL(`../fixtures/stats/${name}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
}
