import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeBase } from "../../src/runner/outside/write-base.js";
import { createBaseIndex } from "../../src/sandbox/base-index.js";
import { buildBase } from "../../src/sandbox/build-base.js";
import { decodeIndex } from "../../src/sandbox/git/index-file.js";
import type { Snapshot } from "../../src/schema/machine.js";
import type { TreeFile } from "../../src/schema/tree.js";
import { describeFiles, readFiles, runGit, textFile, writeFiles } from "../diff/real-git.js";

const facts = {
  user: "agent",
  name: 'Otto "the" Agent',
  email: "otto@lab.example",
  host: "build-7",
  home: "/home/agent/tern",
  now: "2026-03-01T10:00:00+01:00",
};

const first = new Map<string, TreeFile>([
  ["README.md", textFile("# Tern\n")],
  ["a/b/deep.txt", textFile("deep")],
  ["a.txt", textFile("beside the folder a\r\n")],
  ["a-b", textFile("")],
  ["bin/run", textFile("#!/bin/sh\n", "100755")],
  ["caf\u00e9/\u{1f426}.bin", { mode: "100644", bytes: Uint8Array.of(0, 255, 128) }],
  ["link", textFile("a/b/deep.txt", "120000")],
]);
const second = new Map([
  ...first,
  ["README.md", textFile("# Tern 3\n")],
  ["a/new.txt", textFile("new\n")],
] as const);
second.delete("a-b");
const third = new Map([...second, ["a-b", textFile("back\n")]] as const);

const history: Snapshot[] = [
  {
    author: { name: "Ada Brook", email: "ada@lab.example" },
    date: "2025-11-03T09:12:00+01:00",
    message: "Start",
    files: first,
  },
  {
    author: { name: "Bj\u00f6rn \u00c5by Jr.", email: "b@lab.example" },
    date: "2025-12-24T23:59:59-08:00",
    message: "\nRename the model \nand say why\n\n\n  Because.\n\n",
    files: second,
  },
  {
    author: { name: "Mina Roy", email: "mina@lab.example" },
    date: "2026-01-02T03:04:05Z",
    message: "Put a-b back\n",
    files: third,
  },
];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "base-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const source = { environment: "tern", facts, history, branch: "main" };

/** Makes the same commits with git itself; the log of ids, people, dates and messages, and the reflog. */
function commitWithGit(): string {
  runGit(folder, ["init", "-q", "-b", "main"]);
  for (const { author, date, message, files } of history) {
    runGit(folder, ["rm", "-rfq", "--ignore-unmatch", "."]);
    writeFiles(folder, files);
    runGit(folder, ["add", "-A"]);
    const who = { NAME: author.name, EMAIL: author.email, DATE: date };
    const entries = Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value] as const,
      [`GIT_COMMITTER_${key}`, value] as const,
    ]);
    runGit(folder, ["commit", "-q", "-m", message], { environment: Object.fromEntries(entries) });
  }
  return describeHistory();
}

function describeHistory(): string {
  const log = runGit(folder, ["log", "--format=%H %T %P%n%an <%ae> %ai%n%cn <%ce> %ci%n%B"]).toString();
  return log + runGit(folder, ["reflog", "--format=%H %gd %gn %ge %gs"]).toString();
}

describe("a base", () => {
  it("has the ids, people, dates, messages and log that git gives the same commits", async () => {
    const real = commitWithGit();
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), "base-"));
    await writeBase(folder, await buildBase(source));
    expect(describeHistory()).toBe(real);
  });

  it("is sound and clean in git's eyes, with the machine's user set", async () => {
    await writeBase(folder, await buildBase(source));
    expect(runGit(folder, ["fsck", "--strict", "--full"]).toString()).toBe("");
    expect(runGit(folder, ["status", "--porcelain", "--branch"]).toString()).toBe("## main\n");
    expect(runGit(folder, ["config", "user.name"]).toString()).toBe(`${facts.name}\n`);
    expect(runGit(folder, ["config", "user.email"]).toString()).toBe(`${facts.email}\n`);
    expect(describeFiles(readFiles(folder))).toEqual(describeFiles(third));
  });

  it("is the same from one time to the next, and lists its files in code-point order", async () => {
    const shuffled = history.map((snapshot) => ({
      ...snapshot,
      files: new Map([...snapshot.files].reverse()),
    }));
    const base = await buildBase(source);
    const other = await buildBase({ ...source, history: shuffled });
    expect(other).toEqual(base);
    expect([...base.files.keys()]).toEqual([
      "README.md",
      "a-b",
      "a.txt",
      "a/b/deep.txt",
      "a/new.txt",
      "bin/run",
      "caf\u00e9/\u{1f426}.bin",
      "link",
    ]);
    expect([...other.files.keys()]).toEqual([...base.files.keys()]);
    expect(base.digest).toMatchInlineSnapshot(
      `"1734aed2cac72c39e7f388acdfbf8b74de7e4a206d9bd48a677ab8ab4c016bb2"`,
    );
  });

  it("has another digest for another mode, path or content", async () => {
    const change = (path: string, file: TreeFile) => ({
      ...source,
      history: [
        ...history.slice(0, 2),
        { ...history[2], files: new Map([...third, [path, file]]) } as Snapshot,
      ],
    });
    const bases = await Promise.all(
      [
        source,
        change("a-b", textFile("back\n", "100755")),
        change("a-b", textFile("back")),
        change("a-c", textFile("back\n")),
      ].map(buildBase),
    );
    expect(new Set(bases.map((base) => base.digest)).size).toBe(4);
  });

  it("has an index that agrees with what the machine says of its files", async () => {
    const base = await buildBase(source);
    const { entries } = createBaseIndex(base);
    const index = decodeIndex(base.git.get("index") ?? new Uint8Array());
    for (const [path, staged] of index.entries) {
      const entry = entries.get(`${facts.home}/${path}`);
      expect({ path, seconds: staged.mtimeSeconds }).toEqual({
        path,
        seconds: Math.floor((entry?.mtimeMs ?? 0) / 1000),
      });
    }
    expect([...index.entries.keys()].sort()).toEqual([...base.files.keys()].sort());
  });

  it("needs a commit", async () => {
    await expect(buildBase({ ...source, history: [] })).rejects.toThrow(
      "tern: a base needs at least one commit",
    );
  });
});
