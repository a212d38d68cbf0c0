import { fatal, GitFailure } from "../git-failure.js";
import { readDiffOptions } from "../diff-options.js";
import { formatCommit } from "../format-commit.js";
import { subjectOf } from "../commit-message.js";
import { readCommitFilter } from "../commit-filter.js";
import { parseLogOptions, readCommitStyle } from "../log-options.js";
import type { Commit } from "../object-types.js";
import { parseOptions, type ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { requireCommit } from "../revision.js";
import { splitArguments, walkEnds } from "../revision-arguments.js";
import type { Invocation } from "../subcommand.js";
import { ancestors, mergeBases, walkCommits } from "../walk-commits.js";
import { usageLines } from "../usage-lines.js";

async function selectCommits(
  repository: Repository,
  options: ParsedOptions,
  orHead: boolean,
): Promise<Commit[] | undefined> {
  const { revisions, paths } = await splitArguments(repository, options);
  const { include, exclude } = await walkEnds(repository, revisions);
  if (options.has("all")) include.push(...repository.references.list("refs/").values());
  if (include.length === 0 && revisions.length === 0) {
    if (!orHead || repository.head === undefined) return undefined;
    include.push(repository.head);
  }
  const walked = await walkCommits(repository, {
    include,
    exclude,
    firstParent: options.has("first-parent"),
    paths: paths.isEmpty ? undefined : (path) => paths.matches(path),
  });
  const kept = walked.filter(readCommitFilter(repository, options));
  const skipped = kept.slice(Number(options.value("skip") ?? 0));
  const limited = skipped.slice(0, Number(options.value("max-count") ?? Infinity));
  return options.has("walk-reversed") ? limited.reverse() : limited;
}

/** `git rev-list`. */
export async function revList({ repository, argv, output }: Invocation): Promise<number> {
  const usage = "git rev-list [<options>] <commit>... [--] [<path>...]";
  const options = parseLogOptions(argv, usage);
  readDiffOptions(options, []);
  const commits = await selectCommits(repository, options, false);
  if (commits === undefined) throw new GitFailure(129, `usage: ${usage}\n`);
  if (options.has("count")) {
    output.line(String(commits.length));
    return 0;
  }
  const style = await readCommitStyle(repository, options);
  const styled = ["pretty", "format", "oneline"].some((name) => options.has(name));
  for (const commit of commits) {
    const id = options.has("abbrev-commit") ? repository.abbreviate(commit.oid) : commit.oid;
    const parents = options.has("parents") ? commit.parents.map((oid) => ` ${oid}`).join("") : "";
    if (!styled) output.line(`${id}${parents}`);
    else if (style.form === "user") output.text(`commit ${id}\n${formatCommit(repository, commit, style)}\n`);
    else output.text(`${formatCommit(repository, commit, style)}\n`);
  }
  return 0;
}

/** `git shortlog`. */
export async function shortlog({ repository, argv, output }: Invocation): Promise<number> {
  const flags = new Set<string>();
  const rest = argv.filter((word) => {
    if (!/^-[sne]+$/.test(word) && !["--summary", "--numbered", "--email"].includes(word)) return true;
    for (const letter of word.startsWith("--") ? word.charAt(2) : word.slice(1)) flags.add(letter);
    return false;
  });
  const options = parseLogOptions(rest, "git shortlog [<options>] [<revision-range>] [[--] <path>...]");
  if (options.words.length === 0 && !options.has("all")) return 0;
  const groups = new Map<string, string[]>();
  for (const commit of (await selectCommits(repository, options, false)) ?? []) {
    const { name, email } = commit.author;
    const who = flags.has("e") ? `${name} <${email}>` : name;
    groups.set(who, [subjectOf(commit.message), ...(groups.get(who) ?? [])]);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  if (flags.has("n")) sorted.sort(([, a], [, b]) => b.length - a.length);
  for (const [who, subjects] of sorted) {
    if (flags.has("s")) output.line(`${String(subjects.length).padStart(6)}\t${who}`);
    else
      output.text(
        `${who} (${subjects.length}):\n${subjects.map((subject) => `      ${subject}\n`).join("")}\n`,
      );
  }
  return 0;
}

/** `git merge-base`. */
export async function mergeBase({ repository, argv, output }: Invocation): Promise<number> {
  const usage = usageLines["merge-base"];
  const options = parseOptions(argv, {
    usage,
    long: { all: "flag", "is-ancestor": "flag", "fork-point": "flag", octopus: "flag", independent: "flag" },
    short: { a: "all" },
  });
  const [one, other] = options.words;
  if (one === undefined || other === undefined) throw new GitFailure(129, `usage: ${usage}\n`);
  const [first, second] = [await nameCommit(repository, one), await nameCommit(repository, other)];
  if (options.has("is-ancestor")) return (await ancestors(repository, [second])).has(first) ? 0 : 1;
  const bases = await mergeBases(repository, first, second);
  for (const oid of options.has("all") ? bases : bases.slice(0, 1)) output.line(oid);
  return bases.length === 0 ? 1 : 0;
}

async function nameCommit(repository: Repository, name: string): Promise<string> {
  return requireCommit(repository, name).catch(() => {
    throw fatal(`Not a valid object name ${name}`);
  });
}
