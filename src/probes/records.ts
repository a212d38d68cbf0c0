import type { Json } from "../schema/common.js";
import type { ReadOf, Readout } from "../schema/readout.js";
import { parseWhere, readRecords, selects } from "./parse-records.js";
import type { Scope } from "./reading-session.js";
import { checkFinite } from "./structured.js";
import { parseValuePath, walkPath } from "./value-path.js";

/**
 * What a read takes of the records that meet its conditions. No file is no record: a count of 0. A share of nothing, and the
 * last of nothing, are absent. Throws Unreadable.
 */
export function readRecordSet(read: ReadOf<"records">, scope: Scope): Readout {
  const conditions = parseWhere(read.where);
  const field = typeof read.take === "object" ? parseValuePath(read.take.field) : undefined;
  const records = readRecords(scope, read.of);
  const matching = records.filter((record) => selects(conditions, record));
  const last = matching.at(-1);
  if (field !== undefined)
    return toReadout(last === undefined ? undefined : walkPath(last.fields, field, last.place), read.of);
  if (read.take === "count") return toReadout(matching.length, read.of);
  if (read.take === "share")
    return toReadout(records.length === 0 ? undefined : matching.length / records.length, read.of);
  if (read.take === "last") return toReadout(last?.fields, read.of);
  return toReadout(
    matching.map((record) => record.fields),
    read.of,
  );
}

function toReadout(value: Json | undefined, name: string): Readout {
  if (value === undefined) return { state: "absent" };
  checkFinite(value, name);
  return { state: "value", value };
}
