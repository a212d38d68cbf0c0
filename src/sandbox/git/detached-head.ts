import { fullReferenceName } from "./revision.js";
import type { Repository } from "./repository.js";

/** Where a detached head came from, as status and branch say it: `at 3fa9c1e`, `from v1`; undefined if nothing tells. */
export function describeDetached(repository: Repository): string | undefined {
  const { references, head } = repository;
  const move = references.log("HEAD").find(({ message }) => message.startsWith("checkout: moving from "));
  const target = / to (\S+)$/.exec(move?.message ?? "")?.[1];
  if (move === undefined || target === undefined) return undefined;
  const full = fullReferenceName(repository, target);
  const name =
    full === undefined || full === "HEAD"
      ? repository.abbreviate(move.after)
      : full.replace(/^refs\/(?:tags|remotes|heads)\//, "");
  return `${move.after === head ? "at" : "from"} ${name}`;
}
