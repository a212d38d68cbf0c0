import { quotePath } from "../../../diff/quote-path.js";
import { parentPath, resolvePath } from "../../machine-path.js";
import { fatal, GitFailure } from "../git-failure.js";
import type { Index } from "../index-file.js";
import { sameEntry } from "../move-tree.js";
import { parseOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { requirePaths } from "../stage-files.js";
import type { Invocation } from "../subcommand.js";
import { removeWorkFile, stagedEntry, workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

/** `git rm`. */
export async function rm({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: usageLines.rm,
    long: {
      "dry-run": "flag",
      quiet: "flag",
      cached: "flag",
      force: "flag",
      r: "flag",
      "ignore-unmatch": "flag",
    },
    short: { n: "dry-run", q: "quiet", f: "force", r: "r" },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  if (words.length === 0) throw fatal("No pathspec was given. Which files should I remove?");
  const paths = parsePathspec(words, repository);
  const index = repository.readIndex();
  const known = [...new Set([...index.entries.keys(), ...index.conflicts.keys()])].sort();
  if (!options.has("ignore-unmatch")) requirePaths(paths, known, 128);
  const chosen = known.filter((path) => paths.matches(path));
  const folder = paths.elements.find(
    ({ pattern }) => pattern === "" || chosen.some((path) => path.startsWith(`${pattern}/`)),
  );
  if (folder !== undefined && !options.has("r"))
    throw fatal(`not removing '${folder.original}' recursively without -r`);
  if (!options.has("force")) await refuseLosses(repository, index, chosen, options.has("cached"));
  for (const path of chosen) {
    if (!options.has("quiet")) output.line(`rm '${quotePath(path)}'`);
    if (options.has("dry-run")) continue;
    index.entries.delete(path);
    index.conflicts.delete(path);
    if (!options.has("cached")) removeWorkFile(repository, path);
  }
  if (!options.has("dry-run")) repository.writeIndex(index);
  return 0;
}

/** Refuses to remove what exists nowhere else. */
async function refuseLosses(
  repository: Repository,
  index: Index,
  paths: readonly string[],
  cached: boolean,
): Promise<void> {
  const head = await repository.headListing();
  const both: string[] = [];
  const staged: string[] = [];
  const local: string[] = [];
  for (const path of paths) {
    const entry = index.entries.get(path);
    const work = workEntry(repository, path);
    if (entry === undefined || work === undefined) continue;
    const isLocal = !sameEntry(work, entry);
    const isStaged = !sameEntry(head.get(path), entry);
    if (isLocal && isStaged && !entry.intentToAdd) both.push(path);
    else if (!cached && isStaged) staged.push(path);
    else if (!cached && isLocal) local.push(path);
  }
  const say = (list: readonly string[], words: (many: boolean) => string, hint: string) =>
    list.length === 0
      ? []
      : [`error: ${words(list.length > 1)}\n${list.map((path) => `    ${path}\n`).join("")}${hint}`];
  const files = (many: boolean) => `the following file${many ? "s have" : " has"}`;
  const messages = [
    ...say(
      both,
      (many) => `${files(many)} staged content different from both the\nfile and the HEAD:`,
      "(use -f to force removal)",
    ),
    ...say(
      staged,
      (many) => `${files(many)} changes staged in the index:`,
      "(use --cached to keep the file, or -f to force removal)",
    ),
    ...say(
      local,
      (many) => `${files(many)} local modifications:`,
      "(use --cached to keep the file, or -f to force removal)",
    ),
  ];
  if (messages.length > 0) throw new GitFailure(1, messages.join("\n"));
}

/** `git mv`. */
export function mv({ repository, argv, output }: Invocation): number {
  const usage = usageLines.mv;
  const options = parseOptions(argv, {
    usage,
    long: { verbose: "flag", "dry-run": "flag", force: "flag", k: "flag" },
    short: { v: "verbose", n: "dry-run", f: "force", k: "k" },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  const target = words.pop();
  if (target === undefined || words.length === 0) throw new GitFailure(129, `usage: ${usage}\n`);
  const { files, cwd } = repository.machine;
  const place = resolvePath(cwd, target);
  const into = files.stat(place)?.kind === "directory";
  if (words.length > 1 && !into) throw fatal(`destination '${target}' is not a directory`);
  const index = repository.readIndex();
  for (const word of words) {
    const from = resolvePath(cwd, word);
    const to = into ? `${place}/${from.slice(from.lastIndexOf("/") + 1)}` : place;
    const inside = (path: string) => path.slice(repository.root.length + 1);
    const request = { from: inside(from), to: inside(to), force: options.has("force") };
    const moved = planMove(repository, index, request, target.endsWith("/") && !into);
    if (options.has("verbose") || options.has("dry-run")) {
      if (options.has("dry-run")) output.line(`Checking rename of '${request.from}' to '${request.to}'`);
      output.line(`Renaming ${request.from} to ${request.to}`);
    }
    if (!options.has("dry-run")) applyMove(repository, index, from, to, moved);
  }
  if (!options.has("dry-run")) repository.writeIndex(index);
  return 0;
}

/** The tracked paths to move with their new names, or git's reason why not. */
function planMove(
  repository: Repository,
  index: Index,
  { from, to, force }: { from: string; to: string; force: boolean },
  wantsFolder: boolean,
): [string, string][] {
  const { files } = repository.machine;
  const bad = (reason: string) =>
    fatal(`${reason}, source=${from}, destination=${to}${wantsFolder ? "/" : ""}`);
  const kind = files.linkStat(`${repository.root}/${from}`)?.kind;
  if (kind === undefined) throw bad("bad source");
  if (to === from || (kind === "directory" && to.startsWith(`${from}/`)))
    throw bad("can not move directory into itself");
  if (wantsFolder && kind !== "directory") throw bad("destination directory does not exist");
  if (kind === "directory") {
    const below = [...index.entries.keys()].filter((path) => path.startsWith(`${from}/`));
    if (below.length === 0) throw bad("source directory is empty");
    return below.map((path) => [path, `${to}${path.slice(from.length)}`]);
  }
  if (!index.entries.has(from))
    throw bad(index.conflicts.has(from) ? "conflicted" : "not under version control");
  if (files.linkStat(`${repository.root}/${to}`) !== undefined && !force) throw bad("destination exists");
  return [[from, to]];
}

function applyMove(
  repository: Repository,
  index: Index,
  from: string,
  to: string,
  moved: readonly [string, string][],
): void {
  const { files } = repository.machine;
  if (files.stat(parentPath(to))?.kind !== "directory") {
    const [first] = moved;
    throw fatal(`renaming '${first?.[0] ?? ""}' failed: No such file or directory`);
  }
  files.rename(from, to);
  for (const [old, fresh] of moved) {
    const entry = index.entries.get(old);
    if (entry === undefined) continue;
    index.entries.delete(old);
    index.entries.set(fresh, stagedEntry(repository, fresh, entry));
  }
}
