import { quotePath } from "../../../diff/quote-path.js";
import { failed } from "../git-failure.js";
import { sortedEntries, type IndexEntry } from "../index-file.js";
import { parseOptions } from "../parse-options.js";
import { parsePathspec, type Pathspec } from "../pathspec.js";
import { relativePath } from "../relative-path.js";
import type { Repository } from "../repository.js";
import type { Invocation } from "../subcommand.js";
import { collapseFolders, untrackedPaths, workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

/** `git ls-files`. */
export async function lsFiles({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: usageLines["ls-files"],
    long: {
      ...{
        cached: "flag",
        deleted: "flag",
        modified: "flag",
        others: "flag",
        ignored: "flag",
        stage: "flag",
      },
      ...{
        unmerged: "flag",
        "exclude-standard": "flag",
        exclude: "value",
        "full-name": "flag",
        null: "flag",
      },
      ...{ directory: "flag", "error-unmatch": "flag", killed: "flag", t: "flag", v: "flag" },
    },
    short: {
      c: "cached",
      d: "deleted",
      m: "modified",
      o: "others",
      i: "ignored",
      s: "stage",
      u: "unmerged",
      z: "null",
      x: "exclude",
      t: "t",
      v: "v",
      k: "killed",
    },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  const paths = parsePathspec(words.length === 0 && repository.prefix !== "" ? ["."] : words, repository);
  const index = repository.readIndex();
  const end = options.has("null") ? "\0" : "\n";
  const print = (path: string, before = "") => {
    const shown = options.has("full-name") ? path : relativePath(path, repository.prefix);
    output.text(`${before}${end === "\0" ? shown : quotePath(shown)}${end}`);
  };
  if (options.has("others")) {
    const tracked = index.entries.keys();
    for (const path of await otherPaths(
      repository,
      options.has("ignored"),
      options.has("exclude-standard"),
    )) {
      if (paths.matches(path) && !options.has("directory")) print(path);
    }
    if (options.has("directory")) {
      const all = await otherPaths(repository, options.has("ignored"), options.has("exclude-standard"));
      for (const path of collapseFolders(
        all.filter((one) => paths.matches(one)),
        tracked,
      ))
        print(path);
    }
  }
  const entries = sortedEntries(index).filter((entry) => paths.matches(entry.path));
  listEntries(repository, entries, (name) => options.has(name), print);
  if (options.has("error-unmatch")) failUnmatched(paths, entries);
  return 0;
}

function listEntries(
  repository: Repository,
  entries: readonly IndexEntry[],
  has: (name: string) => boolean,
  print: (path: string, before?: string) => void,
): void {
  const staged = has("stage") || has("unmerged");
  const cached = has("cached") || staged || !["deleted", "modified", "others", "killed"].some(has);
  for (const entry of entries) {
    const letter = has("t") ? (entry.stage > 0 ? "M " : "H ") : has("v") ? "H " : "";
    const facts = staged ? `${entry.mode} ${entry.oid} ${entry.stage}\t` : "";
    if (cached && !(has("unmerged") && entry.stage === 0)) print(entry.path, `${letter}${facts}`);
    if (!has("deleted") && !has("modified")) continue;
    const work = workEntry(repository, entry.path);
    if (has("deleted") && work === undefined) print(entry.path, `${has("t") ? "R " : letter}${facts}`);
    if (has("modified") && (work?.oid !== entry.oid || work.mode !== entry.mode))
      print(entry.path, `${has("t") ? "C " : letter}${facts}`);
  }
}

async function otherPaths(repository: Repository, ignored: boolean, standard: boolean): Promise<string[]> {
  const found = await untrackedPaths(repository, repository.readIndex());
  if (ignored) return found.ignored;
  return standard ? found.plain : [...found.plain, ...found.ignored].sort();
}

function failUnmatched(paths: Pathspec, entries: readonly IndexEntry[]): void {
  const missing = paths.unmatched(entries.map((entry) => entry.path));
  if (missing.length === 0) return;
  const lines = missing.map((word) => `pathspec '${word}' did not match any file(s) known to git`);
  throw failed(`${lines.join("\nerror: ")}\nDid you forget to 'git add'?`);
}
