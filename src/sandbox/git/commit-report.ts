import { changeCounts } from "./change-text.js";
import { summaryLine, summaryNotes, statTable, type CountedChange } from "./change-stat.js";
import { subjectOf } from "./commit-message.js";
import { detectRenames } from "./detect-renames.js";
import { formatDate } from "./format-date.js";
import type { Change } from "./change.js";
import type { Commit } from "./object-types.js";
import type { Repository } from "./repository.js";
import { commitChanges } from "./walk-commits.js";

/** What `commit` prints: `[main 3fa9c1e] subject`, the author and date where they are not the usual ones, and the size. */
export async function commitReport(repository: Repository, commit: Commit, dated: boolean): Promise<string> {
  const branch = repository.references.branch ?? "detached HEAD";
  const root = commit.parents.length === 0 ? " (root-commit)" : "";
  let text = `[${branch}${root} ${repository.abbreviate(commit.oid)}] ${subjectOf(commit.message)}\n`;
  const { author, committer } = commit;
  if (author.name !== committer.name || author.email !== committer.email)
    text += ` Author: ${author.name} <${author.email}>\n`;
  if (dated) text += ` Date: ${formatDate(author, "default", 0)}\n`;
  if (commit.parents.length > 1) return text;
  const changes = await renamed(repository, await commitChanges(repository, commit));
  if (changes.length === 0) return text;
  return `${text}${summaryLine(await countAll(repository, changes))}\n${summaryNotes(changes)}`;
}

/** The stat and the notes that a merge prints. */
export async function mergeReport(repository: Repository, changes: readonly Change[]): Promise<string> {
  const joined = await renamed(repository, changes);
  return statTable(await countAll(repository, joined)) + summaryNotes(joined);
}

async function renamed(repository: Repository, changes: readonly Change[]): Promise<Change[]> {
  return detectRenames(changes, (oid) => repository.objects.blob(oid));
}

async function countAll(repository: Repository, changes: readonly Change[]): Promise<CountedChange[]> {
  const counted: CountedChange[] = [];
  for (const change of changes) counted.push({ change, counts: await changeCounts(repository, change) });
  return counted;
}
