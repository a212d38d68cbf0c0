import { beforeAll, beforeEach, afterAll, describe, expect, it } from "vitest";
import { runToolCall } from "../../src/agent/tools/toolbox.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import type { WorkerPool } from "../../src/sandbox/worker-pool.js";
import type { JsonObject } from "../../src/schema/common.js";
import { callOf } from "./support/listed-model.js";
import { openMachine, openPool } from "./support/trial-bench.js";

let pool: WorkerPool;
let sandbox: Sandbox;
beforeAll(() => {
  pool = openPool();
});
afterAll(() => pool.close());

const numbers = (count: number): string =>
  Array.from({ length: count }, (_, position) => `line ${position + 1}\n`).join("");

beforeEach(async () => {
  sandbox = await openMachine(pool, {
    "long.txt": numbers(2500),
    "wide.txt": `${"x".repeat(40_000)}\n`,
    "empty.txt": "",
    "twice.txt": "one two one\n",
    "marked.txt": "\ufefffirst\n",
  });
});

const signal = new AbortController().signal;
async function use(name: string, input: JsonObject): Promise<[isError: boolean, output: string]> {
  const { isError, output } = await runToolCall(callOf("c", name, input), sandbox, signal);
  return [isError, output];
}
const bytesOf = (path: string): string => Buffer.from(sandbox.readFile(path)).toString("latin1");

describe("read_file", () => {
  it("gives a whole file as it is, by a relative or an absolute path", async () => {
    const whole = [false, "# Tern\n\nhello world\n"];
    expect(await use("read_file", { path: "README.md" })).toEqual(whole);
    expect(await use("read_file", { path: "/home/agent/tern/README.md" })).toEqual(whole);
    expect(await use("read_file", { path: "link.md" })).toEqual(whole);
    expect(await use("read_file", { path: "nofinal.txt" })).toEqual([false, "abc"]);
    expect(await use("read_file", { path: "empty.txt" })).toEqual([false, ""]);
    expect(await use("read_file", { path: "crlf.txt" })).toEqual([false, "one\r\ntwo\r\n"]);
    expect(await use("read_file", { path: "marked.txt" })).toEqual([false, "\ufefffirst\n"]);
  });

  it("shows a part, says which, and never more than 2000 lines unasked", async () => {
    expect(await use("read_file", { path: "long.txt", offset: 2, limit: 2 })).toEqual([
      false,
      "line 2\nline 3\n[lines 2-3 of 2500]",
    ]);
    expect(await use("read_file", { path: "long.txt", offset: 2499 })).toEqual([
      false,
      "line 2499\nline 2500\n[lines 2499-2500 of 2500]",
    ]);
    const [, unasked] = await use("read_file", { path: "long.txt" });
    expect(unasked.split("\n").slice(-2)).toEqual(["line 2000", "[lines 1-2000 of 2500]"]);
    expect(await use("read_file", { path: "README.md", limit: 3 })).toEqual([
      false,
      "# Tern\n\nhello world\n",
    ]);
  });

  it("says where a file ends when it is read from beyond its end", async () => {
    expect(await use("read_file", { path: "README.md", offset: 9 })).toEqual([
      true,
      "read_file: README.md: the file has 3 lines, none from line 9 on",
    ]);
  });

  it("cuts a long line in the middle and says how much is missing", async () => {
    const [isError, output] = await use("read_file", { path: "wide.txt" });
    expect([isError, output.length]).toEqual([
      false,
      30_000 + "\n... [10001 characters left out] ...\n".length,
    ]);
    expect(output).toContain("x\n... [10001 characters left out] ...\nx");
  });

  it("refuses binary files and shows what is not UTF-8 as far as it can", async () => {
    expect(await use("read_file", { path: "blob.bin" })).toEqual([true, "read_file: blob.bin: binary file"]);
    expect(await use("read_file", { path: "latin.txt" })).toEqual([false, "caf\ufffd\n"]);
  });

  it("reads files of the machine, and none above it", async () => {
    expect(await use("read_file", { path: "/etc/hostname" })).toEqual([false, "train-07\n"]);
    expect(await use("read_file", { path: "../../../../../etc/hostname" })).toEqual([false, "train-07\n"]);
    const ofTheHost = `${process.cwd()}/package.json`;
    expect(await use("read_file", { path: ofTheHost })).toEqual([
      true,
      `${ofTheHost}: No such file or directory`,
    ]);
  });
});

describe("write_file", () => {
  it("writes whole files and makes folders", async () => {
    expect(await use("write_file", { path: "new/deep/é.txt", content: "é\r\n" })).toEqual([
      false,
      "Wrote new/deep/é.txt (4 bytes).",
    ]);
    expect(Buffer.from(sandbox.readFile("new/deep/é.txt")).toString()).toBe("é\r\n");
    expect(await use("write_file", { path: "run.sh", content: "echo\n" })).toEqual([
      false,
      "Wrote run.sh (5 bytes).",
    ]);
    expect(sandbox.changes()).toEqual([
      { change: "added", path: "new/deep/é.txt", mode: "100644", content: { text: "é\r\n" } },
      { change: "modified", path: "run.sh", mode: "100755", content: { text: "echo\n" } },
    ]);
  });

  it("is refused as a machine would refuse it", async () => {
    expect(await use("write_file", { path: "src", content: "x" })).toEqual([true, "src: Is a directory"]);
    expect(await use("write_file", { path: "README.md/x", content: "x" })).toEqual([
      true,
      "README.md/x: Not a directory",
    ]);
    expect(await use("write_file", { path: "/etc/hostname", content: "x" })).toEqual([
      true,
      "/etc/hostname: Permission denied",
    ]);
    expect(sandbox.changes()).toEqual([]);
  });

  it("that writes what is there already changes nothing", async () => {
    expect(await use("write_file", { path: "nofinal.txt", content: "abc" })).toEqual([
      false,
      "Wrote nofinal.txt (3 bytes).",
    ]);
    expect(sandbox.changes()).toEqual([]);
  });
});

describe("edit_file", () => {
  it("replaces one passage, or every one when asked", async () => {
    expect(await use("edit_file", { path: "twice.txt", old_text: "one", new_text: "1" })).toEqual([
      true,
      "edit_file: twice.txt: old_text occurs 2 times; give more context or set replace_all",
    ]);
    expect(bytesOf("twice.txt")).toBe("one two one\n");
    expect(
      await use("edit_file", { path: "twice.txt", old_text: "one", new_text: "$& 1", replace_all: true }),
    ).toEqual([false, "Edited twice.txt (2 replacements)."]);
    expect(bytesOf("twice.txt")).toBe("$& 1 two $& 1\n");
    expect(await use("edit_file", { path: "twice.txt", old_text: "three", new_text: "3" })).toEqual([
      true,
      "edit_file: twice.txt: old_text does not occur in the file",
    ]);
  });

  it("keeps bytes that are not UTF-8, line ends, and the lack of a last one", async () => {
    await use("edit_file", { path: "latin.txt", old_text: "caf", new_text: "Café " });
    expect(bytesOf("latin.txt")).toBe(`${Buffer.from("Café ").toString("latin1")}\xe9\n`);
    await use("edit_file", { path: "crlf.txt", old_text: "two", new_text: "2" });
    expect(bytesOf("crlf.txt")).toBe("one\r\n2\r\n");
    await use("edit_file", { path: "nofinal.txt", old_text: "b", new_text: "" });
    expect(bytesOf("nofinal.txt")).toBe("ac");
  });

  it("follows a link and keeps it", async () => {
    await use("edit_file", { path: "link.md", old_text: "hello", new_text: "good day" });
    expect(sandbox.changes()).toEqual([
      {
        change: "modified",
        path: "README.md",
        mode: "100644",
        content: { text: "# Tern\n\ngood day world\n" },
      },
    ]);
  });

  it("needs a file and a passage", async () => {
    expect(await use("edit_file", { path: "none.txt", old_text: "a", new_text: "b" })).toEqual([
      true,
      "none.txt: No such file or directory",
    ]);
    const [isError, output] = await use("edit_file", { path: "README.md", old_text: "", new_text: "b" });
    expect([isError, output]).toEqual([
      true,
      "edit_file: old_text: Too small: expected string to have >=1 characters",
    ]);
  });
});

describe("list_files", () => {
  it("lists below a folder, and by a glob over names or paths", async () => {
    expect(await use("list_files", { path: "src" })).toEqual([false, "src/adder.py"]);
    expect(await use("list_files", { pattern: "*.py" })).toEqual([
      false,
      "src/adder.py\ntests/test_adder.py\ntool.py",
    ]);
    expect(await use("list_files", { pattern: "tests/**" })).toEqual([false, "tests/test_adder.py"]);
    expect(await use("list_files", { path: "src", pattern: "*.md" })).toEqual([false, "(no files)"]);
    const [, all] = await use("list_files", {});
    expect(all.split("\n")).toContain(".gitignore");
    expect(all).not.toContain(".git/");
  });

  it("names what is no folder", async () => {
    expect(await use("list_files", { path: "missing" })).toEqual([
      true,
      "list_files: missing: No such file or directory",
    ]);
    expect(await use("list_files", { path: "README.md" })).toEqual([
      true,
      "list_files: README.md: Not a directory",
    ]);
  });
});
