import type { Tree, TreeFile } from "../schema/tree.js";
import { Unreadable } from "./probe-errors.js";

/** The most bytes of a file that a probe reads. */
const maximumFileBytes = 1_048_576;

/** Symbolic links followed before a path counts as a loop. */
const maximumLinks = 16;

/**
 * The text of a file, byte-order mark dropped and line ends as `\n`. Symbolic links are followed inside the tree, for a
 * program that loads the file would follow them too. Throws Unreadable for a missing, too large or non-UTF-8 file.
 */
export function readFileText(tree: Tree, path: string): string {
  const { bytes } = followLinks(tree, path);
  if (bytes.byteLength > maximumFileBytes)
    throw new Unreadable(`${path}: larger than ${maximumFileBytes} bytes (${bytes.byteLength})`);
  const text = decode(bytes);
  if (text === undefined) throw new Unreadable(`${path}: not valid UTF-8`);
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function followLinks(tree: Tree, path: string): TreeFile {
  let at = path;
  for (let links = 0; links <= maximumLinks; links += 1) {
    const link = findLink(tree, at);
    if (link === undefined) {
      const file = tree.file(at);
      if (file === undefined) throw new Unreadable(`${path}: no such file`);
      return file;
    }
    at = joinPath(link.folder, `${decode(link.target) ?? ""}${link.rest}`, path);
  }
  throw new Unreadable(`${path}: too many symbolic links`);
}

interface Link {
  /** The folder that the link lies in. */
  readonly folder: string;
  readonly target: Uint8Array;
  /** What follows the link in the path. */
  readonly rest: string;
}

/** The link that a path is, or goes through. Parents are looked at only where the path itself does not exist. */
function findLink(tree: Tree, path: string): Link | undefined {
  const file = tree.file(path);
  if (file !== undefined && file.mode !== "120000") return undefined;
  const parts = path.split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    const entry = tree.file(parts.slice(0, length).join("/"));
    if (entry?.mode !== "120000") continue;
    const rest = parts.slice(length).map((part) => `/${part}`);
    return { folder: parts.slice(0, length - 1).join("/"), target: entry.bytes, rest: rest.join("") };
  }
  return undefined;
}

/** A path relative to a folder of the repository. Throws Unreadable, naming `from`, where it leaves the repository. */
export function joinPath(folder: string, relative: string, from: string): string {
  const parts: string[] = [];
  if (relative.startsWith("/")) throw new Unreadable(`${from}: leads out of the repository (${relative})`);
  for (const part of [...folder.split("/"), ...relative.split("/")]) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined)
      throw new Unreadable(`${from}: leads out of the repository (${relative})`);
  }
  return parts.join("/");
}
