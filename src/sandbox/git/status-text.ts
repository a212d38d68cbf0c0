import { quotePath } from "../../diff/quote-path.js";
import { changeLetter, changePath, type Change } from "./change.js";
import { describeDetached } from "./detached-head.js";
import type { IndexEntry } from "./index-file.js";
import { relativePath } from "./relative-path.js";
import type { Repository } from "./repository.js";
import { upstreamOf } from "./revision.js";
import { conflictLetters, type StatusData, type UntrackedMode } from "./status-data.js";
import { ancestors } from "./walk-commits.js";

const changeNames = new Map([
  ["A", "new file:   "],
  ["D", "deleted:    "],
  ["M", "modified:   "],
  ["R", "renamed:    "],
  ["T", "typechange: "],
]);

const conflictNames = new Map([
  ["DD", "both deleted:    "],
  ["AU", "added by us:     "],
  ["UD", "deleted by them: "],
  ["UA", "added by them:   "],
  ["DU", "deleted by us:   "],
  ["AA", "both added:      "],
  ["UU", "both modified:   "],
]);

/** What the long status says; `commit` prints it too when there is nothing to commit. */
export async function longStatus(
  repository: Repository,
  data: StatusData,
  untracked: UntrackedMode,
  committing = false,
): Promise<string> {
  const initial = repository.head === undefined;
  let text = `${headLine(repository)}\n${await trackingText(repository)}${stateText(repository, data)}`;
  if (initial) text += committing ? "\nInitial commit\n\n" : "\nNo commits yet\n\n";
  text += stagedSection(repository, data, initial);
  text += conflictSection(repository, data.conflicts, initial);
  text += unstagedSection(repository, data);
  text += listSection(
    repository,
    "Untracked files",
    "git add <file>...",
    "include in what will be committed",
    data.untracked,
  );
  text += listSection(
    repository,
    "Ignored files",
    "git add -f <file>...",
    "include in what will be committed",
    data.ignored,
  );
  const hidden = untracked === "no" && data.staged.length > 0;
  if (hidden) text += "Untracked files not listed (use -u option to show untracked files)\n";
  return text + closingLine(repository, data, untracked, initial);
}

function headLine(repository: Repository): string {
  const { branch } = repository.references;
  if (branch !== undefined) return `On branch ${branch}`;
  const described = describeDetached(repository);
  return described === undefined ? "Not currently on any branch." : `HEAD detached ${described}`;
}

/** How far a branch and what it follows have parted, in commits. */
export async function divergence(repository: Repository, branch: string | undefined) {
  const upstream = upstreamOf(repository, branch);
  if (upstream === undefined || branch === undefined) return undefined;
  const name = upstream.replace(/^refs\/(?:heads|remotes)\//, "");
  const theirs = repository.references.resolve(upstream);
  const ours = repository.references.resolve(`refs/heads/${branch}`);
  if (theirs === undefined || ours === undefined)
    return { name, ahead: 0, behind: 0, gone: theirs === undefined };
  const mine = await ancestors(repository, [ours]);
  const others = await ancestors(repository, [theirs]);
  const ahead = [...mine].filter((oid) => !others.has(oid)).length;
  const behind = [...others].filter((oid) => !mine.has(oid)).length;
  return { name, ahead, behind, gone: false };
}

/** What status and checkout say of the branch that this one follows, with a blank line for status. */
export async function trackingText(repository: Repository, blank = "\n"): Promise<string> {
  const parted = await divergence(repository, repository.references.branch);
  if (parted === undefined) return "";
  const { name, ahead, behind } = parted;
  const commits = (count: number) => `${count} commit${count === 1 ? "" : "s"}`;
  if (parted.gone) {
    return `Your branch is based on '${name}', but the upstream is gone.\n  (use "git branch --unset-upstream" to fixup)\n${blank}`;
  }
  if (ahead === 0 && behind === 0) return `Your branch is up to date with '${name}'.\n${blank}`;
  if (behind === 0) {
    return `Your branch is ahead of '${name}' by ${commits(ahead)}.\n  (use "git push" to publish your local commits)\n${blank}`;
  }
  if (ahead === 0) {
    return `Your branch is behind '${name}' by ${commits(behind)}, and can be fast-forwarded.\n  (use "git pull" to update your local branch)\n${blank}`;
  }
  return (
    `Your branch and '${name}' have diverged,\nand have ${ahead} and ${behind} different commits each, respectively.\n` +
    `  (use "git pull" to merge the remote branch into yours)\n${blank}`
  );
}

function stateText(repository: Repository, data: StatusData): string {
  const { references } = repository;
  const open = data.conflicts.size > 0;
  if (references.readText("MERGE_HEAD") !== undefined) {
    return open
      ? 'You have unmerged paths.\n  (fix conflicts and run "git commit")\n  (use "git merge --abort" to abort the merge)\n\n'
      : 'All conflicts fixed but you are still merging.\n  (use "git commit" to conclude merge)\n\n';
  }
  for (const [file, doing, command] of [
    ["CHERRY_PICK_HEAD", "cherry-picking", "cherry-pick"],
    ["REVERT_HEAD", "reverting", "revert"],
  ] as const) {
    const oid = references.readText(file)?.trim();
    if (oid === undefined) continue;
    const next = open
      ? `fix conflicts and run "git ${command} --continue"`
      : `all conflicts fixed: run "git ${command} --continue"`;
    const undo = command === "revert" ? "revert" : "cherry-pick";
    return (
      `You are currently ${doing} commit ${repository.abbreviate(oid)}.\n  (${next})\n  (use "git ${command} --skip" to skip this patch)\n` +
      `  (use "git ${command} --abort" to cancel the ${undo} operation)\n\n`
    );
  }
  return "";
}

function stagedSection(repository: Repository, { staged }: StatusData, initial: boolean): string {
  if (staged.length === 0) return "";
  return `Changes to be committed:\n${unstageHint(repository, initial)}${staged.map((change) => changeLine(repository, change)).join("")}\n`;
}

/** How to unstage; git leaves it out while a merge or a cherry-pick is under way. */
function unstageHint({ references }: Repository, initial: boolean): string {
  if (["MERGE_HEAD", "CHERRY_PICK_HEAD"].some((file) => references.readText(file) !== undefined)) return "";
  return `  (use "${initial ? "git rm --cached <file>..." : "git restore --staged <file>..."}" to unstage)\n`;
}

function conflictSection(
  repository: Repository,
  conflicts: StatusData["conflicts"],
  initial: boolean,
): string {
  if (conflicts.size === 0) return "";
  const lines = [...conflicts].map(([path, entries]) => conflictLine(repository, path, entries)).join("");
  const hint = unstageHint(repository, initial);
  const letters = [...conflicts.values()].map(conflictLetters);
  const deleted = letters.some((pair) => pair.includes("D"));
  const resolve = deleted
    ? letters.every((pair) => pair === "DD")
      ? '  (use "git rm <file>..." to mark resolution)\n'
      : '  (use "git add/rm <file>..." as appropriate to mark resolution)\n'
    : '  (use "git add <file>..." to mark resolution)\n';
  return `Unmerged paths:\n${hint}${resolve}${lines}\n`;
}

function conflictLine(repository: Repository, path: string, entries: readonly IndexEntry[]): string {
  return `\t${conflictNames.get(conflictLetters(entries)) ?? ""}${shownPath(repository, path)}\n`;
}

function unstagedSection(repository: Repository, { unstaged }: StatusData): string {
  if (unstaged.length === 0) return "";
  const add = unstaged.some((change) => change.after === undefined) ? "git add/rm" : "git add";
  return (
    `Changes not staged for commit:\n  (use "${add} <file>..." to update what will be committed)\n` +
    `  (use "git restore <file>..." to discard changes in working directory)\n` +
    `${unstaged.map((change) => changeLine(repository, change)).join("")}\n`
  );
}

function listSection(
  repository: Repository,
  title: string,
  command: string,
  purpose: string,
  paths: readonly string[],
): string {
  if (paths.length === 0) return "";
  const lines = paths.map((path) => `\t${shownPath(repository, path)}\n`).join("");
  return `${title}:\n  (use "${command}" to ${purpose})\n${lines}\n`;
}

function changeLine(repository: Repository, change: Change): string {
  const from =
    change.similarity === undefined ? "" : `${shownPath(repository, change.before?.path ?? "")} -> `;
  return `\t${changeNames.get(changeLetter(change)) ?? ""}${from}${shownPath(repository, changePath(change))}\n`;
}

function shownPath(repository: Repository, path: string): string {
  return quotePath(relativePath(path, repository.prefix));
}

function closingLine(
  repository: Repository,
  data: StatusData,
  untracked: UntrackedMode,
  initial: boolean,
): string {
  const merging = repository.references.readText("MERGE_HEAD") !== undefined;
  if (data.staged.length > 0 || (merging && data.conflicts.size === 0)) return "";
  if (data.unstaged.length > 0 || data.conflicts.size > 0) {
    return 'no changes added to commit (use "git add" and/or "git commit -a")\n';
  }
  if (data.untracked.length > 0) {
    return 'nothing added to commit but untracked files present (use "git add" to track)\n';
  }
  if (initial) return 'nothing to commit (create/copy files and use "git add" to track)\n';
  return untracked === "no"
    ? "nothing to commit (use -u to show untracked files)\n"
    : "nothing to commit, working tree clean\n";
}
