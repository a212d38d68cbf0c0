import { applyEdits, modify, parse } from "jsonc-parser";
import { isMap, parseDocument } from "yaml";
import type { Scalar } from "../../schema/common.js";
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
  const ending = fileEnding(file);
  if (ending === "json" || ending === "jsonc") {
    const keys = locate(parse(text), splitPath(path));
    return keys === undefined ? undefined : applyEdits(text, modify(text, keys, value, {}));
  }
  if (ending !== "yaml" && ending !== "yml") return undefined;
  const document = parseDocument(text, { merge: true });
  const keys = document.errors.length > 0 ? undefined : locate(document.toJS(), splitPath(path));
  if (keys === undefined) return undefined;
  document.setIn(keys, value);
  return document.toString({ lineWidth: 0 });
}

/** A YAML text with one entry added to the map under a key; the map is made where it is missing. */
export function addEntry(text: string, mapKey: string, entry: string, value: Scalar): string | undefined {
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
