import type { CommitStyle } from "../commit-style.js";
import { formatCommit, readForm } from "../format-commit.js";
import { formatDate } from "../format-date.js";
import { fatal } from "../git-failure.js";
import { parseLogOptions, readCommitStyle } from "../log-options.js";
import { noObject } from "../object-types.js";
import type { Output } from "../output.js";
import type { ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { ambiguousArgument, fullReferenceName } from "../revision.js";
import type { Invocation } from "../subcommand.js";

/** `git reflog [show] [<ref>]`. */
export async function reflog({ repository, argv, output }: Invocation): Promise<number> {
  const words = argv[0] === "show" ? argv.slice(1) : argv;
  if (["expire", "delete", "exists"].includes(words[0] ?? "")) return 0;
  const options = parseLogOptions(words, "git reflog [show] [<log-options>] [<ref>]");
  const style = await readCommitStyle(repository, options);
  const plain = !["oneline", "pretty", "format"].some((name) => options.has(name));
  const oneline = readForm("oneline");
  const chosen = plain && oneline !== undefined ? { ...style, ...oneline, abbreviate: true } : style;
  return showReflog({ repository, output, style: chosen, options, name: options.words[0] ?? "HEAD" });
}

/** Prints a name's log, newest first. */
export async function showReflog(request: {
  repository: Repository;
  output: Output;
  style: CommitStyle;
  options: ParsedOptions;
  name: string;
}): Promise<number> {
  const { repository, output, style, options, name } = request;
  const full = fullReferenceName(repository, name);
  if (full === undefined) {
    if (name === "HEAD")
      throw fatal(
        `your current branch '${repository.references.branch ?? "HEAD"}' does not have any commits yet`,
      );
    throw ambiguousArgument(name);
  }
  const dated = options.has("date");
  const entries = repository.references.log(full).slice(0, Number(options.value("max-count") ?? Infinity));
  for (const [number, entry] of entries.entries()) {
    if (entry.after === noObject) continue;
    const commit = await repository.objects.commit(entry.after);
    const at = dated ? formatDate(entry.who, style.date, repository.now.timestamp) : String(number);
    const place = { selector: `${name}@{${at}}`, reflogMessage: entry.message };
    if (number > 0 && !style.terminator) output.line();
    output.text(formatCommit(repository, commit, style, place) + (style.terminator ? "\n" : ""));
  }
  return 0;
}
