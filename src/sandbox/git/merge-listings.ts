import { isBinary } from "../../diff/is-binary.js";
import { plainEntry, type Index, type IndexEntry } from "./index-file.js";
import { mergeText, type MergeLabels } from "./merge-text.js";
import type { Entry, Listing } from "./object-types.js";
import type { Repository } from "./repository.js";
import { bytesToText, textToBytes } from "./text-bytes.js";

/** A path that two sides changed in different ways. */
interface MergeConflict {
  readonly stages: readonly IndexEntry[];
  /** What goes into the working tree; undefined leaves nothing there. */
  readonly shown: Entry | undefined;
}

export interface MergeResult {
  readonly files: Map<string, Entry>;
  readonly conflicts: Map<string, MergeConflict>;
  /** What merge says of each path, in path order. */
  readonly messages: readonly string[];
}

/** Joins two sets of files that grew from one. New blobs are remembered, and stored where the result needs them. */
export async function mergeListings(
  repository: Repository,
  base: Listing,
  ours: Listing,
  theirs: Listing,
  labels: MergeLabels,
): Promise<MergeResult> {
  const files = new Map<string, Entry>();
  const conflicts = new Map<string, MergeConflict>();
  const messages: string[] = [];
  const paths = [...new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])].sort();
  for (const path of paths) {
    const [old, own, their] = [base.get(path), ours.get(path), theirs.get(path)];
    if (same(own, their) || same(old, their)) keep(files, path, own);
    else if (same(old, own)) keep(files, path, their);
    else if (own === undefined || their === undefined) {
      conflicts.set(path, { stages: stagesOf(path, old, own, their), shown: own ?? their });
      const [gone, kept] = own === undefined ? [labels.ours, labels.theirs] : [labels.theirs, labels.ours];
      messages.push(
        `CONFLICT (modify/delete): ${path} deleted in ${gone} and modified in ${kept}.  Version ${kept} of ${path} left in tree.`,
      );
    } else {
      const merged = await mergeFile(repository, { old, own, their }, labels);
      messages.push(
        ...(merged.automatic
          ? [`Auto-merging ${path}`]
          : [`warning: Cannot merge binary files: ${path} (${labels.ours} vs. ${labels.theirs})`]),
      );
      if (merged.clean) files.set(path, merged.entry);
      else {
        messages.push(`CONFLICT (${old === undefined ? "add/add" : "content"}): Merge conflict in ${path}`);
        conflicts.set(path, { stages: stagesOf(path, old, own, their), shown: merged.entry });
      }
    }
  }
  return { files, conflicts, messages };
}

function keep(files: Map<string, Entry>, path: string, entry: Entry | undefined): void {
  if (entry !== undefined) files.set(path, entry);
}

function same(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

function stagesOf(path: string, ...entries: readonly (Entry | undefined)[]): IndexEntry[] {
  return entries.flatMap((entry, number) =>
    entry === undefined ? [] : [{ ...plainEntry(path, entry), stage: number + 1 }],
  );
}

async function mergeFile(
  repository: Repository,
  sides: { old: Entry | undefined; own: Entry; their: Entry },
  labels: MergeLabels,
): Promise<{ entry: Entry; clean: boolean; automatic: boolean }> {
  const { old, own, their } = sides;
  const mode = own.mode === old?.mode ? their.mode : own.mode;
  if (own.oid === their.oid) return { entry: { mode, oid: own.oid }, clean: true, automatic: true };
  const read = async (entry: Entry | undefined) =>
    entry === undefined ? new Uint8Array() : repository.objects.blob(entry.oid);
  const contents = [await read(old), await read(own), await read(their)] as const;
  if (contents.some(isBinary) || own.mode === "120000") return { entry: own, clean: false, automatic: false };
  const [base, mine, other] = contents.map(bytesToText);
  const merged = mergeText(base ?? "", mine ?? "", other ?? "", labels);
  const oid = await repository.objects.writeBlob(textToBytes(merged.text));
  return { entry: { mode, oid }, clean: merged.conflicts === 0, automatic: true };
}

/** The index that holds a merge's result. */
export function mergedIndex(result: MergeResult): Index {
  return {
    entries: new Map([...result.files].map(([path, entry]) => [path, plainEntry(path, entry)])),
    conflicts: new Map([...result.conflicts].map(([path, { stages }]) => [path, [...stages]])),
  };
}
