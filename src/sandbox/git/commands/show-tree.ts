import { quotePath } from "../../../diff/quote-path.js";
import { fatal, GitFailure } from "../git-failure.js";
import { commitText, tagText } from "../object-text.js";
import type { FolderEntry, GitObject } from "../object-types.js";
import { parseOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import { relativePath } from "../relative-path.js";
import type { Repository } from "../repository.js";
import { resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { bytesToText } from "../text-bytes.js";
import { usageLines } from "../usage-lines.js";

const catUsage = usageLines["cat-file"];

/** `git cat-file`. */
export async function catFile({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: catUsage,
    long: { print: "flag", type: "flag", size: "flag", exists: "flag" },
    short: { p: "print", t: "type", s: "size", e: "exists" },
  });
  const name = options.words.at(-1);
  const asked = ["print", "type", "size", "exists"].filter((option) => options.has(option));
  if (name === undefined || (asked.length === 0 && options.words.length < 2))
    throw new GitFailure(129, `usage: ${catUsage}\n`);
  const oid = await resolveRevision(repository, name);
  if (oid === undefined || !(await repository.objects.has(oid))) {
    if (options.has("exists") && oid !== undefined) return 1;
    throw fatal(`Not a valid object name ${name}`);
  }
  const object = await repository.objects.read(oid);
  if (options.has("exists")) return 0;
  if (options.has("type")) output.line(object.type);
  else if (options.has("size")) output.line(String(objectSize(object)));
  else {
    const wanted = asked.length === 0 ? options.words[0] : object.type;
    if (wanted !== object.type) throw fatal(`git cat-file ${name}: bad file`);
    printObject(object, output);
  }
  return 0;
}

function objectSize(object: GitObject): number {
  if (object.type === "blob") return object.bytes.length;
  if (object.type !== "tree") return Buffer.byteLength(objectText(object));
  return object.entries.reduce(
    (sum, entry) => sum + entry.mode.replace(/^0/, "").length + Buffer.byteLength(entry.name) + 22,
    0,
  );
}

function printObject(object: GitObject, output: Invocation["output"]): void {
  if (object.type === "blob") output.raw(bytesToText(object.bytes));
  else output.text(objectText(object));
}

function objectText(object: Exclude<GitObject, { type: "blob" }>): string {
  switch (object.type) {
    case "tree":
      return object.entries.map((entry) => `${treeLine(entry, entry.name)}\n`).join("");
    case "commit":
      return commitText(object);
    case "tag":
      return tagText(object);
  }
}

function treeLine(entry: FolderEntry, path: string): string {
  return `${entry.mode} ${entry.type} ${entry.oid}\t${quotePath(path)}`;
}

const treeUsage = usageLines["ls-tree"];

/** `git ls-tree`. */
export async function lsTree({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: treeUsage,
    long: {
      recursive: "flag",
      d: "flag",
      t: "flag",
      "name-only": "flag",
      "name-status": "flag",
      long: "flag",
      "full-tree": "flag",
      "full-name": "flag",
      abbrev: "optional",
      null: "flag",
      "object-only": "flag",
    },
    short: { r: "recursive", d: "d", t: "t", l: "long", z: "null" },
  });
  const [name, ...words] = options.words;
  if (name === undefined) throw new GitFailure(129, `usage: ${treeUsage}\n`);
  const oid = await resolveRevision(repository, name);
  if (oid === undefined) throw fatal(`Not a valid object name ${name}`);
  const prefix = options.has("full-tree") ? "" : repository.prefix;
  const paths = [...words, ...(options.paths ?? [])];
  const asked = parsePathspec(paths, { root: repository.root, prefix });
  const targets =
    paths.length === 0
      ? [prefix]
      : asked.elements.map(({ original, pattern }) => (original.endsWith("/") ? `${pattern}/` : pattern));
  const end = options.has("null") ? "\0" : "\n";
  for (const { path, entry } of await listTree(repository, oid, targets, options.has("recursive"))) {
    if (options.has("d") && entry.type !== "tree") continue;
    const shown = options.has("full-name") || options.has("full-tree") ? path : relativePath(path, prefix);
    if (options.has("name-only") || options.has("name-status")) output.text(`${quotePath(shown)}${end}`);
    else if (options.has("object-only")) output.text(`${entry.oid}${end}`);
    else {
      const size = entry.type === "blob" ? String((await repository.objects.blob(entry.oid)).length) : "-";
      const long = options.has("long") ? ` ${size.padStart(7)}` : "";
      output.text(`${entry.mode} ${entry.type} ${entry.oid}${long}\t${quotePath(shown)}${end}`);
    }
  }
  return 0;
}

/** The entries at these paths; a target that ends in a slash (or is empty) stands for what a folder holds. */
async function listTree(
  repository: Repository,
  tree: string,
  targets: readonly string[],
  recursive: boolean,
) {
  const found: { path: string; entry: FolderEntry }[] = [];
  const walk = async (oid: string, prefix: string): Promise<void> => {
    for (const entry of (await repository.objects.folder(oid)).entries) {
      const path = `${prefix}${entry.name}`;
      const below = targets.some((target) => target.startsWith(`${path}/`));
      const meant = targets.some(
        (target) =>
          target === "" ||
          target === path ||
          (target.endsWith("/") ? path.startsWith(target) : recursive && path.startsWith(`${target}/`)),
      );
      if (entry.type === "tree" && (below || (recursive && meant))) await walk(entry.oid, `${path}/`);
      else if (meant) found.push({ path, entry });
    }
  };
  await walk(tree, "");
  return found;
}
