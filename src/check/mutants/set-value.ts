import { applyEdits, modify } from "jsonc-parser";
import { isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
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

/** A YAML, JSON or JSONC text with the value at a path replaced; undefined where that cannot be done. */
export function setValue(text: string, file: string, path: string, value: Scalar): string | undefined {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0 && fileEnding(file) !== "jsonc") return undefined;
  const keys = locate(document.contents, splitPath(path));
  if (keys === undefined) return undefined;
  if (/^jsonc?$/.test(fileEnding(file))) return applyEdits(text, modify(text, keys, value, {}));
  if (!/^ya?ml$/.test(fileEnding(file))) return undefined;
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
  let node = root;
  for (const step of steps) {
    const key = typeof step === "object" ? findItem(node, step) : step;
    if (key === undefined || !isCollection(node)) return undefined;
    keys.push(key);
    node = node.get(key, true);
  }
  return keys;
}

function findItem(
  list: unknown,
  wanted: { readonly field: string; readonly is: string },
): number | undefined {
  if (!isSeq(list)) return undefined;
  const position = list.items.findIndex((item) => {
    const found = isMap(item) ? item.get(wanted.field, true) : undefined;
    return isScalar(found) && String(found.value) === wanted.is;
  });
  return position === -1 ? undefined : position;
}
