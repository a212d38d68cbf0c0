import picomatch from "picomatch";
import type { Commit, History } from "../schema/history.js";
import type { Snapshot } from "../schema/machine.js";
import type { TreeFile } from "../schema/tree.js";
import { quoteValue } from "./problem.js";
import type { Loaded, Problem } from "./problem.js";

/** Looks up the version of a file from before a commit, kept at `history/<commit>/<path>`. */
export type EarlierVersion = (commit: string, path: string) => TreeFile | undefined;

/** What is wrong with one commit: the field below it, and what was expected. */
interface Fault {
  readonly field: string;
  readonly message: string;
}

type Files = Map<string, TreeFile>;

/**
 * The whole tree after each commit, first to last, found by undoing commits from the final tree backwards.
 * Problems are those of the last commit that cannot be undone; `file` names the history in them.
 */
export function rebuildHistory(
  history: History,
  repo: ReadonlyMap<string, TreeFile>,
  earlier: EarlierVersion,
  file = "history.yaml",
): Loaded<readonly Snapshot[]> {
  const problems = findListProblems(history, file);
  const snapshots: Snapshot[] = [];
  let files: Files = new Map(repo);
  for (const [index, commit] of [...history.commits.entries()].reverse()) {
    if (problems.length > 0) break;
    const author = findPerson(history, commit.author);
    if (author !== undefined)
      snapshots.unshift({ author, date: commit.date, message: commit.message, files });
    files = new Map(files);
    const faults = undoCommit(commit, files, earlier);
    problems.push(...faults.map((fault) => describeFault(fault, commit, index, file)));
  }
  if (problems.length === 0 && files.size > 0) {
    const left = [...files.keys()];
    const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
    const message = `expected nothing before the first commit, but no commit adds ${left.slice(0, 5).join(", ")}${more}`;
    problems.push({ file, field: "commits", message });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: snapshots };
}

function describeFault({ field, message }: Fault, commit: Commit, index: number, file: string): Problem {
  return { file, field: `commits[${index}].${field}`, message: `commit ${commit.id}: ${message}` };
}

/** What can be said without undoing anything: ids, authors and the order of dates. */
function findListProblems(history: History, file: string): Problem[] {
  const { commits } = history;
  const ids = new Set<string>();
  return commits.flatMap((commit, index) => {
    const previous = commits[index - 1];
    const faults: Fault[] = [];
    if (ids.has(commit.id)) faults.push({ field: "id", message: "expected an id that no other commit has" });
    if (findPerson(history, commit.author) === undefined) {
      faults.push({ field: "author", message: `expected a key of people, got ${quoteValue(commit.author)}` });
    }
    if (previous !== undefined && Date.parse(commit.date) < Date.parse(previous.date)) {
      faults.push({ field: "date", message: `expected a date not before the one of ${previous.id}` });
    }
    ids.add(commit.id);
    return faults.map((fault) => describeFault(fault, commit, index, file));
  });
}

function findPerson({ people }: History, key: string) {
  return Object.hasOwn(people, key) ? people[key] : undefined;
}

/** Takes a commit back out of `files`; what could not be undone is returned. */
function undoCommit(commit: Commit, files: Files, earlier: EarlierVersion): Fault[] {
  const touched = commit.adds.length + commit.removes.length + commit.rewrites.length + commit.edits.length;
  if (touched === 0) return [{ field: "adds", message: "expected adds, removes, rewrites or edits" }];
  // A later edit of a file may touch what an earlier one wrote, so the last is undone first.
  const edits = [...commit.edits.entries()].reverse();
  return [
    ...edits.map(([place, edit]) => undoEdit(edit, place, files)),
    ...commit.adds.map((glob, place) => undoAdd(glob, place, files)),
    ...commit.rewrites.map((path, place) => bringBack("rewrites", commit, path, place, files, earlier)),
    ...commit.removes.map((path, place) => bringBack("removes", commit, path, place, files, earlier)),
  ].filter((fault) => fault !== undefined);
}

function undoAdd(glob: string, place: number, files: Files): Fault | undefined {
  const matches = picomatch(glob, { dot: true });
  const added = [...files.keys()].filter((path) => matches(path));
  for (const path of added) files.delete(path);
  if (added.length > 0) return undefined;
  return {
    field: `adds[${place}]`,
    message: `${glob}: expected at least one file that is there after the commit`,
  };
}

function bringBack(
  list: "rewrites" | "removes",
  commit: Commit,
  path: string,
  place: number,
  files: Files,
  earlier: EarlierVersion,
): Fault | undefined {
  const field = `${list}[${place}]`;
  const version = earlier(commit.id, path);
  if (version === undefined) {
    return { field, message: `${path}: expected the earlier version at history/${commit.id}/${path}` };
  }
  if (list === "rewrites" && !files.has(path)) {
    return { field, message: `${path}: expected a file that is there after the commit` };
  }
  if (list === "removes" && files.has(path)) {
    return { field, message: `${path}: expected no file after the commit that removes it` };
  }
  const blocked = [...files.keys()].find(
    (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
  );
  if (blocked !== undefined) return { field, message: `${path}: expected no ${blocked} before the commit` };
  files.set(path, version);
  return undefined;
}

function undoEdit(edit: Commit["edits"][number], place: number, files: Files): Fault | undefined {
  const file = files.get(edit.path);
  if (file === undefined) {
    const message = `${edit.path}: expected a file that is there after the commit`;
    return { field: `edits[${place}].path`, message };
  }
  const field = `edits[${place}].new`;
  if (edit.new === edit.old)
    return { field, message: `${edit.path}: expected a passage that differs from old` };
  const bytes = Buffer.from(file.bytes).toString("latin1");
  const passage = Buffer.from(edit.new).toString("latin1");
  const parts = edit.new === "" ? [] : bytes.split(passage);
  if (parts.length !== 2) {
    const found = parts.length === 0 ? "an empty one" : `it ${parts.length - 1} times`;
    const message = `${edit.path}: expected a passage that occurs exactly once, found ${found}: ${quoteValue(edit.new)}`;
    return { field, message };
  }
  const before = parts.join(Buffer.from(edit.old).toString("latin1"));
  files.set(edit.path, { mode: file.mode, bytes: Uint8Array.from(Buffer.from(before, "latin1")) });
  return undefined;
}
