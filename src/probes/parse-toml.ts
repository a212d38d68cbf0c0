import { parse, TomlDate, TomlError } from "smol-toml";
import type { Json } from "../schema/common.js";
import { Unreadable } from "./probe-errors.js";
import { guardDepth } from "./structured.js";

/** TOML; dates and times become their text. Throws Unreadable, naming file and line; a key defined twice is an error of the format. */
export function parseToml(text: string, name: string): Json {
  try {
    return guardDepth(name, () => convert(parse(text), name));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [, problem = "not valid TOML"] = /^(?:Invalid TOML document: )?([^\n]*)/.exec(error.message) ?? [];
    throw new Unreadable(`${name}: line ${error.line}: ${problem}`);
  }
}

function convert(value: unknown, name: string): Json {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map((inner: unknown) => convert(inner, name));
  if (typeof value !== "object" || value === null) throw new Unreadable(`${name}: not a TOML value`);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner, name)]));
}
