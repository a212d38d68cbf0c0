import type { FileMode, Tree, TreeFile } from "../schema/tree.js";
import { applyHunks } from "./apply-hunks.js";
import { blobId } from "./blob-id.js";
import { readLines } from "./format-file-diff.js";
import { parsePatch } from "./parse-patch.js";
import type { FilePatch, Problem } from "./patch.js";
import { overlayTree } from "./trees.js";

/** The tree with a git patch applied as `git apply` would; all of it or nothing. */
export function applyPatch(tree: Tree, patch: string | Uint8Array): { readonly tree: Tree } | Problem {
  const parsed = parsePatch(patch);
  return "problem" in parsed ? parsed : applyFilePatches(tree, parsed.files);
}

/** The tree with the given parts of a patch applied; all of them or nothing. */
export function applyFilePatches(tree: Tree, files: readonly FilePatch[]): { readonly tree: Tree } | Problem {
  const leaving = new Set(files.filter(leavesPath).map((file) => file.from));
  const overlay = new Map<string, TreeFile | undefined>();
  for (const file of files) {
    const written = applyFilePatch(tree, overlay, leaving, file);
    if ("problem" in written) return { problem: `${file.to}: ${written.problem}` };
    if (file.kind === "delete" || (file.kind === "rename" && !isWritten(overlay, file.from))) {
      overlay.set(file.from, undefined);
    }
    if (written.file !== undefined) overlay.set(file.to, written.file);
  }
  const result = overlayTree(tree, overlay);
  const blocked = files.find((file) => file.kind !== "delete" && isBlocked(result, file.to));
  return blocked === undefined ? { tree: result } : { problem: `${blocked.to}: a file is in the way` };
}

function leavesPath(file: FilePatch): boolean {
  return file.kind === "delete" || file.kind === "rename";
}

function isWritten(overlay: ReadonlyMap<string, TreeFile | undefined>, path: string): boolean {
  return overlay.get(path) !== undefined;
}

function applyFilePatch(
  tree: Tree,
  overlay: ReadonlyMap<string, TreeFile | undefined>,
  leaving: ReadonlySet<string>,
  patch: FilePatch,
): { readonly file: TreeFile | undefined } | Problem {
  // Renames and copies read what was there before the patch, so that two files can swap names.
  const moved = patch.kind === "rename" || patch.kind === "copy";
  const current = !moved && overlay.has(patch.from) ? overlay.get(patch.from) : tree.file(patch.from);
  if (patch.kind === "create" || moved) {
    const taken = overlay.has(patch.to)
      ? isWritten(overlay, patch.to)
      : tree.file(patch.to) !== undefined && !leaving.has(patch.to);
    if (taken) return { problem: "exists already" };
  }
  if (patch.kind === "create") return rebuild(undefined, patch, patch.mode ?? "100644");
  if (current === undefined) return { problem: moved ? `${patch.from} does not exist` : "does not exist" };
  const rebuilt = rebuild(current, patch, patch.mode ?? current.mode);
  if (patch.kind !== "delete" || "problem" in rebuilt) return rebuilt;
  return rebuilt.file.bytes.length === 0
    ? { file: undefined }
    : { problem: "would not be empty when it is deleted" };
}

function rebuild(
  current: TreeFile | undefined,
  patch: FilePatch,
  mode: FileMode,
): { readonly file: TreeFile } | Problem {
  if (patch.binary !== undefined) {
    const { bytes, replaces } = patch.binary;
    if (current !== undefined && replaces !== undefined && replaces !== blobId(current.bytes)) {
      return { problem: `expected the content with id ${replaces}` };
    }
    return { file: { mode, bytes } };
  }
  if (patch.hunks.length === 0) return { file: { mode, bytes: current?.bytes ?? new Uint8Array(0) } };
  const lines = applyHunks(readLines(current), patch.hunks);
  return "problem" in lines ? lines : { file: { mode, bytes: Buffer.from(lines.join(""), "latin1") } };
}

/** Whether a path runs through a file or link, or is itself a folder of the tree. */
function isBlocked(tree: Tree, path: string): boolean {
  const parts = path.split("/");
  const through = parts
    .slice(1)
    .some((_, depth) => tree.file(parts.slice(0, depth + 1).join("/")) !== undefined);
  return through || tree.paths().some((other) => other.startsWith(`${path}/`));
}
