import type { Json } from "../schema/common.js";
import { parseJson } from "./parse-json.js";
import { parseToml } from "./parse-toml.js";
import { parseYaml } from "./parse-yaml.js";
import { Unreadable } from "./probe-errors.js";
import { readFileText } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { checkSize } from "./structured.js";

type Parse = (text: string, name: string) => Json;

const parsers: Readonly<Record<string, Parse>> = {
  yaml: parseYaml,
  yml: parseYaml,
  json: (text, name) => parseJson(text, name, "json"),
  jsonc: (text, name) => parseJson(text, name, "jsonc"),
  toml: parseToml,
};

/** What a text in a format holds; the format is a file ending (`yaml`, `json`, `jsonc`, `toml`). Throws Unreadable, naming the file. */
export function parseStructured(text: string, name: string): Json {
  const ending = /\.([a-z]+)$/.exec(name)?.[1] ?? "";
  const parse = Object.hasOwn(parsers, ending) ? parsers[ending] : undefined;
  if (parse === undefined)
    throw new Unreadable(`${name}: expected a .yaml, .yml, .json, .jsonc or .toml file`);
  const value = parse(text, name);
  checkSize(value, name);
  return value;
}

/** What a structured file holds; numbers in it may be NaN or infinite. Throws Unreadable, naming the file. */
export function readStructured(scope: Scope, path: string): Json {
  return scope.remember(`structured ${path}`, (inner) => {
    const text = readFileText(inner.tree, path);
    return inner.parse(`structured ${path}`, text, () => parseStructured(text, path));
  });
}
