import { JsonValue, type Json } from "../schema/common.js";
import { renderPath } from "./describe-issue.js";
import { parseYaml } from "./parse-yaml.js";
import type { Problem } from "./problem.js";

/** How a value begins that is still to be written, as `task new` leaves it. */
const unwritten = "TODO:";

const shown = 8;

/** The fields of a YAML file that are still to be written, in one problem; none where it is no YAML. */
export function findUnwritten(text: string, file: string): readonly Problem[] {
  const parsed = parseYaml(text, file, JsonValue);
  const fields = parsed.ok ? unwrittenFields(parsed.value, []) : [];
  if (fields.length === 0) return [];
  const more = fields.length > shown ? ` and ${fields.length - shown} more` : "";
  const named = `${fields.slice(0, shown).join(", ")}${more}`;
  const message = `expected words of its own in place of ${unwritten} in ${named}`;
  return [{ file, field: "", message }];
}

function unwrittenFields(value: Json, path: readonly PropertyKey[]): readonly string[] {
  if (typeof value === "string") return value.startsWith(unwritten) ? [renderPath(path)] : [];
  if (typeof value !== "object" || value === null) return [];
  const entries: readonly (readonly [PropertyKey, Json])[] = Array.isArray(value)
    ? value.map((item, position) => [position, item])
    : Object.entries(value);
  return entries.flatMap(([key, inner]) => unwrittenFields(inner, [...path, key]));
}
