import { readText, writeText } from "./edit-text.js";
import type { MakeMutants } from "./mutant.js";
import { fileEnding } from "./rewrite-cosmetics.js";

const spoiled: Readonly<Record<string, (text: string) => string>> = {
  yaml: (text) => `${text}\nunfinished: [1, 2\n  - "\n`,
  yml: (text) => `${text}\nunfinished: [1, 2\n  - "\n`,
  json: (text) => text.trimEnd().slice(0, -1),
  jsonc: (text) => text.trimEnd().slice(0, -1),
  toml: (text) => `${text}\n[unfinished\n`,
  jsonl: (text) => `${text.trimEnd()}\n{"id": "unfinished\n`,
  py: (text) => `${text}\ndef unfinished(:\n`,
};

/** Every changed structured file made unreadable. */
export const breakSyntax: MakeMutants = ({ oracle, changes }) =>
  changes.flatMap(({ path }) => {
    const text = readText(oracle, path);
    const spoil = spoiled[fileEnding(path)];
    if (text === undefined || spoil === undefined) return [];
    return [
      {
        name: `broken syntax in ${path}`,
        tree: writeText(oracle, path, spoil(text)),
        expected: ["broken" as const],
      },
    ];
  });
