import type { Commit, Signature, Tag } from "./object-types.js";
import { formatSignature, parseSignature } from "./signature.js";

/** A commit as git stores it. */
export function commitText(commit: Omit<Commit, "type" | "oid">): string {
  return (
    `tree ${commit.tree}\n${commit.parents.map((oid) => `parent ${oid}\n`).join("")}` +
    `author ${formatSignature(commit.author)}\ncommitter ${formatSignature(commit.committer)}\n\n${commit.message}`
  );
}

/** A tag as git stores it. */
export function tagText(tag: Omit<Tag, "type" | "oid">): string {
  const tagger = tag.tagger === undefined ? "" : `tagger ${formatSignature(tag.tagger)}\n`;
  return `object ${tag.object}\ntype ${tag.tagged}\ntag ${tag.name}\n${tagger}\n${tag.message}`;
}

const nobody: Signature = { name: "", email: "", timestamp: 0, offset: 0 };

function splitText(text: string): { all: (key: string) => string[]; message: string } {
  const end = text.indexOf("\n\n");
  const head = end === -1 ? text : text.slice(0, end);
  const lines = head.split("\n");
  const all = (key: string) =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return { all, message: end === -1 ? "" : text.slice(end + 2) };
}

/** Reads a stored commit. */
export function parseCommit(oid: string, text: string): Commit {
  const { all, message } = splitText(text);
  const person = (key: string) => parseSignature(all(key)[0] ?? "") ?? nobody;
  const people = { author: person("author"), committer: person("committer") };
  return { type: "commit", oid, tree: all("tree")[0] ?? "", parents: all("parent"), ...people, message };
}

/** Reads a stored tag. */
export function parseTag(oid: string, text: string): Tag {
  const { all, message } = splitText(text);
  const tagger = all("tagger")[0];
  return {
    type: "tag",
    oid,
    object: all("object")[0] ?? "",
    tagged: all("type")[0] ?? "commit",
    name: all("tag")[0] ?? "",
    tagger: tagger === undefined ? undefined : parseSignature(tagger),
    message,
  };
}
