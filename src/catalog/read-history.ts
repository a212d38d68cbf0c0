import { History } from "../schema/history.js";
import type { Snapshot } from "../schema/machine.js";
import type { TreeFile } from "../schema/tree.js";
import { parseYaml } from "./parse-yaml.js";
import type { Loaded, Problem } from "./problem.js";
import { isFolder, readFolder, readOwnText } from "./read-folder.js";
import { rebuildHistory } from "./rebuild-history.js";

/** An environment's branch and the whole tree after each of its commits, first to last. */
export interface ReadHistory {
  readonly branch: string;
  readonly snapshots: readonly Snapshot[];
}

/**
 * Reads `history.yaml` and `history/` of an environment's folder against its final tree.
 * `label` stands for the folder in problems. A kept version that no commit names is a problem too.
 */
export function readHistory(
  folder: string,
  label: string,
  repo: ReadonlyMap<string, TreeFile>,
): Loaded<ReadHistory> {
  const file = `${label}/history.yaml`;
  const text = readOwnText(folder, "history.yaml", label);
  if (!text.ok) return text;
  const history = parseYaml(text.value, file, History);
  if (!history.ok) return history;
  const kept = isFolder(`${folder}/history`)
    ? readFolder(`${folder}/history`, `${label}/history`)
    : { files: new Map<string, TreeFile>(), problems: [] };
  if (kept.problems.length > 0) return { ok: false, problems: kept.problems };
  const earlier = (commit: string, path: string) => kept.files.get(`${commit}/${path}`);
  const snapshots = rebuildHistory(history.value, repo, earlier, file);
  if (!snapshots.ok) return snapshots;
  const problems = findUnused(history.value, kept.files.keys(), label);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { branch: history.value.branch, snapshots: snapshots.value } };
}

function findUnused({ commits }: History, kept: Iterable<string>, label: string): Problem[] {
  const named = new Set(
    commits.flatMap(({ id, removes, rewrites }) => [...removes, ...rewrites].map((path) => `${id}/${path}`)),
  );
  return [...kept]
    .filter((path) => !named.has(path))
    .map((path) => ({
      file: `${label}/history/${path}`,
      field: "",
      message: "expected a version that removes or rewrites of its commit names in history.yaml",
    }));
}
