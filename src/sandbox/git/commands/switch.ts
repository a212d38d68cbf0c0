import { createAndGo, createTracking, goToNamed, leadsSomewhere, remoteBranch } from "../branch-moves.js";
import { fatal } from "../git-failure.js";
import { parseOptions, type OptionTable } from "../parse-options.js";
import { fullReferenceName } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { usageLines } from "../usage-lines.js";

const switchTable: OptionTable = {
  usage: usageLines.switch,
  long: {
    ...{
      create: "value",
      "force-create": "value",
      quiet: "flag",
      force: "flag",
      "discard-changes": "flag",
      detach: "flag",
    },
    ...{ track: "optional", guess: "flag", orphan: "value", merge: "flag", progress: "flag" },
  },
  short: { c: "create", C: "force-create", q: "quiet", f: "force", d: "detach", t: "track", m: "merge" },
};

/** `git switch`. */
export async function switchBranch(invocation: Invocation): Promise<number> {
  const { repository, argv } = invocation;
  const options = parseOptions(argv, switchTable);
  const created = options.value("create") ?? options.value("force-create");
  const [name] = options.words;
  if (created !== undefined)
    return createAndGo(invocation, options, {
      name: created,
      reset: options.has("force-create"),
      start: name,
    });
  if (name === undefined) throw fatal("missing branch or commit argument");
  if (!(await leadsSomewhere(repository, name))) {
    const remote = remoteBranch(repository, name);
    if (remote !== undefined) return createTracking(invocation, name, remote, options);
    throw fatal(`invalid reference: ${name}`);
  }
  const full = name === "-" ? "refs/heads/" : (fullReferenceName(repository, name) ?? "");
  if (!options.has("detach") && !full.startsWith("refs/heads/") && !/^@\{-\d+\}$/.test(name)) {
    const kind = full.startsWith("refs/tags/")
      ? "tag"
      : full.startsWith("refs/remotes/")
        ? "remote branch"
        : "commit";
    const advice = "\nhint: If you want to detach HEAD at the commit, try again with the --detach option.";
    throw fatal(`a branch is expected, got ${kind} '${name}'${advice}`);
  }
  return goToNamed(invocation, name, options, false);
}
