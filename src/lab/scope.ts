import { entryOf, isMap } from "../probes/structured.js";
import type { Json, JsonObject } from "../schema/common.js";
import { LabFault } from "./lab-fault.js";
import { lookUp } from "./look-up.js";

/** The variables of a running command. */
export interface Scope {
  /** The value at a path that starts with a variable, or undefined. */
  get(path: string): Json | undefined;
  /** The value at keys, or undefined. */
  getAt(keys: readonly [string, ...string[]]): Json | undefined;
  /** Sets a variable, or a place in one; makes the maps on the way. Undefined unsets a variable. */
  set(keys: readonly [string, ...string[]], value: Json | undefined): void;
  /** Runs something with variables set, and restores them. */
  bind<Result>(variables: JsonObject, body: () => Result): Result;
}

/** A scope that holds these variables to begin with. */
export function createScope(initial: JsonObject): Scope {
  const variables = new Map<string, Json>(Object.entries(initial));
  const assign = (name: string, value: Json | undefined): void => {
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  };
  return {
    get: (path) => {
      const name = /^\w+/.exec(path)?.[0] ?? "";
      const value = variables.get(name);
      const rest = path.slice(name.length).replace(/^\./, "");
      return value === undefined || rest === "" ? value : lookUp(value, rest);
    },
    getAt: ([name, ...keys]) =>
      keys.reduce<Json | undefined>(
        (value, key) => (isMap(value) ? entryOf(value, key) : undefined),
        variables.get(name),
      ),
    set: ([name, ...keys], value) =>
      assign(name, value === undefined ? value : placed(variables.get(name), keys, value)),
    bind: (bound, body) => {
      const saved = Object.keys(bound).map((name): [string, Json | undefined] => [name, variables.get(name)]);
      for (const [name, value] of Object.entries(bound)) variables.set(name, value);
      try {
        return body();
      } finally {
        for (const [name, value] of saved) assign(name, value);
      }
    },
  };
}

/** A copy of a value with another value at a place; what is no map on the way is replaced by one. */
function placed(container: Json | undefined, keys: readonly string[], value: Json): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const map = isMap(container) ? container : {};
  if (Object.keys(map).length > 10_000) throw new LabFault("too many entries to process, giving up");
  const inner = entryOf(map, key);
  return Object.fromEntries([...Object.entries(map), [key, placed(inner, rest, value)]]);
}
