import { createAndGo, createTracking, goToNamed, leadsSomewhere, remoteBranch } from "../branch-moves.js";
import { fatal } from "../git-failure.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import { restoreFiles } from "../restore-files.js";
import { resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { goTo } from "../switch-branch.js";
import { usageLines } from "../usage-lines.js";

const checkoutTable: OptionTable = {
  usage: usageLines.checkout,
  long: {
    ...{
      b: "value",
      B: "value",
      l: "flag",
      quiet: "flag",
      force: "flag",
      detach: "flag",
      track: "optional",
      guess: "flag",
      orphan: "value",
    },
    ...{ merge: "flag", ours: "flag", theirs: "flag", patch: "flag", progress: "flag", overlay: "flag" },
  },
  short: {
    b: "b",
    B: "B",
    l: "l",
    q: "quiet",
    f: "force",
    d: "detach",
    t: "track",
    m: "merge",
    p: "patch",
    "2": "ours",
    "3": "theirs",
  },
};

/** `git checkout`. */
export async function checkout(invocation: Invocation): Promise<number> {
  const { repository, argv } = invocation;
  const options = parseOptions(argv, checkoutTable);
  const created = options.value("b") ?? options.value("B");
  if (created !== undefined) {
    return createAndGo(invocation, options, {
      name: created,
      reset: options.has("B"),
      start: options.words[0],
    });
  }
  const [first, ...others] = options.words;
  if (options.paths !== undefined) {
    if (others.length > 0) throw fatal(`only one reference expected, ${others.length + 1} given.`);
    return checkoutPaths(invocation, first, options.paths, { quiet: true, options });
  }
  if (first === undefined) return stay(invocation, options);
  if (await leadsSomewhere(repository, first)) {
    if (others.length > 0) return checkoutPaths(invocation, first, others, { quiet: false, options });
    return goToNamed(invocation, first, options, true);
  }
  const remote = remoteBranch(repository, first);
  if (remote !== undefined && others.length === 0) return createTracking(invocation, first, remote, options);
  return checkoutPaths(invocation, undefined, options.words, { quiet: false, options });
}

async function checkoutPaths(
  { repository, output }: Invocation,
  revision: string | undefined,
  words: readonly string[],
  { quiet, options }: { quiet: boolean; options: ParsedOptions },
): Promise<number> {
  const paths = parsePathspec(words, repository);
  const tree = revision === undefined ? undefined : await resolveRevision(repository, revision);
  if (revision !== undefined && tree === undefined) throw fatal(`invalid reference: ${revision}`);
  const source = tree === undefined ? undefined : await repository.objects.listing(tree);
  const stage: 2 | 3 | undefined = options.has("ours") ? 2 : options.has("theirs") ? 3 : undefined;
  const request = { paths, source, staged: source !== undefined, worktree: true, removes: false, stage };
  const count = await restoreFiles(repository, request);
  if (quiet || options.has("quiet")) return 0;
  const from =
    tree === undefined ? "the index" : repository.abbreviate((await repository.objects.folder(tree)).oid);
  output.error(`Updated ${count} path${count === 1 ? "" : "s"} from ${from}`);
  return 0;
}

async function stay({ repository, output }: Invocation, options: ParsedOptions): Promise<number> {
  const oid = repository.head;
  if (oid === undefined) throw fatal("You are on a branch yet to be born");
  const { branch } = repository.references;
  if (options.has("detach")) {
    await goTo(repository, output, {
      branch: undefined,
      oid,
      written: "HEAD",
      force: false,
      quiet: options.has("quiet"),
      advise: false,
    });
    return 0;
  }
  const quiet = { force: options.has("force"), quiet: true, advise: false };
  await goTo(repository, output, { branch, oid, written: branch ?? oid, ...quiet });
  return 0;
}
