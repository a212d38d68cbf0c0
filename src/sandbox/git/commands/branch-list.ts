import { subjectOf } from "../commit-message.js";
import { describeDetached } from "../detached-head.js";
import { fatal, GitFailure } from "../git-failure.js";
import { matchGlob } from "../match-glob.js";
import type { ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { resolveRevision, upstreamOf } from "../revision.js";
import { divergence } from "../status-text.js";
import type { Invocation } from "../subcommand.js";
import { padText, textWidth } from "../text-width.js";
import { ancestors } from "../walk-commits.js";

/** What `git branch` prints without a name to create. */
export async function listBranches(
  repository: Repository,
  options: ParsedOptions,
  output: Invocation["output"],
): Promise<number> {
  const { references } = repository;
  const patterns = options.has("list") ? options.words : [];
  const heads = options.has("remotes") ? [] : [...references.list("refs/heads/")];
  const remotes = options.has("remotes") || options.has("all") ? [...references.list("refs/remotes/")] : [];
  const rows: Row[] = [];
  if (references.branch === undefined && repository.head !== undefined && heads.length > 0) {
    const described = describeDetached(repository);
    const detachedName = described === undefined ? "(no branch)" : `(HEAD detached ${described})`;
    rows.push({ full: "HEAD", shown: detachedName, oid: repository.head, mark: "*" });
  }
  for (const [full, oid] of [...heads, ...remotes]) {
    const short = full.replace(/^refs\/(?:heads|remotes)\//, "");
    if (patterns.length > 0 && !patterns.some((pattern) => matchGlob(pattern, short))) continue;
    if (!(await passesFilters(repository, oid, options))) continue;
    const shown = full.startsWith("refs/remotes/") && options.has("all") ? `remotes/${short}` : short;
    rows.push({ full, shown, oid, mark: full === references.headName ? "*" : " " });
  }
  const width = Math.max(0, ...rows.map(({ shown }) => textWidth(shown)));
  const verbosity = options.all("verbose").length;
  const format = options.value("format");
  for (const row of rows) {
    if (format !== undefined) output.line(await formatRow(repository, row, format));
    else if (verbosity === 0) output.line(`${row.mark} ${row.shown}`);
    else output.line(await detailedRow(repository, row, width, verbosity));
  }
  return 0;
}

interface Row {
  readonly full: string;
  readonly shown: string;
  readonly oid: string;
  readonly mark: string;
}

async function detailedRow(
  repository: Repository,
  row: Row,
  width: number,
  verbosity: number,
): Promise<string> {
  const commit = await repository.objects.commit(row.oid);
  const name = row.full.startsWith("refs/heads/") ? row.full.slice(11) : undefined;
  const parted = name === undefined ? undefined : await divergence(repository, name);
  const counts =
    parted === undefined
      ? []
      : [
          parted.gone ? "gone" : "",
          parted.ahead > 0 ? `ahead ${parted.ahead}` : "",
          parted.behind > 0 ? `behind ${parted.behind}` : "",
        ].filter((text) => text !== "");
  let tracking = "";
  if (parted !== undefined && verbosity > 1)
    tracking = `[${[parted.name, counts.join(", ")].filter((text) => text !== "").join(": ")}] `;
  else if (counts.length > 0) tracking = `[${counts.join(", ")}] `;
  return `${row.mark} ${padText(row.shown, width)} ${repository.abbreviate(row.oid)} ${tracking}${subjectOf(commit.message)}`;
}

async function formatRow(repository: Repository, row: Row, format: string): Promise<string> {
  const commit = await repository.objects.commit(row.oid);
  const values: Record<string, string> = {
    refname: row.full,
    "refname:short": row.full.replace(/^refs\/(?:heads|remotes)\//, ""),
    objectname: row.oid,
    "objectname:short": repository.abbreviate(row.oid),
    subject: subjectOf(commit.message),
    "contents:subject": subjectOf(commit.message),
    authorname: commit.author.name,
    HEAD: row.mark,
    upstream: upstreamOf(repository, row.shown) ?? "",
  };
  return format.replace(/%\(([^)]*)\)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw fatal(`unknown field name: ${name}`);
    return value;
  });
}

async function passesFilters(repository: Repository, oid: string, options: ParsedOptions): Promise<boolean> {
  const resolve = async (text: string | undefined) => {
    const found = await resolveRevision(repository, text === undefined || text === "" ? "HEAD" : text);
    if (found === undefined) throw new GitFailure(129, `error: malformed object name ${text ?? ""}`);
    return found;
  };
  const value = (name: string) => options.value(name) || options.words[0];
  const holds = async (one: string, other: string) => (await ancestors(repository, [one])).has(other);
  if (options.has("contains") && !(await holds(oid, await resolve(value("contains"))))) return false;
  if (options.has("no-contains") && (await holds(oid, await resolve(value("no-contains"))))) return false;
  if (options.has("merged") && !(await holds(await resolve(value("merged")), oid))) return false;
  return !(options.has("no-merged") && (await holds(await resolve(value("no-merged")), oid)));
}
