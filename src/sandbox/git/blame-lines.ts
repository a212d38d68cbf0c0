import { findLineChanges } from "../../diff/line-changes.js";
import { splitLines } from "../../diff/split-lines.js";
import { detectRenames } from "./detect-renames.js";
import type { Commit, Entry, Listing } from "./object-types.js";
import type { Repository } from "./repository.js";
import { bytesToText } from "./text-bytes.js";
import { compareListings } from "./change.js";

/** Where one line of a file comes from; `commit` is undefined for lines that are not committed. */
export interface BlamedLine {
  readonly commit: Commit | undefined;
  readonly path: string;
  /** Place of the line in that commit's file, from 1. */
  readonly line: number;
  readonly text: string;
  /** The same file in the commit's parent. */
  readonly previous?: { readonly oid: string; readonly path: string } | undefined;
}

/** A file in a commit that still owns lines: pairs of (line of the final file, line of this file). */
interface Suspect {
  readonly commit: Commit;
  readonly path: string;
  readonly entry: Entry;
  pending: [number, number][];
}

export interface BlameRequest {
  readonly path: string;
  /** The final content, and where it stands. */
  readonly text: string;
  readonly tip: Commit;
  /** The final content is the working tree's, not the tip's. */
  readonly uncommitted: boolean;
  readonly ignoreSpace: boolean;
}

/** Finds for every line of a file the commit that last wrote it. */
export async function blameLines(repository: Repository, request: BlameRequest): Promise<BlamedLine[]> {
  const lines = splitLines(request.text);
  const blamed: BlamedLine[] = lines.map((text, number) => ({
    commit: undefined,
    path: request.path,
    line: number + 1,
    text,
  }));
  const load = async (entry: Entry) => splitLines(bytesToText(await repository.objects.blob(entry.oid)));
  const loose = (line: string) => (request.ignoreSpace ? line.replace(/\s+/g, "") : line);
  const queue: Suspect[] = [];
  const tipEntry = (await repository.objects.listing(request.tip.oid)).get(request.path);
  if (tipEntry === undefined) return blamed;
  const all = lines.map((_, number): [number, number] => [number, number]);
  const tipLines = (await load(tipEntry)).map(loose);
  const first = request.uncommitted ? passLines(all, lines.map(loose), tipLines).passed : all;
  enqueue(queue, { commit: request.tip, path: request.path, entry: tipEntry, pending: first });
  for (let suspect = queue.shift(); suspect !== undefined; suspect = queue.shift()) {
    const own = await load(suspect.entry);
    let previous: BlamedLine["previous"];
    for (const parent of suspect.commit.parents) {
      if (suspect.pending.length === 0) break;
      const commit = await repository.objects.commit(parent);
      const origin = await findOrigin(repository, suspect, await repository.objects.listing(parent));
      if (origin === undefined) continue;
      previous ??= { oid: parent, path: origin.path };
      const { passed, kept } =
        origin.entry.oid === suspect.entry.oid
          ? { passed: suspect.pending, kept: [] }
          : passLines(suspect.pending, own.map(loose), (await load(origin.entry)).map(loose));
      suspect.pending = kept;
      if (passed.length > 0) enqueue(queue, { commit, ...origin, pending: passed });
    }
    for (const [final, place] of suspect.pending) {
      blamed[final] = {
        commit: suspect.commit,
        path: suspect.path,
        line: place + 1,
        text: lines[final] ?? "",
        previous,
      };
    }
  }
  return blamed;
}

function enqueue(queue: Suspect[], suspect: Suspect): void {
  const same = queue.find((other) => other.commit.oid === suspect.commit.oid && other.path === suspect.path);
  if (same !== undefined) {
    same.pending.push(...suspect.pending);
    return;
  }
  const place = queue.findIndex(
    (other) => other.commit.committer.timestamp < suspect.commit.committer.timestamp,
  );
  queue.splice(place === -1 ? queue.length : place, 0, suspect);
}

/** The file in the parent that a suspect's file came from. */
async function findOrigin(repository: Repository, suspect: Suspect, parent: Listing) {
  const same = parent.get(suspect.path);
  if (same !== undefined) return { path: suspect.path, entry: same };
  const changes = compareListings(parent, await repository.objects.listing(suspect.commit.oid));
  const joined = await detectRenames(changes, (oid) => repository.objects.blob(oid));
  const from = joined.find((change) => change.after?.path === suspect.path)?.before;
  return from === undefined ? undefined : { path: from.path, entry: { mode: from.mode, oid: from.oid } };
}

/** Splits lines into those that the older file has too (with their place there) and those it has not. */
function passLines(pending: readonly [number, number][], own: readonly string[], older: readonly string[]) {
  const origin = new Int32Array(own.length).fill(-1);
  let oldAt = 0;
  let newAt = 0;
  for (const change of [
    ...findLineChanges(older, own),
    { oldStart: older.length, oldCount: 0, newStart: own.length, newCount: 0 },
  ]) {
    while (newAt < change.newStart) origin[newAt++] = oldAt++;
    newAt = change.newStart + change.newCount;
    oldAt = change.oldStart + change.oldCount;
  }
  const passed: [number, number][] = [];
  const kept: [number, number][] = [];
  for (const [final, place] of pending) {
    const from = origin[place] ?? -1;
    if (from === -1) kept.push([final, place]);
    else passed.push([final, from]);
  }
  return { passed, kept };
}
