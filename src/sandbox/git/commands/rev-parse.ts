import { fatal } from "../git-failure.js";
import type { Repository } from "../repository.js";
import { readRevision } from "../revision-arguments.js";
import { ambiguousArgument, fullReferenceName, previousBranch, upstreamOf } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { mergeBases } from "../walk-commits.js";

/** `git rev-parse`. */
export async function revParse({ repository, argv, output }: Invocation): Promise<number> {
  let form: "full" | "short" | "name" | "symbolic" = "full";
  let digits: number | undefined;
  let verify = false;
  let quiet = false;
  for (const word of argv) {
    const fact = repositoryFact(repository, word);
    if (fact !== undefined) output.line(fact);
    else if (word === "--verify") verify = true;
    else if (word === "-q" || word === "--quiet") quiet = true;
    else if (word === "--abbrev-ref" || word === "--abbrev-ref=strict" || word === "--abbrev-ref=loose")
      form = "name";
    else if (word === "--symbolic-full-name") form = "symbolic";
    else if (word === "--short" || /^--short=\d+$/.test(word)) {
      form = "short";
      verify = true;
      digits = Number(word.slice(8)) || undefined;
    } else if (word === "--all")
      for (const oid of repository.references.list("refs/").values()) output.line(oid);
    else if (word === "--branches")
      for (const oid of repository.references.list("refs/heads/").values()) output.line(oid);
    else if (word.startsWith("--") && word !== "--") output.line(word);
    else if (!(await printRevision(repository, word, { form, digits, verify, quiet }, output))) return 1;
  }
  return 0;
}

function repositoryFact(repository: Repository, word: string): string | undefined {
  const up = "../".repeat(repository.prefix.split("/").length - 1);
  switch (word) {
    case "--show-toplevel":
      return repository.root;
    case "--git-dir":
      return repository.prefix === "" ? ".git" : repository.gitFolder;
    case "--absolute-git-dir":
      return repository.gitFolder;
    case "--git-common-dir":
      return repository.prefix === "" ? ".git" : `${up}.git`;
    case "--show-prefix":
      return repository.prefix;
    case "--show-cdup":
      return up;
    case "--is-inside-work-tree":
      return "true";
    case "--is-inside-git-dir":
    case "--is-bare-repository":
    case "--is-shallow-repository":
      return "false";
    case "--show-object-format":
      return "sha1";
    default:
      return undefined;
  }
}

interface Form {
  readonly form: "full" | "short" | "name" | "symbolic";
  readonly digits: number | undefined;
  readonly verify: boolean;
  readonly quiet: boolean;
}

async function printRevision(
  repository: Repository,
  word: string,
  how: Form,
  output: Invocation["output"],
): Promise<boolean> {
  const revision = await readRevision(repository, word);
  if (revision === undefined) {
    if (how.quiet && how.verify) return false;
    if (how.verify) throw fatal("Needed a single revision");
    const known = repository.machine.files.linkStat(`${repository.machine.cwd}/${word}`) !== undefined;
    output.line(word);
    if (known) return true;
    throw ambiguousArgument(word);
  }
  const show = (oid: string) => (how.form === "short" ? repository.abbreviate(oid, how.digits) : oid);
  const [first = "", second = ""] = revision.oids;
  if (how.form === "name" || how.form === "symbolic") {
    const name = referenceName(repository, word);
    if (name === undefined) return true;
    output.line(how.form === "symbolic" ? name : name.replace(/^refs\/(?:heads|tags|remotes)\//, ""));
  } else if (revision.kind === "single") output.line(show(first));
  else if (revision.kind === "not") output.line(`^${show(first)}`);
  else {
    output.text(`${second}\n`);
    const hidden = revision.kind === "range" ? [first] : await mergeBases(repository, first, second);
    if (revision.kind === "symmetric") output.line(first);
    for (const oid of hidden) output.line(`^${oid}`);
  }
  return true;
}

function referenceName(repository: Repository, word: string): string | undefined {
  const previous = /^@\{-(\d+)\}$/.exec(word)?.[1];
  if (previous !== undefined) return previousBranch(repository, Number(previous));
  const upstream = /^(.*)@\{(?:u|upstream)\}$/.exec(word)?.[1];
  if (upstream !== undefined)
    return upstreamOf(repository, upstream === "" ? repository.references.branch : upstream);
  if (word === "HEAD" || word === "@") return repository.references.headName ?? "HEAD";
  return fullReferenceName(repository, word);
}
