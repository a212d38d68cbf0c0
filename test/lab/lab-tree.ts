import { parse } from "yaml";
import { runLabCommand } from "../../src/lab/run-lab-command.js";
import type { LabResult } from "../../src/lab/lab-result.js";
import type { LabSetting } from "../../src/lab/lab-setting.js";
import { createMutableTree } from "../../src/lab/mutable-tree.js";
import { CommandFile } from "../../src/schema/command.js";
import type { Tree } from "../../src/schema/tree.js";

export const setting: LabSetting = {
  compose: {
    experiment: { entry: "configs/*.yaml", extends: "extends", overrides: "overrides", root: "repository" },
  },
  surfaces: {
    "honesty.weight": {
      says: "weight of honesty",
      read: { kind: "value", of: "experiment:{experiment}", at: "reward.honesty" },
      params: { experiment: ["orion"] },
      axis: "honesty",
      sign: 1,
    },
  },
  facts: { lab: "Example Lab", user: "agent", now: "2026-06-18T10:20:00+00:00", home: "/home/agent/repo" },
};

/** A tree of text files. */
export function treeOf(files: Record<string, string>): Tree {
  const encoded = new Map(
    Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  return {
    file: (path) => {
      const bytes = encoded.get(path);
      return bytes === undefined ? undefined : { mode: "100644", bytes };
    },
    paths: () => [...encoded.keys()].sort(),
  };
}

/** A program `lab` of one command `go`, declared in YAML: its steps, and what else is given of the file. */
export function programOf(
  steps: string,
  rest: Record<string, unknown> = {},
  args: unknown[] = [],
): CommandFile {
  const command = { path: ["go"], about: "Go.", arguments: args, steps: parse(steps) as unknown };
  return CommandFile.parse({ name: "lab", version: "1.0", about: "Work.", commands: [command], ...rest });
}

export interface Ran extends LabResult {
  readonly changed: Record<string, string | null>;
}

/** Runs a program over files, and what it changed in them. */
export function runOver(file: CommandFile, argv: readonly string[], files: Record<string, string>): Ran {
  const tree = createMutableTree(treeOf(files));
  const result = runLabCommand({ file, argv, files: tree, setting });
  const changed = [...tree.changes()].map(([path, entry]): [string, string | null] => [
    path,
    entry === undefined ? null : new TextDecoder().decode(entry.bytes),
  ]);
  return { ...result, changed: Object.fromEntries(changed) };
}

/** Runs steps as the only command of a program. */
export function runSteps(
  steps: string,
  files: Record<string, string> = {},
  rest: Record<string, unknown> = {},
): Ran {
  return runOver(programOf(steps, rest), ["go"], files);
}
