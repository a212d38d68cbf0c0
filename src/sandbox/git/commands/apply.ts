import { applyFilePatches } from "../../../diff/apply-patch.js";
import { parsePatch } from "../../../diff/parse-patch.js";
import type { FilePatch } from "../../../diff/patch.js";
import type { FileMode, Tree, TreeFile } from "../../../schema/tree.js";
import { resolvePath } from "../../machine-path.js";
import { failed, GitFailure } from "../git-failure.js";
import { smallUsageLines } from "../other-usage-lines.js";
import { parseOptions, usageFailure, type OptionTable } from "../parse-options.js";
import type { Repository } from "../repository.js";
import type { Invocation } from "../subcommand.js";
import { removeWorkFile, stagedEntry, workEntry, workPaths, writeWorkFile } from "../work-tree.js";

const table: OptionTable = {
  usage: smallUsageLines.apply,
  long: {
    ...{
      check: "flag",
      index: "flag",
      cached: "flag",
      reverse: "flag",
      stat: "flag",
      verbose: "flag",
      "3way": "flag",
      p: "value",
    },
    ...{
      whitespace: "value",
      recount: "flag",
      "unidiff-zero": "flag",
      reject: "flag",
      directory: "value",
      quiet: "flag",
    },
  },
  short: { R: "reverse", v: "verbose", p: "p", "3": "3way", q: "quiet" },
};

/** `git apply`: a patch on the working tree, all of it or nothing. */
export async function apply({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, table);
  if (options.has("reverse") || options.has("stat") || options.has("3way"))
    throw usageFailure("", table.usage);
  const patches = readPatches(repository, options.words);
  const tree = await workTree(repository);
  for (const patch of patches) {
    const parsed = parsePatch(patch);
    if ("problem" in parsed || parsed.files.length === 0)
      throw new GitFailure(128, 'error: No valid patches in input (allow with "--allow-empty")');
    const result = applyFilePatches(tree, parsed.files);
    if ("problem" in result) throw explain(parsed.files, tree);
    if (options.has("check")) continue;
    await writeResult(repository, parsed.files, result.tree, options.has("index"));
    if (options.has("verbose"))
      for (const file of parsed.files) output.error(`Applied patch ${file.to} cleanly.`);
  }
  return 0;
}

function readPatches(repository: Repository, words: readonly string[]): Uint8Array[] {
  const { files, cwd, stdin } = repository.machine;
  if (words.length === 0) return [stdin];
  return words.map((word) => {
    if (word === "-") return stdin;
    const path = resolvePath(cwd, word);
    if (files.stat(path)?.kind !== "file")
      throw new GitFailure(128, `error: can't open patch '${word}': No such file or directory`);
    return files.read(path);
  });
}

async function workTree(repository: Repository): Promise<Tree> {
  const paths = workPaths(repository);
  const loaded = new Map<string, TreeFile>();
  for (const path of paths) {
    const entry = workEntry(repository, path);
    if (entry !== undefined)
      loaded.set(path, { mode: fileMode(entry.mode), bytes: await repository.objects.blob(entry.oid) });
  }
  return { file: (path) => loaded.get(path), paths: () => paths };
}

function fileMode(mode: string): FileMode {
  return mode === "100755" || mode === "120000" ? mode : "100644";
}

/** git's words for the first part that does not apply. */
function explain(patches: readonly FilePatch[], tree: Tree): GitFailure {
  for (const patch of patches) {
    const alone = applyFilePatches(tree, [patch]);
    if (!("problem" in alone)) continue;
    if (patch.kind === "create") return failed(`${patch.to}: already exists in working directory`);
    if (tree.file(patch.from) === undefined) return failed(`${patch.from}: No such file or directory`);
    const [hunk] = patch.hunks;
    return failed(
      `patch failed: ${patch.from}:${hunk?.oldStart ?? 1}\nerror: ${patch.from}: patch does not apply`,
    );
  }
  return failed("patch does not apply");
}

async function writeResult(
  repository: Repository,
  patches: readonly FilePatch[],
  tree: Tree,
  stage: boolean,
): Promise<void> {
  const index = repository.readIndex();
  for (const path of new Set(patches.flatMap(({ from, to }) => [from, to]))) {
    const file = tree.file(path);
    if (file === undefined) {
      removeWorkFile(repository, path);
      if (stage) index.entries.delete(path);
      continue;
    }
    const entry = { mode: file.mode, oid: repository.objects.remember(file.bytes) };
    await writeWorkFile(repository, path, entry);
    if (!stage) continue;
    await repository.objects.writeBlob(file.bytes);
    index.entries.set(path, stagedEntry(repository, path, entry));
  }
  if (stage) repository.writeIndex(index);
}
