import { fatal } from "../git-failure.js";
import { parseOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import { restoreFiles } from "../restore-files.js";
import { resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { usageLines } from "../usage-lines.js";

/** `git restore`. */
export async function restore({ repository, argv }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: usageLines.restore,
    long: {
      ...{
        source: "value",
        staged: "flag",
        worktree: "flag",
        quiet: "flag",
        progress: "flag",
        patch: "flag",
        ours: "flag",
      },
      ...{ theirs: "flag", merge: "flag", overlay: "flag", "ignore-unmerged": "flag" },
    },
    short: { s: "source", S: "staged", W: "worktree", q: "quiet", p: "patch", m: "merge" },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  if (words.length === 0) throw fatal("you must specify path(s) to restore");
  const staged = options.has("staged");
  const named = options.value("source") ?? (staged ? "HEAD" : undefined);
  const tree = named === undefined ? undefined : await resolveRevision(repository, named);
  if (named !== undefined && tree === undefined) throw fatal(`could not resolve ${named}`);
  await restoreFiles(repository, {
    paths: parsePathspec(words, repository),
    source: tree === undefined ? undefined : await repository.objects.listing(tree),
    staged,
    worktree: options.has("worktree") || !staged,
    removes: !options.has("overlay"),
  });
  return 0;
}
