import type { ReadOf, Readout } from "../schema/readout.js";
import { parseFilter } from "./filter-rules.js";
import { parseWhere, readRecords, selects } from "./parse-records.js";
import { Unreadable } from "./probe-errors.js";
import { readSource } from "./read-source.js";
import type { Compositions } from "./read-source.js";
import type { Scope } from "./reading-session.js";
import { parseValuePath, walkPath } from "./value-path.js";

/**
 * What the filter does to the corpus records that count: the share or number it leaves with a weight above 0, or the sum of
 * weights. The rules are those of the tree; the corpus is the staged one, so that editing the corpus moves nothing.
 * Absent where no record counts (a share of nothing). Throws Unreadable.
 */
export function readFilter(read: ReadOf<"filter">, scope: Scope, compositions: Compositions): Readout {
  const conditions = parseWhere(read.where);
  const name = `${read.rules}: ${read.at}`;
  const filter = scope.remember(`filter ${JSON.stringify([read.rules, read.at])}`, (inner) => {
    const rules = walkPath(readSource(inner, compositions, read.rules), parseValuePath(read.at), read.rules);
    return parseFilter(rules ?? [], name);
  });
  const corpus = readRecords(scope.staged, read.corpus);
  if (corpus.length === 0) throw new Unreadable(`${read.corpus}: no records to filter`);
  const weights = corpus.filter((record) => selects(conditions, record)).map(filter);
  const kept = weights.filter((weight) => weight > 0).length;
  if (read.take === "kept_count") return { state: "value", value: kept };
  if (read.take === "kept_weight")
    return { state: "value", value: weights.reduce((sum, weight) => sum + weight, 0) };
  return weights.length === 0 ? { state: "absent" } : { state: "value", value: kept / weights.length };
}
