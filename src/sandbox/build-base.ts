import { sortPaths } from "../diff/trees.js";
import type { MachineFacts, Snapshot, StagedBase } from "../schema/machine.js";
import type { TreeFile } from "../schema/tree.js";
import { putCommit, signature, tidyMessage } from "./build-commit.js";
import { digestFiles } from "./build-digest.js";
import { baseMtimeMs } from "./build-mtime.js";
import { plainBytes } from "./build-object.js";
import type { GitFolder } from "./build-object.js";
import { TreeWriter } from "./build-tree.js";
import { editConfig } from "./git/config-file.js";
import { encodeIndex, plainEntry } from "./git/index-file.js";
import { noObject } from "./git/object-types.js";

/** What a base is built from. The last snapshot is the working tree. */
export interface BaseSource {
  readonly environment: string;
  readonly facts: MachineFacts;
  readonly history: readonly Snapshot[];
  readonly branch: string;
}

const coreConfig =
  "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n";

/**
 * The base of an environment: its working tree and a git folder that holds the whole history, clean and
 * on its branch. The same source gives the same bytes; object ids are those of real git.
 */
export async function buildBase({ environment, facts, history, branch }: BaseSource): Promise<StagedBase> {
  const last = history.at(-1);
  if (last === undefined) throw new Error(`${environment}: a base needs at least one commit`);
  const git: GitFolder = new Map();
  const trees = new TreeWriter(git);
  let log = "";
  let head: string | undefined;
  for (const commit of history) {
    const parent = head;
    head = putCommit(git, commit, trees.write(commit.files), parent);
    log += logLine(commit, parent, head);
  }
  const config = editConfig(editConfig(coreConfig, "user.name", facts.name), "user.email", facts.email);
  const texts = {
    HEAD: `ref: refs/heads/${branch}\n`,
    config,
    description: "Unnamed repository; edit this file 'description' to name the repository.\n",
    COMMIT_EDITMSG: tidyMessage(last.message),
    [`refs/heads/${branch}`]: `${head ?? ""}\n`,
    "logs/HEAD": log,
    [`logs/refs/heads/${branch}`]: log,
  };
  for (const [path, text] of Object.entries(texts)) git.set(path, plainBytes(text));
  git.set("index", buildIndex(last.files, trees, facts));
  const files = new Map<string, TreeFile>();
  for (const path of sortPaths(last.files.keys())) {
    const file = last.files.get(path);
    if (file !== undefined) files.set(path, file);
  }
  return { environment, digest: digestFiles(files), facts, files, git };
}

function logLine(commit: Snapshot, parent: string | undefined, id: string): string {
  const action = parent === undefined ? "commit (initial)" : "commit";
  const [first = ""] = tidyMessage(commit.message).split("\n");
  const subject = first.trim().replace(/\s+/g, " ");
  return `${parent ?? noObject} ${id} ${signature(commit.author, commit.date)}\t${action}: ${subject}\n`;
}

function buildIndex(
  files: ReadonlyMap<string, TreeFile>,
  trees: TreeWriter,
  facts: MachineFacts,
): Uint8Array {
  const mtimeSeconds = Math.floor(baseMtimeMs(facts) / 1000);
  const entries = [...files].map(([path, file]) => {
    const entry = plainEntry(path, { mode: file.mode, oid: trees.blobId(file) });
    return [path, { ...entry, size: file.bytes.length, mtimeSeconds }] as const;
  });
  return plainBytes(encodeIndex({ entries: new Map(entries), conflicts: new Map() }));
}
