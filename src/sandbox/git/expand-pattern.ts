import { bodyOf, subjectOf } from "./commit-message.js";
import { decoration, type CommitPlace, type CommitStyle } from "./commit-style.js";
import { formatDate } from "./format-date.js";
import type { Commit, Signature } from "./object-types.js";
import type { Repository } from "./repository.js";
import { textWidth } from "./text-width.js";

/** Fills in a pattern's placeholders; what is not one stays as it is. */
export function expandPattern(
  repository: Repository,
  commit: Commit,
  style: CommitStyle,
  place: CommitPlace,
): string {
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
      pad = {
        width: Number(padding[2]),
        side: padding[1] === "<" ? "left" : "right",
        cut: padding[3] !== undefined,
      };
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
  const letters = Array.from(value);
  const cut = pad.cut && letters.length > pad.width ? `${letters.slice(0, pad.width - 2).join("")}..` : value;
  const space = " ".repeat(Math.max(0, pad.width - textWidth(cut)));
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
  const logged: Record<string, string> = {
    gd: place.selector ?? "",
    gD: place.selector ?? "",
    gs: place.reflogMessage ?? "",
  };
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
      return subjectOf(commit.message)
        .replace(/[^A-Za-z0-9._]+/g, "-")
        .replace(/\.+/g, ".")
        .replace(/^-+|[-.]+$/g, "");
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
