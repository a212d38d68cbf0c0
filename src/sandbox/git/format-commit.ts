import { bodyOf, indentMessage, subjectOf } from "./commit-message.js";
import { formatDate } from "./format-date.js";
import type { Commit, Signature } from "./object-types.js";
import { formatOffset } from "./reference-store.js";
import type { Repository } from "./repository.js";

/** How commits are printed. */
export interface CommitStyle {
  /** A named form (`medium`, `oneline`, ...) or `user`. */
  readonly form: "oneline" | "short" | "medium" | "full" | "fuller" | "raw" | "reference" | "user";
  readonly pattern: string;
  /** Each record ends in a line feed, rather than having one between records. */
  readonly terminator: boolean;
  readonly abbreviate: boolean;
  readonly date: string;
  readonly decorations: ReadonlyMap<string, readonly string[]>;
  readonly decorate: boolean;
}

/** What only a reflog walk or a marked walk knows of a commit. */
export interface CommitPlace {
  readonly selector?: string;
  readonly reflogMessage?: string;
  readonly mark?: string;
}

const fixedForms = ["oneline", "short", "medium", "full", "fuller", "raw", "reference"] as const;

/** Reads `--pretty`'s value; undefined for a form git does not know. */
export function readForm(value: string): Pick<CommitStyle, "form" | "pattern" | "terminator"> | undefined {
  if (value.startsWith("format:")) return { form: "user", pattern: value.slice(7), terminator: false };
  if (value.startsWith("tformat:")) return { form: "user", pattern: value.slice(8), terminator: true };
  if (value.includes("%") || value === "") return { form: "user", pattern: value, terminator: true };
  const form = fixedForms.find((name) => name === value) ?? fixedForms.find((name) => name.startsWith(value));
  return form === undefined ? undefined : { form, pattern: "", terminator: form === "oneline" || form === "reference" };
}

/** One commit's text, without the separator between records. */
export function formatCommit(repository: Repository, commit: Commit, style: CommitStyle, place: CommitPlace = {}): string {
  const id = style.abbreviate ? repository.abbreviate(commit.oid) : commit.oid;
  const names = style.decorate ? decoration(commit, style, " (", ")") : "";
  const mark = place.mark === undefined ? "" : `${place.mark} `;
  if (style.form === "user") return expandPattern(repository, commit, style, place);
  if (style.form === "reference") return expandPattern(repository, commit, { ...style, pattern: "%h (%s, %as)" }, place);
  if (style.form === "oneline") {
    const logged = place.selector === undefined ? undefined : ` ${place.selector}: ${place.reflogMessage ?? ""}`;
    return `${mark}${id}${names}${logged ?? ` ${subjectOf(commit.message)}`}`;
  }
  const header = `commit ${mark}${id}${names}\n${formatHeader(repository, commit, style, place)}\n`;
  const message = style.form === "short" ? shortMessage(commit) : indentMessage(commit.message);
  return header + message;
}

function shortMessage(commit: Commit): string {
  return `    ${subjectOf(commit.message)}\n`;
}

function formatHeader(repository: Repository, commit: Commit, style: CommitStyle, place: CommitPlace): string {
  const { author, committer } = commit;
  const now = repository.now.timestamp;
  const person = (who: Signature) => `${who.name} <${who.email}>`;
  const merge =
    commit.parents.length > 1 ? `Merge: ${commit.parents.map((oid) => repository.abbreviate(oid)).join(" ")}\n` : "";
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
    default:
      return `${logged}${merge}Author: ${person(author)}\nDate:   ${formatDate(author, style.date, now)}\n`;
  }
}

function decoration(commit: Commit, style: CommitStyle, before: string, after: string): string {
  const names = style.decorations.get(commit.oid);
  return names === undefined || names.length === 0 ? "" : `${before}${names.join(", ")}${after}`;
}

/** The names that point at each commit, as `--decorate` lists them. */
export async function listDecorations(repository: Repository): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  const { references } = repository;
  const add = (oid: string, name: string) => names.set(oid, [...(names.get(oid) ?? []), name]);
  const head = repository.head;
  const current = references.headName;
  if (head !== undefined) add(head, current === undefined ? "HEAD" : `HEAD -> ${current.replace(/^refs\/heads\//, "")}`);
  const tags = [...references.list("refs/tags/")];
  for (const [name, oid] of tags) add((await repository.objects.commit(oid)).oid, `tag: ${name.slice(10)}`);
  for (const [name, oid] of references.list("refs/remotes/")) add(oid, name.slice(13));
  for (const [name, oid] of references.list("refs/heads/")) if (name !== current) add(oid, name.slice(11));
  const stash = references.resolve("refs/stash");
  if (stash !== undefined) add(stash, "refs/stash");
  return names;
}

/** Fills in a pattern's placeholders; what is not one stays as it is. */
function expandPattern(repository: Repository, commit: Commit, style: CommitStyle, place: CommitPlace): string {
  let text = "";
  let pad: { width: number; side: "left" | "right"; cut: boolean } | undefined;
  const pattern = style.pattern;
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== "%") {
      text += pattern.charAt(at);
      continue;
    }
    const rest = pattern.slice(at + 1);
    const padding = /^([<>])\((\d+)(,trunc)?\)/.exec(rest);
    if (padding !== null) {
      pad = { width: Number(padding[2]), side: padding[1] === "<" ? "left" : "right", cut: padding[3] !== undefined };
      at += padding[0].length;
      continue;
    }
    const optional = /^[+\- ]/.exec(rest)?.[0] ?? "";
    const found = placeholder(repository, commit, style, place, rest.slice(optional.length));
    if (found === undefined) {
      text += "%";
      continue;
    }
    at += optional.length + found.length;
    let value = found.value;
    if (optional === "+" && value !== "") value = `\n${value}`;
    if (optional === " " && value !== "") value = ` ${value}`;
    if (optional === "-" && value === "") text = text.replace(/\n+$/, "");
    text += pad === undefined ? value : padValue(value, pad);
    pad = undefined;
  }
  return text;
}

function padValue(value: string, pad: { width: number; side: "left" | "right"; cut: boolean }): string {
  const letters = [...value];
  const cut = pad.cut && letters.length > pad.width ? `${letters.slice(0, pad.width - 2).join("")}..` : value;
  const space = " ".repeat(Math.max(0, pad.width - [...cut].length));
  return pad.side === "left" ? cut + space : space + cut;
}

function placeholder(
  repository: Repository,
  commit: Commit,
  style: CommitStyle,
  place: CommitPlace,
  rest: string,
): { value: string; length: number } | undefined {
  const colour = /^C(?:\([^)]*\)|red|green|blue|reset)/.exec(rest);
  if (colour !== null) return { value: "", length: colour[0].length };
  const byte = /^x([0-9a-fA-F]{2})/.exec(rest)?.[1];
  if (byte !== undefined) return { value: String.fromCharCode(Number.parseInt(byte, 16)), length: 3 };
  const person = /^([ac])([neldDrtisIhNELS])/.exec(rest);
  if (person !== null) {
    const who = person[1] === "a" ? commit.author : commit.committer;
    const value = personPart(who, person[2] ?? "", style.date, repository.now.timestamp);
    return value === undefined ? undefined : { value, length: 2 };
  }
  const logged: Record<string, string> = { gd: place.selector ?? "", gD: place.selector ?? "", gs: place.reflogMessage ?? "" };
  const twoLetters = logged[rest.slice(0, 2)];
  if (twoLetters !== undefined) return { value: twoLetters, length: 2 };
  const value = commitPart(repository, commit, style, place, rest.charAt(0));
  return value === undefined ? undefined : { value, length: 1 };
}

function personPart(who: Signature, letter: string, style: string, now: number): string | undefined {
  const date = (name: string) => formatDate(who, name, now);
  switch (letter) {
    case "n":
    case "N":
      return who.name;
    case "e":
    case "E":
      return who.email;
    case "l":
    case "L":
      return who.email.split("@")[0] ?? "";
    case "d":
      return date(style);
    case "D":
      return date("rfc");
    case "r":
      return date("relative");
    case "t":
      return String(who.timestamp);
    case "i":
      return date("iso");
    case "I":
      return date("iso-strict");
    case "s":
      return date("short");
    default:
      return undefined;
  }
}

function commitPart(
  repository: Repository,
  commit: Commit,
  style: CommitStyle,
  place: CommitPlace,
  letter: string,
): string | undefined {
  const short = (oid: string) => repository.abbreviate(oid);
  switch (letter) {
    case "H":
      return commit.oid;
    case "h":
      return short(commit.oid);
    case "T":
      return commit.tree;
    case "t":
      return short(commit.tree);
    case "P":
      return commit.parents.join(" ");
    case "p":
      return commit.parents.map(short).join(" ");
    case "s":
      return subjectOf(commit.message);
    case "b":
      return bodyOf(commit.message);
    case "B":
      return commit.message;
    case "f":
      return subjectOf(commit.message).replace(/[^A-Za-z0-9._]+/g, "-").replace(/\.+/g, ".").replace(/^-+|[-.]+$/g, "");
    case "d":
      return decoration(commit, style, " (", ")");
    case "D":
      return decoration(commit, style, "", "");
    case "m":
      return place.mark ?? ">";
    case "e":
    case "N":
      return "";
    case "n":
      return "\n";
    case "%":
      return "%";
    default:
      return undefined;
  }
}
