import { describe, expect, test } from "vitest";
import { createBaseIndex } from "../../src/sandbox/base-index.js";
import { FileError } from "../../src/sandbox/file-error.js";
import { Overlay } from "../../src/sandbox/overlay.js";
import { facts, indexFiles, stageFiles, text } from "./support/staged-base.js";

const base = indexFiles();
const at = (path: string): string => `${facts.home}/${path}`;

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof FileError) return error.code;
    throw error;
  }
  return "none";
}

describe("links", () => {
  test("are followed in folders and at the end, and end in ELOOP when they go round", () => {
    const overlay = new Overlay(base);
    overlay.symlink("src", at("code"));
    overlay.symlink("../README.md", at("src/readme"));
    overlay.symlink("b", at("a"));
    overlay.symlink("a", at("b"));
    expect(overlay.realPath(at("code/readme"))).toBe(at("README.md"));
    expect(overlay.list(at("code"))).toEqual(["adder.py", "readme"]);
    expect(overlay.linkStat(at("code"))?.kind).toBe("symlink");
    expect(codeOf(() => overlay.read(at("a")))).toBe("ELOOP");
  });

  test("a write through a link changes its target, a dangling one creates it", () => {
    const overlay = new Overlay(base);
    overlay.symlink("made.txt", at("dangling"));
    overlay.write(at("dangling"), text("x"));
    overlay.write(at("link.md"), text("y"));
    expect(overlay.readLink(at("link.md"))).toBe("README.md");
    expect([overlay.read(at("made.txt")), overlay.read(at("README.md"))]).toEqual([text("x"), text("y")]);
  });
});

describe("errors", () => {
  test.each<[string, string, (overlay: Overlay) => unknown]>([
    ["reading what is not there", "ENOENT", (overlay) => overlay.read(at("nope"))],
    ["reading a folder", "EISDIR", (overlay) => overlay.read(at("src"))],
    ["reading below a file", "ENOTDIR", (overlay) => overlay.read(at("README.md/x"))],
    ["writing onto a folder", "EISDIR", (overlay) => overlay.write(at("src"), text(""))],
    ["writing without a folder", "ENOENT", (overlay) => overlay.write(at("no/x"), text(""))],
    ["writing outside the user's folders", "EACCES", (overlay) => overlay.write("/etc/passwd", text(""))],
    ["removing a folder that holds something", "ENOTEMPTY", (overlay) => overlay.remove(at("src"))],
    ["removing the machine", "EACCES", (overlay) => overlay.remove("/", { recursive: true })],
    ["moving a folder into itself", "EINVAL", (overlay) => overlay.rename(at("src"), at("src/x"))],
    ["listing a file", "ENOTDIR", (overlay) => overlay.list(at("README.md"))],
    ["a folder that is there", "EEXIST", (overlay) => overlay.makeDirectory(at("src"))],
    ["a file too large", "EFBIG", (overlay) => overlay.write(at("x"), new Uint8Array(17 * 1024 * 1024))],
    ["a name that no patch could carry", "EINVAL", (overlay) => overlay.write(at("a\\b"), text(""))],
  ])("%s: %s", (_, code, call) => {
    const overlay = new Overlay(base);
    expect(codeOf(() => call(overlay))).toBe(code);
    expect(overlay.edits()).toEqual([]);
  });

  test("the disk is full after 64 MB or 20,000 entries", () => {
    const overlay = new Overlay(base);
    const large = new Uint8Array(15 * 1024 * 1024);
    const write = (name: string, bytes: Uint8Array): string => codeOf(() => overlay.write(at(name), bytes));
    expect(["a", "b", "c", "d", "e"].map((name) => write(name, large))).toEqual([
      "none",
      "none",
      "none",
      "none",
      "ENOSPC",
    ]);
    expect(write("a", new Uint8Array())).toBe("none");
    let count = 0;
    while (write(`file${count}`, new Uint8Array()) === "none") count += 1;
    expect(count).toBe(20_000 - 4);
  });
});

test("times and numbers are the same each time", () => {
  const make = (): unknown => {
    const overlay = new Overlay(base);
    overlay.write(at("a"), text("1"));
    overlay.makeDirectory(at("d"));
    return [overlay.stat(at("a")), overlay.stat(at("d")), overlay.stat(at("README.md")), overlay.delta()];
  };
  expect(make()).toEqual(make());
});

test("a write to /dev/null is swallowed", () => {
  const overlay = new Overlay(base);
  overlay.write("/dev/null", text("gone"));
  expect([overlay.read("/dev/null"), overlay.edits()]).toEqual([new Uint8Array(), []]);
});

test("the git folder lies in the repository, with the folders that git expects", () => {
  const git = new Map([["HEAD", text("ref: refs/heads/main\n")]]);
  const overlay = new Overlay(createBaseIndex(stageFiles({ "a.txt": "a\n" }, git)));
  expect(overlay.list(at(""))).toEqual([".git", "a.txt"]);
  expect(overlay.list(at(".git"))).toEqual(["HEAD", "objects", "refs"]);
});
