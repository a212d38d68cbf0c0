import { diffLong, diffShort } from "./diff-options.js";
import { fatal } from "./git-failure.js";
import type { CommitStyle } from "./commit-style.js";
import { readForm } from "./format-commit.js";
import { listDecorations } from "./list-decorations.js";
import { parseOptions, type OptionKind, type ParsedOptions } from "./parse-options.js";
import type { Repository } from "./repository.js";

const logLong: Readonly<Record<string, OptionKind>> = {
  ...diffLong,
  oneline: "flag",
  pretty: "optional",
  format: "value",
  "abbrev-commit": "flag",
  decorate: "optional",
  "decorate-refs": "value",
  date: "value",
  "relative-date": "flag",
  "max-count": "value",
  skip: "value",
  author: "value",
  committer: "value",
  grep: "value",
  "all-match": "flag",
  "invert-grep": "flag",
  "regexp-ignore-case": "flag",
  "extended-regexp": "flag",
  "fixed-strings": "flag",
  "perl-regexp": "flag",
  since: "value",
  after: "value",
  until: "value",
  before: "value",
  merges: "flag",
  "no-merges": "flag",
  follow: "flag",
  "walk-reversed": "flag",
  all: "flag",
  branches: "optional",
  tags: "optional",
  remotes: "optional",
  graph: "flag",
  "first-parent": "flag",
  "topo-order": "flag",
  "date-order": "flag",
  "author-date-order": "flag",
  "full-history": "flag",
  "walk-reflogs": "flag",
  "left-right": "flag",
  merge: "flag",
  m: "flag",
  cc: "flag",
  source: "flag",
  "show-signature": "flag",
  "no-walk": "flag",
  count: "flag",
  mailmap: "flag",
  "use-mailmap": "flag",
  notes: "optional",
  parents: "flag",
  "simplify-by-decoration": "flag",
};

/** Reads the words of log, show and their kin. `--reverse` is the order of the walk here, not of the diff. */
export function parseLogOptions(argv: readonly string[], usage: string): ParsedOptions {
  const renamed = argv.map((word) =>
    word === "--reverse" ? "--walk-reversed" : word.replace(/^-(\d+)$/, "--max-count=$1"),
  );
  const table = {
    usage,
    long: logLong,
    short: {
      ...diffShort,
      n: "max-count",
      i: "regexp-ignore-case",
      E: "extended-regexp",
      F: "fixed-strings",
      P: "perl-regexp",
      g: "walk-reflogs",
      m: "m",
      c: "cc",
      R: "reverse",
    },
    unknown: (word: string) => fatal(`unrecognized argument: ${word}`),
  };
  return parseOptions(renamed, table);
}

/** How commits are to be printed. */
export async function readCommitStyle(repository: Repository, options: ParsedOptions): Promise<CommitStyle> {
  const last = options.order.findLast((name) => name === "oneline" || name === "pretty" || name === "format");
  const written = last === undefined || last === "oneline" ? (last ?? "medium") : (options.value(last) ?? "");
  const value = written === "" && last === "pretty" ? "medium" : written;
  const form = readForm(value);
  if (form === undefined) throw fatal(`invalid --pretty format: ${value}`);
  const decorate =
    options.has("decorate") && options.value("decorate") !== "no" && options.value("decorate") !== "auto";
  const needsNames = decorate || /%[+\- ]?[dD]/.test(form.pattern);
  const date = options.has("relative-date")
    ? "relative"
    : (options.value("date") ?? repository.setting("log.date") ?? "default");
  return {
    ...form,
    abbreviate:
      options.has("abbrev-commit") ||
      last === "oneline" ||
      (options.has("oneline") && !options.negated("abbrev-commit")),
    date: checkDateStyle(date),
    decorate,
    decorations: needsNames ? await listDecorations(repository) : new Map<string, string[]>(),
  };
}

function checkDateStyle(style: string): string {
  const known =
    /^(?:default|local|short|iso|iso8601|iso-strict|iso8601-strict|rfc|rfc2822|relative|raw|unix|human)(?:-local)?$|^format(?:-local)?:/;
  if (!known.test(style)) throw fatal(`unknown date format ${style}`);
  return style;
}
