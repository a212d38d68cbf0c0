import { indentMessage, subjectOf } from "./commit-message.js";
import { decoration, type CommitPlace, type CommitStyle } from "./commit-style.js";
import { expandPattern } from "./expand-pattern.js";
import { formatDate } from "./format-date.js";
import type { Commit, Signature } from "./object-types.js";
import { formatOffset } from "./signature.js";
import type { Repository } from "./repository.js";

const fixedForms = ["oneline", "short", "medium", "full", "fuller", "raw", "reference"] as const;

/** Reads `--pretty`'s value; undefined for a form git does not know. */
export function readForm(value: string): Pick<CommitStyle, "form" | "pattern" | "terminator"> | undefined {
  if (value.startsWith("format:")) return { form: "user", pattern: value.slice(7), terminator: false };
  if (value.startsWith("tformat:")) return { form: "user", pattern: value.slice(8), terminator: true };
  if (value.includes("%") || value === "") return { form: "user", pattern: value, terminator: true };
  const form = fixedForms.find((name) => name === value) ?? fixedForms.find((name) => name.startsWith(value));
  return form === undefined
    ? undefined
    : { form, pattern: "", terminator: form === "oneline" || form === "reference" };
}

/** One commit's text, without the separator between records. */
export function formatCommit(
  repository: Repository,
  commit: Commit,
  style: CommitStyle,
  place: CommitPlace = {},
): string {
  const id = style.abbreviate ? repository.abbreviate(commit.oid) : commit.oid;
  const names = style.decorate ? decoration(commit, style, " (", ")") : "";
  const mark = place.mark === undefined ? "" : `${place.mark} `;
  if (style.form === "user") return expandPattern(repository, commit, style, place);
  if (style.form === "reference")
    return expandPattern(repository, commit, { ...style, pattern: "%h (%s, %as)" }, place);
  if (style.form === "oneline") {
    const logged =
      place.selector === undefined ? undefined : ` ${place.selector}: ${place.reflogMessage ?? ""}`;
    return `${mark}${id}${names}${logged ?? ` ${subjectOf(commit.message)}`}`;
  }
  const header = `commit ${mark}${id}${names}\n${formatHeader(repository, commit, style, place)}\n`;
  const message = style.form === "short" ? shortMessage(commit) : indentMessage(commit.message);
  return header + message;
}

function shortMessage(commit: Commit): string {
  return `    ${subjectOf(commit.message)}\n`;
}

function formatHeader(
  repository: Repository,
  commit: Commit,
  style: CommitStyle,
  place: CommitPlace,
): string {
  const { author, committer } = commit;
  const now = repository.now.timestamp;
  const person = (who: Signature) => `${who.name} <${who.email}>`;
  const merge =
    commit.parents.length > 1
      ? `Merge: ${commit.parents.map((oid) => repository.abbreviate(oid)).join(" ")}\n`
      : "";
  const logged =
    place.selector === undefined
      ? ""
      : `Reflog: ${place.selector} (${person(repository.identity("committer"))})\nReflog message: ${place.reflogMessage ?? ""}\n`;
  const stamped = (who: Signature) => `${person(who)} ${who.timestamp} ${formatOffset(who.offset)}`;
  switch (style.form) {
    case "raw":
      return `tree ${commit.tree}\n${commit.parents.map((oid) => `parent ${oid}\n`).join("")}author ${stamped(author)}\ncommitter ${stamped(committer)}\n`;
    case "short":
      return `${logged}${merge}Author: ${person(author)}\n`;
    case "full":
      return `${logged}${merge}Author: ${person(author)}\nCommit: ${person(committer)}\n`;
    case "fuller":
      return (
        `${logged}${merge}Author:     ${person(author)}\nAuthorDate: ${formatDate(author, style.date, now)}\n` +
        `Commit:     ${person(committer)}\nCommitDate: ${formatDate(committer, style.date, now)}\n`
      );
    case "medium":
    case "oneline":
    case "reference":
    case "user":
      return `${logged}${merge}Author: ${person(author)}\nDate:   ${formatDate(author, style.date, now)}\n`;
  }
}
