import { quotePath } from "../../diff/quote-path.js";
import { changeLetter, changePath, type Change } from "./change.js";
import { changeCounts, changeText, reverseChange } from "./change-text.js";
import { statLabel, statTable, summaryLine, summaryNotes, type CountedChange } from "./change-stat.js";
import { detectRenames } from "./detect-renames.js";
import type { DiffOptions, Pickaxe } from "./diff-options.js";
import { noObject } from "./object-types.js";
import type { Output } from "./output.js";
import type { Repository } from "./repository.js";
import { bytesToText, packText } from "./text-bytes.js";

/** The changes with renames found and filters applied. */
export async function prepareChanges(
  repository: Repository,
  changes: readonly Change[],
  options: DiffOptions,
): Promise<Change[]> {
  const turned = options.text.reverse ? changes.map(reverseChange) : changes;
  const read = (oid: string) => repository.objects.blob(oid);
  const joined =
    options.renames === undefined ? [...turned] : await detectRenames(turned, read, options.renames);
  const { filter, pickaxe } = options;
  const kept = filter === undefined ? joined : joined.filter((change) => filter(changeLetter(change)));
  return pickaxe === undefined ? kept : pickChanges(repository, kept, pickaxe);
}

async function pickChanges(
  repository: Repository,
  changes: readonly Change[],
  pickaxe: Pickaxe,
): Promise<Change[]> {
  const picked: Change[] = [];
  for (const change of changes) if (await isPicked(repository, change, pickaxe)) picked.push(change);
  return pickaxe.wholeChange && picked.length > 0 ? [...changes] : picked;
}

async function isPicked(repository: Repository, change: Change, pickaxe: Pickaxe): Promise<boolean> {
  if (change.before?.oid === change.after?.oid) return false;
  if (pickaxe.kind === "lines") {
    const text = await changeText(repository, change, {
      context: 0,
      binary: false,
      fullIndex: false,
      ignoreSpace: "none",
      reverse: false,
    });
    const start = text.indexOf("\n@@ ");
    if (start === -1) return false;
    return text
      .slice(start)
      .split("\n")
      .some((line) => /^[+-]/.test(line) && pickaxe.count(unpack(line.slice(1))) > 0);
  }
  const content = async (oid: string | undefined) =>
    oid === undefined ? "" : bytesToText(await repository.objects.blob(oid));
  const [before, after] = [await content(change.before?.oid), await content(change.after?.oid)];
  return pickaxe.count(unpack(before)) !== pickaxe.count(unpack(after));
}

function unpack(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Prints changes in every form asked for, in git's order, one character per byte. */
export async function changesText(
  repository: Repository,
  changes: readonly Change[],
  options: DiffOptions,
): Promise<string> {
  const { parts, end } = options;
  let text = "";
  if (parts.has("raw")) text += changes.map((change) => rawLine(repository, change, end)).join("");
  if (parts.has("name-status")) text += changes.map((change) => nameStatus(change, end)).join("");
  if (parts.has("name-only"))
    text += changes.map((change) => `${plainPath(changePath(change), end)}${end}`).join("");
  if (parts.has("numstat") || parts.has("stat") || parts.has("shortstat")) {
    const counted: CountedChange[] = [];
    for (const change of changes) {
      const counts = await changeCounts(repository, change, options.text);
      const spaceOnly =
        options.text.ignoreSpace !== "none" && !counts.binary && counts.added + counts.deleted === 0;
      if (!spaceOnly || change.before?.mode !== change.after?.mode) counted.push({ change, counts });
    }
    if (parts.has("numstat")) text += counted.map((change) => numberLine(change, end)).join("");
    if (parts.has("stat")) text += statTable(counted, options.statWidth);
    if (parts.has("shortstat") && counted.length > 0) text += `${summaryLine(counted)}\n`;
  }
  if (parts.has("summary")) text += summaryNotes(changes);
  text = packText(text);
  if (!parts.has("patch")) return text;
  let patch = "";
  for (const change of changes) patch += await changeText(repository, change, options.text);
  return text !== "" && patch !== "" ? `${text}\n${patch}` : text + patch;
}

/** Prints changes to standard output. */
export async function showChanges(
  repository: Repository,
  changes: readonly Change[],
  options: DiffOptions,
  output: Output,
): Promise<void> {
  output.raw(await changesText(repository, changes, options));
}

function plainPath(path: string, end: string): string {
  return end === "\0" ? path : quotePath(path);
}

function statusName(change: Change): string {
  const letter = changeLetter(change);
  return change.similarity === undefined ? letter : `${letter}${String(change.similarity).padStart(3, "0")}`;
}

function nameStatus(change: Change, end: string): string {
  const between = end === "\0" ? "\0" : "\t";
  const from =
    change.similarity === undefined ? "" : `${plainPath(change.before?.path ?? "", end)}${between}`;
  return `${statusName(change)}${between}${from}${plainPath(changePath(change), end)}${end}`;
}

function rawLine(repository: Repository, change: Change, end: string): string {
  const { before, after } = change;
  const short = (oid: string | undefined) => repository.abbreviate(oid ?? noObject);
  return `:${before?.mode ?? "000000"} ${after?.mode ?? "000000"} ${short(before?.oid)} ${short(after?.oid)} ${nameStatus(change, end)}`;
}

function numberLine({ change, counts }: CountedChange, end: string): string {
  const numbers = counts.binary ? "-\t-" : `${counts.added}\t${counts.deleted}`;
  if (end === "\0" && change.similarity !== undefined) {
    return `${numbers}\t\0${change.before?.path ?? ""}\0${changePath(change)}\0`;
  }
  const label = end === "\0" ? changePath(change) : statLabel(change);
  return `${numbers}\t${label}${end}`;
}
