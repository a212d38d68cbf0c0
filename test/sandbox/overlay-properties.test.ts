import fc from "fast-check";
import { expect, test } from "vitest";
import { FileError } from "../../src/sandbox/file-error.js";
import { Overlay } from "../../src/sandbox/overlay.js";
import { facts, indexFiles, smallRepository, text } from "./support/staged-base.js";

const base = indexFiles();

/** The model: every file and link of the repository by path, as text; folders exist through what they hold or by name. */
interface Model {
  readonly files: Map<string, string>;
  readonly folders: Set<string>;
}

function freshModel(): Model {
  const files = new Map<string, string>();
  const folders = new Set<string>();
  for (const [path, file] of Object.entries(smallRepository)) {
    files.set(path, typeof file === "string" ? file : Buffer.from(file.bytes).toString("latin1"));
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth += 1) folders.add(parts.slice(0, depth).join("/"));
  }
  return { files, folders };
}

const plainNames = Object.keys(smallRepository).filter((path) => path !== "link.md");
const path = fc.oneof(
  fc.constantFrom(...plainNames, "src", "tests", "configs"),
  fc.constantFrom("new", "new/a", "new/b", "src/new", "src/new/deep", "tests/x", "a b", "é"),
);
const content = fc.constantFrom("", "one\n", "two\n", "# Tern\n\nhello world\n");

type Action =
  | { readonly kind: "write"; readonly path: string; readonly content: string }
  | { readonly kind: "remove" | "removeAll" | "makeDirectory"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), path, content }),
  fc.record({
    kind: fc.constantFrom("remove" as const, "removeAll" as const, "makeDirectory" as const),
    path,
  }),
  fc.record({ kind: fc.constant("rename" as const), path, to: path }),
);

function parent(of: string): string | undefined {
  return of.includes("/") ? of.slice(0, of.lastIndexOf("/")) : undefined;
}

function hasParent(model: Model, of: string): boolean {
  const folder = parent(of);
  return folder === undefined || model.folders.has(folder);
}

function below(model: Model, folder: string): string[] {
  return [...model.files.keys(), ...model.folders].filter((name) => name.startsWith(`${folder}/`));
}

function drop(model: Model, name: string): void {
  model.files.delete(name);
  model.folders.delete(name);
}

/** Applies an action to the model as POSIX would; false where it fails and changes nothing. */
function applyToModel(model: Model, step: Action): boolean {
  const { files, folders } = model;
  const isFile = files.has(step.path);
  const isFolder = folders.has(step.path);
  switch (step.kind) {
    case "write":
      if (isFolder || !hasParent(model, step.path)) return false;
      files.set(step.path, step.content);
      return true;
    case "makeDirectory":
      if (isFile || isFolder || !hasParent(model, step.path)) return false;
      folders.add(step.path);
      return true;
    case "remove":
    case "removeAll":
      if (!isFile && !isFolder) return false;
      if (isFolder && step.kind === "remove" && below(model, step.path).length > 0) return false;
      for (const name of below(model, step.path)) drop(model, name);
      files.delete(step.path);
      folders.delete(step.path);
      return true;
    case "rename":
      return renameInModel(model, step.path, step.to);
  }
}

function renameInModel(model: Model, from: string, to: string): boolean {
  const { files, folders } = model;
  if (!files.has(from) && !folders.has(from)) return false;
  if (from === to) return true;
  if (to.startsWith(`${from}/`) || !hasParent(model, to)) return false;
  if (folders.has(to) && (files.has(from) || below(model, to).length > 0)) return false;
  if (files.has(to) && folders.has(from)) return false;
  const moved = [from, ...below(model, from)];
  const entries = moved.map((name) => [to + name.slice(from.length), files.get(name)] as const);
  for (const name of moved) drop(model, name);
  for (const [name, text] of entries) {
    if (text === undefined) folders.add(name);
    else files.set(name, text);
  }
  return true;
}

function applyToOverlay(overlay: Overlay, step: Action): boolean {
  const at = (name: string): string => `${facts.home}/${name}`;
  try {
    if (step.kind === "write") overlay.write(at(step.path), text(step.content));
    else if (step.kind === "makeDirectory") overlay.makeDirectory(at(step.path));
    else if (step.kind === "rename") overlay.rename(at(step.path), at(step.to));
    else overlay.remove(at(step.path), { recursive: step.kind === "removeAll" });
    return true;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

function snapshot(overlay: Overlay, folder = facts.home): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of overlay.list(folder)) {
    const path = `${folder}/${name}`;
    const entry = overlay.entry(path);
    const key = path.slice(facts.home.length + 1);
    if (entry?.kind === "directory") Object.assign(found, { [`${key}/`]: "" }, snapshot(overlay, path));
    else if (entry?.kind === "symlink") found[key] = entry.target;
    else if (entry !== undefined) found[key] = Buffer.from(entry.bytes).toString("latin1");
  }
  return found;
}

function expected(model: Model): Record<string, string> {
  const folders = [...model.folders].map((name) => [`${name}/`, ""] as const);
  return Object.fromEntries([...folders, ...model.files]);
}

test("an overlay behaves as a file system of its own, and leaves its base alone", () => {
  const untouched = snapshot(new Overlay(base));
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (steps) => {
      const overlay = new Overlay(base);
      const model = freshModel();
      for (const step of steps)
        expect([step, applyToOverlay(overlay, step)]).toEqual([step, applyToModel(model, step)]);
      expect(snapshot(overlay)).toEqual(expected(model));
      expect(snapshot(new Overlay(base, overlay.delta()))).toEqual(expected(model));
      expect(snapshot(new Overlay(base, structuredClone(overlay.delta())))).toEqual(expected(model));
      expect(snapshot(new Overlay(base))).toEqual(untouched);
    }),
    { numRuns: 300 },
  );
});

test("two overlays on one base never see each other", () => {
  const [first, second] = [new Overlay(base), new Overlay(base)];
  first.write(`${facts.home}/README.md`, text("first\n"));
  second.remove(`${facts.home}/src`, { recursive: true });
  expect(new TextDecoder().decode(second.read(`${facts.home}/README.md`))).toBe("# Tern\n\nhello world\n");
  expect(first.list(`${facts.home}/src`)).toEqual(["adder.py"]);
});
