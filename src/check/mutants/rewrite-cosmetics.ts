import { isDeepStrictEqual } from "node:util";
import { parseStructured } from "../../probes/parse-structured.js";
import { readText, writeText } from "./edit-text.js";
import type { MakeMutants } from "./mutant.js";
import { rewrites } from "./rewrite-format.js";

const structuredEndings = new Set(["yaml", "yml", "json", "jsonc", "toml"]);

/** Every changed file written differently with the same content: the action must stay what it is. */
export const rewriteCosmetics: MakeMutants = ({ oracle, changes }) =>
  changes.flatMap(({ path }) => {
    const text = readText(oracle, path);
    const ending = fileEnding(path);
    if (text === undefined) return [];
    return Object.entries(rewrites[ending === "yml" ? "yaml" : ending] ?? {}).flatMap(([name, rewrite]) => {
      const fresh = rewrite(text);
      if (fresh === undefined || fresh === text || !holdsTheSame(path, text, fresh)) return [];
      return [
        {
          name: `${name} in ${path}`,
          tree: writeText(oracle, path, fresh),
          expected: ["implemented" as const],
        },
      ];
    });
  });

/** A file's ending without the dot, lower case. */
export function fileEnding(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** A rewrite that turns out to change the content would prove nothing. */
function holdsTheSame(path: string, before: string, after: string): boolean {
  if (!structuredEndings.has(fileEnding(path))) return true;
  try {
    return isDeepStrictEqual(parseStructured(before, path), parseStructured(after, path));
  } catch {
    return false;
  }
}
