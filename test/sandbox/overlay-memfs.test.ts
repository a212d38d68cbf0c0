import fc from "fast-check";
import { Volume } from "memfs";
import { describe, expect, it } from "vitest";
import { FileError } from "../../src/sandbox/file-error.js";
import { Overlay } from "../../src/sandbox/overlay.js";
import { facts, indexFiles, text } from "./support/staged-base.js";

/** memfs is an independent file system with Node's semantics: the overlay must agree with it, failure by failure. */

const { home } = facts;
const start = { "a.txt": "a", "folder/b.txt": "b", "folder/deep/c.txt": "c" };
const names = [
  "a.txt",
  "folder",
  "folder/b.txt",
  "folder/deep",
  "folder/deep/c.txt",
  "new",
  "new/d.txt",
  "link",
];
const place = fc.constantFrom(...names).map((name) => `${home}/${name}`);

type Step =
  | { readonly call: "write"; readonly path: string; readonly content: string }
  | { readonly call: "mkdir" | "remove" | "removeAll" | "read" | "list"; readonly path: string }
  | { readonly call: "rename"; readonly path: string; readonly to: string }
  | { readonly call: "link"; readonly path: string; readonly target: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ call: fc.constant("write" as const), path: place, content: fc.string({ maxLength: 4 }) }),
  fc.record({ call: fc.constantFrom("mkdir", "remove", "removeAll", "read", "list"), path: place }),
  fc.record({ call: fc.constant("rename" as const), path: place, to: place }),
  fc.record({
    call: fc.constant("link" as const),
    path: place,
    target: fc.constantFrom("a.txt", "folder", "gone"),
  }),
);

function onOverlay(files: Overlay, done: Step): string {
  switch (done.call) {
    case "write":
      files.write(done.path, text(done.content));
      return "";
    case "mkdir":
      files.makeDirectory(done.path);
      return "";
    case "remove":
      files.remove(done.path);
      return "";
    case "removeAll":
      files.remove(done.path, { recursive: true });
      return "";
    case "rename":
      files.rename(done.path, done.to);
      return "";
    case "link":
      files.symlink(done.target, done.path);
      return "";
    case "read":
      return Buffer.from(files.read(done.path)).toString();
    case "list":
      return files.list(done.path).join(" ");
  }
}

function onVolume(volume: InstanceType<typeof Volume>, done: Step): string {
  switch (done.call) {
    case "write":
      volume.writeFileSync(done.path, done.content);
      return "";
    case "mkdir":
      volume.mkdirSync(done.path);
      return "";
    case "remove":
      if (volume.lstatSync(done.path).isDirectory()) volume.rmdirSync(done.path);
      else volume.unlinkSync(done.path);
      return "";
    case "removeAll":
      // memfs would remove what a link points at.
      if (volume.lstatSync(done.path).isSymbolicLink()) volume.unlinkSync(done.path);
      else volume.rmSync(done.path, { recursive: true });
      return "";
    case "rename":
      volume.renameSync(done.path, done.to);
      return "";
    case "link":
      volume.symlinkSync(done.target, done.path);
      return "";
    case "read":
      return volume.readFileSync(done.path, "utf8").toString();
    case "list":
      return volume.readdirSync(done.path).map(String).sort().join(" ");
  }
}

/** What a call gave, or `failed`. */
function attempt(work: () => string): string {
  try {
    return `ok ${work()}`;
  } catch (error) {
    if (error instanceof FileError || (error instanceof Error && "code" in error)) return "failed";
    throw error;
  }
}

/** Every path below the home folder with its kind and content. */
function snapshot(
  read: (path: string) => string,
  list: (path: string) => readonly string[],
  kind: (path: string) => string,
): string[] {
  const walk = (path: string): string[] => {
    const found = kind(path);
    if (found !== "directory") return [`${path} ${found} ${found === "file" ? read(path) : ""}`];
    return [`${path} directory`, ...list(path).flatMap((name) => walk(`${path}/${name}`))];
  };
  return walk(home);
}

/**
 * Where memfs departs from a Unix file system: it makes nothing behind a link to a folder, moves what a link points at, and
 * folders onto files and into themselves.
 */
function isDoubtful(files: Overlay, done: Step): boolean {
  const parents = [done.path, ...("to" in done ? [done.to] : [])].map((path) =>
    path.slice(0, path.lastIndexOf("/")),
  );
  if (parents.some((parent) => files.linkStat(parent)?.kind === "symlink")) return true;
  if (done.call !== "rename") return false;
  const kinds = [files.linkStat(done.path)?.kind, files.linkStat(done.to)?.kind];
  if (kinds.includes("symlink") || (kinds.includes("directory") && kinds[1] !== undefined)) return true;
  return done.to === done.path || done.to.startsWith(`${done.path}/`);
}

describe("the overlay beside memfs", () => {
  it("agrees on every call and on what is left", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const overlay = new Overlay(indexFiles(start));
        const volume = Volume.fromJSON(start, home);
        for (const done of steps) {
          if (attempt(() => String(isDoubtful(overlay, done))) !== "ok false") continue;
          expect({ done, gave: attempt(() => onOverlay(overlay, done)) }).toEqual({
            done,
            gave: attempt(() => onVolume(volume, done)),
          });
        }
        const ours = snapshot(
          (path) => Buffer.from(overlay.read(path)).toString(),
          (path) => overlay.list(path),
          (path) => overlay.linkStat(path)?.kind ?? "nothing",
        );
        const theirs = snapshot(
          (path) => volume.readFileSync(path, "utf8").toString(),
          (path) => volume.readdirSync(path).map(String).sort(),
          (path) =>
            volume.lstatSync(path).isSymbolicLink()
              ? "symlink"
              : volume.lstatSync(path).isDirectory()
                ? "directory"
                : "file",
        );
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });
});
