import { isMap } from "../probes/structured.js";
import type { Json, JsonObject } from "../schema/common.js";
import type { Execution } from "./execution.js";
import { LabFault } from "./lab-fault.js";
import { renderText, renderValue } from "./render-template.js";

const itemLimit = 10_000;

/** What a loop goes over: a list's items, a map's entries, or the files of a glob. Null and unset hold nothing. */
export function itemsOf(source: Json, execution: Execution): readonly Json[] {
  const items = isFileSource(source)
    ? execution.reading().glob(renderText(source.files, execution.scope)).map(fileItem)
    : valueItems(renderValue(source, execution.scope));
  if (items.length > itemLimit) throw new LabFault("too many entries to process, giving up");
  return items;
}

/** A file as a loop's item: `{path, folder, name, stem}`. */
function fileItem(path: string): JsonObject {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  const folder = path.slice(0, Math.max(0, slash));
  return {
    path,
    folder,
    name,
    stem: name.replace(/(?<=.)\.[^.]*$/, ""),
    parent: folder.slice(folder.lastIndexOf("/") + 1),
  };
}

function isFileSource(source: Json): source is { files: string } {
  return isMap(source) && Object.keys(source).length === 1 && typeof source["files"] === "string";
}

function valueItems(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (isMap(value)) return Object.entries(value).map(([key, item]) => ({ key, value: item }));
  return value === null ? [] : [value];
}
