import { applyEdits, modify, parse } from "jsonc-parser";
import { isMap, parseDocument } from "yaml";
import { stringify as stringifyToml } from "smol-toml";
import { parseStructured } from "../../probes/parse-structured.js";
import type { Json, Scalar } from "../../schema/common.js";
import { fileEnding } from "./rewrite-cosmetics.js";

type Step = string | number | { readonly field: string; readonly is: string };

/** `gates[id=latency].max` as steps. */
function splitPath(path: string): readonly Step[] {
  return [...path.matchAll(/\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]|([^.[\]]+)/g)].map((match): Step => {
    const [, index, field, is, key] = match;
    if (index !== undefined) return Number(index);
    return field === undefined ? (key ?? "") : { field: field.trim(), is: (is ?? "").trim() };
  });
}

/** A YAML, JSON or JSONC text with the value at a path replaced; undefined where nothing lies there or it is another format. */
export function setValue(text: string, file: string, path: string, value: Scalar): string | undefined {
  const root = parseLoosely(text, fileEnding(file));
  const keys = root === undefined ? undefined : locate(root, splitPath(path));
  return keys === undefined ? undefined : setAt(text, file, keys, value);
}

function parseLoosely(text: string, ending: string): unknown {
  if (ending === "json" || ending === "jsonc") return parse(text);
  if (ending !== "yaml" && ending !== "yml") return undefined;
  const document = parseDocument(text, { merge: true });
  return document.errors.length > 0 ? undefined : document.toJS();
}

/**
 * A text with the value below keys that exist replaced: YAML, JSON, JSONC, TOML (written anew), or JSONL (the first key is the
 * line). Undefined for another format, or one that cannot be parsed.
 */
export function setAt(
  text: string,
  file: string,
  keys: readonly (string | number)[],
  value: Json,
): string | undefined {
  switch (fileEnding(file)) {
    case "json":
    case "jsonc":
      return applyEdits(text, modify(text, [...keys], value, {}));
    case "yaml":
    case "yml": {
      const document = parseDocument(text, { merge: true });
      if (document.errors.length > 0) return undefined;
      document.setIn(keys, value);
      return document.toString({ lineWidth: 0 });
    }
    case "toml":
      return stringifyToml(replaceAt(parseStructured(text, file), keys, value));
    case "jsonl": {
      const [line, ...inner] = keys;
      const lines = text.split("\n");
      const record = lines[Number(line)] ?? "";
      return lines.with(Number(line), applyEdits(record, modify(record, inner, value, {}))).join("\n");
    }
    default:
      return undefined;
  }
}

function replaceAt(whole: Json, [key, ...rest]: readonly (string | number)[], value: Json): Json {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const place = Number(key);
    return whole.with(place, replaceAt(whole[place] ?? null, rest, value));
  }
  const entries = Object.entries(typeof whole === "object" && whole !== null ? whole : {});
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, name === key ? replaceAt(inner, rest, value) : inner]),
  );
}

/** A YAML text with one entry added to the map under a key; the map is made where it is missing. */
export function addEntry(text: string, mapKey: string, entry: string, value: Json): string | undefined {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  document.setIn([mapKey, entry], value);
  return document.toString({ lineWidth: 0 });
}

function locate(root: unknown, steps: readonly Step[]): (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  let value = root;
  for (const step of steps) {
    const key = typeof step === "object" ? findItem(value, step) : step;
    const inner = entriesOf(value);
    if (key === undefined || !inner.has(String(key))) return undefined;
    keys.push(key);
    value = inner.get(String(key));
  }
  return keys;
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function findItem(
  list: unknown,
  wanted: { readonly field: string; readonly is: string },
): number | undefined {
  const items = Array.isArray(list) ? [...list.keys()] : [];
  return items.find((position) => {
    const item = entriesOf(list).get(String(position));
    return String(entriesOf(item).get(wanted.field)) === wanted.is;
  });
}
