import { fatal, GitFailure } from "../git-failure.js";
import { smallUsageLines } from "../other-usage-lines.js";
import { parseOptions, usageFailure, type OptionTable } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import { quotePath } from "../../../diff/quote-path.js";
import { relativePath } from "../relative-path.js";
import { resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { ancestors } from "../walk-commits.js";
import { collapseFolders, removeWorkFile, untrackedPaths } from "../work-tree.js";

/** `git describe`. */
export async function describe({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: smallUsageLines.describe,
    long: {
      all: "flag",
      tags: "flag",
      always: "flag",
      long: "flag",
      dirty: "optional",
      abbrev: "value",
      "exact-match": "flag",
      match: "value",
    },
    short: {},
  });
  const [name = "HEAD"] = options.words;
  const oid = await resolveRevision(repository, name);
  if (oid === undefined) throw fatal(`Not a valid object name ${name}`);
  const commit = await repository.objects.commit(oid);
  const reached = await ancestors(repository, [commit.oid]);
  let best: { name: string; distance: number } | undefined;
  for (const [full, id] of repository.references.list("refs/tags/")) {
    const object = await repository.objects.read(id);
    const target = (await repository.objects.commit(id)).oid;
    if ((object.type !== "tag" && !options.has("tags")) || !reached.has(target)) continue;
    const below = await ancestors(repository, [target]);
    const distance = [...reached].filter((one) => !below.has(one)).length;
    if (best === undefined || distance < best.distance) best = { name: full.slice(10), distance };
  }
  if (best !== undefined) {
    const far = best.distance > 0 || options.has("long");
    output.line(far ? `${best.name}-${best.distance}-g${repository.abbreviate(commit.oid)}` : best.name);
    return 0;
  }
  if (options.has("always")) {
    output.line(repository.abbreviate(commit.oid));
    return 0;
  }
  const some = repository.references.list("refs/tags/").size > 0;
  if (!some) throw fatal("No names found, cannot describe anything.");
  throw fatal(
    `No annotated tags can describe '${commit.oid}'.\nHowever, there were unannotated tags: try --tags.`,
  );
}

/** `git clean`. */
export async function clean({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: smallUsageLines.clean,
    long: {
      force: "flag",
      "dry-run": "flag",
      d: "flag",
      quiet: "flag",
      x: "flag",
      X: "flag",
      exclude: "value",
      interactive: "flag",
    },
    short: { f: "force", n: "dry-run", d: "d", q: "quiet", x: "x", X: "X", e: "exclude", i: "interactive" },
  });
  const dry = options.has("dry-run");
  if (!options.has("force") && !dry) {
    throw fatal("clean.requireForce defaults to true and neither -i, -n, nor -f given; refusing to clean");
  }
  const index = repository.readIndex();
  const { plain, ignored } = await untrackedPaths(repository, index);
  const paths = parsePathspec([...options.words, ...(options.paths ?? [])], repository);
  const files = options.has("X") ? ignored : options.has("x") ? [...plain, ...ignored].sort() : plain;
  const kept = options.has("x") || options.has("X") ? [] : ignored;
  for (const shown of collapseFolders(files, [...index.entries.keys(), ...kept])) {
    const folder = shown.endsWith("/");
    if ((folder && !options.has("d") && paths.isEmpty) || !paths.matches(folder ? shown.slice(0, -1) : shown))
      continue;
    if (!options.has("quiet") || dry) {
      output.line(
        `${dry ? "Would remove" : "Removing"} ${quotePath(relativePath(shown, repository.prefix))}`,
      );
    }
    if (dry) continue;
    for (const path of files)
      if (path === shown || (folder && path.startsWith(shown))) removeWorkFile(repository, path);
  }
  return 0;
}

/** `git init` in a repository that is there. */
export function init({ repository, argv, output }: Invocation): number {
  const usage = smallUsageLines.init;
  const options = parseOptions(argv, {
    usage,
    long: { quiet: "flag", bare: "flag", "initial-branch": "value", template: "value" },
    short: { q: "quiet", b: "initial-branch" },
  });
  if (options.words.length > 0) throw fatal(`cannot mkdir ${options.words[0] ?? ""}: Permission denied`);
  if (!options.has("quiet")) output.line(`Reinitialized existing Git repository in ${repository.gitFolder}/`);
  return 0;
}

const upkeepTables: Readonly<Record<"gc" | "fsck" | "update-index" | "count-objects", OptionTable>> = {
  gc: {
    usage: smallUsageLines.gc,
    long: { quiet: "flag", auto: "flag", aggressive: "flag", prune: "optional", force: "flag" },
    short: { q: "quiet" },
  },
  fsck: {
    usage: smallUsageLines.fsck,
    long: {
      full: "flag",
      strict: "flag",
      "no-dangling": "flag",
      verbose: "flag",
      unreachable: "flag",
      progress: "flag",
    },
    short: { v: "verbose" },
  },
  "update-index": {
    usage: smallUsageLines["update-index"],
    long: { refresh: "flag", "really-refresh": "flag", quiet: "flag" },
    short: { q: "quiet" },
  },
  "count-objects": {
    usage: smallUsageLines["count-objects"],
    long: { verbose: "flag", "human-readable": "flag" },
    short: { v: "verbose", H: "human-readable" },
  },
};

/** `git gc`, `git fsck` and `git update-index --refresh` find nothing to do. */
export function upkeep(name: "gc" | "fsck" | "update-index"): (invocation: Invocation) => number {
  return ({ argv }) => {
    const options = parseOptions(argv, upkeepTables[name]);
    if (options.words.length > 0) throw usageFailure("", upkeepTables[name].usage);
    return 0;
  };
}

/** `git count-objects`. */
export function countObjects({ repository, argv, output }: Invocation): number {
  const options = parseOptions(argv, upkeepTables["count-objects"]);
  const { files } = repository.machine;
  const folder = `${repository.gitFolder}/objects`;
  let count = 0;
  let blocks = 0;
  for (const name of files.list(folder)) {
    if (!/^[0-9a-f]{2}$/.test(name)) continue;
    for (const file of files.list(`${folder}/${name}`)) {
      count++;
      blocks += Math.ceil((files.stat(`${folder}/${name}/${file}`)?.size ?? 0) / 4096) * 4;
    }
  }
  if (!options.has("verbose")) output.line(`${count} objects, ${blocks} kilobytes`);
  else
    output.text(
      `count: ${count}\nsize: ${blocks}\nin-pack: 0\npacks: 0\nsize-pack: 0\nprune-packable: 0\ngarbage: 0\nsize-garbage: 0\n`,
    );
  return 0;
}

/** A subcommand that only says how it is called. */
export function onlyUsage(usage: string): (invocation: Invocation) => number {
  return () => {
    throw new GitFailure(129, `usage: ${usage}\n`);
  };
}
