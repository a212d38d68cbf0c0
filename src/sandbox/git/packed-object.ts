import git from "isomorphic-git";
import type { MachineFiles } from "../machine-command.js";
import { gitFileClient } from "./git-file-client.js";
import { parseCommit, parseTag } from "./object-text.js";
import type { GitObject } from "./object-types.js";

/** Reads an object from the repository's packs; undefined where none holds it. */
export async function readPacked(
  files: MachineFiles,
  gitFolder: string,
  oid: string,
  packs: object,
): Promise<GitObject | undefined> {
  const request = { fs: gitFileClient(files), gitdir: gitFolder, oid, cache: packs };
  const readers: readonly (() => Promise<GitObject>)[] = [
    async () => ({ type: "blob", oid, bytes: (await git.readBlob(request)).blob }),
    async () => {
      const entries = (await git.readTree(request)).tree.map(({ mode, path, oid: id, type }) => ({
        mode,
        name: path,
        oid: id,
        type,
      }));
      return { type: "tree", oid, entries };
    },
    async () => parseCommit(oid, (await git.readCommit(request)).payload),
    async () => parseTag(oid, (await git.readTag(request)).payload),
  ];
  for (const reader of readers) {
    const found = await reader().catch(() => undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}
