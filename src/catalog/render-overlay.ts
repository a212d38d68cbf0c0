import { isUtf8 } from "node:buffer";
import { isBinary } from "../diff/is-binary.js";
import type { TreeFile } from "../schema/tree.js";
import { namesIn } from "./fill-template.js";
import type { Overlay } from "./read-overlays.js";

/** Every name that an overlay's paths, text files and commit message mention. */
export function namesInOverlay({ files, commit }: Overlay): readonly string[] {
  const texts = [...files].flatMap(([path, file]) => [path, textOf(file) ?? ""]);
  return [...new Set([...texts, commit?.message ?? ""].flatMap(namesIn))];
}

/** An overlay with every `{{name}}` filled; bytes elsewhere, and what is no text, stay as they are. */
export function renderOverlay(overlay: Overlay, names: ReadonlyMap<string, string>): Overlay {
  const { files, commit } = overlay;
  if (namesInOverlay(overlay).length === 0) return overlay;
  const fill = (text: string): string =>
    text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => names.get(name) ?? whole);
  return {
    files: new Map([...files].map(([path, file]) => [fill(path), fillFile(file, fill)])),
    commit: commit === null ? null : { ...commit, message: fill(commit.message) },
  };
}

function fillFile(file: TreeFile, fill: (text: string) => string): TreeFile {
  const text = textOf(file);
  return text === undefined ? file : { ...file, bytes: new TextEncoder().encode(fill(text)) };
}

function textOf({ bytes }: TreeFile): string | undefined {
  return isBinary(bytes) || !isUtf8(bytes)
    ? undefined
    : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
