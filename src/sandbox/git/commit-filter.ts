import type { Commit } from "./object-types.js";
import { parseApproximateDate } from "./parse-date.js";
import type { ParsedOptions } from "./parse-options.js";
import type { Repository } from "./repository.js";
import { compilePattern, type PatternKind } from "./text-pattern.js";

/** Which commits `--author`, `--grep`, `--since`, `--merges` and their kin keep. */
export function readCommitFilter(
  repository: Repository,
  options: ParsedOptions,
): (commit: Commit) => boolean {
  const kind = patternKind(options);
  const ignoreCase = options.has("regexp-ignore-case");
  const compile = (name: string) =>
    options.all(name).length === 0 ? undefined : compilePattern(options.all(name), { kind, ignoreCase });
  const author = compile("author");
  const committer = compile("committer");
  const messages = options.all("grep").map((pattern) => compilePattern([pattern], { kind, ignoreCase }));
  const now = repository.now;
  const date = (...names: string[]) => {
    const text = names.map((name) => options.value(name)).find((value) => value !== undefined);
    return text === undefined ? undefined : parseApproximateDate(text, now);
  };
  const since = date("since", "after");
  const until = date("until", "before");
  const matchesMessage = ({ message }: Commit) => {
    if (messages.length === 0) return true;
    const found = options.has("all-match")
      ? messages.every((pattern) => pattern.matches(message))
      : messages.some((pattern) => pattern.matches(message));
    return found !== options.has("invert-grep");
  };
  return (commit) =>
    (author?.matches(`${commit.author.name} <${commit.author.email}>`) ?? true) &&
    (committer?.matches(`${commit.committer.name} <${commit.committer.email}>`) ?? true) &&
    matchesMessage(commit) &&
    (since === undefined || commit.committer.timestamp >= since) &&
    (until === undefined || commit.committer.timestamp <= until) &&
    !(options.has("no-merges") && commit.parents.length > 1) &&
    !(options.has("merges") && commit.parents.length < 2);
}

function patternKind(options: ParsedOptions): PatternKind {
  if (options.has("fixed-strings")) return "fixed";
  if (options.has("perl-regexp")) return "perl";
  return options.has("extended-regexp") ? "extended" : "basic";
}
