import type { Repository } from "./repository.js";

/** The names that point at each commit, as `--decorate` lists them. */
export async function listDecorations(repository: Repository): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  const { references } = repository;
  const add = (oid: string, name: string) => names.set(oid, [...(names.get(oid) ?? []), name]);
  const head = repository.head;
  const current = references.headName;
  if (head !== undefined)
    add(head, current === undefined ? "HEAD" : `HEAD -> ${current.replace(/^refs\/heads\//, "")}`);
  for (const [name, oid] of [...references.list("refs/")].reverse()) {
    if (name === current) continue;
    if (name.startsWith("refs/tags/"))
      add((await repository.objects.commit(oid)).oid, `tag: ${name.slice(10)}`);
    else add(oid, name.replace(/^refs\/(?:heads|remotes)\//, ""));
  }
  return names;
}
