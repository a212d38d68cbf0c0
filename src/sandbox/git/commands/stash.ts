import { applyStash } from "../apply-stash.js";
import { compareListings } from "../change.js";
import { readDiffOptions } from "../diff-options.js";
import { failed, fatal, GitFailure } from "../git-failure.js";
import { stagedListing } from "../index-file.js";
import { parseLogOptions, readCommitStyle } from "../log-options.js";
import { forceTree, placeFiles } from "../move-tree.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import type { Entry } from "../object-types.js";
import type { Repository } from "../repository.js";
import { requirePaths } from "../stage-files.js";
import { dropStash, findStash, isNoStash, stashedUntracked, storeStash, type Stash } from "../stash-store.js";
import { readStatus } from "../status-data.js";
import { longStatus } from "../status-text.js";
import { prepareChanges, showChanges } from "../show-changes.js";
import type { Invocation } from "../subcommand.js";
import { removeWorkFile, untrackedPaths, workEntry } from "../work-tree.js";
import { showReflog } from "./reflog.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.stash;

const pushTable: OptionTable = {
  usage: usageLines.stash,
  long: {
    patch: "flag",
    staged: "flag",
    "keep-index": "flag",
    quiet: "flag",
    "include-untracked": "flag",
    all: "flag",
    message: "value",
  },
  short: {
    p: "patch",
    S: "staged",
    k: "keep-index",
    q: "quiet",
    u: "include-untracked",
    a: "all",
    m: "message",
  },
};

/** `git stash`. */
export async function stash(invocation: Invocation): Promise<number> {
  const [first, ...rest] = invocation.argv;
  try {
    if (first === undefined || first.startsWith("-"))
      return await push({ ...invocation, argv: invocation.argv });
    const command = commands[first];
    if (command === undefined)
      throw fatal(`subcommand wasn't specified; 'push' can't be assumed due to unexpected token '${first}'`);
    return await command({ ...invocation, argv: rest });
  } catch (error) {
    if (!isNoStash(error)) throw error;
    invocation.output.error("No stash entries found.");
    return 1;
  }
}

const commands: Readonly<Record<string, (invocation: Invocation) => Promise<number>>> = {
  push,
  save: async (invocation) =>
    push({ ...invocation, argv: invocation.argv.length === 0 ? [] : ["-m", invocation.argv.join(" ")] }),
  list,
  show,
  pop: async (invocation) => restoreStash(invocation, true),
  apply: async (invocation) => restoreStash(invocation, false),
  drop,
  clear: async ({ repository }) => {
    repository.references.delete("refs/stash");
    return 0;
  },
};

async function push({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, pushTable);
  if (repository.head === undefined) throw new GitFailure(1, "You do not have the initial commit yet");
  const index = repository.readIndex();
  const words = [...options.words, ...(options.paths ?? [])];
  const paths = parsePathspec(words, repository);
  const others =
    options.has("include-untracked") || options.has("all")
      ? await untrackedPaths(repository, index)
      : { plain: [], ignored: [] };
  const extra = [...others.plain, ...(options.has("all") ? others.ignored : [])]
    .filter((path) => paths.matches(path))
    .sort();
  if (words.length > 0) requirePaths(paths, [...index.entries.keys(), ...extra], 1);
  const data = await readStatus(repository, { untracked: "no", paths });
  if (data.staged.length + data.unstaged.length + extra.length === 0) {
    if (!options.has("quiet")) output.line("No local changes to save");
    return 0;
  }
  const untracked = extra.flatMap((path): [string, Entry][] => {
    const entry = workEntry(repository, path);
    return entry === undefined ? [] : [[path, entry]];
  });
  const head = await repository.objects.commit(repository.head);
  const staged = stagedListing(index);
  const stored = await storeStash(repository, { head, message: options.value("message"), untracked, paths });
  if (!options.has("quiet")) output.line(`Saved working directory and index state ${stored.message}`);
  for (const path of extra) removeWorkFile(repository, path);
  const listing = options.has("keep-index") ? staged : await repository.headListing();
  if (words.length === 0) await forceTree(repository, listing);
  else {
    const fresh = repository.readIndex();
    const touched = [...new Set([...fresh.entries.keys(), ...listing.keys()])].filter((path) =>
      paths.matches(path),
    );
    await placeFiles(
      repository,
      fresh,
      touched.map((path) => [path, listing.get(path)] as const),
    );
    repository.writeIndex(fresh);
  }
  return 0;
}

async function list({ repository, argv, output }: Invocation): Promise<number> {
  if (repository.references.resolve("refs/stash") === undefined) return 0;
  const options = parseLogOptions(argv, "git stash list [<log-options>]");
  const style = await readCommitStyle(repository, options);
  const styled = ["oneline", "pretty", "format"].some((name) => options.has(name));
  const plain = { ...style, form: "user" as const, pattern: "%gd: %gs", terminator: true };
  return showReflog({ repository, output, style: styled ? style : plain, options, name: "stash" });
}

async function show({ repository, argv, output }: Invocation): Promise<number> {
  const alone = argv.filter(
    (word) => word !== "-u" && word !== "--include-untracked" && word !== "--only-untracked",
  );
  const options = parseLogOptions(alone, usage);
  const [word, ...more] = options.words;
  if (more.length > 0)
    throw new GitFailure(
      1,
      `Too many revisions specified: ${options.words.map((one) => `'${one}'`).join(" ")}`,
    );
  const chosen = await findStash(repository, word);
  const shown = readDiffOptions(options, ["stat"]);
  const before = await repository.objects.listing(chosen.base.oid);
  const tracked = compareListings(before, await repository.objects.listing(chosen.commit.oid));
  const others =
    alone.length < argv.length ? compareListings(new Map(), await stashedUntracked(repository, chosen)) : [];
  const changes = argv.includes("--only-untracked") ? others : [...tracked, ...others];
  await showChanges(repository, await prepareChanges(repository, changes, shown), shown, output);
  return 0;
}

function readTarget(argv: readonly string[], what: string): ParsedOptions {
  return parseOptions(argv, {
    usage: `git stash ${what} [--index] [-q | --quiet] [<stash>]`,
    long: { index: "flag", quiet: "flag" },
    short: { q: "quiet" },
  });
}

async function drop({ repository, argv, output }: Invocation): Promise<number> {
  const options = readTarget(argv, "drop");
  const chosen = await findStash(repository, options.words[0]);
  if (chosen.position < 0) throw failed(`'${options.words[0] ?? ""}' is not a stash reference`);
  sayDropped(repository, chosen, options, output);
  return 0;
}

function sayDropped(
  repository: Repository,
  chosen: Stash,
  options: ParsedOptions,
  output: Invocation["output"],
): void {
  const label =
    options.words[0] === undefined
      ? chosen.label
      : /^\d+$/.test(options.words[0])
        ? chosen.label
        : options.words[0];
  dropStash(repository, chosen.position);
  if (!options.has("quiet")) output.line(`Dropped ${label} (${chosen.commit.oid})`);
}

async function restoreStash({ repository, argv, output }: Invocation, removes: boolean): Promise<number> {
  const options = readTarget(argv, removes ? "pop" : "apply");
  const chosen = await findStash(repository, options.words[0]);
  if (removes && chosen.position < 0) throw failed(`'${options.words[0] ?? ""}' is not a stash reference`);
  const clean = await applyStash(repository, chosen, options.has("index"), output).catch(
    async (error: unknown) => {
      if (!(error instanceof GitFailure)) throw error;
      output.error(error.message);
      if (!options.has("quiet")) output.text(await statusNow(repository));
      return undefined;
    },
  );
  if (clean !== undefined && !options.has("quiet")) output.text(await statusNow(repository));
  if (clean !== true) {
    if (removes) output.line("The stash entry is kept in case you need it again.");
    return 1;
  }
  if (removes) sayDropped(repository, chosen, options, output);
  return 0;
}

async function statusNow(repository: Repository): Promise<string> {
  return longStatus(repository, await readStatus(repository, { untracked: "normal" }), "normal");
}
