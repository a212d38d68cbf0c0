import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Node, Pair, YAMLMap } from "yaml";
import type { Json, JsonObject } from "../schema/common.js";
import type { Complain } from "./probe-errors.js";
import { isMap as isJsonMap, maximumValues } from "./structured.js";

/** Stands for the value of an anchor while what it names is still being read. */
const unfinished = Symbol("unfinished");

/**
 * Turns one document's nodes into JSON in a single pass in document order, so that an alias means the latest anchor of its
 * name before it. Aliased values are shared, not copied.
 */
export class YamlConverter {
  readonly #complain: Complain;
  readonly #anchors = new Map<string, Json | typeof unfinished>();
  #mergedKeys = 0;

  constructor(complain: Complain) {
    this.#complain = complain;
  }

  convert(node: unknown): Json {
    if (isAlias(node)) return this.#alias(node.source, offsetOf(node));
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
    const anchor = node.anchor;
    if (anchor === undefined) return this.#value(node);
    this.#anchors.set(anchor, unfinished);
    const value = this.#value(node);
    // An anchor of the same name inside this value comes later in the document, and stays.
    if (this.#anchors.get(anchor) === unfinished) this.#anchors.set(anchor, value);
    return value;
  }

  #alias(name: string, offset: number): Json {
    const value = this.#anchors.get(name);
    if (value === undefined) throw this.#complain(`no anchor &${name} before *${name}`, offset);
    if (value === unfinished) throw this.#complain(`*${name} refers to itself`, offset);
    return value;
  }

  #value(node: Node): Json {
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return node.items.map((item) => this.convert(item));
    const value: unknown = isScalar(node) ? node.value : null;
    if (
      value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    )
      return value;
    throw this.#complain("not a plain YAML value", offsetOf(node));
  }

  #map(map: YAMLMap): JsonObject {
    const own = new Map<string, Json>();
    let merged: readonly JsonObject[] | undefined;
    for (const pair of map.items) {
      if (isMergeKey(pair)) {
        if (merged !== undefined) throw this.#complain("the key << occurs twice", offsetOf(pair.key));
        merged = this.#mergeSources(pair);
        continue;
      }
      const key = this.#key(pair.key);
      if (own.has(key)) throw this.#complain(`the key ${key} occurs twice`, offsetOf(pair.key));
      own.set(key, this.convert(pair.value));
    }
    return merged === undefined ? Object.fromEntries(own) : this.#merge(merged, own);
  }

  #key(node: unknown): string {
    const key = this.convert(node);
    if (typeof key !== "object") return String(key);
    if (key === null) return "null";
    throw this.#complain("a key that is itself a map or a list", offsetOf(node));
  }

  #mergeSources(pair: Pair): readonly JsonObject[] {
    const value = this.convert(pair.value);
    const sources = Array.isArray(value) ? value : [value];
    return sources.map((source) => {
      if (isJsonMap(source)) return source;
      throw this.#complain("<< expects a map or a list of maps", offsetOf(pair.key));
    });
  }

  /** A map's own keys win over merged ones, and earlier sources over later ones. */
  #merge(sources: readonly JsonObject[], own: ReadonlyMap<string, Json>): JsonObject {
    const result = new Map<string, Json>();
    for (const source of sources.toReversed()) {
      const entries = Object.entries(source);
      this.#mergedKeys += entries.length;
      if (this.#mergedKeys > maximumValues) throw this.#complain(`merges more than ${maximumValues} keys`, 0);
      for (const [key, value] of entries) result.set(key, value);
    }
    for (const [key, value] of own) result.set(key, value);
    return Object.fromEntries(result);
  }
}

function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN";
}

function offsetOf(node: unknown): number {
  return (isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined) ?? 0;
}
