import { quotePath } from "../../../diff/quote-path.js";
import { changeLetter, changePath, type Change } from "../change.js";
import { fatal } from "../git-failure.js";
import type { IndexEntry } from "../index-file.js";
import { noObject } from "../object-types.js";
import { parseOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import { quoteStatusPath, relativePath } from "../relative-path.js";
import type { Repository } from "../repository.js";
import { conflictLetters, readStatus, type StatusData, type UntrackedMode } from "../status-data.js";
import { divergence, longStatus } from "../status-text.js";
import type { Invocation } from "../subcommand.js";
import { workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

const table = {
  usage: usageLines.status,
  long: {
    verbose: "flag",
    short: "flag",
    branch: "flag",
    "show-stash": "flag",
    "ahead-behind": "flag",
    porcelain: "optional",
    long: "flag",
    null: "flag",
    "untracked-files": "optional",
    ignored: "optional",
    column: "optional",
    renames: "flag",
    "find-renames": "optional",
  },
  short: { v: "verbose", s: "short", b: "branch", z: "null", u: "untracked-files", M: "find-renames" },
} as const;

/** `git status`. */
export async function status({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, table);
  const untracked = readUntracked(
    options.value("untracked-files") ?? repository.setting("status.showuntrackedfiles") ?? "normal",
  );
  const paths = parsePathspec([...options.words, ...(options.paths ?? [])], repository);
  const data = await readStatus(repository, { untracked, ignored: options.has("ignored"), paths });
  const porcelain = options.value("porcelain");
  if (porcelain === "v2" || porcelain === "2") {
    output.text(await detailedStatus(repository, data, options.has("branch")));
    return 0;
  }
  if (porcelain === undefined && !options.has("short") && !options.has("null")) {
    output.text(await longStatus(repository, data, untracked));
    return 0;
  }
  if (options.has("branch")) output.line(await branchLine(repository));
  const scripted = porcelain !== undefined || options.has("null");
  output.text(shortStatus(repository, data, scripted, options.has("null")));
  return 0;
}

function readUntracked(value: string): UntrackedMode {
  if (value === "" || value === "all") return "all";
  if (value === "no" || value === "normal") return value;
  throw fatal(`Invalid untracked files mode '${value}'`);
}

async function branchLine(repository: Repository): Promise<string> {
  const { branch } = repository.references;
  if (branch === undefined) return "## HEAD (no branch)";
  if (repository.head === undefined) return `## No commits yet on ${branch}`;
  const parted = await divergence(repository, branch);
  if (parted === undefined) return `## ${branch}`;
  const counts = [
    parted.ahead > 0 ? `ahead ${parted.ahead}` : "",
    parted.behind > 0 ? `behind ${parted.behind}` : "",
  ];
  const said = parted.gone ? "gone" : counts.filter((count) => count !== "").join(", ");
  return `## ${branch}...${parted.name}${said === "" ? "" : ` [${said}]`}`;
}

/** What `-s` shows: two letters and a path, tracked files first. */
function shortStatus(repository: Repository, data: StatusData, fromRoot: boolean, zero: boolean): string {
  const shown = (path: string) =>
    zero ? path : quoteStatusPath(fromRoot ? path : relativePath(path, repository.prefix));
  const end = zero ? "\0" : "\n";
  const rows = [...joinSides(data)].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = rows.map(([path, { letters, from }]) => {
    if (from === undefined) return `${letters} ${shown(path)}${end}`;
    return zero ? `${letters} ${path}\0${from}\0` : `${letters} ${shown(from)} -> ${shown(path)}\n`;
  });
  const others = [
    ...data.untracked.map((path) => `?? ${shown(path)}${end}`),
    ...data.ignored.map((path) => `!! ${shown(path)}${end}`),
  ];
  return [...lines, ...others].join("");
}

interface Row {
  readonly letters: string;
  readonly from: string | undefined;
  readonly staged: Change | undefined;
  readonly unstaged: Change | undefined;
}

function joinSides(data: StatusData): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const change of data.staged) {
    const from = change.similarity === undefined ? undefined : change.before?.path;
    rows.set(changePath(change), {
      letters: `${changeLetter(change)} `,
      from,
      staged: change,
      unstaged: undefined,
    });
  }
  for (const change of data.unstaged) {
    const row = rows.get(changePath(change));
    const letters = `${row?.letters.charAt(0) ?? " "}${changeLetter(change)}`;
    rows.set(changePath(change), { letters, from: row?.from, staged: row?.staged, unstaged: change });
  }
  for (const [path, entries] of data.conflicts) {
    rows.set(path, {
      letters: conflictLetters(entries),
      from: undefined,
      staged: undefined,
      unstaged: undefined,
    });
  }
  return rows;
}

function conflictRow(
  repository: Repository,
  path: string,
  letters: string,
  stages: readonly IndexEntry[],
): string {
  const none = { mode: "000000", oid: noObject };
  const sides = [1, 2, 3].map((stage) => stages.find((entry) => entry.stage === stage) ?? none);
  const work = workEntry(repository, path) ?? none;
  const modes = [...sides, work].map(({ mode }) => mode).join(" ");
  return `u ${letters} N... ${modes} ${sides.map(({ oid }) => oid).join(" ")} ${quotePath(path)}\n`;
}

/** `--porcelain=v2`. */
async function detailedStatus(repository: Repository, data: StatusData, branch: boolean): Promise<string> {
  let text = "";
  if (branch) {
    text += `# branch.oid ${repository.head ?? "(initial)"}\n# branch.head ${repository.references.branch ?? "(detached)"}\n`;
    const parted = await divergence(repository, repository.references.branch);
    if (parted !== undefined)
      text += `# branch.upstream ${parted.name}\n# branch.ab +${parted.ahead} -${parted.behind}\n`;
  }
  const index = repository.readIndex();
  for (const [path, row] of [...joinSides(data)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const letters = row.letters.replace(/ /g, ".");
    const stages = data.conflicts.get(path);
    if (stages !== undefined) {
      text += conflictRow(repository, path, letters, stages);
      continue;
    }
    const staged = index.entries.get(path);
    const none = { mode: "000000", oid: noObject };
    const head =
      row.staged === undefined ? (row.unstaged?.before ?? staged ?? none) : (row.staged.before ?? none);
    const now = staged === undefined || staged.intentToAdd ? none : staged;
    const work = row.unstaged === undefined ? now : (row.unstaged.after ?? none);
    const facts = `${letters} N... ${head.mode} ${now.mode} ${work.mode} ${head.oid} ${now.oid}`;
    text +=
      row.from === undefined
        ? `1 ${facts} ${quotePath(path)}\n`
        : `2 ${facts} R${row.staged?.similarity ?? 100} ${quotePath(path)}\t${quotePath(row.from)}\n`;
  }
  return (
    text +
    data.untracked.map((path) => `? ${quotePath(path)}\n`).join("") +
    data.ignored.map((path) => `! ${quotePath(path)}\n`).join("")
  );
}
