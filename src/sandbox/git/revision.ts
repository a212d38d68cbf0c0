import { fatal } from "./git-failure.js";
import { parseApproximateDate } from "./parse-date.js";
import type { Repository } from "./repository.js";

const referenceFolders = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];

/** The full name that a short one stands for: `main` as `refs/heads/main`. */
export function fullReferenceName(repository: Repository, name: string): string | undefined {
  if (name === "@") return "HEAD";
  for (const folder of referenceFolders) {
    const full = `${folder}${name}`;
    if (folder === "" && !/^[A-Z_]+$/.test(name) && !name.startsWith("refs/")) continue;
    if (repository.references.resolve(full) !== undefined) return full;
  }
  const remote = `refs/remotes/${name}/HEAD`;
  return repository.references.resolve(remote) === undefined ? undefined : remote;
}

/** The object that an expression such as `main~2`, `HEAD^{tree}`, `v1:docs/a.md` or `3fa9c1e` names; undefined if none. */
export async function resolveRevision(repository: Repository, text: string): Promise<string | undefined> {
  const colon = findColon(text);
  if (colon === 0) return resolveStaged(repository, text.slice(1));
  if (colon > 0) {
    const tree = await resolveRevision(repository, text.slice(0, colon));
    return tree === undefined ? undefined : (await findInTree(repository, tree, text.slice(colon + 1)))?.oid;
  }
  const base = /^[^~^]*/.exec(text)?.[0] ?? "";
  let oid = await resolveName(repository, base);
  let rest = text.slice(base.length);
  while (oid !== undefined && rest !== "") {
    const step = /^(?:~(\d*)|\^\{([^}]*)\}|\^(\d*))/.exec(rest);
    if (step === null) return undefined;
    rest = rest.slice(step[0].length);
    if (step[2] !== undefined) oid = await peel(repository, oid, step[2]);
    else if (step[1] !== undefined)
      oid = await ancestor(repository, oid, step[1] === "" ? 1 : Number(step[1]));
    else oid = await parentOf(repository, oid, step[3] === undefined || step[3] === "" ? 1 : Number(step[3]));
  }
  return oid;
}

/** The place of the colon between a revision and a path, outside braces; -1 if there is none. */
function findColon(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
    else if (text[at] === ":" && depth === 0) return at;
  }
  return -1;
}

function insidePath(repository: Repository, path: string): string {
  if (!path.startsWith("./") && !path.startsWith("../")) return path.replace(/\/$/, "");
  const parts: string[] = [];
  for (const part of `${repository.prefix}${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function resolveStaged(repository: Repository, text: string): string | undefined {
  const staged = /^(?:([0-3]):)?(.*)$/s.exec(text);
  const path = insidePath(repository, staged?.[2] ?? "");
  const stage = Number(staged?.[1] ?? 0);
  const index = repository.readIndex();
  if (stage === 0) return index.entries.get(path)?.oid;
  return index.conflicts.get(path)?.find((entry) => entry.stage === stage)?.oid;
}

/** What lies at a path of a tree: the tree itself for the empty path. */
async function findInTree(repository: Repository, tree: string, path: string) {
  const parts = insidePath(repository, path)
    .split("/")
    .filter((part) => part !== "");
  let folder = await repository.objects.folder(tree);
  if (parts.length === 0) return { mode: "040000", oid: folder.oid, type: "tree" as const };
  for (const [depth, part] of parts.entries()) {
    const entry = folder.entries.find((candidate) => candidate.name === part);
    if (entry === undefined || depth === parts.length - 1) return entry;
    if (entry.type !== "tree") return undefined;
    folder = await repository.objects.folder(entry.oid);
  }
  return undefined;
}

async function resolveName(repository: Repository, name: string): Promise<string | undefined> {
  const at = /^(.*)@\{([^}]*)\}$/.exec(name);
  if (at !== null) return resolveLogged(repository, at[1] ?? "", at[2] ?? "");
  if (name === "") return undefined;
  const full = fullReferenceName(repository, name);
  if (full !== undefined) return repository.references.resolve(full);
  if (/^[0-9a-f]{40}$/i.test(name)) return name.toLowerCase();
  const described = /-g([0-9a-f]{4,40})$/.exec(name)?.[1];
  const digits = described ?? name;
  if (!/^[0-9a-f]{4,39}$/i.test(digits)) return undefined;
  const found = repository.expand(digits.toLowerCase());
  return found.length === 1 ? found[0] : onlyCommit(repository, found);
}

/** Of several objects with the same beginning, the only commit. */
async function onlyCommit(repository: Repository, oids: readonly string[]): Promise<string | undefined> {
  const commits: string[] = [];
  for (const oid of oids) if ((await repository.objects.read(oid)).type === "commit") commits.push(oid);
  return commits.length === 1 ? commits[0] : undefined;
}

async function resolveLogged(
  repository: Repository,
  name: string,
  what: string,
): Promise<string | undefined> {
  const { references } = repository;
  if (/^-\d+$/.test(what)) {
    const previous = previousBranch(repository, Number(what.slice(1)));
    return previous === undefined ? undefined : resolveName(repository, previous);
  }
  if (/^(u|upstream|push)$/i.test(what)) {
    const upstream = upstreamOf(
      repository,
      name === "" || name === "HEAD" || name === "@" ? references.branch : name,
    );
    if (upstream === undefined)
      throw fatal(`no upstream configured for branch '${references.branch ?? name}'`);
    return references.resolve(upstream);
  }
  const full = name === "" ? (references.headName ?? "HEAD") : fullReferenceName(repository, name);
  if (full === undefined) return undefined;
  const log = references.log(full);
  if (/^\d+$/.test(what)) {
    const count = Number(what);
    if (count === 0) return references.resolve(full);
    if (count === log.length) return log.at(-1)?.before;
    if (count > log.length)
      throw fatal(
        `log for '${name === "" ? (references.branch ?? "HEAD") : name}' only has ${log.length} entries`,
      );
    return log[count]?.after;
  }
  const date = parseApproximateDate(what, repository.now);
  return (log.find((entry) => entry.who.timestamp <= date) ?? log.at(-1))?.after;
}

/** The name checked out `back` switches ago. */
export function previousBranch(repository: Repository, back: number): string | undefined {
  const moves = repository.references.log("HEAD").flatMap((entry) => {
    const from = /^checkout: moving from (\S+) to /.exec(entry.message)?.[1];
    return from === undefined ? [] : [from];
  });
  return moves[back - 1];
}

/** The full name of what a branch follows. */
export function upstreamOf(repository: Repository, branch: string | undefined): string | undefined {
  if (branch === undefined) return undefined;
  const remote = repository.setting(`branch.${branch}.remote`);
  const merge = repository.setting(`branch.${branch}.merge`);
  if (remote === undefined || merge === undefined) return undefined;
  return remote === "." ? merge : merge.replace("refs/heads/", `refs/remotes/${remote}/`);
}

async function peel(repository: Repository, oid: string, type: string): Promise<string | undefined> {
  const object = await repository.objects.read(oid);
  if (type === "" && object.type !== "tag") return oid;
  if (type.startsWith("/")) return undefined;
  if (object.type === type || type === "object") return oid;
  if (object.type === "tag") return peel(repository, object.object, type);
  return object.type === "commit" && type === "tree" ? object.tree : undefined;
}

async function parentOf(repository: Repository, oid: string, number: number): Promise<string | undefined> {
  const commit = await asCommit(repository, oid);
  return number === 0 ? commit?.oid : commit?.parents[number - 1];
}

async function ancestor(
  repository: Repository,
  oid: string,
  generations: number,
): Promise<string | undefined> {
  let at: string | undefined = (await asCommit(repository, oid))?.oid;
  for (let left = generations; left > 0 && at !== undefined; left--) at = await parentOf(repository, at, 1);
  return at;
}

async function asCommit(repository: Repository, oid: string) {
  const object = await repository.objects.read(oid);
  if (object.type === "commit") return object;
  return object.type === "tag" ? repository.objects.commit(object.object) : undefined;
}

/** git's complaint about a word that is neither a revision nor a path. */
export function ambiguousArgument(word: string) {
  return fatal(
    `ambiguous argument '${word}': unknown revision or path not in the working tree.\n` +
      "Use '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'",
  );
}

/** A revision that must exist and lead to a commit. */
export async function requireCommit(repository: Repository, text: string): Promise<string> {
  const oid = await resolveRevision(repository, text);
  if (oid === undefined) throw ambiguousArgument(text);
  return (await repository.objects.commit(oid)).oid;
}
