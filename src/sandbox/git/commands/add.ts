import { changeText, plainText } from "../change-text.js";
import { fatal, GitFailure } from "../git-failure.js";
import { plainEntry, type Index } from "../index-file.js";
import { parseOptions, type ParsedOptions } from "../parse-options.js";
import { parsePathspec, type Pathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { stageWorkTree } from "../stage-files.js";
import { readStatus } from "../status-data.js";
import type { Invocation } from "../subcommand.js";
import { isIgnored, untrackedPaths } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

/** `git add`. */
export async function add({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: usageLines.add,
    long: {
      ...{
        "dry-run": "flag",
        verbose: "flag",
        interactive: "flag",
        patch: "flag",
        edit: "flag",
        force: "flag",
        update: "flag",
      },
      ...{
        renormalize: "flag",
        "intent-to-add": "flag",
        all: "flag",
        "ignore-removal": "flag",
        refresh: "flag",
        "ignore-errors": "flag",
        chmod: "value",
      },
    },
    short: {
      n: "dry-run",
      v: "verbose",
      i: "interactive",
      p: "patch",
      e: "edit",
      f: "force",
      u: "update",
      N: "intent-to-add",
      A: "all",
    },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  const everything = options.has("all") || options.has("update");
  if (options.has("all") && options.has("update"))
    throw fatal("options '-A' and '-u' cannot be used together");
  if (options.has("patch") || options.has("interactive")) return showFirstHunk(repository, words, output);
  if (words.length === 0 && !everything) {
    output.error("Nothing specified, nothing added.\nhint: Maybe you wanted to say 'git add .'?");
    output.error('hint: Turn this message off by running\nhint: "git config advice.addEmptyPathspec false"');
    return 0;
  }
  const paths = parsePathspec(words.length === 0 ? [":/"] : words, repository);
  const index = repository.readIndex();
  const candidates = options.has("update") ? [] : await newFiles(repository, index, paths, options);
  requireMatches(repository, index, paths, candidates);
  const mode = options.value("chmod");
  if (options.has("intent-to-add")) {
    const empty = repository.objects.remember(new Uint8Array());
    for (const path of candidates)
      index.entries.set(path, { ...plainEntry(path, { mode: "100644", oid: empty }), intentToAdd: true });
  } else {
    const scope = {
      matches: (path: string) => paths.matches(path),
      added: !options.has("update"),
      candidates,
    };
    const keepDeleted = options.has("ignore-removal") || options.negated("all");
    const staged = await stageWorkTree(repository, index, {
      ...scope,
      dryRun: options.has("dry-run"),
      keepDeleted,
    });
    if (options.has("verbose") || options.has("dry-run")) {
      for (const { path, action } of staged) output.line(`${action} '${path}'`);
    }
  }
  if (mode !== undefined) changeModes(index, paths, mode);
  if (!options.has("dry-run")) repository.writeIndex(index);
  return 0;
}

function changeModes(index: Index, paths: Pathspec, mode: string): void {
  if (mode !== "+x" && mode !== "-x") throw fatal(`--chmod param '${mode}' must be either -x or +x`);
  for (const [path, entry] of index.entries) {
    if (paths.matches(path) && entry.mode !== "120000")
      index.entries.set(path, { ...entry, mode: mode === "+x" ? "100755" : "100644" });
  }
}

/** Files that the index does not know and that the paths mean; ignored ones only with `-f`. */
async function newFiles(
  repository: Repository,
  index: Index,
  paths: Pathspec,
  options: ParsedOptions,
): Promise<string[]> {
  const { plain, ignored } = await untrackedPaths(repository, index);
  const wanted = (list: readonly string[]) => list.filter((path) => paths.matches(path));
  if (options.has("force")) return [...wanted(plain), ...wanted(ignored)];
  const named: string[] = [];
  for (const { pattern } of paths.elements) {
    if (
      pattern === "" ||
      index.entries.has(pattern) ||
      plain.some((path) => path === pattern || path.startsWith(`${pattern}/`))
    )
      continue;
    const there = repository.machine.files.linkStat(`${repository.root}/${pattern}`) !== undefined;
    if (there && (await isIgnored(repository, pattern))) named.push(pattern);
  }
  if (named.length > 0) {
    const add = stageWorkTree(repository, index, {
      matches: (path) => paths.matches(path),
      added: true,
      candidates: wanted(plain),
    });
    await add;
    repository.writeIndex(index);
    throw new GitFailure(
      1,
      `The following paths are ignored by one of your .gitignore files:\n${named.join("\n")}\n` +
        'hint: Use -f if you really want to add them.\nhint: Turn this message off by running\nhint: "git config advice.addIgnoredFile false"',
    );
  }
  return wanted(plain);
}

function requireMatches(
  repository: Repository,
  index: Index,
  paths: Pathspec,
  candidates: readonly string[],
): void {
  const known = [...index.entries.keys(), ...index.conflicts.keys(), ...candidates];
  const missing = paths.unmatched(known).filter((word) => {
    const pattern = paths.elements.find((element) => element.original === word)?.pattern ?? "";
    return repository.machine.files.linkStat(`${repository.root}/${pattern}`) === undefined;
  });
  if (missing.length > 0) throw fatal(`pathspec '${missing[0] ?? ""}' did not match any files`);
}

/** `-p` without a terminal: the first change and the question, to which the end of the input answers `quit`. */
async function showFirstHunk(
  repository: Repository,
  words: readonly string[],
  output: Invocation["output"],
): Promise<number> {
  const paths = parsePathspec(words, repository);
  const data = await readStatus(repository, { untracked: "no", paths });
  const [change] = data.unstaged;
  if (change === undefined) {
    output.error("No changes.");
    return 0;
  }
  const text = await changeText(repository, change, plainText);
  const starts = [...text.matchAll(/^@@ /gm)].map((match) => match.index);
  const first = starts.length < 2 ? text : text.slice(0, starts[1]);
  const moves = starts.length < 2 ? "y,n,q,a,d,e,?" : `y,n,q,a,d,j,J,g,/,e,?`;
  output.raw(first);
  output.line(
    `(1/${Math.max(1, starts.length)}) Stage ${change.after === undefined ? "deletion" : "this hunk"} [${moves}]? `,
  );
  return 0;
}
