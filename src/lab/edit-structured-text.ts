import { applyEdits, modify, parse, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { Json } from "../schema/common.js";
import { editYaml } from "./edit-yaml.js";

/** The text of a YAML, JSON or JSONC file with one value set. Throws `Error` where the text or the place does not allow it. */
export function editStructuredText(
  path: string,
  text: string,
  keys: readonly (string | number)[],
  value: Json,
): string {
  if (/\.ya?ml$/.test(path)) return editYaml(text, keys, value);
  if (/\.jsonc?$/.test(path)) return editJson(text, keys, value);
  throw new Error("only YAML and JSON files can be changed");
}

function editJson(text: string, keys: readonly (string | number)[], value: Json): string {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  const problem = errors[0];
  if (problem !== undefined)
    throw new Error(`${printParseErrorCode(problem.error)} at offset ${problem.offset}`);
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return applyEdits(text, modify(text, [...keys], value, { formattingOptions }));
}
