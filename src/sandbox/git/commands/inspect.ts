import { blobId } from "../../../diff/blob-id.js";
import { resolvePath } from "../../machine-path.js";
import { fatal } from "../git-failure.js";
import { smallUsageLines } from "../other-usage-lines.js";
import { parseOptions, usageFailure } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import type { Invocation } from "../subcommand.js";
import { isIgnored } from "../work-tree.js";

/** `git show-ref`. */
export function showRef({ repository, argv, output }: Invocation): number {
  const options = parseOptions(argv, {
    usage: smallUsageLines["show-ref"],
    long: {
      quiet: "flag",
      verify: "flag",
      head: "flag",
      tags: "flag",
      heads: "flag",
      hash: "optional",
      abbrev: "optional",
      dereference: "flag",
    },
    short: { q: "quiet", s: "hash", d: "dereference" },
  });
  const named = [...repository.references.list("refs/")].filter(([name]) => {
    if (options.has("verify")) return options.words.includes(name);
    if (options.has("tags") && !name.startsWith("refs/tags/")) return false;
    if (options.has("heads") && !name.startsWith("refs/heads/")) return false;
    return (
      options.words.length === 0 || options.words.some((word) => name === word || name.endsWith(`/${word}`))
    );
  });
  if (options.has("verify") && named.length === 0) {
    if (options.has("quiet")) return 1;
    throw fatal(`'${options.words[0] ?? ""}' - not a valid ref`);
  }
  if (!options.has("quiet"))
    for (const [name, oid] of named) output.line(options.has("hash") ? oid : `${oid} ${name}`);
  return named.length > 0 ? 0 : 1;
}

/** `git symbolic-ref`, to read. */
export function symbolicRef({ repository, argv, output }: Invocation): number {
  const usage = smallUsageLines["symbolic-ref"];
  const options = parseOptions(argv, {
    usage,
    long: { short: "flag", quiet: "flag" },
    short: { q: "quiet" },
  });
  const [name, target] = options.words;
  if (name === undefined) throw usageFailure("", usage);
  if (target !== undefined) {
    repository.references.writeText(name, `ref: ${target}\n`);
    return 0;
  }
  const value = /^ref: (.*)$/m.exec(repository.references.readText(name) ?? "")?.[1];
  if (value === undefined) {
    if (options.has("quiet")) return 1;
    throw fatal(`ref ${name} is not a symbolic ref`);
  }
  output.line(options.has("short") ? value.replace(/^refs\/(?:heads|tags|remotes)\//, "") : value);
  return 0;
}

/** `git check-ignore`. */
export async function checkIgnore({ repository, argv, output }: Invocation): Promise<number> {
  const usage = smallUsageLines["check-ignore"];
  const options = parseOptions(argv, {
    usage,
    long: { quiet: "flag", verbose: "flag", "no-index": "flag", stdin: "flag", "non-matching": "flag" },
    short: { q: "quiet", v: "verbose", n: "non-matching" },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  if (words.length === 0) throw fatal("no path specified");
  const index = repository.readIndex();
  let found = false;
  for (const word of words) {
    const path = parsePathspec([word], repository).elements[0]?.pattern ?? "";
    if (path === "" || index.entries.has(path) || !(await isIgnored(repository, path))) continue;
    found = true;
    if (!options.has("quiet")) output.line(word);
  }
  return found ? 0 : 1;
}

/** `git hash-object`. */
export async function hashObject({ repository, argv, output }: Invocation): Promise<number> {
  const usage = smallUsageLines["hash-object"];
  const options = parseOptions(argv, {
    usage,
    long: { write: "flag", stdin: "flag", type: "value", "no-filters": "flag" },
    short: { w: "write", t: "type" },
  });
  const { files, cwd, stdin } = repository.machine;
  const contents: Uint8Array[] = options.has("stdin") ? [stdin] : [];
  for (const word of [...options.words, ...(options.paths ?? [])]) {
    const path = resolvePath(cwd, word);
    if (files.stat(path)?.kind !== "file")
      throw fatal(`could not open '${word}' for reading: No such file or directory`);
    contents.push(files.read(path));
  }
  for (const bytes of contents)
    output.line(options.has("write") ? await repository.objects.writeBlob(bytes) : blobId(bytes));
  return 0;
}
