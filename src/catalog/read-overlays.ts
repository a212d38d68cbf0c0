import { join } from "node:path";
import { OverlayCommit } from "../schema/overlay.js";
import type { TreeFile } from "../schema/tree.js";
import { parseYaml } from "./parse-yaml.js";
import type { Problem } from "./problem.js";
import { listFolders, readFolder } from "./read-folder.js";

/** Files that a level of a factor adds to the tree, and the commit that brought them where that is told. */
export interface Overlay {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly commit: OverlayCommit | null;
}

const commitFile = "commit.yaml";

/** Every overlay below `overlays/` of an environment's or a task's folder, by name. */
export function readOverlays(
  folder: string,
  label: string,
): { readonly overlays: ReadonlyMap<string, Overlay>; readonly problems: readonly Problem[] } {
  const overlays = new Map<string, Overlay>();
  const problems: Problem[] = [];
  for (const name of listFolders(join(folder, "overlays"))) {
    const place = `${label}/overlays/${name}`;
    const content = readFolder(join(folder, "overlays", name), place);
    problems.push(...content.problems);
    const files = new Map([...content.files].filter(([path]) => path !== commitFile));
    const described = content.files.get(commitFile);
    const commit = described === undefined ? null : readCommit(described, `${place}/${commitFile}`, problems);
    if (files.size === 0) problems.push({ file: place, field: "", message: "expected at least one file" });
    overlays.set(name, { files, commit });
  }
  return { overlays, problems };
}

function readCommit(file: TreeFile, label: string, problems: Problem[]): OverlayCommit | null {
  const parsed = parseYaml(new TextDecoder().decode(file.bytes), label, OverlayCommit);
  if (parsed.ok) return parsed.value;
  problems.push(...parsed.problems);
  return null;
}
